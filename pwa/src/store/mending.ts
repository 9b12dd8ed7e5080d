// What people do about what was held: send it again, or leave it. Both keep what was written, and only one of them is done,
// once: another tab may have come first.

import type { Saved, Store } from './store'
import { type Fields, recordOfMend } from './types'

/** Leaves a held mutation as it is: out of the list of what needs attention, still exportable. */
export async function letRest(store: Store, id: string): Promise<void> {
  const entry = store.entry(id)
  if (entry?.state !== 'held') return
  await store.change([entry.n], (one) => ({ ...one, state: 'resting' }), true, { lies: (one) => one.state === 'held' })
}

/** Sends a held mutation again with changed fields: a new mutation about the same record, in its place. Both are
 *  stored in one transaction. Undefined when it has been mended already: a second tap makes no second one. */
export async function editAndSendAgain(store: Store, id: string, fields: Fields): Promise<Saved | undefined> {
  const entry = store.entry(id)
  if (entry?.state !== 'held') return undefined
  // Who wants to delete it after all means it as it is by now; an edit is told beside what others wrote since.
  const seen = entry.op === 'delete' ? store.memory.synced.get(entry.record)?.version : undefined
  const mend = {
    type: entry.type,
    op: entry.op,
    fields: { ...entry.fields, ...fields },
    instead_of: entry.id,
    ...recordOfMend(entry, entry.reason),
    base: seen ?? entry.base,
    ...(entry.not_cpr ? { not_cpr: entry.not_cpr } : {}),
    ...(entry.device ? { device: entry.device } : {}),
  }
  return store.replace(entry.id, [mend], 'held')
}
