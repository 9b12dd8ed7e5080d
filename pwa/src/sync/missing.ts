// The reconciliation: which of what has been answered does the server hold? What it does not is sent again.

import { waitsAgain } from '../store/replies'
import type { Entry } from '../store/types'
import type { World } from './world'

const MOST_IDS = 5_000

const isAnswered = (one: Entry) => one.received_at !== undefined && !['open', 'waiting'].includes(one.state)

/** True for what was held: it may have been so beside something else with its id, and after a restore that may be what the
 *  server says that it holds. */
export function isDoubtful(one: Entry): boolean {
  return one.held !== undefined && ['applied', 'conflict', 'held'].includes(one.state)
}

/** What has been answered and the server does not hold, and what `isDoubted`: it waits again from now on. Undefined when the
 *  server did not say. */
export async function missingIn(
  { store, transport }: World,
  isDoubted: (entry: Entry) => boolean = () => false,
): Promise<Entry[] | undefined> {
  const found: Entry[] = []
  const answered = store.queue().filter(isAnswered)
  for (let at = 0; at < answered.length; at += MOST_IDS) {
    const some = answered.slice(at, at + MOST_IDS)
    const missing = await transport.missing(some.map((one) => one.id))
    if (!missing) return undefined
    found.push(...some.filter((one) => missing.includes(one.id) || isDoubted(one)))
  }
  // As they lie there by now: while it was asked, one may have been mended or left to rest.
  const numbers = found.map((one) => one.n)
  if (found.length) await store.change(numbers, waitsAgain, false, { lies: isAnswered })
  return found
}
