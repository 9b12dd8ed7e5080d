// A server that answers 500, or that it does not understand: over one certain mutation, over several, or over everything.

import { beforeEach, describe, expect, test } from 'vitest'
import { type Answer, HttpTransport } from '../src/sync/transport'
import { Phone } from './support/phone'
import { type Body, FakeServer, problem } from './support/server'

let server: FakeServer
let phone: Phone
/** What the server stumbles over; undefined: everything. */
let over: Set<string> | undefined
let says: Answer
/** How many requests there were in each run. */
let requests: number[]

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
  over = new Set()
  requests = []
  says = problem(500, 'internal')
  const sync = server.sync.bind(server)
  server.sync = async (told) => {
    requests[requests.length - 1]!++
    const isOver = !over || (told as Body).mutations.some((one) => over!.has(one.id))
    return isOver ? says : sync(told)
  }
})

async function runs(times: number): Promise<void> {
  for (let n = 0; n < times; n++) {
    requests.push(0)
    await (phone.waits === undefined ? phone.engine.run() : phone.wake())
  }
}

describe('over one certain mutation', () => {
  beforeEach(async () => {
    for (let n = 0; n < 10; n++) {
      const id = await phone.note(`nr. ${n}`)
      if (n === 4) over!.add(id)
    }
  })

  test('the others arrive, and it waits: unsent, not put aside', async () => {
    await runs(20)
    expect(server.notes()).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9].map((n) => `nr. ${n}`))
    expect(phone.store.unsent().map((one) => one.fields.text)).toEqual(['nr. 4'])
    expect(phone.engine.getStatus().state).toBe('idle')
  })

  test('what is written and comes later is not kept waiting by it', async () => {
    await runs(20)
    const before = requests.length
    await phone.note('ny')
    server.put('trial', 'nord', { title: 'Ring først' })
    expect(phone.engine.hasToSend()).toBe(true)
    await phone.engine.run()
    expect(server.notes()).toContain('ny')
    expect(phone.store.ofType('trial')).toHaveLength(1)
    expect(phone.engine.hasToSend()).toBe(false)
    await runs(5)
    expect(Math.max(...requests.slice(before))).toBeLessThanOrEqual(2) // what there is, and the one once more
    expect(phone.waits).toBe(60_000)
  })

  test('it is sent as soon as the server takes it', async () => {
    await runs(20)
    over!.clear()
    await runs(1)
    expect(server.notes()).toContain('nr. 4')
    expect(phone.store.unsent()).toEqual([])
  })

  test('after a restart it is found again, and nothing is lost', async () => {
    await runs(20)
    await phone.reopen()
    await phone.note('ny')
    await runs(20)
    expect(server.notes()).toContain('ny')
    expect(phone.states().filter((one) => one === 'waiting')).toHaveLength(1)
  })
})

test('a retired phone hands in what stands behind it', async () => {
  over!.add(await phone.note('bider sig fast'))
  await phone.note('bagved')
  const sync = server.sync.bind(server)
  server.sync = async (told) =>
    (told as Body).mutations.length ? sync(told) : problem(403, 'device_revoked', undefined, { device: 'retired' })
  await runs(20)
  expect(server.notes()).toEqual(['bagved'])
  expect(phone.forgot).toBeUndefined()
})

test('two of them: each is tried in its turn', async () => {
  const [first, second] = [await phone.note('en'), await phone.note('to')]
  await phone.note('tre')
  over!.add(first).add(second)
  await runs(20)
  expect(server.notes()).toEqual(['tre'])
  over!.delete(second)
  await runs(2)
  expect(server.notes().sort()).toEqual(['to', 'tre'])
})

test('what was written later about the same record does not come before it', async () => {
  const [trial] = (await phone.store.save([{ type: 'trial', fields: { unit: 'nord', title: 'Ny' } }])).ids
  await phone.store.save([{ type: 'trial', record: trial!, fields: { place: 'Kajen' } }])
  await phone.note('en anden')
  over!.add(trial!)
  await runs(20)
  expect(server.notes()).toEqual(['en anden'])
  over!.clear()
  await runs(2)
  expect(server.records.get(trial!)?.fields).toMatchObject({ title: 'Ny', place: 'Kajen' })
  expect(phone.store.unsent()).toEqual([])
})

test('over everything: one request a run, with waits that grow, and then all of it in its order', async () => {
  for (let n = 0; n < 10; n++) await phone.note(`nr. ${n}`)
  over = undefined
  await runs(30)
  expect(new Set(requests)).toEqual(new Set([1]))
  expect(phone.waits).toBeGreaterThan(30_000)
  expect(phone.engine.getStatus().state).toBe('unreachable')
  over = new Set()
  await runs(1)
  expect(server.notes()).toEqual(Array.from({ length: 10 }, (_, n) => `nr. ${n}`))
})

test('once is no reason to send less', async () => {
  for (let n = 0; n < 10; n++) await phone.note(`nr. ${n}`)
  server.fates.push(problem(500, 'internal'))
  await runs(2)
  expect(server.bodies.map((one) => one.mutations.length)).toEqual([10, 10])
})

describe('what is not understood', () => {
  beforeEach(() => {
    says = problem(422, 'malformed')
  })

  test('is put aside when the server answers without it, and all else arrives', async () => {
    for (let n = 0; n < 10; n++) {
      const id = await phone.note(`nr. ${n}`)
      if (n === 4) over!.add(id)
    }
    await runs(1)
    expect(phone.store.held()).toMatchObject([{ fields: { text: 'nr. 4' }, reason: 'malformed' }])
    expect(server.notes()).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9].map((n) => `nr. ${n}`))
  })

  test('waits when nothing is: then the way there spoils it', async () => {
    for (let n = 0; n < 5; n++) await phone.note(`${n}`)
    over = undefined
    await runs(12)
    expect(phone.states()).toEqual(Array(5).fill('waiting'))
    expect(Math.max(...requests.slice(1))).toBeLessThanOrEqual(3)
    expect(phone.waits).toBe(60_000)
    over = new Set()
    await runs(1)
    expect(server.notes()).toHaveLength(5)
  })

  test('is sent unpacked when something on the way has unpacked it', async () => {
    const told: (string | null)[] = []
    const transport = new HttpTransport(async (_path, asked) => {
      const packed = new Headers(asked?.headers).get('Content-Encoding')
      told.push(packed)
      if (packed) return Response.json({ code: 'malformed' }, { status: 422 })
      return Response.json({ cursor: '', results: [], changes: [], purge: [] })
    })
    for (let n = 0; n < 2; n++) expect((await transport.sync({ text: 'x'.repeat(5_000) })).kind).toBe('reply')
    expect(told).toEqual(['gzip', null, null])
  })
})

test('how long the server asks to wait is bounded, whatever is said', async () => {
  await phone.note('en')
  const headers = { 'Retry-After': '9999999' }
  const transport = new HttpTransport(async () => Response.json({ code: 'unavailable' }, { status: 503, headers }))
  server.sync = (told) => transport.sync(told)
  await phone.engine.run()
  expect(phone.waits).toBeGreaterThan(2_000_000)
  expect(phone.waits).toBeLessThanOrEqual(3_600_000)
})
