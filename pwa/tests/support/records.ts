// Records for tests that need no server: as a screen gets them, and as a phone holds what it was sent.

import { newId } from '../../src/store/ids'
import type { Store } from '../../src/store/store'
import type { Account, Fields, RecordView } from '../../src/store/types'

/** Somebody in Denmark. */
export const ACCOUNT: Account = {
  user: { id: 'me', name: 'Mette' },
  memberships: [],
  organisation: { id: 'kommune', name: '' },
  time_zone: 'Europe/Copenhagen',
}

/** A record as the store shows it; of the unit Nord unless `more` says otherwise. */
export function record(id: string, type: string, fields: Fields, more: Partial<RecordView> = {}): RecordView {
  const made = { unit: 'nord', version: 1, seq: 1, created_by: 'me', captured_at: null, skew: 0, received_at: null }
  return { id, type, fields, pending: false, ...made, ...more }
}

/** Lets a phone hold a record as the server has sent it. */
export function given(
  store: Store,
  type: string,
  unit: string,
  fields: Fields,
  id: string = newId(),
  received_at = '2026-11-10T09:00:00+01:00',
): string {
  const { pending, ...sent } = record(id, type, fields, { unit, received_at, created_by: 'mette' })
  store.memory.synced.set(id, { ...sent, seq: store.memory.synced.size + 1, gen: 1 })
  store.memory.changed()
  return id
}
