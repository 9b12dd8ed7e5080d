// Storing what the server answered: results, changes, what to forget, and the cursor, in one transaction. Either all of
// a reply is on the phone, or none of it, and then it is asked for again.

import { seal } from './codec'
import { layOver } from './memory'
import { isStill, isUndecided, lying, sealedRow } from './open-entries'
import type { Store } from './store'
import {
  type Change,
  type Entry,
  type Fields,
  LeaseLost,
  type RecordView,
  type Reply,
  type Result,
  type Synced,
} from './types'

const KEPT_DAYS = 30
/** A restore of the server lifts every version by this, or several times this: what is new begins there. */
const LIFT = 1_000_000

/** A right to sync, checked in the very transaction that stores a reply. */
export interface Lease {
  token: string
  until: number
}

interface Outcome {
  entries: Map<number, Entry>
  dropped: number[]
  synced: Map<string, Synced | undefined>
  gen: number
  isWhole: boolean
}

/** Takes the right to sync, unless another tab holds it and is still alive; `isAlone`: no other tab can be. What another
 *  tab stored meanwhile is read first: a tab hears of it, but maybe too late. */
export async function takeLease(
  store: Store,
  token: string,
  now: number,
  lasts: number,
  isAlone = false,
): Promise<boolean> {
  const transaction = await store.connection.write(['meta'])
  const meta = transaction.objectStore('meta')
  const held = (await meta.get('lease')) as Lease | undefined
  // A lease further ahead than any that is given out was written by a clock that has been set back since.
  const isAlive = !isAlone && held && held.token !== token && held.until > now && held.until - now <= lasts
  const isOther = !isAlive && (await meta.get('synced_by')) !== token
  if (!isAlive) await meta.put({ token, until: now + lasts } satisfies Lease, 'lease')
  if (isOther) await meta.put(token, 'synced_by')
  await transaction.done
  if (isOther) store.isBehind = true
  if (!isAlive && store.isBehind) await store.reload()
  return !isAlive
}

/** Whether the right to sync is still this tab's. */
export async function hasLease(store: Store, token: string): Promise<boolean> {
  return (await store.meta<Lease>('lease'))?.token === token
}

export async function dropLease(store: Store, token: string): Promise<void> {
  const transaction = await store.connection.write(['meta'])
  const meta = transaction.objectStore('meta')
  if (((await meta.get('lease')) as Lease | undefined)?.token === token) await meta.delete('lease')
  await transaction.done
}

/** Stores a reply to `sent`. What another tab has mended or left to rest meanwhile stays so. Throws `LeaseLost` when another
 *  tab has taken over: then nothing is stored. */
export async function applyReply(
  store: Store,
  token: string,
  sent: Entry[],
  reply: Reply,
  wasNull: boolean,
): Promise<void> {
  while (!(await write(store, token, sent, await outcomeOf(store, sent, reply, wasNull), reply))) await store.reload()
}

async function outcomeOf(store: Store, sent: Entry[], reply: Reply, wasNull: boolean): Promise<Outcome> {
  const [epoch, gen = 0] = await Promise.all([store.meta<string>('epoch'), store.meta<number>('gen')])
  const outcome: Outcome = {
    entries: new Map(),
    dropped: [],
    synced: new Map(),
    gen: reply.reset || wasNull ? gen + 1 : gen,
    isWhole: reply.reset || wasNull || (await store.meta<boolean>('filling')) === true,
  }
  sent.forEach((entry, at) => {
    answer(store, outcome, entry, reply.results[at]!, reply.received_at)
  })
  for (const change of reply.changes) take(store, outcome, change)
  // Of what is not sent back, where in the server's order it came: until now it stood last.
  for (const [id, seq] of Object.entries(reply.seqs ?? {})) {
    const one = outcome.synced.get(id)
    if (one) outcome.synced.set(id, { ...one, seq })
  }
  for (const id of reply.purge) outcome.synced.set(id, undefined)
  if (outcome.isWhole && !reply.more) forgetOld(store, outcome)
  tidy(store, outcome, epoch !== undefined && epoch !== reply.epoch, reply.received_at)
  return outcome
}

