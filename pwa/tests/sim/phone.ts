// A phone in a history: a disk, a clock that may be wrong, one or two tabs with the real store and engine, and what its
// people have been told is saved.

import { bring, fileOf } from '../../src/store/bring'
import { destroy } from '../../src/store/database'
import { editAndSendAgain, letRest } from '../../src/store/mending'
import { destroyIfRead } from '../../src/store/retire'
import { Store } from '../../src/store/store'
import { type Entry, type Fields, type NewMutation, SaveFailed } from '../../src/store/types'
import { exclusively } from '../../src/sync/browser'
import { carryAgain } from '../../src/sync/carrying'
import { Engine } from '../../src/sync/engine'
import { missingIn } from '../../src/sync/missing'
import { HttpTransport } from '../../src/sync/transport'
import { HttpUploads } from '../../src/sync/tus'
import { Uploads } from '../../src/sync/uploads'
import { Album } from './album'
import { Wrong } from './backend'
import { Life, living, settled } from './life'
import type { Net } from './net'
import type { Random } from './random'

/** A device's id by chance. */
export function newDevice(random: Random): string {
  const digits = () => (random.below(2 ** 31) + 2 ** 31).toString(16)
  return `${digits()}-0000-7000-8000-0000${digits()}`
}

export interface Around {
  random: Random
  net: Net
  time(): number
  later(life: Life, ms: number, call: () => Promise<void>): () => void
  note(line: string): void
}

export interface Tab {
  own: string
  life: Life
  store: Store
  engine: Engine
  isFrozen: boolean
}

/** What a person was told is saved. `maybe`: it was being changed or taken back when the phone broke down. */
export interface Promised {
  saved: { user: string; base?: number; op?: string; record?: string; fields?: Fields }
  maybe: boolean
}

export class Phone {
  readonly name: string
  readonly around: Around
  device: string
  offset = 0
  isOffline = false
  session = ''
  who = ''
  user = ''
  tabs: Tab[] = []
  readonly users = new Map<string, string>()
  readonly promised = new Map<string, Promised>()
  readonly undone = new Set<string>()
  /** Held ones that somebody here has put aside. */
  readonly rested = new Set<string>()
  /** Those of them that are at rest for certain: they ask for nobody's attention again. */
  readonly atRest = new Set<string>()
  /** What has been withdrawn here since it was last asked for. `isLeft`: there was something to be taken along. */
  readonly gone: { user: string; how: 'retired' | 'lost'; restores: number; isLeft: boolean }[] = []
  /** The photos and voice notes that its people were told are saved. */
  readonly album: Album
  private locked: { by: Life; pushAside: () => void } | undefined
  private births = 0
  copyOf: Phone | undefined
  /** Pushes that were answered, by user, and those that the other phone had when this one was copied from it. */
  readonly pushes = new Map<string, number>()
  pushedBefore = new Map<string, number>()

  constructor(name: string, device: string, around: Around) {
    this.name = name
    this.device = device
    this.around = around
    this.album = new Album(this)
  }

  /** The app starts in a tab. */
  async open(): Promise<Tab | undefined> {
    const { around } = this
    const life = new Life(this.name, around.random.below(2 ** 31), () => around.time() + this.offset)
    life.onEnd = () => this.over(life)
    const own = `${this.name}-${++this.births}`
    const lives = this.tabs
    const alive = async () => new Set(lives.filter((one) => !one.life.isOver).map((one) => this.names.get(one.life)!))
    this.names.set(life, own)
    let tab: Tab | undefined
    const opening = living(life, async () => {
      const store = await Store.open(this.user, { own, alive })
      const where = () => (this.isOffline ? undefined : this.session)
      const call = around.net.caller(life, where, () =>
        this.pushes.set(store.user, (this.pushes.get(store.user) ?? 0) + 1),
      )
      const device = async () => this.device
      const [now, random] = [life.clock, () => life.random.next()]
      const { piece } = this.album
      const uploads = new Uploads({ store, device, now, random, piece, transport: new HttpUploads(call) })
      const transport = new HttpTransport(call)
      const engine = new Engine(
        {
          store,
          transport,
          device,
          uploads: async () => uploads,
          renewDevice: async () => {
            this.device = newDevice(life.random)
            around.note(`${this.name} takes a new device id`)
          },
          carry: (isLast) => carryAgain(store, isLast, call),
          missing: (isLast) => missingIn({ store, transport }, isLast),
          forget: async (how) => {
            if (life.isOver) return true
            const isLeft = [...store.memory.attachments.values()].some((one) => one.state === 'refused')
            if (how === 'retired' && !(await destroyIfRead(store))) return life.isOver
            await store.close()
            if (how === 'lost') await destroy([store.user], true)
            this.gone.push({ user: store.user, how, restores: life.heardIn, isLeft })
            life.end()
            return true
          },
          schema: 1,
          now,
          later: (ms, back) => around.later(life, ms, back),
          random,
          exclusively: exclusively('sync', this.locks(life), life.clock),
        },
        own,
      )
      await engine.start()
      tab = { own, life, store, engine, isFrozen: false }
    })
    opening.catch((error: unknown) => this.failed(life, 'open', error))
    await settled()
    if (tab && !life.isOver) this.tabs.push(tab)
    return tab
  }

  private readonly names = new Map<Life, string>()

