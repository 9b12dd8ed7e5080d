// A note whose sheet was cut off: its page was loaded anew in the middle of it. What had been written lies on the phone and is
// sent; this tab remembers which note it was.

import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'

const KEY = 'proev-note'
const RECENT = 30 * 60_000

/** Which note's sheet is open in this tab; in the tab's session, so that it outlives the page. Holds an id only. */
export function keepOpen(note: string | undefined): void {
  try {
    if (note) sessionStorage.setItem(KEY, note)
    else sessionStorage.removeItem(KEY)
  } catch {
    // a browser that keeps nothing: the note is saved all the same
  }
}

/** This tab's note on the trial whose sheet was cut off a short while ago. Not one whose sheet is open in another tab: a tab
 *  that is doubled takes the session with it. */
export function cutOff(store: Store, trial: string, now: number = Date.now()): RecordView | undefined {
  let note: string | null = null
  try {
    note = sessionStorage.getItem(KEY)
  } catch {
    // the same browser
  }
  const found = note ? store.get(note) : undefined
  if (found?.fields.trial !== trial || now - Date.parse(found.captured_at ?? '') > RECENT) return undefined
  const isOpen = store.queue().some((one) => one.record === found.id && one.state === 'open')
  return isOpen ? undefined : found
}
