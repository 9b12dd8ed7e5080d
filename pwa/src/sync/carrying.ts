// Handing in again what a file had brought of other people's: fetched when there is some.

import { carriedAgain } from '../store/carried'
import type { Store } from '../store/store'

const PATIENCE = 60_000
/** As often as it is asked, the answer would be the same. */
const FOR_GOOD = [400, 413, 422]

/** Returns whether the server has taken anything in. What did not arrive is handed in the next time. */
export function carryAgain(store: Store, call: typeof fetch = (...args) => fetch(...args)): Promise<boolean> {
  return carriedAgain(store, async (entries) => {
    try {
      const { ok, status } = await call('/api/v1/held/carry-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Proev': '1' },
        body: JSON.stringify({ proev_queue: 1, entries }),
        signal: AbortSignal.timeout(PATIENCE),
      })
      return ok || FOR_GOOD.includes(status)
    } catch {
      return false
    }
  })
}
