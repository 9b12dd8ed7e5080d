// The life of a practice: does it hold? Pure functions of records and the day; the same rules stand in
// server/proev/rules.py, and both run the vectors in tests/contract/vectors/practice_phase.json.

import { type DecisionLike, daysBetween, sinceExtension, standing } from './phases'

export interface PracticeLike {
  unit: string
  adopted_on: string
}

export interface UptakeLike {
  unit: string
  since_on: string
  /** The unit has let go of it, or will. */
  until_on?: string | null
  /** When it looks again. */
  again_on?: string | null
}

export interface CheckInLike {
  id?: string
  unit: string
  checked_on: string
  still_done: string
  created_by: string | null
  /** When the server got it, in UTC; nothing while it has not been sent. */
  received_at?: string | null
}

/** A unit's next unanswered question; `overdue` in days, negative while it is still to come. */
export interface Due {
  unit: string
  due_on: string
  overdue: number
}

export type PracticePhase = 'embedding' | 'holding' | 'slipping' | 'retired'

/** The nth time that a unit is asked: after some days the first three times, then after whole years. */
export interface Question {
  due_on: string
  after: { days: number } | { years: number }
}

/** A day in a unit's calendar: an answer with the questions that it answers (none when it came in between), or a question
 *  that nobody has answered. `isAgreed`: the unit had agreed to look again by then. */
export interface CalendarDay<C extends CheckInLike> {
  on: string
  questions: Question[]
  isAgreed?: true
  answer?: C
}

/** How a practice stands in one unit. `slip` says since when it slips there, the day and the words of the last answer that
 *  said so, and which answer was the first to; without an answer nobody has said anything. */
export interface UnitState extends Due {
  since: string
  phase: PracticePhase
  slip?: { on: string; since: string; answer?: string; first?: string | undefined }
}

const CHECK_DAYS = [30, 90, 180]
const EARLY = 7
const GRACE = 14
/** Where the calendar ends: days are compared as text, and a mistyped year must not stop anybody's page. */
const LAST = '9999-12-31'

