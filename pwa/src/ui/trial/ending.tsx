// Three small decisions with nothing but their reason: Afbryd and Forlæng while a trial is planned or running, and Det blev ikke
// til mere for one that was to be adapted or scaled; and the field for a new last day.

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { type Fault, faults, vouchedIn } from '../../domain/capture'
import { carryingOnSince, standingDecision } from '../../domain/phases'
import type { NewMutation } from '../../store/types'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { useDraft } from '../draft'
import { Frame } from '../frame'
import { Field, faultText } from '../parts'
import { Link } from '../router'
import { useTerms } from '../terms'
import { asDecision, carriedOn, type TrialView } from '../trials'
import { DayField } from './day-field'
import {
  decided,
  decisionFaults,
  extendedDays,
  extensionDays,
  keptFrom,
  LONG,
  LONGEST,
  NO_REVIEW,
  type Review,
  toDecision,
} from './deciding'
import { useDeciding, useWords } from './words'

interface EndProps {
  view: TrialView
  form: Review
  found: Fault[]
  /** In place of a decision that was a mistake. */
  isAgain?: boolean
  onChange(endsOn: string): void
}

export function EndField({ view, form, found, isAgain = false, onChange }: EndProps) {
  const { text, today, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const fault = found.find((one) => one.field === 'ends_on')
  const own = { not_later: words.notLater, is_over: words.dayGone } as Record<string, string>
  const isOver = view.end !== undefined && view.end < today
  const said = isAgain ? words.again.wouldEnd : isOver ? words.endedThen : words.endsNow
  const days = form.ends_on ? extendedDays(view.record, form.ends_on) : 0
  return (
    <>
      <DayField
        name="ends_on"
        label={words.newEnd}
        hint={view.end && said(shortDay(view.end, language))}
        {...extensionDays(view.record, view.end, today, isAgain)}
        value={form.ends_on}
        fault={fault && faultText({ ...fault, said: own[fault.key] }, text)}
        onChange={onChange}
      />
      {days > LONG && days <= LONGEST && !fault && <p class="warning">{terms.longTrial(days)}</p>}
    </>
  )
}

interface SheetProps {
  view: TrialView
  draft: string
  title: string
  /** Said in place of the form when there is nothing to decide any more. */
  closed: ComponentChildren | undefined
  /** What stands above the reason. */
  above?(sheet: { form: Review; found: Fault[]; change(next: Partial<Review>): void }): ComponentChildren
  /** An example of a reason. */
  example: string
  act: string
  /** What is decided, and what speaks against saving it. */
  decision(form: Review, notCpr: string[]): { wrong: Fault[]; made(): NewMutation[] }
  /** Where one comes to. */
  then: string
}

/** One decision and its reason. */
function ReasonSheet({ view, draft, title, closed, above, example, act, decision, then }: SheetProps) {
  const { store, text } = useApp()
  const words = useWords()
  const { form, isKept, change: typed } = useDraft<Review>(store, draft, () => NO_REVIEW)
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { failed, save } = useDeciding()

  function change(next: Partial<Review>): void {
    typed(next)
    setFound((was) => was.filter((one) => !(one.field in next)))
  }

  function submit(event: Event): void {
    event.preventDefault()
    const { wrong, made } = decision(form, notCpr)
    setFound(wrong)
    if (wrong.length) requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus())
    else void save(made(), then, draft)
  }

  return (
    <Frame title={title} back={`/proevehandlinger/${view.record.id}`}>
      <p class="sheet-about">{view.title}</p>
      {closed && <p class="empty">{closed}</p>}
      {!closed && (
        <form class="sheet" onSubmit={submit} noValidate>
          {above?.({ form, found, change })}
          <Field
            name="reason"
            label={words.why}
            hint={example}
            most={280}
            value={form.reason}
            fault={found.find((one) => one.field === 'reason')}
            onNotCpr={() => {
              setNotCpr([...notCpr, 'reason'])
              setFound(found.filter((one) => one.field !== 'reason'))
            }}
            onChange={(reason) => change({ reason })}
          />
          {!isKept && <p class="warning">{text.storageFailed}</p>}
          {failed && <SaveTrouble failed={failed} />}
          <div class="act-bar">
            <button type="submit" class="button button-primary wide-button">
              {act}
            </button>
          </div>
        </form>
      )}
    </Frame>
  )
}

