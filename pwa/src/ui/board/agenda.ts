// What a unit's meeting goes through: its slides, and the facts that they show. Over the store, in memory.

import { daysBetween, standing } from '../../domain/phases'
import type { Store } from '../../store/store'
import type { Account, RecordView } from '../../store/types'
import { type PracticeView, practiceViews } from '../practices'
import { themeState } from '../purpose/model'
import { lineOf } from '../roles'
import { asDecision, grouped, type TrialView, toSettle, trialViews, trying } from '../trials'
import { cameOn } from '../waiting'

const WEEK = 7

export interface Facts {
  units: Set<string>
  trials: Map<string, TrialView>
  practices: Map<string, PracticeView>
  voices: RecordView[]
  /** Concerns from before this week that nobody has replied to. */
  concerns: RecordView[]
  barriers: RecordView[]
  /** The latest decision that stands, by what it is about. */
  decided: Map<string, RecordView>
  steps: RecordView[]
}

/** Everything that the board of a unit shows: the unit's and what lies below it. */
export function factsOf(store: Store, account: Account, unit: string, today: string): Facts {
  const units = new Set(
    store
      .ofType('unit')
      .map((one) => one.id)
      .filter((id) => lineOf(store, id).includes(unit)),
  )
  const own = (one: RecordView) => units.has(one.unit)
  const isRecent = (day: unknown, days = WEEK) =>
    typeof day === 'string' && daysBetween(day.slice(0, 10), today) <= days
  const voices = store.ofType('feedback').filter(own).sort(newest('heard_on'))
  const hasWords = (one: RecordView) => one.fields.good || one.fields.different
  const isOpen = (one: RecordView) => one.fields.different && !one.fields.reply
  const decided = decisionsThatStand(store)
  // Those that somebody owes an answer first, then what is new, then what still stands open here.
  const place = (one: RecordView): number => {
    if (isRaised(one)) return 0
    if (isRecent(one.fields.answered_on) || isRecent(decided.get(one.id)?.fields.decided_on)) return 1
    if (own(one) && isRecent(cameOn(one, account))) return 1
    return own(one) && !one.fields.answer && !decided.has(one.id) ? 2 : 3
  }
  return {
    units,
    trials: new Map(trialViews(store, today).map((one) => [one.record.id, one])),
    practices: new Map(practiceViews(store, today).map((one) => [one.record.id, one])),
    voices: voices.filter((one) => isRecent(one.fields.heard_on) && hasWords(one)),
    concerns: voices.filter((one) => !isRecent(one.fields.heard_on) && isOpen(one)).reverse(),
    barriers: store
      .ofType('barrier')
      .filter((one) => own(one) || units.has(String(one.fields.raised_to)))
      .filter((one) => place(one) < 3)
      .sort((a, b) => place(a) - place(b) || a.seq - b.seq),
    decided,
    steps: store
      .ofType('step')
      .filter((one) => own(one) && !one.fields.done_on && daysBetween(today, String(one.fields.due_on)) <= WEEK)
      .sort((a, b) => String(a.fields.due_on).localeCompare(String(b.fields.due_on))),
  }
}

/** What a unit goes after today: its own directions, and those of the units above it. */
export function directionsOf(store: Store, unit: string, today: string): RecordView[] {
  const current = store.ofType('theme').filter((one) => themeState(one.fields, today) === 'current')
  return lineOf(store, unit).flatMap((at) => current.filter((one) => one.unit === at))
}

function decisionsThatStand(store: Store): Map<string, RecordView> {
  const found = new Map<string, RecordView>()
  for (const [subject, made] of grouped(store, 'decision', 'subject')) {
    const stand = new Set(standing(made.map(asDecision)).map((one) => one.id))
    const latest = made.filter((one) => stand.has(one.id)).at(-1)
    if (latest) found.set(subject, latest)
  }
  return found
}

export function isRaised(barrier: RecordView): boolean {
  return Boolean(barrier.fields.raised_to && !barrier.fields.answer)
}

/** True for what was met within the week. */
export function isNew(barrier: RecordView, account: Account, today: string): boolean {
  return daysBetween(cameOn(barrier, account) ?? today, today) <= WEEK
}

/** The slides as keys: purpose first, what was agreed on last. */
export function agendaOf(store: Store, facts: Facts): string[] {
  const own = [...facts.trials.values()].filter((one) => facts.units.has(one.record.unit))
  const byEnd = own.sort((a, b) => String(a.end).localeCompare(String(b.end)))
  const running = byEnd.filter((one) => one.phase === 'running')
  const ended = byEnd.filter((one) => one.phase === 'review' || toSettle(one).length > 0)
  return [
    'purpose',
    ...running.map((one) => `trial:${one.record.id}`),
    ...ended.map((one) => `review:${one.record.id}`),
    ...[...facts.practices.values()].flatMap((one) => asked(store, facts, one)),
    ...(facts.voices.length || facts.concerns.length ? ['voices'] : []),
    ...(facts.barriers.length ? ['barriers'] : []),
    ...(facts.steps.length ? ['steps'] : []),
    'agreed',
  ]
}

/** A practice is asked about where a check-in is due, and where it has begun to slip and is not tried in a new way. */
function asked(store: Store, { units, trials }: Facts, view: PracticeView): string[] {
  if (view.phase === 'retired') return []
  // By an answer that still counts: what a unit said before it began anew is not asked about again.
  const said = new Map(view.units.map((one) => [one.unit, one.slip?.answer]))
  const slips = (unit: string) =>
    said.get(unit) !== undefined && !trying(store, [...trials.values()], view.record, unit)
  return view.due
    .filter((one) => units.has(one.unit))
    .filter((one) => one.overdue >= 0 || slips(one.unit))
    .map((one) => `check_in:${view.record.id}:${one.unit}`)
}

function newest(field: string) {
  return (a: RecordView, b: RecordView) => String(b.fields[field]).localeCompare(String(a.fields[field]))
}
