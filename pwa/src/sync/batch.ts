// What one request carries of the queue.

import type { Entry } from '../store/types'

const MOST_BYTES = 900_000

/** The oldest waiting entries: at most `most`, within what a request may weigh, and of one device. What is `over`
 *  stays behind as what is open does, and with it all that was written later about the same record: sent after what is newer,
 *  it would pass for newer itself. */
export function nextBatch(queue: Entry[], most: number, over: Set<string>): Entry[] {
  const found: Entry[] = []
  const behind = new Set<string>()
  let bytes = 0
  for (const entry of queue) {
    if (entry.state === 'open' || over.has(entry.id)) behind.add(entry.record)
    if (entry.state !== 'waiting') continue
    if (behind.has(entry.record)) continue
    bytes += JSON.stringify(entry).length * 2
    const [first] = found
    if (found.length >= most || (first && (bytes > MOST_BYTES || entry.device !== first.device))) break
    found.push(entry)
  }
  return found
}
