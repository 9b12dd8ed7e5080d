// The sync engine: a small state machine that pushes what waits and pulls what has changed, until there is nothing
// more to say. Its store, transport, clock, timer, lock and randomness are handed in, so that it runs in a simulation.
// It never throws away an entry: whatever the server says, an entry ends as applied, conflict or held, or it waits.

import type { Carried } from '../store/carried'
import { applyReply, dropLease, hasLease, takeLease } from '../store/replies'
import { type Entry, LeaseLost } from '../store/types'
import { nextBatch } from './batch'
import { markOf } from './mark'
import { request, setClock } from './request'
import { Stumbles } from './stumbles'
import type { Answer } from './transport'
import type { Status, SyncState, World } from './world'

const LEASE = 90_000
const MOST = 1_000
const LEAST_PAGE = 10
/** An answer that takes as long asks for smaller ones. */
const SLOW = 15_000
const DAY = 86_400_000
const FIRST_WAIT = 2_000
const LONGEST_WAIT = 60_000

export class Engine {
  private readonly world: World
  private readonly token: string
  private readonly listeners = new Set<() => void>()
  private status: Status = { state: 'idle', lastSyncAt: undefined, isComplete: false }
  private running: Promise<void> | undefined
  private again = false
  private failures = 0
  private batch = MOST
  private page = MOST
  private readonly stumbles = new Stumbles()
  /** What has been sent without that it could be noted. */
  private readonly given = new Set<string>()
  /** Withdrawn, it has been made sure of what was held: once is enough. */
  private isHandedIn = false
  private cancel: (() => void) | undefined
  /** What the server asked for. */
  private patience = { began: 0, lasts: 0 }
  private isStopped = false
  private toForget: 'retired' | 'lost' | undefined

  constructor(world: World, token: string) {
    this.world = world
    this.token = token
  }

  /** Reads what earlier runs left. */
  async start(): Promise<void> {
    const { store } = this.world
    const lastSyncAt = await store.meta<string>('received_at')
    this.set({ lastSyncAt, isComplete: (await store.meta('complete')) === true })
  }

  stop(): void {
    this.isStopped = true
    this.cancel?.()
  }

