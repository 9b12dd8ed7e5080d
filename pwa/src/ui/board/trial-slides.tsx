// The board's slides about trials: what goes on, and what is to be gathered up and decided.

import { useState } from 'preact/hooks'
import { type Fault, faults } from '../../domain/capture'
import { daysBetween } from '../../domain/phases'
import { whoDoesWhen } from '../../domain/who-does'
import type { RecordView } from '../../store/types'
import { dayWord, shortDay, useApp } from '../app'
import { Attached } from '../attach/shown'
import { SaveTrouble } from '../capture/note'
import { noteHref } from '../capture/noting'
import { useDraft } from '../draft'
import { Choice, Field } from '../parts'
import { leads } from '../roles'
import { Link } from '../router'
import { useUndoable } from '../saving'
import { useTerms } from '../terms'
import { Outcomes } from '../today'
import { decided, extendedDays, LONG, LONGEST } from '../trial/deciding'
import { type TrialView, toSettle, wishedOn } from '../trials'
import { useWords } from './words'

const WEEK = 7
const DAY = 86_400_000

interface SlideProps {
  view: TrialView
  /** The unit that tries it, where it is not the one that meets. */
  where: string | undefined
}

export function TrialSlide({ view, where }: SlideProps) {
  const { text, today } = useApp()
  const words = useWords()
  const told = view.record.fields as Record<string, string | undefined>
  const who = whoDoesWhen(view.record.fields)
  const isThisWeek = (one: RecordView) => daysBetween(String(one.fields.seen_at).slice(0, 10), today) <= WEEK
  const surprises = view.observations
    .filter((one) => one.fields.surprise && one.fields.text && isThisWeek(one))
    .slice(-2)
  const notes = view.observations.filter((one) => one.fields.text && !surprises.includes(one))
  return (
    <>
      <p class="slide-kind">
        <span class="phase phase-running">{words.running}</span>
        {where && <span>{where}</span>}
        {told.starts_on && view.end && (
          <strong class="day-count">
            {text.dayOf(daysBetween(told.starts_on, today) + 1, daysBetween(told.starts_on, view.end) + 1)}
          </strong>
        )}
      </p>
      <h2>{view.title}</h2>
      <div class="halves">
        <div>
          {told.change && <p class="lead">{told.change}</p>}
          {who && <p>{who}</p>}
          {told.prediction && (
            <p>
              <span class="label">{words.believe}:</span> {told.prediction}
            </p>
          )}
        </div>
        <div>
          <Run view={view} none={words.noNotes} />
          <Notes title={words.surprise} list={surprises} marked />
          <Notes title={words.lastNotes} list={notes.slice(surprises.length ? -2 : -3)} />
        </div>
      </div>
      <div class="act-row">
        <Link class="button button-primary" href={noteHref(view.record.id, location.pathname)}>
          {words.note}
        </Link>
        <Link class="button button-secondary" href={`/proevehandlinger/${view.record.id}`}>
          {words.seeAll}
        </Link>
      </div>
    </>
  )
}

/** How it has gone so far: the latest outcomes as a row, and all of them in words and numbers. */
function Run({ view, none }: { view: TrialView; none: string }) {
  const { text } = useApp()
  if (!view.observations.length) return <p>{none}</p>
  const outcomes = view.observations.map((one) => String(one.fields.outcome))
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length
  return (
    <div class="run">
      <Outcomes outcomes={outcomes.slice(-16)} />
      <p>
        {(['worked', 'partly', 'not'] as const)
          .filter((one) => count(one))
          .map((one) => `${text[one]} ${count(one)}`)
          .join(' · ')}
      </p>
    </div>
  )
}

function Notes({ title, list, marked }: { title: string; list: RecordView[]; marked?: boolean }) {
  const { text, today, language } = useApp()
  if (!list.length) return null
  return (
    <section class={`notes ${marked ? 'marked' : ''}`}>
      <h3>{title}</h3>
      <ul>
        {[...list].reverse().map((one) => (
          <li key={one.id}>
            {String(one.fields.text)} <small>{dayWord(String(one.fields.seen_at), today, text, language)}</small>
            <Attached fields={one.fields} />
          </li>
        ))}
      </ul>
    </section>
  )
}

