// Gør vi det stadig? One question, three answers, a line of words: ten seconds. Never asked of the owner.

import { useEffect, useRef, useState } from 'preact/hooks'
import { create } from '../../domain/capture'
import type { UnitState } from '../../domain/practices'
import { whoDoesWhen } from '../../domain/who-does'
import type { RecordView } from '../../store/types'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { useDraft } from '../draft'
import { Frame } from '../frame'
import { Choice } from '../parts'
import { peopleOf } from '../people'
import { answeredToday, answeringUnits, isOwner, type PracticeView } from '../practices'
import { Link } from '../router'
import { useUndoable } from '../saving'
import { RecordField, useChecks } from './form'
import { PracticePhaseMark } from './phase'
import { WaysOn } from './ways'
import { useUnitName, useWords } from './words'

type Answer = 'yes' | 'partly' | 'no'
export const OUTCOMES: Record<string, string> = { yes: 'worked', partly: 'partly', no: 'not' }

export function CheckIn({ view, unit }: { view: PracticeView; unit: string | undefined }) {
  const { store, account } = useApp()
  const units = answeringUnits(store, account, view)
  const chosen = unit ? units.find((one) => one.unit === unit) : units.length === 1 ? units[0] : undefined
  return (
    <Frame title={view.title} back={`/praksis/${view.record.id}`}>
      <p class="sheet-about">{useWords().weDo(whoDoesWhen(view.record.fields))}</p>
      {view.phase === 'retired' || isOwner(view, account) || !units.length || (unit && !chosen) ? (
        <NotHere view={view} units={units} />
      ) : chosen ? (
        <Ask key={chosen.unit} view={view} state={chosen} isOneOfSeveral={units.length > 1} />
      ) : (
        <WhichUnit view={view} units={units} />
      )}
    </Frame>
  )
}

