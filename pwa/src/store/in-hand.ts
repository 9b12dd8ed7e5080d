// What people have begun to do about what was held.

import type { Store } from './store'

/** The held mutations in whose place something has been written on this phone: until the server has heard of it they wait
 *  for nobody. What was left to rest stands in no place. */
export function inHand(store: Store): Set<string> {
  const found = new Set<string>()
  // The last first: what was mended in turn stands in a place as long as its own mend does.
  for (const one of store.queue().reverse())
    if (one.instead_of && (one.state === 'mended' ? found.has(one.id) : one.state !== 'resting'))
      found.add(one.instead_of)
  return found
}
