// A file that a phone has saved its queue to, brought to this one. One's own entries go into the queue, with their ids, and
// are sent like any other: also without a network, and harmlessly twice. Somebody else's are for the server to look at.

import { seal } from './codec'
import type { Store } from './store'
import type { Entry, QueueFile } from './types'

export interface Brought {
  /** How many of one's own are in the queue now that were not. */
  queued: number
  /** How many of one's own this phone had already. */
  known: number
  /** What only the server can take in: other people's entries, and what cannot be read as an entry. */
  others: unknown[]
}

/** The entries of a file; undefined when it is none that the app has saved. */
export function entriesOf(text: string): unknown[] | undefined {
  try {
    const told = JSON.parse(text) as Partial<QueueFile> | null
    return told?.proev_queue === 1 && Array.isArray(told.entries) ? told.entries : undefined
  } catch {
    return undefined
  }
}

/** Puts one's own entries into the queue, all in one transaction with strict durability. */
export async function bring(store: Store, told: unknown[]): Promise<Brought> {
  const own = told.filter((one): one is Entry => isEntry(one) && one.author === store.user)
  const others = told.filter((one) => !own.includes(one as Entry))
  const fresh = new Map<string, Entry>()
  for (const one of own) if (!store.entry(one.id)) fresh.set(one.id, asWritten(one))
  const entries = [...fresh.values()]
  const sealed = await Promise.all(entries.map(({ n: _, ...rest }) => seal(rest)))
  const transaction = await store.connection.write(['queue'])
  const numbers = await Promise.all(sealed.map((one) => transaction.objectStore('queue').add(one)))
  await transaction.done
  entries.forEach((one, at) => {
    store.memory.entries.set(numbers[at]!, { ...one, n: numbers[at]! })
  })
  if (entries.length) store.announce()
  return { queued: entries.length, known: own.length - entries.length, others }
}

/** What its author wrote, without what became of it on the other phone. */
function asWritten(one: Entry): Entry {
  const { id, author, type, record, base, op, at, fields, not_cpr, instead_of } = one
  const told = { n: 0, id, author, type, record, base, op, at, fields, state: 'waiting' as const }
  return { ...told, ...(not_cpr ? { not_cpr } : {}), ...(instead_of ? { instead_of } : {}) }
}

function isEntry(told: unknown): told is Entry {
  const one = told as Partial<Entry> | null
  return (
    typeof one === 'object' &&
    one !== null &&
    [one.id, one.author, one.type, one.record, one.at].every((each) => typeof each === 'string') &&
    typeof one.base === 'number' &&
    (one.op === 'put' || one.op === 'delete') &&
    typeof one.fields === 'object' &&
    one.fields !== null &&
    !Array.isArray(one.fields)
  )
}
