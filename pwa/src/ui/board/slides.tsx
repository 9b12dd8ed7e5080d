// The board's other slides: why we are here, do we still do it, citizens' words, barriers, what we promised.

import { create, edit } from '../../domain/capture'
import { daysBetween } from '../../domain/phases'
import { whoDoesWhen } from '../../domain/who-does'
import type { RecordView } from '../../store/types'
import { dayWord, shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { agreementIn } from '../practice/agreement'
import { AgreedOn, WaysOn } from '../practice/ways'
import { type PracticeView, stopsNothing } from '../practices'
import { leads, rolesAt } from '../roles'
import { Link } from '../router'
import { useUndoable } from '../saving'
import { cameOn, metOn, subjectHref } from '../waiting'
import { directionsOf, type Facts, isNew, isRaised } from './agenda'
import { useWords } from './words'

const MOST = 6

export function PurposeSlide({ unit }: { unit: RecordView }) {
  const { store, account, today } = useApp()
  const words = useWords()
  const { core_task, purpose } = unit.fields as { core_task?: string; purpose?: string }
  const directions = directionsOf(store, unit.id, today)
  return (
    <>
      {core_task ? (
        <>
          <p class="slide-kind">{words.coreTask}</p>
          <h2 class="core">{core_task}</h2>
        </>
      ) : (
        <>
          <h2>{words.noCoreTask}</h2>
          {leads(store, account, unit.id) && <Link href={`/enhed/${unit.id}/ret`}>{words.writeCoreTask}</Link>}
        </>
      )}
      {purpose && <p class="lead">{purpose}</p>}
      {directions.length > 0 && (
        <section class="notes">
          <h3>{words.directions}</h3>
          <ul>
            {directions.map((one) => (
              <li key={one.id}>
                {String(one.fields.title)}
                {one.unit !== unit.id && <small> {words.from(String(store.get(one.unit)?.fields.name ?? ''))}</small>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const ANSWERS = [
  { value: 'yes', outcome: 'worked' },
  { value: 'partly', outcome: 'partly' },
  { value: 'no', outcome: 'not' },
]

interface CheckInProps {
  view: PracticeView
  unit: string
  /** Its name, where it is not the one that meets. */
  where: string | undefined
}

export function CheckInSlide({ view, unit, where }: CheckInProps) {
  const { store, account, text, today, language } = useApp()
  const words = useWords()
  const { failed, save } = useUndoable()
  const told = view.record.fields as Record<string, string | undefined>
  const latest = view.checkIns.filter((one) => one.unit === unit).at(-1)
  const said = words.answers[String(latest?.fields.still_done)] ?? ''
  const isAnswered = latest?.fields.checked_on === today
  const agreed = agreementIn(store, view, unit, today)
  const answer = (still_done: string) =>
    void save([create('check_in', unit, { practice: view.record.id, checked_on: today, still_done })])
  return (
    <>
      <p class="slide-kind">
        {view.title}
        {where && ` · ${where}`}
      </p>
      <h2>{words.stillDoing}</h2>
      <p class="lead">{whoDoesWhen(view.record.fields)}</p>
      <p>
        <span class="label">{words.routine}:</span> {told.routine}
      </p>
      {!stopsNothing(view) && (
        <p>
          <span class="label">{words.stops}:</span> {told.stops}
        </p>
      )}
      {latest && !isAnswered && (
        <p class="quiet">{words.lastAnswer(said, dayWord(String(latest.fields.checked_on), today, text, language))}</p>
      )}
      <div role="status">{isAnswered && <p class="settled lead">✓ {words.answered(said)}</p>}</div>
      {isAnswered ? <WaysOn view={view} unit={unit} isShort /> : agreed && <AgreedOn agreed={agreed} />}
      {!isAnswered && told.owner === account.user.id && <p class="warning">{words.ownPractice}</p>}
      {!isAnswered && told.owner !== account.user.id && (
        <div class="three">
          {ANSWERS.map((one) => (
            <button key={one.value} type="button" class="answer" onClick={() => answer(one.value)}>
              <i class={`outcome outcome-${one.outcome}`} aria-hidden="true" />
              {words.answers[one.value]}
            </button>
          ))}
        </div>
      )}
      {failed && <SaveTrouble failed={failed} />}
      <p>
        <Link href={`/praksis/${view.record.id}`}>{words.toPractice}</Link>
      </p>
    </>
  )
}

/** What citizens said, and what they were told; never who. */
export function VoicesSlide({ facts }: { facts: Facts }) {
  const words = useWords()
  const older = facts.concerns.slice(0, Math.max(2, MOST - facts.voices.length))
  return (
    <>
      <h2>{facts.voices.length ? words.voices : words.olderVoices}</h2>
      <ul class="quotes">
        {facts.voices.slice(0, MOST).map((one) => (
          <Quote key={one.id} voice={one} />
        ))}
      </ul>
      {facts.voices.length > MOST && <p class="quiet">{words.more(facts.voices.length - MOST)}</p>}
      {older.length > 0 && (
        <>
          <h3>{words.olderConcerns}</h3>
          <ul class="quotes">
            {older.map((one) => (
              <Quote key={one.id} voice={one} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Quote({ voice }: { voice: RecordView }) {
  const { store, account, text, today, language } = useApp()
  const words = useWords()
  const { good, different, reply, mood, heard_on } = voice.fields as Record<string, string | undefined>
  return (
    <li>
      <Link class="line-link quote" href={`/borger/${voice.id}`}>
        <span>
          {good && <span>“{good}”</span>} {different && <span>“{different}”</span>}
        </span>
      </Link>
      <small>
        {[mood && words.moods[Number(mood) - 1], dayWord(String(heard_on), today, text, language)]
          .filter(Boolean)
          .join(' · ')}
      </small>
      {reply && (
        <p class="settled">
          ✓ {words.replied}: {reply}
        </p>
      )}
      <div class="act-row">
        {different && !reply && leads(store, account, voice.unit) && (
          <Link class="button button-secondary" href={`/borger/${voice.id}`}>
            {words.reply}
          </Link>
        )}
        <Link class="button button-secondary" href={`/ny/borger/${voice.id}`}>
          {text.tryIt}
        </Link>
      </div>
    </li>
  )
}

export function BarriersSlide({ facts, unit }: { facts: Facts; unit: string }) {
  const { store, account, text, today, language } = useApp()
  const words = useWords()
  const age = (one: RecordView) => Math.max(0, daysBetween(metOn(one, account) ?? today, today))
  const about = (one: RecordView): string => {
    if (!isRaised(one)) {
      if (one.fields.answer || facts.decided.has(one.id)) return ''
      return isNew(one, account, today) ? words.met : words.open(shortDay(cameOn(one, account) ?? today, language))
    }
    const unit = String(store.get(String(one.fields.raised_to))?.fields.name ?? '')
    return `${words.raised(age(one))} – ${words.waitsFor(unit)}`
  }
  /** What the person may do about it on its page: in words, where something is still to be done. */
  const wayOn = (one: RecordView): string | undefined => {
    if (isRaised(one)) return leads(store, account, String(one.fields.raised_to)) ? words.giveAnswer : undefined
    const isOpen = !one.fields.answer && !facts.decided.has(one.id)
    return isOpen && rolesAt(store, account, one.unit).size ? words.decideOnIt : undefined
  }
  return (
    <>
      <h2>{words.barriers}</h2>
      <ul class="quotes">
        {facts.barriers.slice(0, MOST).map((one) => (
          <li key={one.id}>
            <Link class="line-link" href={`/barriere/${one.id}`}>
              <span>
                <span class="label">{text.barrierKinds[String(one.fields.kind) as 'other']}:</span>{' '}
                {String(one.fields.text)}
              </span>
            </Link>
            <small>{about(one)}</small>
            <BarrierDecided decision={facts.decided.get(one.id)} />
            {one.fields.answer && (
              <p class="settled">
                ✓ {words.answer}: {String(one.fields.answer)}{' '}
                <small>{one.fields.answered_on && shortDay(String(one.fields.answered_on), language)}</small>
              </p>
            )}
            {wayOn(one) && (
              <Link class="button button-secondary" href={`/barriere/${one.id}`}>
                {wayOn(one)}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {facts.barriers.length > MOST && (
        <p>
          <Link class="text-button" href={`/enhed/${unit}`}>
            {words.more(facts.barriers.length - MOST)}
          </Link>
        </p>
      )}
    </>
  )
}

function BarrierDecided({ decision }: { decision: RecordView | undefined }) {
  const { language } = useApp()
  const words = useWords()
  if (!decision) return null
  return (
    <p class="settled">
      ✓ {words.decided}: {String(decision.fields.choice)}{' '}
      <small>{decision.fields.decided_on && shortDay(String(decision.fields.decided_on), language)}</small>
    </p>
  )
}

/** Steps stay where they are when they are ticked off: `shown` is what the slide began with. */
export function StepsSlide({ shown }: { shown: RecordView[] }) {
  const words = useWords()
  return (
    <>
      <h2>{words.steps}</h2>
      <ul class="quotes">
        {shown.map((one) => (
          <Step key={one.id} step={one} />
        ))}
      </ul>
    </>
  )
}

/** Each saves by itself: while one is written the next may be ticked off. */
function Step({ step }: { step: RecordView }) {
  const { store, text, today, language } = useApp()
  const words = useWords()
  const { failed, save } = useUndoable()
  const { decision, due_on, done_on, role } = step.fields
  const done = () => {
    const change = edit('step', step, { done_on: today })
    if (change) void save([change])
  }
  return (
    <li>
      <div class="with-act">
        <div>
          <Link class="line-link" href={subjectHref(store.get(String(decision)))}>
            {String(step.fields.text)}
          </Link>
          <small>{[words.due(dayWord(String(due_on), today, text, language)), role].filter(Boolean).join(' · ')}</small>
        </div>
        {done_on ? (
          <strong class="settled">✓ {words.isDone}</strong>
        ) : (
          <button type="button" class="button button-secondary" onClick={done}>
            {words.done}
          </button>
        )}
      </div>
      {failed && <SaveTrouble failed={failed} />}
    </li>
  )
}
