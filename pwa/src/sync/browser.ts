// The engine's world in a browser, and what makes it run: start, coming back, a timer, a save, a button.

import type { Device } from '../store/device'
import type { Store } from '../store/store'
import { Engine } from './engine'
import { HttpTransport } from './transport'
import type { Uploads } from './uploads'
import type { World } from './world'

const EVERY = 60_000
const STEAL_AFTER = 100_000

/** The engine for a store, wired to the browser. `close` lets go of it. */
export function startSync(
  store: Store,
  device: Device,
  schema: number,
  forget: World['forget'],
): { engine: Engine; close(): void } {
  let uploads: Promise<Uploads> | undefined
  const world: World = {
    store,
    transport: new HttpTransport(),
    device: () => device.id(),
    renewDevice: async () => void (await device.id(true)),
    forget,
    uploads: () => {
      uploads ??= fetchUploads(world).catch((error) => {
        uploads = undefined
        throw error
      })
      return uploads
    },
    carry: (isLast) =>
      import('./carrying').then(
        (loaded) => loaded.carryAgain(store, isLast),
        () => ({ isSome: false, isAll: false }),
      ),
    missing: (isLast) =>
      import('./missing').then(
        (loaded) => loaded.missingIn(world, isLast),
        () => undefined,
      ),
    schema,
    now: () => Date.now(),
    later: (ms, call) => {
      const timer = setTimeout(() => void call(), ms)
      return () => clearTimeout(timer)
    },
    random: () => Math.random(),
    exclusively: exclusively(`proev-sync-${store.user}`),
  }
  const engine = new Engine(world, crypto.randomUUID())
  const wake = () => void engine.wake()
  const whenSeen = () => document.visibilityState === 'visible' && wake()
  const timer = setInterval(() => void store.adopt().then(wake, wake), EVERY)
  // Coming back is a hint, never a proof: only an answer from the server says that there is a network.
  addEventListener('online', wake)
  addEventListener('focus', wake)
  document.addEventListener('visibilitychange', whenSeen)
  const seen = new Set<string>()
  const unsubscribe = store.subscribe(() => {
    const isAble = ['idle', 'unreachable'].includes(engine.getStatus().state)
    const fresh = [...store.memory.attachments.values()].filter((one) => one.state === 'waiting' && !seen.has(one.id))
    for (const { id } of fresh) seen.add(id) // once each: what waits for the network is no news
    if (isAble && (fresh.length || engine.hasToSend())) wake()
  })
  void engine.start().then(wake)
  return {
    engine,
    close() {
      engine.stop()
      unsubscribe()
      clearInterval(timer)
      removeEventListener('online', wake)
      removeEventListener('focus', wake)
      document.removeEventListener('visibilitychange', whenSeen)
    },
  }
}

async function fetchUploads({ store, device, now, random }: World): Promise<Uploads> {
  const [{ PIECE, Uploads }, { HttpUploads }] = await Promise.all([import('./uploads'), import('./tus')])
  return new Uploads({ store, device, now, random, transport: new HttpUploads(), piece: PIECE })
}

/** Web Locks where they exist: the browser frees the lock of a tab that is gone at once, so a lease that such a tab left
 *  behind need not be waited for. A holder that has been frozen for long is pushed aside; should it wake up, the lease
 *  keeps it from storing anything – as long as it has one run only, so that what is still at it is waited for. Without Web
 *  Locks the lease alone decides. */
export function exclusively(
  name: string,
  locks: LockManager | undefined = navigator.locks,
  now: () => number = Date.now,
): World['exclusively'] {
  let refusedSince: number | undefined
  return async (work) => {
    if (!locks) {
      await work(false)
      return true
    }
    const steal = refusedSince !== undefined && now() - refusedSince > STEAL_AFTER
    let working = Promise.resolve()
    const ran = await locks
      .request(name, steal ? { steal: true } : { ifAvailable: true }, async (lock) => {
        if (lock) working = work(true)
        await working
        return lock !== null
      })
      .catch(() => false) // pushed aside by another tab: it carries on
    await working.catch(() => undefined)
    // A clock that has been set back since begins the wait anew.
    refusedSince = ran ? undefined : Math.min(refusedSince ?? now(), now())
    return ran
  }
}
