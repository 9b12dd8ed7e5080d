// A phone on which nothing can be written any more: what it holds leaves it all the same.

import { beforeEach, expect, test, vi } from 'vitest'
import { newId } from '../src/store/ids'
import { Phone } from './support/phone'
import { FakeServer } from './support/server'

let server: FakeServer
let phone: Phone

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
})

function full(): () => void {
  const writing = vi.spyOn(phone.store.connection, 'write')
  writing.mockRejectedValue(new DOMException('full', 'QuotaExceededError'))
  return () => writing.mockRestore()
}

const alone = { exclusively: async (work: (isAlone: boolean) => Promise<void>) => work(true).then(() => true) }

test('what waits is sent, once, and noted as sent when there is room again', async () => {
  const engine = phone.newEngine(newId(), alone)
  for (const text of ['en', 'to']) await phone.note(text)
  const emptied = full()
  for (let n = 0; n < 5; n++) await engine.run()
  expect(server.notes()).toEqual(['en', 'to'])
  expect(server.bodies).toHaveLength(1)
  expect([engine.getStatus().state, phone.states()]).toEqual(['storage_failed', ['waiting', 'waiting']])
  emptied()
  await engine.run()
  expect([phone.states(), server.notes()]).toEqual([
    ['applied', 'applied'],
    ['en', 'to'],
  ])
})

test('what does not arrive is sent once more', async () => {
  const engine = phone.newEngine(newId(), alone)
  await phone.note('en')
  full()
  server.fates.push('down')
  for (let n = 0; n < 3; n++) await engine.run()
  expect(server.notes()).toEqual(['en'])
})

test('nothing is sent where another tab may be at it', async () => {
  await phone.note('en')
  full()
  await phone.engine.run()
  expect(server.bodies).toEqual([])
})
