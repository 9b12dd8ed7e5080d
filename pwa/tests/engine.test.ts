import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../src/store/ids'
import { letRest } from '../src/store/mending'
import type { Fields } from '../src/store/types'
import { Phone } from './support/phone'
import { FakeServer, problem } from './support/server'

let server: FakeServer
let phone: Phone

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
})

describe('a round trip', () => {
  test('sends what waits and fetches the rest; nothing to say is one request', async () => {
    server.put('trial', 'nord', { title: 'Kaffe' })
    await phone.note('en')
    await phone.engine.run()
    expect(server.notes()).toContain('en')
    expect(phone.store.ofType('trial')[0]?.fields.title).toBe('Kaffe')
    expect(phone.states()).toEqual(['applied'])
    expect(phone.engine.getStatus()).toMatchObject({ state: 'idle', isComplete: true })
    const before = server.bodies.length
    await phone.engine.run()
    expect(server.bodies.length - before).toBe(1)
  })

  test('what this phone wrote stays on it though the server does not repeat it', async () => {
    await phone.engine.run()
    const id = await phone.note('min egen')
    await phone.engine.run()
    await phone.reopen()
    expect(phone.store.get(id)).toMatchObject({ version: 1, pending: false, fields: { text: 'min egen' } })
  })

  test('pages are fetched until there are no more, and only then is the phone complete', async () => {
    for (let n = 0; n < 25; n++) server.put('trial', 'nord', { title: `T${n}` })
    server.page = 10
    server.fates.push('answered', 'down')
    await phone.engine.run()
    expect(phone.engine.getStatus().isComplete).toBe(false)
    await phone.reopen()
    await phone.engine.run()
    expect(phone.store.ofType('trial')).toHaveLength(25)
    expect(phone.engine.getStatus().isComplete).toBe(true)
  })

  test('what is saved while a request is under way is sent in the next', async () => {
    let isFirst = true
    server.meanwhile = async () => {
      if (isFirst) await phone.note('undervejs')
      isFirst = false
    }
    await phone.note('først')
    await phone.engine.run()
    expect(server.notes().sort()).toEqual(['først', 'undervejs'])
  })

  test('an edit of something new carries the version that the first answer gave', async () => {
    const [trial] = (await phone.store.save([{ type: 'trial', fields: { unit: 'nord', title: 'Ny' } }])).ids
    await phone.engine.run()
    const known = phone.store.get(trial!)!
    await phone.store.save([{ type: 'trial', record: trial!, base: known.version, fields: { place: 'Her' } }])
    await phone.engine.run()
    expect(server.bodies.at(-1)?.mutations[0]).toMatchObject({ record: trial, base: 1, fields: { place: 'Her' } })
    expect(phone.store.get(trial!)).toMatchObject({ version: 2, fields: { title: 'Ny', place: 'Her' } })
  })

  test('an open sheet is not sent before it is released', async () => {
    const { ids } = await phone.store.save([{ type: 'observation', fields: { unit: 'nord' } }], { open: true })
    await phone.engine.run()
    expect(server.records.size).toBe(0)
    await phone.store.release(ids)
    await phone.engine.run()
    expect(server.records.size).toBe(1)
  })
})

describe('an edit on a sheet that is still open', () => {
  let trial: string
  let open: string[]
  const edit = (fields: Fields, options = {}) =>
    phone.store.save([{ type: 'trial', record: trial, base: 1, fields }], options)

  beforeEach(async () => {
    trial = server.put('trial', 'nord', { title: 'Ring først' })
    await phone.engine.run()
    open = (await edit({ place: 'Kajen' }, { open: true })).ids
  })

  test('does not overwrite what was written after it: the newer one waits for it', async () => {
    await edit({ place: 'Torvet' })
    await phone.engine.run()
    expect(server.records.get(trial)?.fields.place).toBeUndefined()
    expect(phone.engine.hasToSend()).toBe(false)
    await phone.store.release(open)
    await phone.engine.run()
    expect(server.records.get(trial)?.fields.place).toBe('Torvet')
    expect(phone.store.get(trial)).toMatchObject({ fields: { place: 'Torvet' }, pending: false })
  })

  test('keeps nothing else waiting, nor the newer one when it is taken back', async () => {
    await edit({ place: 'Torvet' })
    await phone.note('en anden')
    await phone.engine.run()
    expect(server.notes()).toContain('en anden')
    await phone.store.undo(open)
    await phone.engine.run()
    expect(server.records.get(trial)?.fields.place).toBe('Torvet')
  })
})

