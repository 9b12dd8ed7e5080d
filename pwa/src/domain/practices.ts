// The life of a practice: does it hold? Pure functions of records and the day; the same rules stand in
// server/proev/rules.py, and both run the vectors in tests/contract/vectors/practice_phase.json.

import { type DecisionLike, daysBetween, standing } from './phases'

export interface PracticeLike {
  unit: string
  adopted_on: string
}

export interface UptakeLike {
  unit: string
  since_on: string
}

export interface CheckInLike {
  unit: string
  checked_on: string
  still_done: string
  created_by: string | null
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
 *  that nobody has answered. */
export interface CalendarDay<C extends CheckInLike> {
  on: string
  questions: Question[]
  answer?: C
}

/** How a practice stands in one unit. `slip` says since when it slips there and which answer said so; without an answer
 *  nobody has said anything. */
export interface UnitState extends Due {
  since: string
  phase: PracticePhase
  slip?: { on: string; answer?: string }
}

const CHECK_DAYS = [30, 90, 180]
const EARLY = 7
const GRACE = 14
/** Where the calendar ends: days are compared as text, and a mistyped year must not stop anybody's page. */
const LAST = '9999-12-31'

function plusDays(day: string, days: number): string {
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

/** The units that have taken the practice up, and since when (the earliest day that they say); its own, first, since
 * the day it was adopted. */
export function places(practice: PracticeLike, uptakes: UptakeLike[]): Map<string, string> {
  const found = new Map([[practice.unit, practice.adopted_on]])
  for (const { unit, since_on } of uptakes) {
    const known = found.get(unit)
    if (unit !== practice.unit && (!known || since_on < known)) found.set(unit, since_on)
  }
  return found
}

function nextDue(since: string, checkIns: CheckInLike[]): string {
  const answered = checkIns
    .map((one) => plusDays(one.checked_on, EARLY))
    .reduce((latest, day) => (day > latest ? day : latest), since)
  for (let nth = 0; ; nth++) {
    const { due_on } = questionAt(since, nth)
    if (due_on > answered || due_on === LAST) return due_on
  }
}

/** Per unit: the first due day that no check-in has answered. One answers every due day up to seven days after it. */
export function dueCheckIns(
  practice: PracticeLike,
  uptakes: UptakeLike[],
  checkIns: CheckInLike[],
  today: string,
): Due[] {
  return [...places(practice, uptakes)].map(([unit, since]) => {
    const own = checkIns.filter((one) => one.unit === unit)
    const due_on = nextDue(since, own)
    return { unit, due_on, overdue: daysBetween(due_on, today) }
  })
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
  const units = places(practice, uptakes)
  const latest = new Map(checkIns.filter((one) => units.has(one.unit)).map((one) => [one.unit, one.still_done]))
  if ([...latest.values()].some((answer) => answer !== 'yes')) return 'slipping'
  if (dueCheckIns(practice, uptakes, checkIns, today).some((one) => one.overdue > GRACE)) return 'slipping'
  const own = checkIns.filter((one) => one.unit === practice.unit && one.still_done === 'yes')
  const hasHeld = CHECK_DAYS.every((offset) =>
    own.some((one) => plusDays(one.checked_on, EARLY) >= plusDays(practice.adopted_on, offset)),
  )
  return hasHeld ? 'holding' : 'embedding'
}

/** Everything that a unit has answered and what it will be asked, in the order of the days: at least one coming question,
 *  and all up to the first yearly one. */
export function calendar<C extends CheckInLike>(since: string, checkIns: C[]): CalendarDay<C>[] {
  const days: CalendarDay<C>[] = []
  let nth = 0
  for (const answer of [...checkIns].sort((a, b) => a.checked_on.localeCompare(b.checked_on))) {
    const questions: Question[] = []
    const until = plusDays(answer.checked_on, EARLY)
    for (let one = questionAt(since, nth); one.due_on <= until && one.due_on !== LAST; one = questionAt(since, nth)) {
      questions.push(one)
      nth++
    }
    days.push({ on: answer.checked_on, questions, answer })
  }
  for (const last = Math.max(nth, CHECK_DAYS.length); nth <= last; nth++) {
    const question = questionAt(since, nth)
    days.push({ on: question.due_on, questions: [question] })
  }
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
  const since = places(practice, uptakes)
  return dueCheckIns(practice, uptakes, checkIns, today).map((due) => {
    const own = checkIns.filter((one) => one.unit === due.unit)
    const began = since.get(due.unit)!
    const phase = practicePhase({ unit: due.unit, adopted_on: began }, own, decisions, today)
    const last = own.at(-1)
    const slip =
      last && last.still_done !== 'yes' ? { on: last.checked_on, answer: last.still_done } : { on: due.due_on }
    return { ...due, since: began, phase, ...(phase === 'slipping' ? { slip } : {}) }
  })
}

/** How many different people have answered. */
export function answeringPeople(checkIns: CheckInLike[]): number {
  return new Set(checkIns.map((one) => one.created_by)).size
}

/** True when a practice holds and no longer hangs on one person: three different people have checked in. */
export function isSustained(phase: PracticePhase, checkIns: CheckInLike[]): boolean {
  return phase === 'holding' && answeringPeople(checkIns) >= 3
}