  /** Web Locks: one holder on this phone; a tab's lock goes with it. Who is pushed aside is told so at once, whatever its
   *  work is at. */
  private locks(life: Life): LockManager {
    const request = async (_name: string, options: LockOptions, work: (lock: unknown) => Promise<unknown>) => {
      if (this.locked && !options.steal) return work(null)
      this.locked?.pushAside()
      const aside = new Promise<never>((_, reject) => {
        this.locked = { by: life, pushAside: () => reject(new DOMException('pushed aside', 'AbortError')) }
      })
      const own = this.locked
      const done = work({}).finally(() => {
        if (this.locked === own) this.locked = undefined
      })
      return Promise.race([done, aside])
    }
    return { request } as unknown as LockManager
  }

  private over(life: Life): void {
    const tab = this.tabs.find((one) => one.life === life)
    tab?.engine.stop()
    this.tabs.splice(0, this.tabs.length, ...this.tabs.filter((one) => one.life !== life))
    this.around.net.forget(life)
    if (this.locked?.by === life) this.locked = undefined
  }

  /** This phone's disk is a copy of another's: so is what its people were promised. */
  takeAfter(other: Phone): void {
    for (const [who, user] of other.users) this.users.set(who, user)
    for (const [id, one] of other.promised) this.promised.set(id, { ...one })
    for (const id of other.rested) this.rested.add(id)
    for (const id of other.atRest) this.atRest.add(id)
    this.album.takeAfter(other.album)
    this.copyOf = other
    this.pushedBefore = new Map(other.pushes)
  }

  /** The app ends at once, wherever it was. */
  kill(): void {
    for (const tab of [...this.tabs]) tab.life.end()
  }

  /** A person does something in a tab; ends when nothing moves any more. */
  async act(tab: Tab, name: string, work: () => Promise<void>): Promise<void> {
    living(tab.life, () => work().catch((error: unknown) => this.failed(tab.life, name, error)))
    await settled()
  }

  private failed(life: Life, name: string, error: unknown): void {
    if (life.isOver) return
    if (life.trouble?.kind === 'full') {
      this.around.note(`${this.name}: ${name} failed, the phone is full`)
      return
    }
    throw new Wrong(
      `${this.name}: ${name} failed: ${error instanceof SaveFailed ? error.cause : (error as Error).stack}`,
    )
  }

  /** Returns the ids of what was called saved. */
  async save(tab: Tab, mutations: NewMutation[], isOpen = false): Promise<string[] | undefined> {
    let told: string[] | undefined
    await this.act(tab, 'save', async () => {
      const { ids } = await tab.store.save(mutations, isOpen ? { open: true } : {})
      if (tab.life.isOver) return
      told = ids
      ids.forEach((id, at) => {
        const { op = 'put', base = 0, record = id, fields } = mutations[at]!
        this.promised.set(id, { saved: { user: this.user, op, base, record, fields: { ...fields } }, maybe: false })
      })
    })
    return told
  }

  async amend(tab: Tab, entry: Entry, fields: Fields): Promise<void> {
    const promised = this.promised.get(entry.id)
    await this.touching(tab, entry, 'amend', async () => {
      if ((await tab.store.amend(entry.id, fields)) && promised && !tab.life.isOver) {
        promised.saved.fields = { ...promised.saved.fields, ...fields }
      }
    })
  }

  /** All of them or none. */
  async undo(tab: Tab, entries: Entry[]): Promise<void> {
    await this.act(tab, 'undo', async () => {
      if (!(await tab.store.undo(entries.map((one) => one.id))) || tab.life.isOver) return
      for (const { id } of entries) this.promised.delete(id)
      for (const { id } of entries) this.undone.add(id)
      for (const one of entries) await this.album.takenBack(tab, one)
    })
    this.brokenDown(tab, entries)
  }

  async touching(tab: Tab, entry: Entry, name: string, work: () => Promise<void>): Promise<void> {
    await this.act(tab, name, work)
    this.brokenDown(tab, [entry])
  }

  /** If the phone broke down while these were touched, nobody knows what became of it. */
  private brokenDown(tab: Tab, entries: Entry[]): void {
    for (const { id } of tab.life.isOver ? entries : []) {
      const promised = this.promised.get(id)
      if (promised) promised.maybe = true
    }
  }

  async sendAgain(tab: Tab, entry: Entry, fields: Fields): Promise<void> {
    await this.act(tab, 'send again', async () => {
      const saved = await editAndSendAgain(tab.store, entry.id, fields)
      if (tab.life.isOver || !saved) return
      this.promised.set(saved.ids[0]!, { saved: { user: this.user }, maybe: false })
    })
  }

  /** A file of one's own is brought to this phone. What was still open in it may have been taken back since. */
  async bring(tab: Tab, text: string): Promise<void> {
    const written = (fileOf(text)!.entries as Entry[]).filter((one) => one.state !== 'open')
    await this.act(tab, 'bring', async () => void (await bring(tab.store, written)))
  }

  async letRest(tab: Tab, entry: Entry): Promise<void> {
    this.rested.add(entry.id)
    await this.act(tab, 'let rest', async () => {
      await letRest(tab.store, entry.id)
      if (!tab.life.isOver && tab.store.entry(entry.id)?.state === 'resting') this.atRest.add(entry.id)
    })
  }

  async sync(tab: Tab): Promise<void> {
    await this.act(tab, 'sync', async () => void tab.engine.wake())
  }
}