function answer(store: Store, outcome: Outcome, entry: Entry, result: Result, received_at: string): void {
  const { reason: _r, detail: _d, field: _f, held: _h, conflicts: _c, answer: _a, rests, ...rest } = entry
  let done: Entry = { ...rest, state: result.status, received_at }
  if (result.status === 'held') {
    if (rests) done.state = 'resting'
    // A restore took the conflict along: there is nothing left to choose, and nothing for people to do.
    if (entry.type === 'conflict' && result.reason === 'unknown_record') done.state = 'resting'
    done.reason = result.reason
    done.detail = result.detail
    if (result.field) done.field = result.field
    if (result.held) done.held = result.held
    // It may have been dealt with before this phone heard that it was held: a file had brought it, or it is told again.
    const known = result.held ? store.memory.synced.get(result.held) : undefined
    if (known?.gen === outcome.gen) done = asItStands(done, known.fields)
  } else if (result.status === 'conflict') {
    done.conflicts = result.conflicts
  } else if (!entry.received_at) {
    keepAsSynced(store, outcome, entry, result.version, received_at)
  }
  outcome.entries.set(entry.n, done)
}

/** What was applied as sent is not sent back: this phone's own copy becomes the synced one. Not so for what has been
 *  answered before: the answer may be the first one again, and the record something else by now; it comes as a change. */
function keepAsSynced(store: Store, outcome: Outcome, entry: Entry, version: number, received_at: string): void {
  const before = outcome.synced.has(entry.record)
    ? outcome.synced.get(entry.record)
    : store.memory.synced.get(entry.record)
  if (before && before.version > version) return // an answer repeated from before what is known now
  // An edit of what is not here (any more) makes no record: what of it is ours to see comes as a change.
  if (!before && version % LIFT !== 1) return
  const views = new Map<string, RecordView>(before ? [[entry.record, { ...before, pending: false }]] : [])
  layOver(views, entry)
  const after = views.get(entry.record)
  if (!after) {
    if (entry.op === 'delete') outcome.synced.set(entry.record, undefined)
    return
  }
  const { pending: _, ...kept } = after
  // While everything is being sent, only what the server sends is known to be ours to hold: an answer may be one that
  // was given long ago, about a record that is not for this person's eyes any more.
  const gen = outcome.isWhole ? (before?.gen ?? outcome.gen - 1) : outcome.gen
  outcome.synced.set(entry.record, { ...kept, version, received_at: kept.received_at ?? received_at, gen })
}

function take(store: Store, outcome: Outcome, change: Change): void {
  const { deleted, skew, ...rest } = change
  outcome.synced.set(change.id, deleted ? undefined : { ...rest, skew: skew ?? 0, gen: outcome.gen })
  if (change.type !== 'held' || deleted) return
  const mutation = change.fields.mutation as { id?: string } | undefined
  const entry = mutation?.id ? store.entry(mutation.id) : undefined
  const now = entry && (outcome.entries.get(entry.n) ?? entry)
  if (!now || !['held', 'resting'].includes(now.state) || (now.held ?? change.id) !== change.id) return
  const told = asItStands(now, change.fields)
  if (told !== now) outcome.entries.set(now.n, told)
}

/** A held mutation as the server has it by now: tried again by the server, released by a leader, mended – or dismissed with an
 *  answer, and then it is not among the records: it stays here to be read. Or still held, for the reason that there is now. */
function asItStands(entry: Entry, fields: Fields): Entry {
  if (!fields.resolved_on) return heldFor(entry, fields)
  const { answer } = fields
  return answer ? { ...entry, state: 'resting', answer: String(answer) } : { ...entry, state: 'applied' }
}

function heldFor(entry: Entry, { reason, detail }: Fields): Entry {
  if (typeof reason !== 'string' || (reason === entry.reason && detail === entry.detail)) return entry
  const { field, ...rest } = entry
  const now = { ...rest, reason, detail: String(detail ?? '') }
  return field && reason === entry.reason ? { ...now, field } : now
}

