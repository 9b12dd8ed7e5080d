// What a unit has agreed on to get going again, since it began to slip there. Pure over the store.

import { standing } from '../../domain/phases'
import type { UnitState } from '../../domain/practices'
import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'
import { isTakenBack, type PracticeView } from '../practices'
import { asDecision } from '../trials'

export interface Agreement {
  how: string
  /** When they look at it again. */
  on?: string
  /** True until somebody answers anew, which says that it was not enough, or the day has gone by on which they would look. */
  holds: boolean
}

/** When something was said, in the server's order; what has not been sent comes last, in the order of saving. */
type Moment = [seq: number, saved: number]

function momentOf(store: Store, { id, seq, pending }: RecordView): Moment {
  if (!pending) return [seq, 0]
  const last = store.queue().findLast((one) => one.record === id && ['open', 'waiting'].includes(one.state))
  return [Number.MAX_SAFE_INTEGER, last?.n ?? 0]
}

function isAfter([seq, saved]: Moment, [other, before]: Moment): boolean {
  return seq === other ? saved > before : seq > other
}

/** The unit's own: at home a decision of its practice, elsewhere what stands on its uptake. */
function latestOf(view: PracticeView, unit: string): { record: RecordView; how: unknown; on: unknown } | undefined {
  if (unit === view.record.unit) {
    const stands = new Set(standing(view.decisions.map(asDecision)).map((one) => one.id))
    const agreed = view.decisions.filter((one) => one.fields.choice === 'continue' && !isTakenBack(one.fields))
    const record = agreed.filter((one) => stands.has(one.id)).at(-1)
    return record && { record, how: record.fields.reason, on: record.fields.check_on }
  }
  const record = view.uptakes.filter((one) => one.unit === unit && !one.fields.until_on && one.fields.again_how).at(-1)
  return record && { record, how: record.fields.again_how, on: record.fields.again_on }
}

/** None where it does not slip, and none from before it began to: a yes has settled that one. */
export function agreementIn(store: Store, view: PracticeView, unit: string, today: string): Agreement | undefined {
  const slip = view.units.find((one) => one.unit === unit)?.slip
  const made = slip && latestOf(view, unit)
  if (!made || !isOfThisSlip(store, view, slip, made.record)) return undefined
  const answer = view.checkIns.filter((one) => one.unit === unit).at(-1)
  const isPast = Boolean(made.on) && String(made.on) < today
  const holds = !isPast && (!answer || isAfter(momentOf(store, made.record), momentOf(store, answer)))
  return { how: String(made.how), ...(made.on ? { on: String(made.on) } : {}), holds }
}

function isOfThisSlip(store: Store, view: PracticeView, slip: UnitState['slip'] & object, made: RecordView): boolean {
  const began = view.checkIns.find((one) => one.id === slip.first)
  if (began) return isAfter(momentOf(store, made), momentOf(store, began))
  // Nobody has answered: a decision tells its day. An uptake tells none, but what it says was written after the last answer.
  if (made.type === 'decision') return String(made.fields.decided_on) >= slip.since
  const last = view.checkIns.filter((one) => one.unit === made.unit).at(-1)
  return !last || isAfter(momentOf(store, made), momentOf(store, last))
}