/** The day that many days later. */
export function plusDays(day: string, days: number): string {
  const moment = new Date(`${day}T00:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.getUTCFullYear() > 9999 ? LAST : moment.toISOString().slice(0, 10)
}

/** The same day some years later; 29 February becomes the 28th where there is none. */
function plusYears(day: string, years: number): string {
  const year = Number(day.slice(0, 4)) + years
  if (year > 9999) return LAST
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return `${String(year).padStart(4, '0')}${day.endsWith('-02-29') && !isLeap ? '-02-28' : day.slice(4)}`
}

/** When a unit that began on a day is asked for the nth time, counted from 0. */
function questionAt(since: string, nth: number): Question {
  const days = CHECK_DAYS[nth]
  if (days !== undefined) return { due_on: plusDays(since, days), after: { days } }
  const years = nth - CHECK_DAYS.length + 1
  return { due_on: plusYears(since, years), after: { years } }
}

/** The first questions that a unit is asked: three times, and then the first of the yearly ones. */
export function firstQuestions(since: string): Question[] {
  return [...CHECK_DAYS, 0].map((_, nth) => questionAt(since, nth))
}

/** True when the unit has let go of what it had taken up. */
export function hasStopped(uptake: UptakeLike, today: string): boolean {
  return Boolean(uptake.until_on) && uptake.until_on! <= today
}

/** The units that do it, and since when (the earliest day that they say); its own, first, since the day it was adopted. A
 * unit that has stopped is none of them until it takes the practice up anew. */
export function places(practice: PracticeLike, uptakes: UptakeLike[], today: string): Map<string, string> {
  const found = new Map([[practice.unit, practice.adopted_on]])
  for (const one of uptakes) {
    const known = found.get(one.unit)
    if (one.unit !== practice.unit && !hasStopped(one, today) && (!known || one.since_on < known))
      found.set(one.unit, one.since_on)
  }
  return found
}

/** The day for which a check-in counts: the one that it says, or that of its receipt where it says a later one. Nobody can have
 * looked in days to come, and a phone's clock may be years ahead: taken at its word, one such answer would let nobody ask for
 * years; refused, it would be lost to whoever trusts the phone. One day ahead is no error: it may be that day already where
 * the phone is. */
export function checkedOn({ checked_on, received_at }: CheckInLike): string {
  const received = received_at?.slice(0, 10)
  return !received || checked_on <= plusDays(received, 1) ? checked_on : received
}

/** Per unit that does it, what it has answered, for the days that count. Who stopped and took it up anew begins anew, and so
 * does its own unit with a new adoption: what was said before the new beginning belongs to the old one. */
export function answers<C extends CheckInLike>(
  practice: PracticeLike,
  uptakes: UptakeLike[],
  checkIns: C[],
  today: string,
): Map<string, C[]> {
  const anew = new Set(uptakes.filter((one) => hasStopped(one, today)).map((one) => one.unit))
  anew.add(practice.unit)
  const counted = checkIns.map((one) => ({ ...one, checked_on: checkedOn(one) }))
  return new Map(
    [...places(practice, uptakes, today)].map(([unit, since]) => [
      unit,
      counted.filter((one) => one.unit === unit && (!anew.has(unit) || one.checked_on >= since)),
    ]),
  )
}

/** All days on which a unit has wanted to be asked beside the usual ones, as far as they are kept. */
export function agreedDays(
  practice: PracticeLike,
  uptakes: UptakeLike[],
  decisions: DecisionLike[],
  unit: string,
): string[] {
  const days =
    unit === practice.unit
      ? standing(decisions).map((one) => one.choice === 'continue' && one.check_on)
      : uptakes.filter((one) => one.unit === unit).map((one) => one.again_on)
  return days.filter((day): day is string => Boolean(day)).sort()
}

/** The days on which a unit wants to be asked beside the usual ones: "try again" says so. In the practice's own unit the
 * latest such decision, elsewhere the unit's uptakes. */
function looksAgain(
  practice: PracticeLike,
  uptakes: UptakeLike[],
  decisions: DecisionLike[],
  today: string,
  unit: string,
): string[] {
  const days =
    unit === practice.unit
      ? [
          standing(decisions)
            .filter((one) => one.choice === 'continue')
            .at(-1)?.check_on,
        ]
      : uptakes.filter((one) => one.unit === unit && !hasStopped(one, today)).map((one) => one.again_on)
  return days.filter((day): day is string => Boolean(day))
}

function nextDue(since: string, checkIns: CheckInLike[], again: string[]): string {
  const answered = checkIns
    .map((one) => plusDays(one.checked_on, EARLY))
    .reduce((latest, day) => (day > latest ? day : latest), since)
  const first = again.filter((day) => day > answered).sort()[0] ?? LAST
  for (let nth = 0; ; nth++) {
    const { due_on } = questionAt(since, nth)
    if (due_on > answered || due_on === LAST) return first < due_on ? first : due_on
  }
}

/** Per unit: the first due day that no check-in has answered. One answers every due day up to seven days after it. */
export function dueCheckIns(
  practice: PracticeLike,
  uptakes: UptakeLike[],
  checkIns: CheckInLike[],
  today: string,
  decisions: DecisionLike[] = [],
): Due[] {
  const said = answers(practice, uptakes, checkIns, today)
  return [...places(practice, uptakes, today)].map(([unit, since]) => {
    const due_on = nextDue(since, said.get(unit)!, looksAgain(practice, uptakes, decisions, today, unit))
    return { unit, due_on, overdue: daysBetween(due_on, today) }
  })
}

/** The decision that a trial's adoption has given way to: somebody settled a contradiction so, or the trial runs again. None
 * while an adoption stands, and where there never was one. */
export function tookBack<T extends DecisionLike>(ofTrial: T[]): T | undefined {
  if (!ofTrial.some((one) => one.choice === 'adopt')) return undefined
  const { extension, final } = sinceExtension(ofTrial)
  return final[0]?.choice === 'adopt' ? undefined : (final[0] ?? extension)
}

/** The decisions about a practice as they count: one that takes the adoption of its trial back retires it, because a practice
 * needs that adoption. Derived, so that it holds whoever settled what, on whichever phone, and whichever arrived first; and
 * when the adoption stands again, so does the practice. */
export function withTrial(decisions: DecisionLike[], ofTrial: DecisionLike[]): DecisionLike[] {
  const ended = tookBack(ofTrial)
  return ended ? [{ ...ended, choice: 'retire', replaces: null }, ...decisions] : decisions
}

/** embedding → holding, slipping on the way, retired by a decision. */
export function practicePhase(
  practice: PracticeLike,
  checkIns: CheckInLike[],
  decisions: DecisionLike[],
  today: string,
  uptakes: UptakeLike[] = [],
): PracticePhase {
  if (standing(decisions).some((one) => one.choice === 'retire')) return 'retired'
  const said = answers(practice, uptakes, checkIns, today)
  if ([...said.values()].some((own) => own.length && own.at(-1)!.still_done !== 'yes')) return 'slipping'
  if (dueCheckIns(practice, uptakes, checkIns, today, decisions).some((one) => one.overdue > GRACE)) return 'slipping'
  return hasHeld(practice.adopted_on, said.get(practice.unit)!) ? 'holding' : 'embedding'
}

/** True when the 30, 90 and 180 day questions were all answered yes. */
function hasHeld(since: string, checkIns: CheckInLike[]): boolean {
  const yes = checkIns.filter((one) => one.still_done === 'yes')
  return CHECK_DAYS.every((offset) => yes.some((one) => plusDays(one.checked_on, EARLY) >= plusDays(since, offset)))
}

/** Everything that a unit has answered and what it will be asked, in the order of the days: at least one coming question,
 *  and all up to the first yearly one. `due_on`: the unit's next question, which may be a day of its own to look again; `agreed`:
 *  all such days of its own, in their order. */
export function calendar<C extends CheckInLike>(
  since: string,
  checkIns: C[],
  due_on?: string,
  agreed: string[] = [],
): CalendarDay<C>[] {
  const days: CalendarDay<C>[] = []
  let nth = 0
  let answered = since
  for (const answer of [...checkIns].sort((a, b) => a.checked_on.localeCompare(b.checked_on))) {
    const questions: Question[] = []
    const until = plusDays(answer.checked_on, EARLY)
    for (let one = questionAt(since, nth); one.due_on <= until && one.due_on !== LAST; one = questionAt(since, nth)) {
      questions.push(one)
      nth++
    }
    const isAgreed = agreed.some((day) => answered < day && day <= until)
    days.push({ on: answer.checked_on, questions, answer, ...(isAgreed ? { isAgreed } : {}) })
    answered = until
  }
  for (const last = Math.max(nth, CHECK_DAYS.length); nth <= last; nth++) {
    const question = questionAt(since, nth)
    days.push({ on: question.due_on, questions: [question] })
  }
  const at = days.findIndex((one) => !one.answer && due_on && one.on >= due_on)
  if (at >= 0 && days[at]!.on !== due_on) days.splice(at, 0, { on: due_on!, questions: [], isAgreed: true })
  return days
}

/** How the practice stands in each unit that has taken it up, its own first. */
export function unitStates(
  practice: PracticeLike,
  uptakes: UptakeLike[],
  checkIns: CheckInLike[],
  decisions: DecisionLike[],
  today: string,
): UnitState[] {
  const since = places(practice, uptakes, today)
  const said = answers(practice, uptakes, checkIns, today)
  const isRetired = standing(decisions).some((one) => one.choice === 'retire')
  return dueCheckIns(practice, uptakes, checkIns, today, decisions).map((due) => {
    const own = said.get(due.unit)!
    const began = since.get(due.unit)!
    const last = own.at(-1)
    const slips = (last && last.still_done !== 'yes') || due.overdue > GRACE
    const phase = isRetired ? 'retired' : slips ? 'slipping' : hasHeld(began, own) ? 'holding' : 'embedding'
    const sinceYes = own.slice(own.findLastIndex((one) => one.still_done === 'yes') + 1)
    const slip = sinceYes.length
      ? { on: last!.checked_on, since: sinceYes[0]!.checked_on, answer: last!.still_done, first: sinceYes[0]!.id }
      : { on: due.due_on, since: due.due_on }
    return { ...due, since: began, phase, ...(phase === 'slipping' ? { slip } : {}) }
  })
}

/** How many different people have answered since it was begun, in the units that do it: on them it rests. Who answered
 * before it was adopted anew, or in a unit that has stopped, carries it no more. */
export function answeringPeople(
  practice: PracticeLike,
  uptakes: UptakeLike[],
  checkIns: CheckInLike[],
  today: string,
): number {
  const said = [...answers(practice, uptakes, checkIns, today).values()].flat()
  return new Set(said.map((one) => one.created_by)).size
}

/** True when a practice holds and no longer hangs on one person: three different people have checked in. */
export function isSustained(phase: PracticePhase, people: number): boolean {
  return phase === 'holding' && people >= 3
}