/** At the end of a full download: what it did not bring is not ours to hold any more. */
function forgetOld(store: Store, outcome: Outcome): void {
  for (const [id, one] of [...store.memory.synced, ...outcome.synced]) {
    const now = outcome.synced.has(id) ? outcome.synced.get(id) : one
    if (now && now.gen < outcome.gen) outcome.synced.set(id, undefined)
  }
}

/** A new epoch: the server was restored, and everything of the last 30 days is sent again. Older receipts are dropped. */
function tidy(store: Store, outcome: Outcome, isNewEpoch: boolean, received_at: string): void {
  const horizon = Date.parse(received_at) - KEPT_DAYS * 86_400_000
  const answered = new Set(outcome.entries.keys())
  for (const entry of store.queue()) {
    const now = outcome.entries.get(entry.n) ?? entry
    if (now.state === 'open' || now.state === 'waiting' || !now.received_at) continue
    if (isNewEpoch && !answered.has(entry.n)) outcome.entries.set(entry.n, waitsAgain(now))
    // What is left to rest is kept too, as what tells that its author leaves it so.
    else if (Date.parse(now.received_at) < horizon && !isUndecided(now) && !store.memory.isAwaited(now))
      outcome.dropped.push(entry.n)
  }
}

/** The server may have lost it. What was left to rest does not ask for anybody's attention again when it has come. */
export function waitsAgain(entry: Entry): Entry {
  return { ...entry, state: 'waiting', ...(entry.state === 'resting' && !entry.answer ? { rests: true as const } : {}) }
}

/** False when some of what it is about lies on the disk otherwise than this tab has read it: then nothing is stored. */
async function write(store: Store, token: string, sent: Entry[], outcome: Outcome, reply: Reply): Promise<boolean> {
  const rows = await Promise.all(
    [...outcome.synced].map(async ([id, one]) => ({ id, row: one && { ...(await seal(one)), id } })),
  )
  const entries = await Promise.all([...outcome.entries.values()].map(sealedRow))
  // What was sent nobody changes but who syncs.
  const unsent = new Set([...outcome.entries.keys(), ...outcome.dropped])
  for (const { n } of sent) unsent.delete(n)
  const isAsRead = ({ n, state }: Entry) => store.memory.entries.get(n)?.state === state
  const before = await lying(store.connection, [...unsent], isAsRead)
  if (before.length < unsent.size) return false
  const transaction = await store.connection.write(['records', 'queue', 'meta'])
  const meta = transaction.objectStore('meta')
  const isOurs = ((await meta.get('lease')) as Lease | undefined)?.token === token
  if (!isOurs || !(await isStill(transaction.objectStore('queue'), before))) {
    transaction.abort()
    await transaction.done.catch(() => undefined)
    if (isOurs) return false
    throw new LeaseLost('another tab syncs now')
  }
  const records = transaction.objectStore('records')
  const queue = transaction.objectStore('queue')
  const writes: Promise<unknown>[] = rows.map(({ id, row }) => (row ? records.put(row) : records.delete(id)))
  for (const one of entries) writes.push(queue.put(one))
  for (const n of outcome.dropped) writes.push(queue.delete(n))
  writes.push(meta.put(reply.cursor, 'cursor'), meta.put(reply.epoch, 'epoch'), meta.put(outcome.gen, 'gen'))
  writes.push(meta.put(outcome.isWhole && reply.more, 'filling'), meta.put(reply.received_at, 'received_at'))
  if (!reply.more) writes.push(meta.put(true, 'complete'))
  await Promise.all(writes)
  await transaction.done
  for (const [id, one] of outcome.synced) {
    if (one) store.memory.synced.set(id, one)
    else store.memory.synced.delete(id)
  }
  for (const [n, one] of outcome.entries) store.memory.entries.set(n, one)
  for (const n of outcome.dropped) store.memory.entries.delete(n)
  store.announce()
  return true
}