/** Why one is not asked, and who may answer. */
function NotHere({ view, units }: { view: PracticeView; units: UnitState[] }) {
  const { store, account } = useApp()
  const words = useWords()
  if (view.phase === 'retired') return <p class="empty">{words.retiredNoQuestion}</p>
  if (!isOwner(view, account)) return <p class="empty">{words.notYours}</p>
  const near = units.flatMap((one) => peopleOf(store, one.unit).near).filter((one) => one.id !== account.user.id)
  const names = [...new Set(near.map((one) => String(one.fields.name)))]
  return (
    <section class="not-here">
      <h2 class="question">{words.ownerNot}</h2>
      <p>{words.ownerWhy}</p>
      {names.length ? (
        <ul class="names">
          {names.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      ) : (
        <p>{words.ownerAnyone}</p>
      )}
      <Link class="button button-secondary" href={`/praksis/${view.record.id}`}>
        {words.toPractice}
      </Link>
    </section>
  )
}

function WhichUnit({ view, units }: { view: PracticeView; units: UnitState[] }) {
  const { language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  return (
    <section aria-labelledby="which-unit">
      <h2 id="which-unit">{words.whichOfYours}</h2>
      <ul class="rows">
        {units.map((one) => (
          <li key={one.unit}>
            <Link href={`/praksis/${view.record.id}/tjek/${one.unit}`}>
              <span>
                <strong>{nameOf(one.unit)}</strong>
                <small>
                  {one.overdue > 0
                    ? words.askedSince(one.overdue)
                    : one.overdue === 0
                      ? words.askedNow
                      : words.nextQuestion(shortDay(one.due_on, language))}
                </small>
              </span>
              <PracticePhaseMark phase={one.phase} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Ask({ view, state, isOneOfSeveral }: { view: PracticeView; state: UnitState; isOneOfSeveral: boolean }) {
  const { store, account, text, today, language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const draft = `check-${view.record.id}-${state.unit}`
  const { form, isKept, change, reset } = useDraft<Record<string, string>>(store, draft, () => ({
    answer: '',
    note: '',
  }))
  const [isUnanswered, setUnanswered] = useState(false)
  const [saved, setSaved] = useState<{ answer: Answer; wasSlipping: boolean } | undefined>()
  const [isAnew, setAnew] = useState(false)
  // Who comes back to the question finds what they have answered, and the ways on.
  const before = answeredToday(view, state.unit, account, today)
  const checks = useChecks('check_in')
  const { failed, save: keep } = useUndoable()

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    const answer = form.answer as Answer | ''
    setUnanswered(!answer)
    const fields = {
      practice: view.record.id,
      checked_on: today,
      still_done: answer,
      note: form.note ?? '',
    }
    if (!answer || !checks.areFine(fields)) return
    // An answer is never changed once it is sent: for ten seconds it can be taken back.
    const typed = { ...form }
    const undone = () => {
      setSaved(undefined)
      change(typed)
    }
    if (!(await keep([create('check_in', state.unit, fields, checks.notCpr)], draft, undone))) return
    setSaved({ answer, wasSlipping: state.phase === 'slipping' })
    reset({ answer: '', note: '' })
    scrollTo(0, 0)
  }

  if (saved) return <Thanks view={view} state={state} {...saved} />
  if (before && !isAnew) {
    const answer = before.fields.still_done as Answer
    return <Thanks view={view} state={state} {...{ answer, before }} onAnew={() => setAnew(true)} />
  }
  return (
    <form class="sheet" onSubmit={(event) => void save(event)} noValidate>
      {isOneOfSeveral && <p class="quiet">{words.inUnit(nameOf(state.unit))}</p>}
      <Choice<string>
        legend={words.checkIn}
        name="still_done"
        look="big ask"
        value={form.answer || undefined}
        fault={isUnanswered && !form.answer ? words.pickOne : undefined}
        onChange={(answer) => change({ answer })}
        options={(['yes', 'partly', 'no'] as const).map((value) => ({
          value,
          label: (
            <>
              <i class={`outcome outcome-${OUTCOMES[value]}`} aria-hidden="true" />
              {words.big[value]}
            </>
          ),
        }))}
      />
      <RecordField
        type="check_in"
        name="note"
        label={words.note}
        hint={words.noteHint}
        value={form.note ?? ''}
        checks={checks}
        onChange={(note) => change({ note })}
      />
      {state.overdue < -7 && state.phase !== 'slipping' && (
        <p class="quiet">{words.notDueYet(shortDay(state.due_on, language))}</p>
      )}
      {!isKept && <p class="warning">{text.storageFailed}</p>}
      {failed && <SaveTrouble failed={failed} />}
      <div class="act-bar">
        <button type="submit" class="button button-primary wide-button">
          {words.answer}
        </button>
      </div>
    </form>
  )
}

interface ThanksProps {
  view: PracticeView
  state: UnitState
  answer: Answer
  wasSlipping?: boolean
  /** What was answered earlier today, and how to answer anew all the same. */
  before?: RecordView
  onAnew?(): void
}

/** What the answer means: when the next question comes, or the three ways on. */
function Thanks({ view, state, answer, wasSlipping, before, onAnew }: ThanksProps) {
  const { language } = useApp()
  const words = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  const isYes = answer === 'yes'
  return (
    <section class="thanks">
      <h2 class="question" ref={heading} tabIndex={-1}>
        {before ? words.answeredToday(words.answers[answer]!) : words.thanks}
      </h2>
      {before?.fields.note && <p>“{String(before.fields.note)}”</p>}
      <p>{isYes ? (wasSlipping ? words.thanksBack : words.thanksYes) : words.thanksPartly}</p>
      {isYes ? (
        <p class="quiet">{words.nextTime(shortDay(state.due_on, language))}</p>
      ) : (
        <WaysOn view={view} unit={state.unit} />
      )}
      <div class="act-row">
        <Link class={isYes ? 'button button-primary' : 'button button-secondary'} href="/">
          {words.home}
        </Link>
        <Link class="button button-secondary" href={`/praksis/${view.record.id}`}>
          {words.toPractice}
        </Link>
        {onAnew && (
          <button type="button" class="text-button" onClick={onAnew}>
            {words.answerAnew}
          </button>
        )}
      </div>
    </section>
  )
}
