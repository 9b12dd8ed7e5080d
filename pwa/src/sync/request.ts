// One request: who writes, and what; what is asked for is told beside it. And what its answer says of the phone's clock.

import type { Store } from '../store/store'
import type { Entry } from '../store/types'
import { wireTime } from '../store/wire-time'
import { toWire } from './transport'
import type { World } from './world'

export async function request(
  { store, device, schema, now }: Pick<World, 'store' | 'device' | 'schema' | 'now'>,
  sent: Entry[],
  told: object,
): Promise<object> {
  const own = await device()
  const brought = sent[0]?.device
  return {
    device: brought ?? own,
    carried_by: brought && own,
    author: store.user,
    schema,
    sent_at: wireTime(new Date(now())),
    ...told,
    mutations: sent.map(toWire),
  }
}

/** How far this phone's clock is behind the server's; kept so that shown days are right offline too. */
export async function setClock(store: Store, received_at: string, now: number): Promise<void> {
  const offset = Date.parse(received_at) - now
  const known = (await store.meta<number>('offset')) ?? 0
  if (Math.abs(offset - known) > 10_000) await store.setMeta('offset', offset)
}
