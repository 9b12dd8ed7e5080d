// The store of one user on one phone: saving, drafts, the queue. What `save` has resolved for lies on the disk.

import { seal, unseal } from './codec'
import { type Connection, connectionOf, type Hindrance } from './database'
import { idMaker } from './ids'
import { amendedFields, Memory } from './memory'
import { type Beside, changeOpen, isOpen, isUndecided, sealedRow } from './open-entries'
import { type Everything, readAll } from './read-all'
import { deleteEmptied } from './retire'
import { ALONE, type Tabs } from './tabs'
import {
  type Entry,
  type EntryState,
  type Fields,
  type Json,
  type NewMutation,
  type RecordView,
  SaveFailed,
} from './types'
import { wireTime } from './wire-time'

export interface Saved {
  /** The mutations' ids, in their order; a new record has its mutation's id. */
  ids: string[]
  savedAt: string
}

export class Store {
  readonly user: string
  readonly tabs: Tabs
  readonly connection: Connection
  readonly memory = new Memory()
  private readonly listeners = new Set<() => void>()
  private channel: BroadcastChannel | undefined
  private isTold = false
  private writes = 0
  /** True while the disk is known to hold what this tab has not read. */
  isBehind = false
  /** What its sheet has let go of and the disk may not have taken yet. */
  private readonly letGo = new Set<string>()
  /** What the disk would not take, by what was to be saved: it may be in a file since, so saved after all it keeps its id. */
  private readonly failed = new Map<string, Entry>()
  private amending: Promise<unknown> = Promise.resolve()
  readonly newId = idMaker()

  private constructor(user: string, tabs: Tabs, hindered: (by: Hindrance) => void = () => undefined) {
    this.user = user
    this.tabs = tabs
    this.connection = connectionOf(user, hindered)
    this.channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(`proev-${user}`)
    if (this.channel) this.channel.onmessage = () => void this.reload().then(() => this.tell())
  }

  /** Opens the user's database and reads it. What an open sheet had saved before a crash is now to be sent. */
  static async open(user: string, tabs: Tabs = ALONE, hindered?: (by: Hindrance) => void): Promise<Store> {
    const store = new Store(user, tabs, hindered)
    await store.reload().catch((error) => deleteEmptied(user, error).then(() => store.reload()))
    await store.adopt(true).catch(() => undefined) // a full disk: what is saved can be read all the same, and it is tried again
    return store
  }

  /** Lets what a sheet had saved be sent when the sheet's tab is gone, or its app outlived by this one. A sheet that is still
   *  open in another tab may be amended there: what it saved stays its own. `isNew`: this tab has no sheets of its own yet. */
  async adopt(isNew = false): Promise<void> {
    const isLeft = (one: Entry) => isNew || one.tab !== this.tabs.own || this.letGo.has(one.id)
    const open = this.queue().filter((one) => one.state === 'open' && isLeft(one))
    if (!open.length) return
    const [alive, outlived = 0] = await Promise.all([this.tabs.alive(), this.meta<number>('outlived')])
    const left = open.filter(({ tab, n }) => !tab || tab === this.tabs.own || n <= outlived || !alive.has(tab))
    if (!left.length) return
    // That tab's last words, and pictures, may lie on the disk and not have been read here yet.
    if (!isNew) await this.reload()
    await this.letGoOf(left.map((one) => one.n))
  }

  private letGoOf(numbers: number[]): Promise<boolean> {
    return this.change(numbers, (one) => ({ ...this.memory.naming(one), state: 'waiting' }), false)
  }

  /** Changes what is open (or held), or (undefined) takes it away, and does what is `beside`. False when some of it has been
   *  sent, taken back or mended meanwhile: then nothing has been done, unless without `isAll` the rest was to be. */
  async change(
    numbers: number[],
    wanted: (entry: Entry) => Entry | undefined,
    isAll = true,
    beside: Beside = {},
  ): Promise<boolean> {
    const changed = await changeOpen(this.connection, numbers, wanted, isAll, beside)
    for (const { n, entry } of changed) {
      if (entry) this.memory.entries.set(n, entry)
      else this.memory.entries.delete(n)
    }
    const isWhole = changed.length === numbers.length + (beside.added?.length ?? 0)
    if (!isWhole) await this.reload()
    if (changed.length) this.announce()
    else if (!isWhole) this.tell()
    return isWhole
  }

  async close(): Promise<void> {
    this.channel?.close()
    this.channel = undefined // what is at it still stores what it has, and tells nobody
    await this.connection.close()
  }

