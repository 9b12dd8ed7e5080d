// What people do about what was held: send it again, or leave it. Both keep what was written, and only one of them is done,
// once: another tab may have come first.

import { inHand } from './in-hand'
import type { Saved, Store } from './store'
import type { Entry, Fields, NewMutation } from './types'

/** Leaves a held mutation as it is: out of the list of what needs attention, still exportable. */
export async function letRest(store: Store, id: string, drafts: string[] = []): Promise<void> {
  const entry = store.entry(id)
  if (entry?.state !== 'held') return
  await store.change([entry.n], (one) => ({ ...one, state: 'resting' }), true, {
    lies: (one) => one.state === 'held',
    drafts,
  })
}

/** Sends a held mutation again with changed fields: a new mutation about the same record, in its place. Both are
 *  stored in one transaction, and the drafts go. Undefined when it has been mended already: a second tap makes no second one. */
export async function editAndSendAgain(
  store: Store,
  id: string,
  fields: Fields,
  drafts: string[] = [],
): Promise<Saved | undefined> {
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
  return store.replace(entry.id, [mend], 'held', drafts)
}

/** Saves a mend of what another phone has sent and the server holds, and drops its draft. Undefined when there is one. */
export async function mendInPlace(
  store: Store,
  mend: NewMutation,
  draft: string | string[],
): Promise<Saved | undefined> {
  await store.reload() // another tab may have mended it, and this one not have heard
  return mend.instead_of && inHand(store).has(mend.instead_of) ? undefined : store.save([mend], { draft })
}

/** The record of a mutation that mends a held one. It keeps its id, because what else was written about it goes on pointing
 *  at it – but not when that id belongs to something else: then the mend makes a record of its own, whose id follows from
 *  that of what holds it. Two who mend it on two phones write about one record. */
export function recordOfMend(entry: Entry, reason: string | undefined): { record?: string } {
  if (reason !== 'id_reused' || entry.base) return { record: entry.record }
  const { held } = entry
  if (!held) return {}
  return { record: `${held.slice(0, 15)}${(Number.parseInt(held[15]!, 16) ^ 8).toString(16)}${held.slice(16)}` }
}
