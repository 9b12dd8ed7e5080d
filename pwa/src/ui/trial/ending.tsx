// Afbryd and Forlæng: two small decisions while a trial is planned or running; and the field for a new last day.

import { useState } from 'preact/hooks'
import type { Fault } from '../../domain/capture'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { useDraft } from '../draft'
import { Frame } from '../frame'
import { Field } from '../parts'
import { Link } from '../router'
import type { TrialView } from '../trials'
import { decisionFaults, extendedDays, LONG, LONGEST, NO_REVIEW, type Review, toDecision } from './deciding'
import { useSaving, useWords } from './words'

interface EndProps {
  view: TrialView
  form: Review
  found: Fault[]
  onChange(endsOn: string): void
}

export function EndField({ view, form, found, onChange }: EndProps) {
  const { text, language } = useApp()
  const words = useWords()
  const days = form.ends_on ? extendedDays(view.record, form.ends_on) : 0
  return (
    <>
      <Field
        name="ends_on"
        label={words.newEnd}
        hint={view.end && words.endsNow(shortDay(view.end, language))}
        type="date"
        value={form.ends_on}
        fault={found.find((one) => one.field === 'ends_on')}
        onChange={onChange}
      />
      {days > LONG && days <= LONGEST && <p class="warning">{text.longTrial(days)}</p>}
    </>
  )
}

/** One decision with its reason: `cancel` or `extend`. */
export function EndingScreen({ view, choice }: { view: TrialView; choice: 'cancel' | 'extend' }) {
  const { store, text, today } = useApp()
  const words = useWords()
  const { id } = view.record
  const draft = `${choice}-${id}`
  const { form, isKept, change: typed } = useDraft<Review>(store, draft, () => NO_REVIEW)
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { failed, save } = useSaving()
  const back = `/proevehandlinger/${id}`
  const isCancel = choice === 'cancel'
  const isOpen =
    ['planned', 'running'].includes(view.phase) ||
    (isCancel && view.phase === 'idea') ||
    (!isCancel && view.phase === 'review')

  function change(next: Partial<Review>): void {
    typed(next)
    setFound((was) => was.filter((one) => !(one.field in next)))
  }

  function submit(event: Event): void {
    event.preventDefault()
    const deciding = { review: form, trial: view.record, end: view.end, choice, today, notCpr }
    const wrong = decisionFaults(deciding)
    setFound(wrong)
    if (wrong.length) requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus())
    else void save([toDecision(deciding)], back, draft)
  }

  return (
    <Frame title={isCancel ? words.cancelTitle : words.extendTitle} back={back}>
      <p class="sheet-about">{view.title}</p>
      {!isOpen && (
        <p class="empty">
          {view.phase === 'review' ? words.cancelTooLate : words.alreadyDecided}{' '}
          <Link href={view.phase === 'review' ? `${back}/saml-op` : back}>
            {view.phase === 'review' ? words.gatherUp : words.toTrial}
          </Link>
        </p>
      )}
      {isOpen && (
        <form class="sheet" onSubmit={submit} noValidate>
          {isCancel && <p>{words.cancelHint}</p>}
          {!isCancel && <EndField view={view} form={form} found={found} onChange={(ends_on) => change({ ends_on })} />}
          <Field
            name="reason"
            label={words.why}
            hint={isCancel ? words.cancelWhy : words.extendWhy}
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
              {isCancel ? words.cancelYes : words.extend}
            </button>
          </div>
        </form>
      )}
    </Frame>
  )
}
