// What a trial has taught: the words of the decision that stands, as the server puts them on its learning card. Pure.

import { standingDecision } from '../../domain/phases'
import type { Store } from '../../store/store'
import type { Account, RecordView } from '../../store/types'
import { rolesAt } from '../roles'
import { asDecision } from '../trials'

/** The decision that stands, when it says what was learned. `made`: a trial's decisions in the order of receipt. */
export function taughtBy(made: RecordView[]): RecordView | undefined {
  const stands = standingDecision(made.map(asDecision))
  return made.find((one) => one.id === stands?.id && one.fields.learned)
}

/** What a trial taught; undefined while nothing stands. */
export function learnedOf(store: Store, trial: string): string | undefined {
  const made = store.ofType('decision').filter((one) => one.fields.subject === trial)
  const decision = taughtBy(made.sort((a, b) => a.seq - b.seq))
  return decision && String(decision.fields.learned)
}

/** True while other units do not see what a trial taught, and the person may share it with all: whoever writes there. */
export function mayShare(store: Store, account: Account, trial: RecordView): boolean {
  return !trial.fields.shared && rolesAt(store, account, trial.unit).size > 0
}