/** `cancel` or `extend`. */
export function EndingScreen({ view, choice }: { view: TrialView; choice: 'cancel' | 'extend' }) {
  const { today } = useApp()
  const words = useWords()
  const { record, end, phase } = view
  const back = `/proevehandlinger/${record.id}`
  const isCancel = choice === 'cancel'
  const isOpen = ['planned', 'running', isCancel ? 'idea' : 'review'].includes(phase)
  const isFull = !isCancel && isOpen && !extensionDays(record, end, today)
  const closed = isFull ? (
    <>
      {words.fullLength}{' '}
      <Link href={phase === 'planned' ? back : `${back}/saml-op`}>
        {phase === 'planned' ? words.toTrial : words.gatherUp}
      </Link>
    </>
  ) : (
    <>
      {phase === 'review' ? words.cancelTooLate : words.alreadyDecided}{' '}
      <Link href={phase === 'review' ? `${back}/saml-op` : back}>
        {phase === 'review' ? words.gatherUp : words.toTrial}
      </Link>
    </>
  )
  return (
    <ReasonSheet
      view={view}
      draft={`${choice}-${record.id}`}
      title={isCancel ? words.cancelTitle : words.extendTitle}
      closed={isOpen && !isFull ? undefined : closed}
      above={({ form, found, change }) =>
        isCancel ? (
          <p>{words.cancelHint}</p>
        ) : (
          <EndField view={view} form={form} found={found} onChange={(ends_on) => change({ ends_on })} />
        )
      }
      example={isCancel ? words.cancelWhy : words.extendWhy}
      act={isCancel ? words.cancelYes : words.extend}
      decision={(review, notCpr) => {
        const deciding = { review, trial: record, end, choice, today, notCpr }
        return { wrong: decisionFaults(deciding), made: () => toDecision(deciding) }
      }}
      then={back}
    />
  )
}

/** What was to be adapted or scaled is stopped instead: a decision like any other, in place of the earlier one; what was
 *  learned stays. */
export function NoMoreScreen({ view }: { view: TrialView }) {
  const { store, today } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { id } = view.record
  const back = `/proevehandlinger/${id}`
  const made = view.decisions.map(asDecision)
  const earlier = view.decisions.find((one) => one.id === standingDecision(made)?.id)
  const isOpen = carryingOnSince(made) && !carriedOn(store).has(id)
  const closed = (
    <>
      {words.noMore.closed} <Link href={back}>{words.toTrial}</Link>
    </>
  )
  return (
    <ReasonSheet
      view={view}
      draft={`no-more-${id}`}
      title={words.noMore.title}
      closed={isOpen ? undefined : closed}
      above={() => (
        <>
          <p>{words.noMore.hint}</p>
          {earlier?.fields.learned && (
            <p>
              <strong>{terms.learned}:</strong> {String(earlier.fields.learned)}
            </p>
          )}
        </>
      )}
      example={words.noMore.why}
      act={words.saves.abandon}
      decision={({ reason }, notCpr) => {
        const kept = keptFrom(earlier)
        const about = {
          subject_type: 'trial',
          subject: id,
          choice: 'abandon',
          replaces: earlier!.id,
          decided_on: today,
        }
        const fields = { ...kept, ...about, reason }
        const vouched = [...notCpr, ...vouchedIn('decision', kept, today)]
        return {
          wrong: faults('decision', fields, today, vouched),
          made: () => decided(view.record, fields, vouched),
        }
      }}
      then={`${back}/laert`}
    />
  )
}