  getStatus(): Status {
    return this.status
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Sync now. Calls during a run lead to one more run after it. */
  run(): Promise<void> {
    if (this.isStopped) return Promise.resolve()
    if (this.running) {
      this.again = true
      return this.running
    }
    this.cancel?.()
    this.running = this.rounds()
      .finally(() => {
        this.running = undefined
      })
      .then(() => (this.toForget ? this.forget(this.toForget) : undefined))
    return this.running
  }

  private async forget(how: 'retired' | 'lost'): Promise<void> {
    this.toForget = undefined
    if (await this.world.forget(how)) return
    await this.world.store.reload()
    this.isStopped = false
    return this.run()
  }

  /** Sync now, unless the server has asked for patience: then the wait that was asked for goes on. */
  wake(): Promise<void> {
    const waited = this.world.now() - this.patience.began
    return waited >= 0 && waited < this.patience.lasts && this.cancel ? Promise.resolve() : this.run()
  }

  private async rounds(): Promise<void> {
    do {
      this.again = false
      const ran = await this.world.exclusively((isAlone) => this.hold(isAlone))
      if (!ran) this.wakeIn(FIRST_WAIT)
    } while (this.again && !this.isStopped)
  }

  /** One run under the lease. A frozen tab's lease ends, and what it answers later is refused by the store. */
  private async hold(isAlone: boolean): Promise<void> {
    const { store, now } = this.world
    try {
      if (!(await takeLease(store, this.token, now(), LEASE, isAlone))) return this.wakeIn(FIRST_WAIT)
      this.set({ state: 'syncing' })
      for (let more = true; more && !this.isStopped; ) {
        more = await this.step()
        if (more && !(await takeLease(store, this.token, now(), LEASE))) return this.wakeIn(FIRST_WAIT)
      }
      await this.tryLast()
      if (this.status.state === 'idle') {
        await this.reconcile()
        if ((await this.carry())?.isSome) this.again = true
      }
      const wait = this.status.state === 'idle' ? await this.upload() : undefined
      if (wait !== undefined) this.wakeIn(wait)
      await dropLease(store, this.token)
    } catch (error) {
      if (error instanceof LeaseLost) return this.set({ state: 'idle' })
      if (isAlone) await this.handOver().catch(() => undefined)
      this.set({ state: 'storage_failed' })
      this.wakeIn(this.backOff())
    }
  }

  /** Nothing can be written here, not even that it has been sent: what waits leaves the phone all the same, each once. */
  private async handOver(): Promise<void> {
    const { store, transport } = this.world
    const left = store.queue().filter((one) => !this.given.has(one.id))
    const sent = nextBatch(left, this.batch, this.stumbles.over)
    if (!sent.length) return
    const cursor = (await store.meta('cursor')) ?? null
    const answer = await transport.sync(await request(this.world, sent, { cursor, limit: LEAST_PAGE }))
    if (answer.kind === 'reply') for (const { id } of sent) this.given.add(id)
  }

  /** One request. Returns whether there is more to say. */
  private async step(sent = this.next()): Promise<boolean> {
    const { store, transport, now } = this.world
    // What a file has brought travels as written by another device: else it would overwrite what is newer without a word.
    const install = sent.length && !sent[0]?.device ? await markOf(store) : undefined
    const cursor = (await store.meta<string>('cursor')) ?? null
    const asked = now()
    const told = {
      cursor,
      limit: this.page,
      // What has been answered before is sent again after a restore, and an old answer may come back for it.
      ...(sent.some((one) => one.received_at) ? { echo: true } : {}),
      ...(install ? { install } : {}),
    }
    const answer = await transport.sync(await request(this.world, sent, told))
    if (answer.kind === 'reply') {
      await applyReply(store, this.token, sent, answer.reply, cursor === null)
      if (install) await store.setMeta('install', { last: install.next })
      await setClock(store, answer.reply.received_at, now())
      this.failures = 0
      this.patience.lasts = 0
      this.stumbles.answered(sent)
      if (now() - asked < SLOW) {
        this.batch = Math.min(MOST, this.batch * 2)
        this.page = Math.min(MOST, this.page * 2)
      }
      const more = answer.reply.more || this.next().length > 0
      const isComplete = this.status.isComplete || !answer.reply.more
      this.set({ lastSyncAt: answer.reply.received_at, isComplete, state: more ? 'syncing' : 'idle' })
      return more
    }
    // A link on which so much takes too long may carry half of it.
    if (answer.kind === 'unreachable' && now() - asked >= SLOW) {
      if (sent.length > 1) this.batch = Math.floor(sent.length / 2)
      this.page = Math.max(LEAST_PAGE, Math.floor(this.page / 2))
    }
    return this.refused(answer, sent, cursor)
  }

  /** What the server stumbles over, when it has all else: one by one, until it stumbles again. */
  private async tryLast(): Promise<void> {
    const { store, now } = this.world
    for (const id of [...this.stumbles.over]) {
      if (!['idle', 'revoked'].includes(this.status.state) || this.isStopped) return
      if (!(await takeLease(store, this.token, now(), LEASE))) return this.wakeIn(FIRST_WAIT)
      const entry = store.entry(id)
      if (entry?.state !== 'waiting') this.stumbles.over.delete(id)
      else if (await this.step([entry])) this.again = true
      if (this.stumbles.over.has(id)) return
    }
  }

  /** Photos and voice notes, as long as no text has come meanwhile. After how long to go on; undefined: nothing is left. */
  private async upload(isLast = false): Promise<number | undefined> {
    const { store, now } = this.world
    if (!store.memory.attachments.size) return undefined
    const uploads = await this.world.uploads().catch(() => undefined) // without a network, not fetched yet
    const isOurs = () => takeLease(store, this.token, now(), LEASE)
    return uploads
      ? uploads.send(this.token, async () => !this.again && !this.isStopped && isOurs(), isLast)
      : LONGEST_WAIT
  }

  /** Once a day: which of what has been answered does the server not hold? That is sent again. */
  private async reconcile(): Promise<void> {
    const { store } = this.world
    const received_at = await store.meta<string>('received_at')
    const last = (await store.meta<string>('reconciled_at')) ?? received_at
    if (!received_at || !last) return
    const isDue = Date.parse(received_at) - Date.parse(last) >= DAY
    if (isDue) {
      const missing = await this.missing()
      if (!missing) return
      this.again ||= missing.length > 0
    }
    if (isDue || last === received_at) await store.setMeta('reconciled_at', received_at)
  }

  /** What has been answered and the server does not hold: it waits again from now on. Undefined when the server did not
   *  say. */
  private async missing(): Promise<Entry[] | undefined> {
    const isLast = this.status.state === 'revoked' && !this.isHandedIn
    const found = await this.world.missing(isLast)
    if (isLast) this.isHandedIn = found !== undefined
    return found
  }

  /** What files have brought of others': to a server that was restored, or (`isLast`) once more before it is forgotten here. */
  private async carry(isLast = false): Promise<Carried | undefined> {
    return (await this.world.store.meta('carried')) ? this.world.carry(isLast) : undefined
  }

  /** What to do when the whole request was not taken. */
  private async refused(
    answer: Exclude<Answer, { kind: 'reply' }>,
    sent: Entry[],
    cursor: string | null,
  ): Promise<boolean> {
    if (answer.kind === 'unreachable') return this.pause('unreachable', this.backOff())
    const { now } = this.world
    const { status, code } = answer
    if (status === 413 || code === 'malformed') return this.narrow(sent, status, code, cursor)
    if (code === 'device_cloned') {
      if (!(await hasLease(this.world.store, this.token))) throw new LeaseLost('another tab goes by a newer mark')
      await this.world.renewDevice()
      await this.world.store.setMeta('install', undefined)
      return true
    }
    if (status === 401) return this.pause('signed_out')
    if (code === 'wrong_user') return this.pause('wrong_user')
    if (code === 'device_revoked') {
      if (!sent.length) this.stumbles.answered(sent) // it has answered without what it may stumble over
      return this.withdrawn(answer.errors.device === 'lost', sent)
    }
    if (code === 'schema_newer') return this.pause('schema_newer', LONGEST_WAIT)
    if (code === 'internal') {
      if (this.stumbles.isAgain(sent)) return this.pause(this.status.state, LONGEST_WAIT)
      const fewer = this.stumbles.met(sent)
      if (fewer) {
        this.failures = Math.min(this.failures, 1) // they halve a few times only: soon
        this.batch = fewer
      }
    }
    const wait = Math.max(this.backOff(), (answer.retryAfter ?? 0) * (1 + this.world.random() / 10))
    if (answer.retryAfter) this.patience = { began: now(), lasts: wait }
    return this.pause('unreachable', wait)
  }

  /** Withdrawn. A lost phone destroys what it holds at once; a retired one when there is nothing left to hand in: nothing
   *  that this or another tab has saved since (`forget` looks once more), nor what the server has lost by a restore that this
   *  phone has not heard of. */
  private async withdrawn(isLost: boolean, sent: Entry[]): Promise<boolean> {
    this.set({ state: 'revoked' })
    if (!isLost) {
      const { store } = this.world
      const missing = store.unreceived().length ? [] : await this.missing()
      if (!missing) return this.pause('revoked', this.backOff())
      if (store.unreceived().length) return !sent.length && this.next().length > 0
      if ((await this.carry(true))?.isAll === false) return this.pause('revoked', this.backOff())
      const wait = await this.upload(true)
      if (wait !== undefined) return this.pause('revoked', wait)
      if (store.unreceived().length) return this.next().length > 0 // saved while the pictures were asked about
    }
    this.stop()
    this.toForget = isLost ? 'lost' : 'retired' // when this run has let go of the store
    return false
  }

  /** Too much, or something in it is not understood: halve until the one that is to blame stands alone; that one is
   *  put aside for people, and everything behind it flows. */
  private async narrow(sent: Entry[], status: number, code: string, cursor: string | null): Promise<boolean> {
    const [only] = sent
    if (sent.length > 1) {
      this.batch = Math.floor(sent.length / 2)
      return true
    }
    // What is not understood may be the way there that spoils it: whether the server answers without it tells.
    if (only && status !== 413) {
      this.stumbles.met(sent)
      if (!this.stumbles.over.delete(only.id)) return true
    }
    // Only our server's own word puts something aside: a proxy in between may refuse whatever comes.
    if (only && (status !== 413 || code === 'too_large')) {
      await this.world.store.setEntries([{ ...only, state: 'held', reason: code }])
      return true
    }
    if (only) return this.pause('unreachable', this.backOff())
    // Not at once: what spoils every request may be the way there, and without a cursor everything is fetched anew.
    if (this.backOff() && this.failures > 1 && cursor !== null) await this.world.store.setMeta('cursor', undefined)
    return this.pause('unreachable', LONGEST_WAIT)
  }

  private pause(state: SyncState, wait?: number): false {
    this.set({ state })
    if (wait !== undefined) this.wakeIn(wait)
    return false
  }

  /** Twice as long after every failure, never in step with other phones. */
  private backOff(): number {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures)
    this.failures = Math.min(this.failures + 1, 10)
    return longest * (0.5 + this.world.random() / 2)
  }

  private wakeIn(ms: number): void {
    if (this.isStopped) return
    this.cancel?.()
    this.cancel = this.world.later(ms, () => this.run())
  }

  /** True when something can be sent now: what the server stumbles over is no news. */
  hasToSend(): boolean {
    return this.next(1).length > 0
  }

  private next(most = this.batch): Entry[] {
    return nextBatch(this.world.store.queue(), this.stumbles.most(most), this.stumbles.over)
  }

  private set(changed: Partial<Status>): void {
    this.status = { ...this.status, ...changed }
    for (const listener of this.listeners) listener()
  }
}
