// What people do about what was held: send it again, or leave it. Both keep what was written.

import type { Saved, Store } from './store'
import { type Fields, recordOfMend } from './types'

/** Leaves a held mutation as it is: out of the list of what needs attention, still exportable. */
export async function letRest(store: Store, id: string): Promise<void> {
  const entry = store.entry(id)
  if (entry?.state === 'held') await store.setEntries([{ ...entry, state: 'resting' }])
}

/** Sends a held mutation again with changed fields: a new mutation about the same record, in its place. Both are
 *  stored in one transaction. Undefined when it has been mended already: a second tap makes no second one. */
export async function editAndSendAgain(store: Store, id: string, fields: Fields): Promise<Saved | undefined> {
  const { entries, synced } = store.memory
  const entry = store.entry(id)
  if (entry?.state !== 'held') return undefined
  entries.set(entry.n, { ...entry, state: 'mended' })
  // Who wants to delete it after all means it as it is by now; an edit is told beside what others wrote since.
  const seen = entry.op === 'delete' ? synced.get(entry.record)?.version : undefined
  try {
    return await store.save(
      [
        {
          type: entry.type,
          op: entry.op,
          fields: { ...entry.fields, ...fields },
          instead_of: entry.id,
          ...recordOfMend(entry, entry.reason),
          base: seen ?? entry.base,
          ...(entry.not_cpr ? { not_cpr: entry.not_cpr } : {}),
          ...(entry.device ? { device: entry.device } : {}),
        },
      ],
      { mends: entry },
    )
  } catch (error) {
    entries.set(entry.n, entry)
    throw error
  }
}
