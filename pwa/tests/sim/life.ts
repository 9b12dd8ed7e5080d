// One run of the app on one phone, from its start to its end, and what the browser gives it: a clock, randomness, a
// disk, and other tabs. The app's code finds all that under its usual global names; which life it is that asks is told
// by the asynchronous context. After its end a life reads, writes, sends and hears nothing any more.

import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import { Random } from './random'

/** What a disk does to the next writes: breaks down before one, in the middle, when all is written and nothing is
 *  committed ("late"), or right after; or it is full. */
export type Trouble = 'before' | 'middle' | 'late' | 'after' | 'full'

export class Life {
  readonly disk: string
  readonly random: Random
  readonly clock: () => number
  isOver = false
  /** How often the server had been restored when it gave the answer that came last. */
  heardIn = 0
  trouble: { kind: Trouble; at: number } | undefined
  /** What is to be done when the phone breaks down in the middle of something. */
  onEnd: () => void = () => undefined

  constructor(disk: string, seed: number, clock: () => number) {
    this.disk = disk
    this.random = new Random(seed)
    this.clock = clock
  }

  end(): void {
    if (this.isOver) return
    this.isOver = true
    this.onEnd()
  }
}

const lives = new AsyncLocalStorage<Life>()

/** Runs what a life does; whatever it starts goes on within it. */
export function living<T>(life: Life, work: () => T): T {
  return lives.run(life, work)
}

// Outstanding tasks of the simulated disk: while there are none, everything that can happen without the world has happened.

let outstanding = 0
const realImmediate = globalThis.setImmediate
const counted = (call: (...args: unknown[]) => void, ...args: unknown[]): NodeJS.Immediate => {
  outstanding++
  return realImmediate(() => {
    outstanding--
    call(...args)
  })
}
globalThis.setImmediate = counted as unknown as typeof setImmediate

/** Until nothing moves any more. */
export async function settled(): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    await new Promise<void>((resolve) => realImmediate(resolve))
    quiet = outstanding === 0 ? quiet + 1 : 0
  }
}

// The clock and chance

const RealDate = Date
class LivedDate extends RealDate {
  constructor(...args: unknown[]) {
    if (args.length) super(...(args as [number]))
    else super(LivedDate.now())
  }
  static override now(): number {
    return lives.getStore()?.clock() ?? RealDate.now()
  }
}
globalThis.Date = LivedDate as unknown as DateConstructor

const realRandom = crypto.getRandomValues.bind(crypto)
crypto.getRandomValues = ((into: Uint32Array) => {
  const life = lives.getStore()
  if (!life) return realRandom(into as never)
  for (let at = 0; at < into.length; at++) into[at] = Math.floor(life.random.next() * 2 ** 32)
  return into
}) as typeof crypto.getRandomValues

// A hash is there at once: the real one is made on a thread whose time nobody can tell again.
crypto.subtle.digest = async (_name, told) => {
  const bytes = told instanceof ArrayBuffer ? new Uint8Array(told) : new Uint8Array(told.buffer)
  return new Uint8Array(createHash('sha256').update(bytes).digest()).buffer
}

// Requests go as they are; packing them is for the tests against a server over HTTP.
Reflect.deleteProperty(globalThis, 'CompressionStream')

// The tabs' channel: heard when the simulation says so.

export class Channel {
  static readonly all = new Set<Channel>()
  static readonly undelivered: { from: Channel; to: Channel; data: unknown }[] = []
  readonly life: Life | undefined = lives.getStore()
  onmessage: ((event: { data: unknown }) => void) | null = null
  readonly name: string
  constructor(name: string) {
    this.name = name
    Channel.all.add(this)
  }
  postMessage(data: unknown): void {
    if (!this.life || this.life.isOver) return
    for (const to of Channel.all) {
      if (to !== this && to.name === this.name && to.life?.disk === this.life.disk && !to.life.isOver) {
        Channel.undelivered.push({ from: this, to, data })
      }
    }
  }
  close(): void {
    Channel.all.delete(this)
  }
  static forget(): void {
    Channel.all.clear()
    Channel.undelivered.length = 0
  }
}
globalThis.BroadcastChannel = Channel as unknown as typeof BroadcastChannel

// The disk

// @ts-expect-error -- the package's types are not where its exports say
await import('fake-indexeddb/auto')
const realOpen = indexedDB.open.bind(indexedDB)
const never = () => new EventTarget() as unknown as IDBOpenDBRequest