describe('faults', () => {
  test('a reply that is lost: sent again with the same id, stored once', async () => {
    await phone.note('en gang')
    server.fates.push('lost')
    await phone.engine.run()
    expect(phone.engine.getStatus().state).toBe('unreachable')
    expect(phone.states()).toEqual(['waiting'])
    await phone.wake()
    expect(phone.states()).toEqual(['applied'])
    expect(server.notes()).toEqual(['en gang'])
    expect(server.bodies[0]?.mutations).toEqual(server.bodies[1]?.mutations)
  })

  test('no network: the wait grows, and is never longer than a minute', async () => {
    await phone.note('tålmodig')
    const waits: number[] = []
    for (let turn = 0; turn < 8; turn++) {
      server.fates.push('down')
      await (turn ? phone.wake() : phone.engine.run())
      waits.push(phone.waits!)
    }
    expect(waits[0]).toBeLessThan(waits[3]!)
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000)
    await phone.wake()
    expect(phone.states()).toEqual(['applied'])
  })

  test('the server asks for patience: at least as long as it says', async () => {
    await phone.note('roligt')
    server.fates.push(problem(503, 'busy', 45_000))
    await phone.engine.run()
    expect(phone.waits).toBeGreaterThanOrEqual(45_000)
    expect(phone.states()).toEqual(['waiting'])
    await phone.engine.wake()
    expect(server.bodies).toHaveLength(1)
    await phone.wake()
    expect(phone.states()).toEqual(['applied'])
  })

  test('without network, the next save tries again at once', async () => {
    server.fates.push('down')
    await phone.engine.run()
    await phone.note('nu')
    await phone.engine.wake()
    expect(phone.states()).toEqual(['applied'])
  })

  test('signed out: the queue waits, and all of it arrives after signing in', async () => {
    for (let n = 0; n < 50; n++) await phone.note(`nr. ${n}`)
    server.fates.push(problem(401, 'signed_out'))
    await phone.engine.run()
    expect(phone.engine.getStatus().state).toBe('signed_out')
    expect(phone.store.unsent()).toHaveLength(50)
    await phone.engine.run()
    expect(server.records.size).toBe(50)
  })

  test.each([
    [403, 'wrong_user', 'wrong_user'],
    [403, 'device_revoked', 'revoked'],
    [409, 'schema_newer', 'schema_newer'],
  ])('%i %s: everything waits', async (status, code, state) => {
    await phone.note('venter')
    server.fates.push(problem(status, code))
    await phone.engine.run()
    expect(phone.engine.getStatus().state).toBe(state)
    expect(phone.states()).toEqual(['waiting'])
  })

  test('too much for one request: halved until it fits, then everything arrives in order', async () => {
    server.mostMutations = 3
    for (let n = 0; n < 10; n++) await phone.note(`nr. ${n}`)
    await phone.engine.run()
    expect(server.notes()).toEqual(Array.from({ length: 10 }, (_, n) => `nr. ${n}`))
  })

  test('one that is too large by itself is put aside for people; the rest flows', async () => {
    server.mostMutations = 0
    await phone.note('kæmpe')
    await phone.engine.run()
    expect(phone.store.held()).toMatchObject([{ reason: 'too_large', fields: { text: 'kæmpe' } }])
    server.mostMutations = 10
    await phone.note('lille')
    await phone.engine.run()
    expect(server.notes()).toEqual(['lille'])
  })

  test('one bad among a hundred: 99 applied, one held with its reason, nothing blocked', async () => {
    for (let n = 0; n < 100; n++) await phone.note(`nr. ${n}`)
    server.judge = (one) =>
      one.fields?.text === 'nr. 41'
        ? { status: 'held', reason: 'invalid', detail: 'Det går ikke.', field: 'text' }
        : undefined
    await phone.engine.run()
    expect(server.records.size).toBe(99)
    expect(phone.store.held()).toMatchObject([{ reason: 'invalid', detail: 'Det går ikke.', field: 'text' }])
  })

  test('a conflict is sent, and both values are kept', async () => {
    await phone.note('uenig')
    const conflicts = [{ field: 'place', kept: 'A', yours: 'B' }]
    server.judge = () => ({ status: 'conflict', version: 2, conflicts })
    await phone.engine.run()
    expect(phone.store.queue()).toMatchObject([{ state: 'conflict', conflicts }])
  })

  test('an edit of a record that this phone may no longer hold leaves nothing behind', async () => {
    await phone.engine.run()
    const record = phone.store.newId()
    await phone.store.save([{ type: 'trial', record, fields: { place: 'Kajen' } }])
    server.judge = () => ({ status: 'applied', version: 3 })
    await phone.engine.run()
    expect(phone.states()).toEqual(['applied'])
    expect(phone.store.get(record)).toBeUndefined()
  })

  test('what was never received gets no receipt, is kept for ever and keeps a retired phone from forgetting', async () => {
    server.fates.push(problem(413, 'too_large'))
    const id = await phone.note('for stor')
    await phone.engine.run()
    await letRest(phone.store, id)
    expect(phone.store.entry(id)).toMatchObject({ state: 'resting' })
    expect(phone.store.entry(id)?.received_at).toBeUndefined()
    server.clock += 31 * 86_400_000
    await phone.engine.run()
    expect(phone.store.entry(id)).toBeDefined()
    server.fates.push(problem(403, 'device_revoked', undefined, { device: 'retired' }))
    await phone.engine.run()
    expect(phone.forgot).toBeUndefined()
  })

  test('a proxy that refuses whatever comes puts nothing aside', async () => {
    for (let n = 0; n < 3; n++) await phone.note(`nr. ${n}`)
    for (let n = 0; n < 4; n++) server.fates.push(problem(413, ''))
    for (let n = 0; n < 2; n++) await phone.engine.run()
    expect(phone.store.held()).toEqual([])
    for (let n = 0; n < 4; n++) await phone.engine.run()
    expect(server.notes()).toEqual(['nr. 0', 'nr. 1', 'nr. 2'])
  })

  test('a retired phone forgets when it has handed in what it has', async () => {
    await phone.note('det sidste')
    server.fates.push(problem(403, 'device_revoked', undefined, { device: 'retired' }))
    await phone.engine.run()
    expect(phone.forgot).toBeUndefined()
    await phone.engine.run()
    expect(server.notes()).toEqual(['det sidste'])
    server.fates.push(problem(403, 'device_revoked', undefined, { device: 'retired' }))
    await phone.engine.run()
    expect(phone.forgot).toBe('retired')
  })

  test('a lost phone forgets at once, sent or not', async () => {
    await phone.note('ikke sendt')
    server.fates.push(problem(403, 'device_revoked', undefined, { device: 'lost' }))
    await phone.engine.run()
    expect(phone.forgot).toBe('lost')
    expect(server.notes()).toEqual([])
  })

  test('the disk fails while a reply is stored: nothing of it is kept, and it is asked for again', async () => {
    server.put('trial', 'nord', { title: 'Kaffe' })
    await phone.note('sikker')
    const write = phone.store.connection.write.bind(phone.store.connection)
    let left = 1
    phone.store.connection.write = (names) => {
      if (left && (names as string[]).includes('records')) {
        left--
        return Promise.reject(new DOMException('no room', 'QuotaExceededError'))
      }
      return write(names)
    }
    await phone.engine.run()
    expect(phone.engine.getStatus().state).toBe('storage_failed')
    expect(phone.states()).toEqual(['waiting'])
    expect(phone.store.ofType('trial')).toEqual([])
    await phone.wake()
    expect(phone.states()).toEqual(['applied'])
    expect(phone.store.ofType('trial')).toHaveLength(1)
    expect(server.records.size).toBe(2)
  })
})

