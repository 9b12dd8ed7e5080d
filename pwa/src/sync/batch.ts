// What one request carries of the queue.

import type { Entry } from '../store/types'

const MOST_BYTES = 900_000

/** The oldest waiting entries: at most `most`, within what a request may weigh, and of one device. */
export function nextBatch(queue: Entry[], most: number): Entry[] {
  const found: Entry[] = []
  let bytes = 0
  for (const entry of queue) {
    if (entry.state !== 'waiting') continue
    bytes += JSON.stringify(entry).length * 2
    const isFull = found.length >= most || bytes > MOST_BYTES
    if (found.length && (isFull || entry.device !== found[0]!.device)) break
    found.push(entry)
  }
  return found
}
