// One sync at a time over all tabs, when one of them stands still with the lock in its hands.

import { beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../src/store/ids'
import { exclusively } from '../src/sync/browser'
import type { Engine } from '../src/sync/engine'
import { Phone } from './support/phone'
import { FakeServer, problem } from './support/server'

/** A browser's locks: who is pushed aside is told so at once, whatever its work is at. */
class Locks {
  private pushAside: ((error: unknown) => void) | undefined

  request(_name: string, { steal }: LockOptions, work: (lock: object | null) => Promise<unknown>): Promise<unknown> {
    if (this.pushAside && !steal) return work(null)
    this.pushAside?.(new DOMException('pushed aside', 'AbortError'))
    return new Promise((resolve, reject) => {
      this.pushAside = reject
      const done = () => {
        if (this.pushAside === reject) this.pushAside = undefined
      }
      work({}).finally(done).then(resolve, reject)
    })
  }
}

let server: FakeServer
let phone: Phone
let locks: LockManager
let first: Engine
let second: Engine

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
  locks = new Locks() as unknown as LockManager
  ;[first, second] = [tab(), tab()]
})

function tab(): Engine {
  return phone.newEngine(newId(), { exclusively: exclusively('sync', locks, () => phone.now) })
}

/** From now on one answer lies on the way until it is let through. */
function holdingBack(): () => void {
  let go!: () => void
  const ice = new Promise<void>((resolve) => {
    go = resolve
  })
  server.meanwhile = () => {
    server.meanwhile = () => undefined
    return ice
  }
  return go
}

const title = (id: string) => phone.store.get(id)?.fields.title

test('a tab that was pushed aside begins nothing new before its old request has ended, and drops what that brings', async () => {
  const id = server.put('trial', 'nord', { title: 'først' })
  await first.run()
  server.put('trial', 'nord', { title: 'gammelt' }, id)
  const thaw = holdingBack()
  const frozen = first.run()
  await vi.waitFor(() => expect(server.bodies).toHaveLength(2))
  await second.run()
  phone.now += 101_000
  server.put('trial', 'nord', { title: 'nyt' }, id)
  await second.run()
  expect(title(id)).toBe('nyt')
  const asked = server.bodies.length

  // It wakes up: the app asks for a sync, and another one.
  const again = [first.run(), first.run()]
  for (let n = 0; n < 5; n++) await phone.store.reload() // as long as it takes until a run has asked
  expect(server.bodies).toHaveLength(asked)
  thaw()
  await Promise.all([frozen, ...again])
  expect(title(id)).toBe('nyt')
  await phone.store.reload()
  expect(title(id)).toBe('nyt')
  server.put('trial', 'nord', { title: 'nyest' }, id)
  await first.run()
  expect(title(id)).toBe('nyest')
})

test('what it had sent is there once, and told as received', async () => {
  await first.run()
  await phone.note('fra den frosne')
  const thaw = holdingBack()
  const frozen = first.run()
  await vi.waitFor(() => expect(server.bodies).toHaveLength(2))
  await second.run()
  phone.now += 101_000
  await second.run()
  expect(phone.states()).toEqual(['applied'])
  thaw()
  await frozen
  await first.run()
  await phone.store.reload()
  expect(phone.states()).toEqual(['applied'])
  expect(server.notes()).toEqual(['fra den frosne'])
})

test('who stands still with the lock is replaced also when the clock is set back meanwhile', async () => {
  const standing = () => new Promise<void>(() => undefined)
  void exclusively('sync', locks, () => phone.now)(standing)
  const run = exclusively('sync', locks, () => phone.now)
  let ran = await run(async () => undefined)
  expect(ran).toBe(false)
  phone.now -= 10 * 365 * 86_400_000
  for (let n = 0; n < 4 && !ran; n++) {
    phone.now += 60_000
    ran = await run(async () => undefined)
  }
  expect(ran).toBe(true)
})

test('who has been replaced gives the phone no new id, whatever a late answer says', async () => {
  const { device } = phone
  await phone.note('en')
  const sync = server.sync.bind(server)
  server.sync = async () => {
    server.sync = sync
    phone.now += 200_000 // it stood still; its lease is over
    await phone.newEngine(newId()).run()
    return problem(409, 'device_cloned') // it came with the mark from before
  }
  await phone.engine.run()
  expect(phone.device).toBe(device)
  await phone.note('to')
  await phone.engine.run()
  expect(phone.states()).toEqual(['applied', 'applied'])
})
