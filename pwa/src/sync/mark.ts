// The mark that a push leaves on the server.

import type { Store } from '../store/store'

/** Made before a push and kept until it is answered: who comes with neither this one nor the one before is a copy of this
 *  phone. */
export async function markOf(store: Store): Promise<{ last: string | null; next: string }> {
  const { last, next } = (await store.meta<{ last?: string; next?: string }>('install')) ?? {}
  const made = { last: last ?? null, next: next ?? store.newId() }
  if (!next) await store.setMeta('install', made)
  return made
}
