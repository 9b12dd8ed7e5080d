// What needs a person: own mutations that were held, and fields that two people wrote differently.

import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'

export function openConflicts(store: Store): RecordView[] {
  return store.ofType('conflict').filter((one) => !one.fields.resolved_on)
}

export function attentionCount(store: Store): number {
  return store.held().length + openConflicts(store).length
}
