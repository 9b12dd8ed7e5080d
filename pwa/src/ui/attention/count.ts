// What needs a person: own mutations that were held, and fields that two people wrote differently.

import type { Store } from '../../store/store'
import type { Account, RecordView } from '../../store/types'

export function openConflicts(store: Store): RecordView[] {
  return store.ofType('conflict').filter((one) => !one.fields.resolved_on)
}

/** What others wrote and the server kept for a leader to look at. */
export function forReview(store: Store, account: Account): RecordView[] {
  if (!account.memberships.some((one) => one.role !== 'staff')) return []
  return store.ofType('held').filter((one) => !one.fields.resolved_on && one.fields.sent_by !== account.user.id)
}

export function attentionCount(store: Store, account: Account): number {
  return store.held().length + openConflicts(store).length + forReview(store, account).length
}