indexedDB.open = (name: string, version?: number) => {
  const life = lives.getStore()
  if (!life) throw new Error('only the app opens databases')
  return life.isOver ? never() : realOpen(`${life.disk}/${name}`, version)
}

const realDelete = indexedDB.deleteDatabase.bind(indexedDB)
indexedDB.deleteDatabase = (name: string) => {
  const life = lives.getStore()!
  return life.isOver ? never() : realDelete(`${life.disk}/${name}`)
}

const realDatabases = indexedDB.databases.bind(indexedDB)
indexedDB.databases = async () => {
  const disk = `${lives.getStore()!.disk}/`
  const all = (await realDatabases()).filter((one) => one.name?.startsWith(disk))
  return all.map((one) => ({ ...one, name: one.name!.slice(disk.length) }))
}

type Inner = IDBTransaction & { _abort(name: string | null): void; life?: Life }

const realTransaction = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof realTransaction>) {
  const life = lives.getStore()
  if (life?.isOver) throw new DOMException('the phone is off', 'AbortError')
  const transaction = realTransaction.apply(this, args) as Inner
  if (life && args[1] === 'readwrite') {
    transaction.life = life
    const { trouble } = life
    if (trouble && trouble.at-- <= 0) strike(life, trouble.kind, transaction)
  }
  return transaction
}

function strike(life: Life, kind: Trouble, transaction: Inner): void {
  if (kind === 'full') return // until the simulation makes room again
  life.trouble = undefined
  if (kind === 'before') {
    life.end()
    transaction._abort('AbortError')
  } else if (kind === 'after') {
    transaction.addEventListener('complete', () => life.end())
  } else life.trouble = { kind, at: 0 }
}

/** Whoever takes what is written for what is on the disk has said so by now. */
async function breakDownLate(life: Life, transaction: Inner): Promise<void> {
  for (let left = 60; left > 0; left--) await undefined
  life.end()
  transaction._abort('AbortError')
}

for (const name of ['add', 'put', 'delete'] as const) {
  const real = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest
  IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...args: unknown[]) {
    const transaction = this.transaction as Inner
    const { life } = transaction
    const request = real.apply(this, args)
    if (!life || life.isOver || !life.trouble) return request
    if (life.trouble.kind === 'full' && life.trouble.at < 0 && name !== 'delete')
      transaction._abort('QuotaExceededError')
    if (life.trouble.kind === 'late' && life.trouble.at === 0) {
      life.trouble = undefined
      request.addEventListener('success', () => void breakDownLate(life, transaction))
    } else if (life.trouble.kind === 'middle' && life.trouble.at === 0) {
      life.end()
      transaction._abort('AbortError')
    }
    return request
  } as never
}

/** Copies everything that one phone's disk holds to another's. */
export async function copyDisk(from: string, to: string): Promise<void> {
  for (const { name, version } of await realDatabases()) {
    if (!name?.startsWith(`${from}/`)) continue
    const old = await opened(name, version!)
    const fresh = await opened(name.replace(from, to), version!, (made) => {
      for (const store of old.objectStoreNames) {
        const { keyPath, autoIncrement } = old.transaction(store).objectStore(store)
        made.createObjectStore(store, { ...(keyPath ? { keyPath } : {}), autoIncrement })
      }
    })
    for (const store of old.objectStoreNames) await copyStore(old, fresh, store)
    old.close()
    fresh.close()
  }
}

async function copyStore(old: IDBDatabase, fresh: IDBDatabase, name: string): Promise<void> {
  const source = old.transaction(name).objectStore(name)
  const [keys, values] = await Promise.all([answered(source.getAllKeys()), answered(source.getAll())])
  const target = fresh.transaction(name, 'readwrite').objectStore(name)
  await Promise.all(values.map((value, at) => answered(target.put(value, ...(target.keyPath ? [] : [keys[at]!])))))
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function opened(name: string, version: number, make?: (made: IDBDatabase) => void): Promise<IDBDatabase> {
  const request = realOpen(name, version)
  request.onupgradeneeded = () => make?.(request.result)
  return answered(request)
}

/** Throws every disk away. */
export function wipe(): void {
  ;(indexedDB as unknown as { _databases: Map<string, unknown> })._databases.clear()
}