export function ReviewSlide({ view, where }: SlideProps) {
  const { store, account } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { id, fields } = view.record
  const decisions = toSettle(view)
  const latest = view.decisions.at(-1)
  const isTwofold = decisions.length > 1
  const isOpen = view.phase === 'review'
  const isWanted = isOpen && wishedOn(view) !== undefined
  const mayAdopt = leads(store, account, view.record.unit)
  return (
    <>
      <p class="slide-kind">
        <span class="phase phase-waiting">{words.review}</span>
        {where && <span>{where}</span>}
      </p>
      <h2>{view.title}</h2>
      <div class="halves">
        <section>
          <h3>{words.believed}</h3>
          <p class="lead">{String(fields.prediction ?? '–')}</p>
          {fields.learning_question && (
            <p>
              <span class="label">{terms.ourQuestion}:</span> {String(fields.learning_question)}
            </p>
          )}
        </section>
        <section>
          <h3>{words.happened}</h3>
          <Run view={view} none={words.nothingHappened} />
          <Notes title={words.lastNotes} list={view.observations.filter((one) => one.fields.text).slice(-3)} />
        </section>
      </div>
      {!isOpen && !isTwofold && latest && <Decided decision={latest} />}
      {isTwofold && (
        <div class="warning">
          <p>{words.twoDecisions}</p>
          {decisions.map((one) => (
            <Decided key={one.id} decision={one} />
          ))}
        </div>
      )}
      {isWanted && (
        <p class="settled">
          <strong>{words.wished}</strong> {String(fields.adopt_because ?? '')}
        </p>
      )}
      <div class="act-row">
        {isWanted && mayAdopt && (
          <Link class="button button-primary" href={`/praksis/ny/${id}`}>
            {words.adopt}
          </Link>
        )}
        {isOpen && (
          <Link
            class={`button button-${isWanted && mayAdopt ? 'secondary' : 'primary'}`}
            href={`/proevehandlinger/${id}/saml-op`}
          >
            {words.decide}
          </Link>
        )}
        {isTwofold && (
          <Link class="button button-primary" href={`/proevehandlinger/${id}`}>
            {words.settle}
          </Link>
        )}
      </div>
      {isOpen && <Extend view={view} />}
    </>
  )
}

function Decided({ decision }: { decision: RecordView }) {
  const { language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { choice, ends_on, reason } = decision.fields as { choice: string; ends_on?: string; reason: string }
  const what = `${words.decided}: ${terms.choices[choice] ?? choice}`
  return (
    <p class="settled">
      <strong>✓ {ends_on ? words.extendedTo(shortDay(ends_on, language)) : what}</strong> {reason}
    </p>
  )
}

/** The one decision that needs no more than a reason is made right here. */
function Extend({ view }: { view: TrialView }) {
  const { store, text, today } = useApp()
  const terms = useTerms()
  const words = useWords()
  const draft = `board-extend-${view.record.id}`
  const { form, isKept, change } = useDraft(store, draft, () => ({ weeks: '1', reason: '' }))
  const { failed, save } = useUndoable()
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const ends_on = new Date(Date.parse(today) + Number(form.weeks) * WEEK * DAY).toISOString().slice(0, 10)
  const days = extendedDays(view.record, ends_on)
  const isTooLong = days > LONGEST

  async function decide(event: Event): Promise<void> {
    event.preventDefault()
    const fields = { subject_type: 'trial', subject: view.record.id, choice: 'extend', reason: form.reason.trim() }
    const whole = { ...fields, ends_on, decided_on: today }
    const wrong = faults('decision', whole, today, notCpr)
    setFound(wrong)
    if (!wrong.length && !isTooLong) await save(decided(view.record, whole, notCpr), draft)
  }

  return (
    <details class="step">
      <summary>{words.extend}</summary>
      <form onSubmit={(event) => void decide(event)} noValidate>
        <Choice
          legend={words.howLong}
          name="weeks"
          value={form.weeks}
          onChange={(weeks) => change({ weeks })}
          options={['1', '2', '3'].map((value) => ({ value, label: words.weeks(Number(value)) }))}
          fault={isTooLong ? words.tooLong : undefined}
        />
        {days > LONG && !isTooLong && <p class="warning">{terms.longTrial(days)}</p>}
        <Field
          label={words.why}
          hint={words.whyHint}
          name="reason"
          most={280}
          value={form.reason}
          fault={found.find((one) => one.field === 'reason')}
          onNotCpr={() => {
            setNotCpr([...notCpr, 'reason'])
            setFound([])
          }}
          onChange={(reason) => change({ reason })}
        />
        {!isKept && <p class="warning">{text.storageFailed}</p>}
        {failed && <SaveTrouble failed={failed} />}
        <div class="act-row">
          <button type="submit" class="button button-primary">
            {words.saveExtension}
          </button>
        </div>
      </form>
    </details>
  )
}
