// The reconciliation: which of what has been answered does the server hold? What it does not is sent again.

import { isId } from '../store/is-id'
import { waitsAgain } from '../store/replies'
import type { Entry } from '../store/types'
import type { World } from './world'

const MOST_IDS = 5_000

const isAnswered = (one: Entry) => one.received_at !== undefined && !['open', 'waiting'].includes(one.state)

/** True for what was held: it may have been so beside something else with its id, and after a restore that may be what the
 *  server says that it holds. */
function isDoubtful(one: Entry): boolean {
  return one.held !== undefined && ['applied', 'conflict', 'held'].includes(one.state)
}

/** What has been answered and the server does not hold: it waits again from now on; `isLast`: what is in doubt, too. Undefined
 *  when the server did not say. What goes by no proper id the server can not be asked about: it keeps it as something else. */
export async function missingIn(
  { store, transport }: Pick<World, 'store' | 'transport'>,
  isLast: boolean,
): Promise<Entry[] | undefined> {
  const found: Entry[] = []
  const answered = store.queue().filter((one) => isAnswered(one) && isId(one.id))
  for (let at = 0; at < answered.length; at += MOST_IDS) {
    const some = answered.slice(at, at + MOST_IDS)
    const missing = await transport.missing(some.map((one) => one.id))
    if (!missing) return undefined
    found.push(...some.filter((one) => missing.includes(one.id) || (isLast && isDoubtful(one))))
  }
  // As they lie there by now: while it was asked, one may have been mended or left to rest.
  const numbers = found.map((one) => one.n)
  if (found.length) await store.change(numbers, waitsAgain, false, { lies: isAnswered })
  return found
}
