// A link that is there and carries little: what takes too long goes in smaller parts, as far as it takes.

import { beforeEach, expect, test } from 'vitest'
import { Phone } from './support/phone'
import { type Body, FakeServer, problem } from './support/server'

const MINUTE = 60_000
/** So many a minute, in either direction; what takes longer is cut off. */
const MOST = 200

let server: FakeServer
let phone: Phone

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
  const sync = server.sync.bind(server)
  server.sync = async (told) => {
    const answer = (told as Body).mutations.length > MOST ? undefined : await sync(told)
    const carried = answer?.kind === 'reply' ? answer.reply.changes.length : 0
    phone.now += answer && carried <= MOST ? (carried / MOST) * MINUTE : MINUTE
    return answer && carried <= MOST ? answer : { kind: 'unreachable' }
  }
})

async function tries(): Promise<number> {
  await phone.engine.run()
  for (let count = 1; ; count++) {
    const isDone = phone.engine.getStatus().isComplete && !phone.states().includes('waiting')
    if (isDone || count > 60) return count
    await phone.wake()
  }
}

test('a long queue gets through, a part at a time', async () => {
  for (let at = 0; at < 500; at++) await phone.note(`note ${at}`)
  expect(await tries()).toBeLessThan(10)
  expect(server.notes()).toHaveLength(500)
})

test('a first download gets through, a part at a time', async () => {
  for (let at = 0; at < 500; at++) server.put('observation', 'nord', { text: `note ${at}` })
  expect(await tries()).toBeLessThan(10)
  expect(phone.store.ofType('observation')).toHaveLength(500)
})

test('without any link nothing is cut into parts', async () => {
  for (let at = 0; at < 100; at++) await phone.note(`note ${at}`)
  server.fates.push(...Array.from({ length: 20 }, () => 'down' as const))
  for (let n = 0; n < 30; n++) await (n ? phone.wake() : phone.engine.run())
  expect(server.bodies.filter((one) => one.mutations.length).map((one) => one.mutations.length)).toEqual(
    Array.from({ length: server.bodies.filter((one) => one.mutations.length).length }, () => 100),
  )
})

test('the patience that a server asks for does not last for years when the clock is set back', async () => {
  await phone.note('en')
  server.fates.push(problem(503, 'unavailable', 30_000))
  await phone.engine.run()
  await phone.engine.wake()
  expect(phone.states()).toEqual(['waiting'])
  phone.now -= 10 * 365 * 1_440 * MINUTE
  await phone.engine.wake()
  expect(phone.states()).toEqual(['applied'])
})