describe('what the phone holds', () => {
  test('what is purged is forgotten, and this phone’s own receipts stay', async () => {
    server.put('trial', 'nord', { title: 'Nord' })
    const gone = server.put('trial', 'syd', { title: 'Syd' })
    await phone.note('mit')
    await phone.engine.run()
    server.scope = new Set(['nord'])
    await phone.engine.run()
    expect(phone.store.get(gone)).toBeUndefined()
    expect(phone.store.ofType('trial')).toHaveLength(1)
    expect(phone.store.queue()).toHaveLength(1)
  })

  test('a reset replaces the copies when its last page is in, and never the queue', async () => {
    const gone = server.put('trial', 'nord', { title: 'Væk' })
    server.put('trial', 'nord', { title: 'Bliver' })
    await phone.engine.run()
    server.records.delete(gone)
    for (let n = 0; n < 10; n++) server.put('trial', 'nord', { title: `T${n}` })
    server.epoch = newId()
    server.page = 4
    server.fates.push('answered', 'down')
    await phone.note('i kø')
    await phone.engine.run()
    expect(phone.store.get(gone)).toBeDefined() // not before the last page
    await phone.reopen()
    await phone.engine.run()
    expect(phone.store.get(gone)).toBeUndefined()
    expect(phone.store.ofType('trial')).toHaveLength(11)
  })

  test('a restored server gets back what this phone has sent, once', async () => {
    const lost = await phone.note('fra i dag')
    await phone.engine.run()
    server.restore([lost])
    expect(server.records.size).toBe(0)
    await phone.engine.run()
    expect(server.notes()).toEqual(['fra i dag'])
    expect(phone.states()).toEqual(['applied'])
  })

  test('receipts older than 30 days are let go; what is held is not', async () => {
    await phone.note('gammel')
    server.judge = (one) =>
      one.fields?.text === 'holdt' ? { status: 'held', reason: 'invalid', detail: '' } : undefined
    await phone.note('holdt')
    await phone.engine.run()
    server.clock += 31 * 86_400_000
    await phone.engine.run()
    expect(phone.store.queue().map((one) => one.fields.text)).toEqual(['holdt'])
  })

  test('a record with unsent edits goes on showing them while newer versions arrive', async () => {
    const id = server.put('trial', 'nord', { title: 'Gammel', place: 'A' })
    await phone.engine.run()
    await phone.store.save([{ type: 'trial', record: id, base: 1, fields: { title: 'Min' } }], { open: true })
    server.put('trial', 'nord', { place: 'B' }, id)
    await phone.engine.run()
    expect(phone.store.get(id)).toMatchObject({ fields: { title: 'Min', place: 'B' }, pending: true })
  })

  test('a held mutation that was dealt with on the server needs no attention any more', async () => {
    const id = await phone.note('holdt')
    server.judge = () => ({ status: 'held', reason: 'unknown_record', detail: '' })
    await phone.engine.run()
    expect(phone.store.held()).toHaveLength(1)
    server.put('held', 'nord', { mutation: { id }, reason: 'unknown_record', resolved_on: '2026-11-24' })
    await phone.engine.run()
    expect(phone.store.held()).toEqual([])
  })

  test('what became of another mutation that goes by the same id is not told of this one', async () => {
    const id = await phone.note('min')
    server.judge = () => ({ status: 'held', reason: 'id_reused', detail: '', held: 'h2' })
    await phone.engine.run()
    const reason = { sent_by: phone.user, detail: '' }
    server.put('held', 'nord', { mutation: { id }, ...reason, reason: 'carried_in', resolved_on: '2026-11-24' }, 'h1')
    server.put('held', 'nord', { mutation: { id }, ...reason, reason: 'id_reused' }, 'h2')
    await phone.engine.run()
    expect(phone.store.entry(id)).toMatchObject({ state: 'held', reason: 'id_reused' })
    server.put('held', 'nord', { resolved_on: '2026-11-25' }, 'h2')
    await phone.engine.run()
    expect(phone.states()).toEqual(['applied'])
  })

  test('what is held for another reason by now says so', async () => {
    server.judge = () => ({ status: 'held', reason: 'invalid', detail: 'For lang.', field: 'text', held: 'h1' })
    const id = await phone.note('x')
    await phone.engine.run()
    const about = { mutation: { id }, sent_by: phone.user }
    server.put('held', 'nord', { ...about, reason: 'invalid', detail: 'Alt for lang.' }, 'h1')
    await phone.engine.run()
    expect(phone.store.entry(id)).toMatchObject({ state: 'held', detail: 'Alt for lang.', field: 'text' })
    await letRest(phone.store, id)
    server.put('held', 'nord', { ...about, reason: 'unit_lost', detail: 'Ikke i enheden.' }, 'h1')
    await phone.engine.run()
    expect(phone.store.entry(id)).toMatchObject({ state: 'resting', reason: 'unit_lost', detail: 'Ikke i enheden.' })
    expect(phone.store.entry(id)).not.toHaveProperty('field')
  })

  test('what a leader did not let in stays readable with the answer', async () => {
    const id = await phone.note('afvist')
    server.judge = () => ({ status: 'held', reason: 'unit_lost', detail: '' })
    await phone.engine.run()
    const answer = 'Det prøver vi allerede'
    server.put('held', 'nord', { mutation: { id }, reason: 'unit_lost', resolved_on: '2026-11-24', answer })
    await phone.engine.run()
    expect(phone.store.held()).toEqual([])
    expect(phone.store.entry(id)).toMatchObject({ state: 'resting', answer, fields: { text: 'afvist' } })
  })
})

