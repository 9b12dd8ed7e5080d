// What the app asks of its worker: that the parts which noting does not need are fetched, however often that is cut off.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WorkerWatch } from '../src/sync/ready'

const said: string[] = []
let container: EventTarget

beforeEach(() => {
  said.length = 0
  container = new EventTarget()
  vi.useFakeTimers()
  const registration = Object.assign(new EventTarget(), { waiting: null, active: {}, update: async () => undefined })
  const serviceWorker = Object.assign(container, {
    controller: { postMessage: (message: string) => said.push(message) },
    register: async () => registration,
    ready: Promise.resolve(registration),
  })
  vi.stubGlobal('navigator', { serviceWorker })
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }))
  vi.stubGlobal('addEventListener', () => undefined)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const tell = (data: object) => container.dispatchEvent(Object.assign(new Event('message'), { data }))

test('the rest is asked for when noting needs nothing more, and no more once it is there', async () => {
  const watch = new WorkerWatch()
  await watch.start()
  tell({ ready: false, whole: false })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(said).toEqual(['ready?'])
  tell({ ready: true, whole: false })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(said).toEqual(['ready?', 'fetch the rest'])
  tell({ ready: true, whole: true, fetched: true })
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(said).toEqual(['ready?', 'fetch the rest'])
  expect(watch.get()).toEqual({ isReady: true, isWhole: true, isUpdateWaiting: false })
})

test('cut off, it is tried again after a while that grows', async () => {
  await new WorkerWatch().start()
  tell({ ready: true, whole: false })
  for (const wait of [1_000, 2_000, 4_000]) {
    await vi.advanceTimersByTimeAsync(wait - 1)
    expect(said.at(-1)).toBe('ready?')
    await vi.advanceTimersByTimeAsync(1)
    expect(said.pop()).toBe('fetch the rest')
    tell({ ready: true, whole: false, fetched: true })
  }
})

test('a worker that the browser has ended meanwhile is asked again', async () => {
  await new WorkerWatch().start()
  tell({ ready: true, whole: false })
  await vi.advanceTimersByTimeAsync(1_000)
  expect(said).toEqual(['ready?', 'fetch the rest'])
  await vi.advanceTimersByTimeAsync(120_000)
  expect(said).toEqual(['ready?', 'fetch the rest', 'ready?'])
  tell({ ready: true, whole: false })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(said.at(-1)).toBe('fetch the rest')
})
