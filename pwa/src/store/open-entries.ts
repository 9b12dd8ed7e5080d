// Changing what lies open or held in the queue: only as long as it still does, on the disk. Another tab may have taken it
// over, sent it, taken it back or mended it, and this one need not have heard of that.

import { seal, unseal } from './codec'
import type { Connection, UserSchema } from './database'
import type { Entry } from './types'

type Row = UserSchema['queue']['value']

export interface Changed {
  n: number
  /** As it lies there now; undefined when it has been taken away. */
  entry: Entry | undefined
}

const MOST_TRIES = 10
export const isOpen = ({ state }: Entry) => state === 'open'
/** Held, and neither mended nor dealt with by a leader: left to rest it is so too. */
export const isUndecided = ({ state, answer }: Entry) => state === 'held' || (state === 'resting' && !answer)

export interface Beside {
  /** As what the entries must lie on the disk; left out: open. */
  lies?: (entry: Entry) => boolean
  /** New ones. */
  added?: Entry[]
  /** Drafts that the change makes superfluous. */
  drafts?: string[]
}

/** Changes those of the entries that lie open on the disk (or as is told beside), in one transaction with strict durability;
 *  `change` returns undefined for what is to go. Returns what has been changed: what lies there so no longer is left as it is.
 *  `isAll`: when only some of them do, nothing is changed. What is told beside is done in the same transaction, if anything is. */
export async function changeOpen(
  connection: Connection,
  numbers: number[],
  change: (entry: Entry) => Entry | undefined,
  isAll: boolean,
  { lies = isOpen, added = [], drafts = [] }: Beside,
): Promise<Changed[]> {
  const fresh = await Promise.all(added.map(({ n: _, ...rest }) => seal(rest)))
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = await lying(connection, numbers, lies)
    const wanted = before.map(({ entry }) => change(entry))
    const sealed = await Promise.all(wanted.map((one) => one && sealedRow(one)))
    if (before.length < (isAll ? numbers.length : 1)) return []
    const transaction = await connection.write(['queue', 'drafts'])
    const queue = transaction.objectStore('queue')
    const isAsRead = await isStill(queue, before)
    const put = (row: Row | undefined, n: number): Promise<unknown> => (row ? queue.put(row) : queue.delete(n))
    const places = await Promise.all(isAsRead ? fresh.map((row) => queue.add(row)) : [])
    if (isAsRead) await Promise.all(before.map(({ entry }, at) => put(sealed[at], entry.n)))
    for (const key of isAsRead ? drafts : []) await transaction.objectStore('drafts').delete(key)
    await transaction.done
    if (!isAsRead) continue
    const changed = before.map(({ entry }, at) => ({ n: entry.n, entry: wanted[at] }))
    return [...changed, ...added.map((entry, at) => ({ n: places[at]!, entry: { ...entry, n: places[at]! } }))]
  }
  throw new Error('another tab changes it without a pause')
}

interface Lying {
  row: Row
  entry: Entry
}

/** Whether what has been read lies on the disk as it did then. */
export async function isStill(queue: { get(n: number): Promise<Row | undefined> }, before: Lying[]): Promise<boolean> {
  const now = await Promise.all(before.map(({ row }) => queue.get(row.n!)))
  return now.every((row, at) => JSON.stringify(row) === JSON.stringify(before[at]!.row))
}

/** Those of the entries that lie on the disk as wanted. */
export async function lying(
  connection: Connection,
  numbers: number[],
  lies: (entry: Entry) => boolean,
): Promise<Lying[]> {
  const transaction = await connection.read(['queue'])
  const rows = await Promise.all(numbers.map((n) => transaction.objectStore('queue').get(n)))
  const found = rows.filter((row) => row !== undefined)
  const entries = await Promise.all(found.map(entryIn))
  return found.map((row, at) => ({ row, entry: entries[at]! })).filter(({ entry }) => lies(entry))
}

/** An entry as it lies in the queue, and back. */
export async function sealedRow({ n, ...rest }: Entry): Promise<Row> {
  return { ...(await seal(rest)), n }
}

export async function entryIn(row: Row): Promise<Entry> {
  return { ...(await unseal<Entry>(row)), n: row.n! }
}