describe('several tabs', () => {
  test('only the one with the lease speaks; when it is frozen another takes over and its late answer is dropped', async () => {
    await phone.note('en')
    const other = phone.newEngine(newId())
    let isFrozen = true
    let thaw: () => void = () => undefined
    const frozen = new Promise<void>((resolve) => {
      thaw = resolve
    })
    let isUnderWay: () => void = () => undefined
    const underWay = new Promise<void>((resolve) => {
      isUnderWay = resolve
    })
    server.meanwhile = () => {
      if (!isFrozen) return
      isFrozen = false
      isUnderWay()
      return frozen
    }
    const first = phone.engine.run()
    await underWay
    await other.run()
    expect(server.bodies).toHaveLength(1)
    phone.now += 91_000
    server.put('trial', 'nord', { title: 'Ny' })
    await other.run()
    expect(phone.states()).toEqual(['applied'])
    const cursor = await phone.store.meta('cursor')
    thaw()
    await first
    expect(await phone.store.meta('cursor')).toBe(cursor)
    expect(phone.store.ofType('trial')).toHaveLength(1)
    expect(server.records.size).toBe(2)
  })

  test('what a closed tab left behind holds nobody up where the browser vouches for its lock', async () => {
    await phone.store.setMeta('lease', { token: 'closed', until: phone.now + 89_000 })
    await phone.note('først')
    const waiting = phone.newEngine('without')
    await waiting.run()
    expect(server.records.size).toBe(0)
    const alone = phone.newEngine('with', {
      exclusively: async (work) => {
        await work(true)
        return true
      },
    })
    await alone.run()
    expect(server.records.size).toBe(1)
  })

  test('a lease from a clock that has been set back since binds nobody', async () => {
    await phone.store.setMeta('lease', { token: 'another', until: phone.now + 10 * 365 * 86_400_000 })
    await phone.note('en')
    await phone.engine.run()
    expect(phone.states()).toEqual(['applied'])
  })
})
