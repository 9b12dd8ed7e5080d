// Changing what lies open in the queue: only as long as it still does, on the disk. Another tab may have taken it over, sent
// it or taken it back, and this one need not have heard of that.

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

/** Changes those of the entries that lie open on the disk, in one transaction with strict durability; `change` returns
 *  undefined for what is to go. Returns what has been changed: what is open no longer is left as it is. `isAll`: when only some
 *  of them are open, nothing is changed. `added` are new ones, stored in the same transaction, if anything is. */
export async function changeOpen(
  connection: Connection,
  numbers: number[],
  change: (entry: Entry) => Entry | undefined,
  isAll: boolean,
  added: Entry[],
): Promise<Changed[]> {
  const fresh = await Promise.all(added.map(({ n: _, ...rest }) => seal(rest)))
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const before = await open(connection, numbers)
    const wanted = before.map(({ entry }) => change(entry))
    const sealed = await Promise.all(wanted.map((one) => one && sealedRow(one)))
    if (before.length < (isAll ? numbers.length : 1)) return []
    const transaction = await connection.write(['queue'])
    const queue = transaction.objectStore('queue')
    const now = await Promise.all(before.map(({ row }) => queue.get(row.n!)))
    const isStill = now.every((row, at) => JSON.stringify(row) === JSON.stringify(before[at]!.row))
    const put = (row: Row | undefined, n: number): Promise<unknown> => (row ? queue.put(row) : queue.delete(n))
    const places = await Promise.all(isStill ? fresh.map((row) => queue.add(row)) : [])
    if (isStill) await Promise.all(before.map(({ entry }, at) => put(sealed[at], entry.n)))
    await transaction.done
    if (!isStill) continue
    const changed = before.map(({ entry }, at) => ({ n: entry.n, entry: wanted[at] }))
    return [...changed, ...added.map((entry, at) => ({ n: places[at]!, entry: { ...entry, n: places[at]! } }))]
  }
  throw new Error('another tab changes it without a pause')
}

async function open(connection: Connection, numbers: number[]) {
  const transaction = await connection.read(['queue'])
  const rows = await Promise.all(numbers.map((n) => transaction.objectStore('queue').get(n)))
  const found = rows.filter((row) => row !== undefined)
  const entries = await Promise.all(found.map(entryIn))
  return found.map((row, at) => ({ row, entry: entries[at]! })).filter(({ entry }) => entry.state === 'open')
}

/** An entry as it lies in the queue, and back. */
export async function sealedRow({ n, ...rest }: Entry): Promise<Row> {
  return { ...(await seal(rest)), n }
}

export async function entryIn(row: Row): Promise<Entry> {
  return { ...(await unseal<Entry>(row)), n: row.n! }
}
