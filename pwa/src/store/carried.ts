// What files have brought of other people's and the server has taken in: kept apart from what is one's own, and for as long.
// A server that is restored may have lost it, and the file may be gone by then.

import { type Sealed, seal, unseal } from './codec'
import type { Store } from './store'

const KEPT_DAYS = 30

/** What is handed in of a file at once. */
export interface Handed {
  proev_queue: 1
  /** Stands for the phone that wrote the file: what two phones wrote does not pass for one's. */
  device: string
  entries: unknown[]
}

/** What the server took in at once. */
interface Lot {
  id: string
  /** In which it has it. */
  epoch: string
  /** By the server's clock. */
  at: string
  sealed: Sealed
}

/** A device's id for a file, the same whenever it is brought. */
export async function deviceOf(entries: unknown[]): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(entries))))
  const digits = [...hash.slice(0, 16)].map((one) => one.toString(16).padStart(2, '0')).join('')
  const [a, b, c, d, e] = [0, 8, 12, 16, 20].map((at, n) => digits.slice(at, [8, 12, 16, 20, 32][n]))
  return `${a}-${b}-8${c!.slice(1)}-8${d!.slice(1)}-${e}` // RFC 9562, version 8
}

/** Keeps what the server has just taken in; `epoch`: the last that was known before it was handed in. */
export async function keepCarried(store: Store, handed: Handed, epoch = ''): Promise<void> {
  const at = (await store.meta<string>('received_at')) ?? new Date().toISOString()
  const sealed = await seal({ ...handed })
  const isOther = (one: Lot) => JSON.stringify(one.sealed) !== JSON.stringify(sealed)
  await change(store, (lots) => [...lots.filter(isOther), { id: store.newId(), epoch, at, sealed }])
}

/** Whether some of it has been taken in, and all that was handed in. */
export interface Carried {
  isSome: boolean
  isAll: boolean
}

/** Hands in again what a restored server may have lost; `send` tells whether it has taken it. What has been kept for long
 *  enough is let go. `isLast`: the phone is about to forget it and may not have heard of a restore, so all of it goes. */
export async function carriedAgain(
  store: Store,
  isLast: boolean,
  send: (handed: Handed) => Promise<boolean>,
): Promise<Carried> {
  const [epoch, now] = await Promise.all([store.meta<string>('epoch'), store.meta<string>('received_at')])
  if (!epoch || !now) return { isSome: false, isAll: true }
  const isOld = ({ at }: Lot) => Date.parse(at) < Date.parse(now) - KEPT_DAYS * 86_400_000
  const lots = (await store.meta<Lot[]>('carried')) ?? []
  const due = lots.filter((one) => (isLast || one.epoch !== epoch) && !isOld(one))
  const taken = new Set<string>()
  for (const one of due) {
    if (await send(await unseal<Handed>(one.sealed))) taken.add(one.id)
  }
  if (taken.size || lots.some(isOld))
    await change(store, (all) =>
      all.filter((one) => !isOld(one)).map((one) => (taken.has(one.id) ? { ...one, epoch } : one)),
    )
  return { isSome: taken.size > 0, isAll: taken.size === due.length }
}

/** As they are by then, in one transaction: another tab may have brought a file, too. */
async function change(store: Store, how: (lots: Lot[]) => Lot[]): Promise<void> {
  const transaction = await store.connection.write(['meta'])
  const meta = transaction.objectStore('meta')
  const lots = how(((await meta.get('carried')) as Lot[] | undefined) ?? [])
  if (lots.length) await meta.put(lots, 'carried')
  else await meta.delete('carried')
  await transaction.done
}