  // Reading

  get(id: string): RecordView | undefined {
    return this.memory.get(id)
  }

  ofType(type: string): RecordView[] {
    return this.memory.ofType(type)
  }

  queue(): Entry[] {
    return this.memory.queue()
  }

  entry(id: string): Entry | undefined {
    for (const one of this.memory.entries.values()) if (one.id === id) return one
    return undefined
  }

  /** What the server has not got: unsent (after a restore what had a receipt too), or put aside before it was received. */
  unreceived(): Entry[] {
    const isPutAside = (one: Entry) => !one.received_at && one.state !== 'mended'
    return this.queue().filter((one) => ['open', 'waiting'].includes(one.state) || isPutAside(one))
  }

  unsent(): Entry[] {
    return this.queue().filter((one) => one.state === 'open' || one.state === 'waiting')
  }

  /** Held mutations that nobody has dealt with yet. */
  held(): Entry[] {
    return this.queue().filter((one) => one.state === 'held')
  }

  /** Called after every change, of this tab or another; once for several changes in a row. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  // Saving

  /**
   * Saves mutations in one transaction with strict durability, and drops the drafts that they came from in the same.
   * `open` keeps them from being sent until `release`. Throws `SaveFailed`; nothing is stored then.
   */
  async save(mutations: NewMutation[], options: { draft?: string | string[]; open?: boolean } = {}): Promise<Saved> {
    const savedAt = wireTime()
    const entries = mutations.map((one) => this.toEntry(one, savedAt, options.open ? 'open' : 'waiting'))
    try {
      const sealed = await Promise.all(entries.map(({ n: _, ...rest }) => seal(rest)))
      const transaction = await this.connection.write(['queue', 'drafts', 'meta'])
      const numbers = await Promise.all(sealed.map((one) => transaction.objectStore('queue').add(one)))
      for (const key of [options.draft ?? []].flat()) await transaction.objectStore('drafts').delete(key)
      await transaction.done
      entries.forEach((entry, at) => {
        this.memory.entries.set(numbers[at]!, { ...entry, n: numbers[at]! })
      })
    } catch (error) {
      throw this.failure(error, mutations, entries)
    }
    this.announce()
    return { ids: entries.map((one) => one.id), savedAt }
  }

  /** Saves mutations in another's place, in one transaction: an open one's, openly, and it goes; a held one's, to be sent, and it
   *  stays as mended. Undefined, and nothing stored, when that one has been sent or mended meanwhile. Throws `SaveFailed`. */
  async replace(
    id: string,
    mutations: NewMutation[],
    state: 'open' | 'held' = 'open',
    drafts: string[] = [],
  ): Promise<Saved | undefined> {
    const savedAt = wireTime()
    const added = mutations.map((one) => this.toEntry(one, savedAt, state === 'open' ? 'open' : 'waiting'))
    const replaced = this.entry(id)
    if (replaced?.state !== state) return undefined
    const wanted = (one: Entry): Entry | undefined => (state === 'open' ? undefined : { ...one, state: 'mended' })
    const lies = state === 'open' ? isOpen : isUndecided
    try {
      const isDone = await this.change([replaced.n], wanted, true, { lies, added, drafts })
      return isDone ? { ids: added.map((one) => one.id), savedAt } : undefined
    } catch (error) {
      throw this.failure(error, mutations, added)
    }
  }

  private failure(error: unknown, mutations: NewMutation[], entries: Entry[]): SaveFailed {
    for (const [at, one] of mutations.entries()) this.failed.set(JSON.stringify(one), entries[at]!)
    return new SaveFailed(error, entries)
  }

  private toEntry(one: NewMutation, now: string, state: EntryState): Entry {
    const told = JSON.stringify(one)
    const { id, at } = this.failed.get(told) ?? { id: this.newId(), at: now }
    this.failed.delete(told)
    return {
      n: 0,
      id,
      author: this.user,
      type: one.type,
      record: one.record ?? id,
      base: one.base ?? 0,
      op: one.op ?? 'put',
      at,
      fields: one.fields,
      ...(one.not_cpr?.length ? { not_cpr: one.not_cpr } : {}),
      ...(one.instead_of ? { instead_of: one.instead_of } : {}),
      ...(one.device ? { device: one.device } : {}),
      ...(state === 'open' ? { tab: this.tabs.own } : {}),
      state,
    }
  }

