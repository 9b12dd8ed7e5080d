// What each unit has answered, what it will be asked, and when: the practice's memory.

import { type CalendarDay, type CheckInLike, calendar, type Question, type UnitState } from '../../domain/practices'
import { shortDay, useApp } from '../app'
import { checkInOf, endedOn, type PracticeView, type Stop } from '../practices'
import { OUTCOMES } from './check'
import { PracticePhaseMark } from './phase'
import { useRemoval } from './uptake'
import { useUnitName, useWords } from './words'

type Said = CheckInLike & { note?: string; isPending: boolean }

/** "30 dage", "et år": which question a day stands for. */
export function useQuestionName(): (question: Question) => string {
  const words = useWords()
  return ({ after }) => ('days' in after ? words.afterDays(after.days) : words.afterYears(after.years))
}

/** Every unit with its phase; its answers open by themselves where there is only one unit, or where it slips. */
export function Units({ view }: { view: PracticeView }) {
  const { language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const inUse = (since: string) => {
    const until = endedOn(view)
    const from = shortDay(since, language)
    return until ? words.usedFrom(from, shortDay(until, language)) : words.since(from)
  }
  const isAlone = view.units.length === 1
  return (
    <section aria-labelledby="where">
      <h2 id="where">{words.where}</h2>
      {view.units.map((one) => (
        <details key={one.unit} class="step unit-step" open={isAlone || one.phase === 'slipping' || undefined}>
          <summary>
            <span class="unit-line">
              <strong>{nameOf(one.unit)}</strong>
              <span class="unit-facts">
                <PracticePhaseMark phase={one.phase} />
                <small>{inUse(one.since)}</small>
              </span>
            </span>
          </summary>
          <UnitCalendar view={view} state={one} />
          <Removal view={view} unit={one.unit} />
        </details>
      ))}
      {view.away.length > 0 && (
        <>
          <p class="quiet">{words.elsewhere}</p>
          <ul class="rows">
            {view.away.map((one) => (
              <li key={one.unit}>
                <div class="row">
                  <span class="unit-line">
                    <strong>{one.name}</strong>
                    <span class="unit-facts">
                      <PracticePhaseMark phase={one.phase} />
                      <small>{words.since(shortDay(one.since_on, language))}</small>
                    </span>
                  </span>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

/** What a unit answered before it stopped. */
export function AnswersBefore({ view, stop }: { view: PracticeView; stop: Stop }) {
  const words = useWords()
  const nameOf = useUnitName()
  const isThen = ({ checked_on }: CheckInLike) => checked_on >= stop.since_on && checked_on <= stop.until_on
  const days = calendar<Said>(stop.since_on, saidIn(view, stop.unit).filter(isThen))
  const answered = days.filter((one) => one.answer)
  if (!answered.length) return null
  return (
    <ol class="timeline calendar" aria-label={words.calendarOf(stop.name ?? nameOf(stop.unit))}>
      {answered.map((day) => (
        <Day key={`${day.on}-${day.questions[0]?.due_on}`} day={day} />
      ))}
    </ol>
  )
}

function saidIn(view: PracticeView, unit: string): Said[] {
  return view.checkIns.filter((one) => one.unit === unit).map((one) => ({ ...checkInOf(one), isPending: one.pending }))
}

function UnitCalendar({ view, state }: { view: PracticeView; state: UnitState }) {
  const words = useWords()
  const nameOf = useUnitName()
  const all = calendar<Said>(state.since, saidIn(view, state.unit), state.due_on, view.agreed.get(state.unit))
  const days = all.filter((one) => one.answer || view.phase !== 'retired')
  return (
    <ol class="timeline calendar" aria-label={words.calendarOf(nameOf(state.unit))}>
      {days.map((day) => (
        <Day key={`${day.on}-${day.questions[0]?.due_on}`} day={day} />
      ))}
    </ol>
  )
}

function Day({ day }: { day: CalendarDay<Said> }) {
  const { today, language } = useApp()
  const words = useWords()
  const nameOf = useQuestionName()
  const asked = [...day.questions.map(nameOf), ...(day.isAgreed ? [words.agreedDay] : [])]
  const which = asked.join(words.and) || words.between
  const late = Math.round((Date.parse(today) - Date.parse(day.on)) / 86_400_000)
  if (!day.answer) {
    return (
      <li class={late >= 0 ? 'asked-now' : 'asked-later'}>
        <i class="asked" aria-hidden="true" />
        <div>
          <strong>{shortDay(day.on, language)}</strong>{' '}
          <small>
            {which} · {late > 0 ? words.late(late) : late === 0 ? words.waiting : words.coming}
          </small>
        </div>
      </li>
    )
  }
  return (
    <li>
      <i class={`outcome outcome-${OUTCOMES[day.answer.still_done]}`} aria-hidden="true" />
      <div>
        <strong>{words.answers[day.answer.still_done]}</strong>{' '}
        <small>
          {shortDay(day.on, language)} · {which}
          {day.answer.isPending && ` · ${words.unsent}`}
        </small>
        {day.answer.note && <p>{day.answer.note}</p>}
      </div>
    </li>
  )
}

function Removal({ view, unit }: { view: PracticeView; unit: string }) {
  const words = useWords()
  const { remove, trouble } = useRemoval(view, unit)
  if (!remove) return null
  return (
    <>
      <button type="button" class="text-button" onClick={() => void remove()}>
        {words.remove}
      </button>
      {trouble}
    </>
  )
}
