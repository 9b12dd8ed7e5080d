// A phone in a test: the real store on an IndexedDB of its own, the real engine, and a timer that the test turns.

import 'fake-indexeddb/auto'
import { newId } from '../../src/store/ids'
import { destroyIfRead } from '../../src/store/retire'
import { Store } from '../../src/store/store'
import { carryAgain } from '../../src/sync/carrying'
import { Engine } from '../../src/sync/engine'
import { missingIn } from '../../src/sync/missing'
import type { Transport } from '../../src/sync/transport'
import { Uploads } from '../../src/sync/uploads'
import type { World } from '../../src/sync/world'
import { FakeUploads } from './uploads'

export class Phone {
  store!: Store
  engine!: Engine
  now = Date.parse('2026-11-24T08:00:00Z')
  /** How long the engine wants to wait, when it waits. */
  waits: number | undefined
  forgot: string | undefined
  device = newId()
  uploads = new FakeUploads()
  /** What the server says to a file that is handed in. */
  carryIn: typeof fetch = async () => Response.json({})
  private call: (() => Promise<void>) | undefined
  readonly transport: Transport
  readonly user: string

  private constructor(transport: Transport, user: string) {
    this.transport = transport
    this.user = user
  }

  static async of(transport: Transport, user = newId()): Promise<Phone> {
    const phone = new Phone(transport, user)
    await phone.start()
    return phone
  }

  async start(): Promise<void> {
    this.store = await Store.open(this.user)
    this.engine = this.newEngine(newId())
    await this.engine.start()
  }

  /** One more engine on the same store, as another tab has one. */
  newEngine(token: string, changed: Partial<World> = {}): Engine {
    const { store } = this
    const [device, now, random] = [async () => this.device, () => this.now, () => 0.5]
    const uploads = new Uploads({ store, device, now, random, transport: this.uploads, piece: 10 })
    return new Engine(
      {
        store,
        transport: this.transport,
        device,
        uploads: async () => uploads,
        renewDevice: async () => {
          this.device = newId()
        },
        forget: async (how) => {
          if (how === 'retired' && !(await destroyIfRead(this.store))) return false
          this.forgot = how
          return true
        },
        carry: (isLast) => carryAgain(store, isLast, this.carryIn),
        missing: (isLast) => missingIn({ store, transport: this.transport }, isLast),
        schema: 1,
        now,
        later: (ms, call) => {
          this.waits = ms
          this.call = call
          return () => {
            this.waits = undefined
            this.call = undefined
          }
        },
        random,
        exclusively: async (work) => {
          await work(false)
          return true
        },
        ...changed,
      },
      token,
    )
  }

  /** The app is closed and opened again: nothing but the disk is left. */
  async reopen(): Promise<void> {
    this.engine.stop()
    await this.store.close()
    await this.start()
  }

  /** Lets the wait that the engine asked for pass. */
  async wake(): Promise<void> {
    const call = this.call
    this.now += this.waits ?? 0
    this.waits = undefined
    this.call = undefined
    await call?.()
  }

  async note(text: string): Promise<string> {
    const { ids } = await this.store.save([{ type: 'observation', fields: { unit: 'nord', outcome: 'worked', text } }])
    return ids[0]!
  }

  states(): string[] {
    return this.store.queue().map((one) => one.state)
  }
}
