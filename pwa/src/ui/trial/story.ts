// What has happened to a trial: its timeline, the events of its run chart, and the sum of it for the review. Pure.

import { standing } from '../../domain/phases'
import { type RunChart, runChart } from '../../domain/runchart'
import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'
import { asDecision, isSettling, type TrialView } from '../trials'
import type { ChartEvent } from './scale'

export type Moment =
  | { kind: 'seen'; at: number; record: RecordView; timing: 'early' | 'late' | undefined; isCorrection: boolean }
  | { kind: 'decided'; at: number; record: RecordView; stands: boolean }
  | { kind: 'settled'; at: number; record: RecordView; stands: boolean }
  | { kind: 'started'; at: number; day: string }

const dayEnd = (day: string) => Date.parse(`${day}T23:59:59Z`)

/** Everything that has happened, the newest first. */
export function storyOf(view: TrialView, today: string): Moment[] {
  const starts = view.record.fields.starts_on as string | undefined
  const seen = view.observations.map((record): Moment => {
    const day = String(record.fields.seen_at).slice(0, 10)
    const timing = starts && day < starts ? 'early' : view.end && day > view.end ? 'late' : undefined
    const isCorrection = record.fields.replaces !== undefined
    return { kind: 'seen', at: Date.parse(String(record.fields.seen_at)), record, timing, isCorrection }
  })
  const valid = new Set(standing(view.decisions.map(asDecision)).map((one) => one.id))
  const decided = view.decisions.map((record): Moment => {
    const kind = isSettling(record, view.decisions) ? 'settled' : 'decided'
    return { kind, at: dayEnd(String(record.fields.decided_on)), record, stands: valid.has(record.id) }
  })
  const hasStarted = starts && starts <= today && !['idea', 'planned'].includes(view.phase)
  const started: Moment[] = hasStarted ? [{ kind: 'started', at: Date.parse(`${starts}T00:00:00Z`), day: starts }] : []
  // Of what has the same moment, what came last is the newest.
  return [...started, ...seen, ...decided].reverse().sort((a, b) => b.at - a.at)
}

/** What the run chart marks: the first day and the standing decisions. */
export function eventsOf(view: TrialView, today: string): ChartEvent[] {
  return storyOf(view, today)
    .flatMap((one): ChartEvent[] => {
      if (one.kind === 'started') return [{ day: one.day, what: 'start' }]
      if (one.kind !== 'decided' || !one.stands) return []
      return [{ day: String(one.record.fields.decided_on), what: String(one.record.fields.choice) }]
    })
    .reverse()
}

export function chartOf(view: TrialView): RunChart {
  const { baseline } = view.record.fields
  return runChart(
    Array.isArray(baseline) ? (baseline as string[]) : [],
    view.observations.map((one) => ({
      id: one.id,
      seen_at: String(one.fields.seen_at),
      value: one.fields.value as string | undefined,
    })),
  )
}

export type Counts = Record<'worked' | 'partly' | 'not', number>

export interface Happened {
  counts: Counts
  surprises: RecordView[]
  values: RecordView[]
  barriers: RecordView[]
  voices: RecordView[]
}

/** The sum of what was seen, for looking back. */
export function happened(store: Store, view: TrialView): Happened {
  const counts = { worked: 0, partly: 0, not: 0 }
  for (const one of view.observations) counts[one.fields.outcome as keyof typeof counts]++
  const inOrder = [...view.observations].sort(
    (a, b) => Date.parse(String(a.fields.seen_at)) - Date.parse(String(b.fields.seen_at)),
  )
  const met = new Set(inOrder.map((one) => String(one.fields.barrier ?? '')))
  return {
    counts,
    surprises: inOrder.filter((one) => one.fields.surprise),
    values: inOrder.filter((one) => one.fields.value !== undefined),
    barriers: [...met].map((id) => store.get(id)).filter((one): one is RecordView => one !== undefined),
    voices: store.ofType('feedback').filter((one) => one.fields.trial === view.record.id),
  }
}
