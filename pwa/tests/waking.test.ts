// What makes the app sync by itself: starting, coming back, a save, and the passing of time.

import 'fake-indexeddb/auto'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Device } from '../src/store/device'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import { startSync } from '../src/sync/browser'

let window: EventTarget
let document: EventTarget & { visibilityState: string }
let store: Store
let sync: ReturnType<typeof startSync>
let asked: number

/** The next request, and that all that it led to is over. */
async function asks(): Promise<void> {
  const before = asked
  await vi.waitFor(() => expect(asked).toBeGreaterThan(before))
  await sync.engine.run().catch(() => undefined)
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  window = new EventTarget()
  document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  vi.stubGlobal('addEventListener', window.addEventListener.bind(window))
  vi.stubGlobal('removeEventListener', window.removeEventListener.bind(window))
  vi.stubGlobal('document', document)
  asked = 0
  vi.stubGlobal('fetch', async () => {
    asked++
    throw new TypeError('no network')
  })
  store = await Store.open(newId())
  sync = startSync(store, await Device.open(), 1, async () => true)
  await asks()
})

afterEach(() => {
  sync.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test.each([
  ['the phone says that it is on a network', () => window.dispatchEvent(new Event('online'))],
  ['the app is looked at', () => window.dispatchEvent(new Event('focus'))],
  ['the app is seen again', () => document.dispatchEvent(new Event('visibilitychange'))],
  ['a minute has passed', () => vi.advanceTimersByTime(60_000)],
])('when %s', async (_, happens) => {
  happens()
  await asks()
})

test('when something is saved', async () => {
  const before = asked
  await store.save([{ type: 'observation', fields: { unit: 'nord', outcome: 'worked' } }])
  await vi.waitFor(() => expect(asked).toBeGreaterThan(before))
})

test('not when the app goes out of sight, nor after it has been let go of', async () => {
  const wake = vi.spyOn(sync.engine, 'wake')
  document.visibilityState = 'hidden'
  document.dispatchEvent(new Event('visibilitychange'))
  expect(wake).not.toHaveBeenCalled()
  sync.close()
  for (const one of ['online', 'focus']) window.dispatchEvent(new Event(one))
  document.visibilityState = 'visible'
  document.dispatchEvent(new Event('visibilitychange'))
  vi.advanceTimersByTime(180_000)
  // The timer looks for open notes before it wakes the engine: as many steps later it would have.
  for (let n = 0; n < 3; n++) await store.adopt()
  expect(wake).not.toHaveBeenCalled()
})