  /** Changes what an open sheet has saved; null empties a field. False when it has been sent meanwhile. One after the
   *  other: two at once would both begin with what was there before either. */
  amend(id: string, fields: Fields, notCpr: string[] = []): Promise<boolean> {
    const amending = this.amending.then(() => this.amendNow(id, fields, notCpr))
    this.amending = amending.catch(() => undefined)
    return amending
  }

  private async amendNow(id: string, fields: Fields, notCpr: string[]): Promise<boolean> {
    const entry = this.entry(id)
    if (entry?.state !== 'open') return false
    const amended = (one: Entry): Entry => {
      const not_cpr = [...new Set([...(one.not_cpr ?? []), ...notCpr])]
      return { ...one, fields: amendedFields(one, fields), ...(not_cpr.length ? { not_cpr } : {}) }
    }
    try {
      return await this.change([entry.n], amended)
    } catch (error) {
      throw new SaveFailed(error, [amended(entry)])
    }
  }

  /** Takes back what has not been sent, all of it. False when it is too late for any of it: then all of it stays. */
  async undo(ids: string[]): Promise<boolean> {
    const open = ids.map((id) => this.entry(id)).filter((one) => one?.state === 'open')
    if (open.length < ids.length) return false
    return this.change(
      open.map((one) => one!.n),
      () => undefined,
    )
  }

  /** Lets what was saved openly be sent. What the disk would not take is let go the next time that it is looked for. */
  async release(ids: string[]): Promise<void> {
    for (const id of ids) this.letGo.add(id)
    const open = this.queue().filter((one) => one.state === 'open' && this.letGo.has(one.id))
    if (open.length) await this.letGoOf(open.map((one) => one.n))
    for (const one of open) this.letGo.delete(one.id)
  }

  // Drafts

  async saveDraft(key: string, value: Json): Promise<void> {
    const sealed = await seal({ value })
    const transaction = await this.connection.write(['drafts'], 'relaxed')
    const put = transaction.objectStore('drafts').put(sealed, key)
    transaction.commit() // at once: a page that is reloaded takes open transactions with it
    await put
    await transaction.done
  }

  async draft<T extends Json>(key: string): Promise<T | undefined> {
    const row = await (await this.connection.read(['drafts'])).objectStore('drafts').get(key)
    return row ? (await unseal<{ value: T }>(row)).value : undefined
  }

  async dropDraft(key: string): Promise<void> {
    const transaction = await this.connection.write(['drafts'])
    await transaction.objectStore('drafts').delete(key)
    await transaction.done
  }

  // For syncing

  async meta<T>(key: string): Promise<T | undefined> {
    return (await (await this.connection.read(['meta'])).objectStore('meta').get(key)) as T | undefined
  }

  async setMeta(key: string, value: unknown): Promise<void> {
    const transaction = await this.connection.write(['meta'])
    if (value === undefined) await transaction.objectStore('meta').delete(key)
    else await transaction.objectStore('meta').put(value, key)
    await transaction.done
  }

  async setEntries(entries: Entry[]): Promise<void> {
    const sealed = await Promise.all(entries.map(sealedRow))
    const transaction = await this.connection.write(['queue'])
    await Promise.all(sealed.map((one) => transaction.objectStore('queue').put(one)))
    await transaction.done
    for (const one of entries) this.memory.entries.set(one.n, one)
    this.announce()
  }

  /** Tells the screens and the other tabs that something has changed. */
  announce(): void {
    this.writes++
    this.memory.changed()
    this.channel?.postMessage('changed')
    this.tell()
  }

  private tell(): void {
    if (this.isTold) return
    this.isTold = true
    queueMicrotask(() => {
      this.isTold = false
      for (const listener of this.listeners) listener()
    })
  }

  /** Reads everything from the disk again: another tab may have written. */
  async reload(): Promise<void> {
    let read: Everything | undefined
    // What this tab itself has written while the disk was read would be taken out of sight: then it is read once more.
    for (let before = -1; before !== this.writes; ) {
      before = this.writes
      read = await readAll(this.connection)
    }
    const { records, entries, attachments } = read!
    this.isBehind = false
    this.memory.synced.clear()
    this.memory.entries.clear()
    this.memory.attachments.clear()
    for (const one of records) this.memory.synced.set(one.id, one)
    for (const one of entries) this.memory.entries.set(one.n, one)
    for (const one of attachments) this.memory.attachments.set(one.id, one)
    this.memory.changed()
  }
}
