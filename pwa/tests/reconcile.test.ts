import { beforeEach, describe, expect, test } from 'vitest'
import { bring } from '../src/store/bring'
import { newId } from '../src/store/ids'
import { isId } from '../src/store/is-id'
import { letRest } from '../src/store/mending'
import { Phone } from './support/phone'
import { FakeServer, problem } from './support/server'

let server: FakeServer
let phone: Phone

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
})

interface Mark {
  last: string | null
  next: string
}

describe('what the server should hold', () => {
  test('a copy of this phone is told so: a new device id, and everything arrives', async () => {
    await phone.note('en')
    await phone.engine.run()
    const { device } = phone
    server.fates.push({ kind: 'problem', status: 409, code: 'device_cloned', errors: {}, retryAfter: undefined })
    await phone.note('to')
    await phone.engine.run()
    expect(phone.device).not.toBe(device)
    expect(phone.states()).toEqual(['applied', 'applied'])
    expect(server.bodies.at(-1)).toMatchObject({ device: phone.device, install: { last: null } })
  })

  test('each push carries the mark of the one before; a push that was not answered keeps its own', async () => {
    await phone.note('en')
    server.fates.push('lost')
    await phone.engine.run()
    await phone.engine.run()
    await phone.note('to')
    await phone.engine.run()
    const marks = server.bodies
      .filter((one) => one.mutations.length)
      .map((one) => (one as unknown as { install: Mark }).install)
    expect(marks[1]).toEqual(marks[0])
    expect(marks[2]!.last).toBe(marks[1]!.next)
    expect(marks[2]!.next).not.toBe(marks[1]!.next)
  })

  test('once a day it is asked what is not held, and that is sent again', async () => {
    const id = await phone.note('væk igen')
    await phone.engine.run()
    server.forget(id)
    await phone.engine.run()
    expect(server.notes()).toEqual([])
    server.clock += 25 * 3_600_000
    await phone.engine.run()
    expect(server.notes()).toEqual(['væk igen'])
    expect(phone.states()).toEqual(['applied'])
  })

  test('what is left to rest while it is asked stays at rest', async () => {
    server.judge = () => ({ status: 'held', reason: 'invalid', detail: '' })
    const id = await phone.note('hviler')
    await phone.engine.run()
    server.missing = async (ids) => {
      await letRest(phone.store, id)
      return ids
    }
    server.forget(id)
    server.clock += 25 * 3_600_000
    await phone.engine.run()
    expect(server.bodies.filter((one) => one.mutations.length)).toHaveLength(2)
    expect(phone.store.entry(id)?.state).toBe('resting')
  })

  test('what had been dealt with before this phone heard that it was held needs no attention', async () => {
    const note = { type: 'observation', fields: { unit: 'nord', outcome: 'worked' } }
    const { ids } = await phone.store.save([note, note], { open: true })
    const [released, dismissed] = ids
    const reason = { reason: 'carried_in', detail: '' }
    server.put('held', 'nord', { mutation: { id: released! }, ...reason, resolved_on: '2026-11-24' }, 'h1')
    server.put(
      'held',
      'nord',
      { mutation: { id: dismissed! }, ...reason, resolved_on: '2026-11-24', answer: 'Nej' },
      'h2',
    )
    await phone.engine.run() // a file had brought them, and a leader has decided
    server.judge = (one) => ({ status: 'held', ...reason, held: one.id === released ? 'h1' : 'h2' })
    await phone.store.release(ids)
    await phone.engine.run()
    expect(phone.store.queue()).toMatchObject([{ state: 'applied' }, { state: 'resting', answer: 'Nej' }])
  })

  test('what its author had put aside is sent all the same when a leader lets it in', async () => {
    const id = await phone.note('lagt til side')
    server.judge = () => ({ status: 'held', reason: 'unit_lost', detail: '', held: 'h1' })
    await phone.engine.run()
    await letRest(phone.store, id)
    server.put('held', 'nord', { mutation: { id }, reason: 'unit_lost', resolved_on: '2026-11-24' }, 'h1')
    await phone.engine.run()
    expect(phone.states()).toEqual(['applied'])
  })
})

describe('an entry of a damaged file, which goes by no proper id', () => {
  beforeEach(async () => {
    // As the server does: the whole question is not understood when one of its ids is none.
    const missing = server.missing.bind(server)
    server.missing = async (ids) => (ids.every(isId) ? missing(ids) : (undefined as never))
    server.judge = ({ id }) =>
      isId(id) ? undefined : { status: 'held', reason: 'invalid', detail: 'Den har intet id.' }
    const [id, record] = [newId().toUpperCase(), newId()]
    const fields = { unit: 'nord', outcome: 'worked' }
    const written = {
      id,
      record,
      author: phone.user,
      type: 'observation',
      base: 0,
      op: 'put',
      at: '2026-11-24T08:00:00Z',
    }
    await bring(phone.store, [{ ...written, n: 1, fields, state: 'waiting' }])
  })

  test('does not end the question about all the others', async () => {
    const lost = await phone.note('skal huskes')
    await phone.engine.run()
    expect(phone.states().sort()).toEqual(['applied', 'held'])
    server.forget(lost)
    server.clock += 25 * 3_600_000
    await phone.engine.run()
    await phone.engine.run()
    expect(server.notes()).toEqual(['skal huskes'])
  })

  test('keeps no retired phone from forgetting', async () => {
    await phone.engine.run()
    for (let n = 0; n < 10 && !phone.forgot; n++) {
      server.fates.push(problem(403, 'device_revoked', undefined, { device: 'retired' }))
      await phone.engine.run()
    }
    expect(phone.forgot).toBe('retired')
  })
})
