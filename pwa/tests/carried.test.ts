// What a file has brought of other people's outlives a restore of the server that took it in.

import { beforeEach, expect, test } from 'vitest'
import { queueFile } from '../src/store/bring'
import { deviceOf, keepCarried } from '../src/store/carried'
import { Phone } from './support/phone'
import { FakeServer, problem } from './support/server'

const THEIRS = [{ id: 'm1', author: 'musa', type: 'trial', op: 'put', fields: { title: 'Fra en død telefon' } }]
const DAY = 86_400_000

/** Keeps what a file has brought, as the server has just taken it in. */
async function carry(entries: unknown[]): Promise<void> {
  const handed = { proev_queue: 1 as const, device: await deviceOf(entries), entries }
  await keepCarried(phone.store, handed, await phone.store.meta('epoch'))
}

let server: FakeServer
let phone: Phone
let handedIn: unknown[]
let says: () => Response

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
  handedIn = []
  says = () => Response.json({ stored: 0, held: 1, known: 0 })
  phone.carryIn = async (path, asked) => {
    expect(path).toBe('/api/v1/held/carry-in')
    const { proev_queue, device, entries } = JSON.parse(String(asked?.body))
    expect([proev_queue, device]).toEqual([1, await deviceOf(entries)])
    handedIn.push(...entries)
    return says()
  }
  await phone.engine.run()
  await carry(THEIRS)
})

test('it is handed in again as it stood in the file, once, after the app was closed too', async () => {
  await phone.engine.run()
  expect(handedIn).toEqual([])
  server.restore([])
  await phone.reopen()
  for (let n = 0; n < 3; n++) await phone.engine.run()
  expect(handedIn).toEqual(THEIRS)
  server.restore([])
  for (let n = 0; n < 3; n++) await phone.engine.run()
  expect(handedIn).toEqual([...THEIRS, ...THEIRS])
})

test('what it led to is fetched in the same breath', async () => {
  server.restore([])
  says = () => {
    server.put('held', 'nord', { reason: 'carried_in', sent_by: 'musa' })
    return Response.json({ stored: 0, held: 1, known: 0 })
  }
  await phone.engine.run()
  expect(phone.store.ofType('held')).toHaveLength(1)
})

test.each([
  ['there is no answer', () => Response.error()],
  ['the sign-in has ended', () => new Response('', { status: 401 })],
  ['the server is full', () => new Response('', { status: 507 })],
  ['a portal answers', () => new Response('<p>Wifi</p>')],
  ['a proxy says something', () => Response.json({ ok: true })],
  ['a proxy refuses it', () => Response.json({}, { status: 413 })],
])('%s: it is handed in the next time', async (_why, answer) => {
  server.restore([])
  says = answer
  await phone.engine.run()
  expect(phone.engine.getStatus().state).toBe('idle')
  says = () => Response.json({ stored: 0, held: 0, known: 1 })
  await phone.engine.run()
  await phone.engine.run()
  expect(handedIn).toEqual([...THEIRS, ...THEIRS])
})

test('what the server cannot read is not handed in for ever', async () => {
  server.restore([])
  says = () => Response.json({ code: 'malformed' }, { status: 422 })
  for (let n = 0; n < 3; n++) await phone.engine.run()
  expect(handedIn).toEqual(THEIRS)
})

test('it is not among what this person has written, nor in their file', async () => {
  await phone.store.reload()
  expect([phone.store.queue(), queueFile(phone.store).entries]).toEqual([[], []])
})

test('brought twice it is kept once; what two files brought, both', async () => {
  await carry(THEIRS)
  await carry([7])
  server.restore([])
  await phone.engine.run()
  expect(handedIn).toEqual([...THEIRS, 7])
})

test('after 30 days it is let go', async () => {
  server.clock += 29 * DAY
  await phone.engine.run()
  await phone.engine.run()
  expect(await phone.store.meta('carried')).toHaveLength(1)
  server.clock += 2 * DAY
  server.restore([])
  await phone.engine.run()
  expect(handedIn).toEqual([])
  expect(await phone.store.meta('carried')).toBeUndefined()
})

test('what another tab has brought while it was handed in is kept', async () => {
  server.restore([])
  says = () => Response.json({ stored: 0, held: 0, known: 1 })
  const slow = phone.carryIn
  phone.carryIn = async (...asked: Parameters<typeof fetch>) => {
    await carry(['af en anden'])
    return slow(...asked)
  }
  await phone.engine.run()
  expect(await phone.store.meta('carried')).toHaveLength(2)
})

test('a retired phone hands in all of it once more before it forgets: it may not have heard of a restore', async () => {
  const refused = () => problem(403, 'device_revoked', undefined, { device: 'retired' })
  says = () => Response.error()
  server.fates.push(refused())
  await phone.engine.run()
  expect([handedIn, phone.forgot]).toEqual([THEIRS, undefined])
  says = () => Response.json({ stored: 0, held: 1, known: 0 })
  server.fates.push(refused())
  await phone.wake()
  expect([handedIn, phone.forgot]).toEqual([[...THEIRS, ...THEIRS], 'retired'])
})
