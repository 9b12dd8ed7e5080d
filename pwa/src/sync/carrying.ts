// Handing in again what a file had brought of other people's: fetched when there is some.

import { type Carried, carriedAgain } from '../store/carried'
import type { Store } from '../store/store'

const PATIENCE = 60_000
/** As often as it is asked, the answer would be the same: when it is our server's own, and not a proxy's. */
const FOR_GOOD = [400, 413, 422]

/** What did not arrive is handed in the next time. */
export function carryAgain(
  store: Store,
  isLast: boolean,
  call: typeof fetch = (...args) => fetch(...args),
): Promise<Carried> {
  return carriedAgain(store, isLast, async (handed) => {
    try {
      const response = await call('/api/v1/held/carry-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Proev': '1' },
        body: JSON.stringify(handed),
        signal: AbortSignal.timeout(PATIENCE),
      })
      const told = (await response.json()) as { held?: unknown; code?: unknown }
      if (response.ok) return typeof told.held === 'number'
      return FOR_GOOD.includes(response.status) && typeof told.code === 'string'
    } catch {
      return false
    }
  })
}
