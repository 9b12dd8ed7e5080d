// What people do about what was held, with the server's answers around it.

import { beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../src/store/ids'
import { editAndSendAgain, letRest, mendInPlace } from '../src/store/mending'
import { Store } from '../src/store/store'
import { type Account, type NewMutation, type Result, SaveFailed } from '../src/store/types'
import { attentionCount, forReview } from '../src/ui/attention/count'
import { Phone } from './support/phone'
import { FakeServer } from './support/server'

const DAY = 86_400_000

let server: FakeServer
let phone: Phone
let account: Account

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
  account = {
    user: { id: phone.user, name: 'Mette' },
    memberships: [{ unit: 'nord', role: 'staff' }],
    organisation: { id: 'o', name: '' },
    time_zone: 'Europe/Copenhagen',
  }
})

/** What this phone sends is held from now on, as a record that its sender sees too. */
function holding(reason: string): void {
  server.judge = (mutation) => {
    const held = server.put('held', 'nord', { mutation: { id: mutation.id }, reason, sent_by: phone.user })
    return { status: 'held', reason, detail: 'Kan ikke gemmes.', held } satisfies Result
  }
}

test('a delete that was held because the record had changed is sent again about the record as it is by now', async () => {
  const id = server.put('barrier', 'nord', { text: 'Ruten er fuld' })
  await phone.engine.run()
  server.put('barrier', 'nord', { text: 'Ruten er lang' }, id)
  holding('stale')
  const { ids } = await phone.store.save([{ type: 'barrier', record: id, base: 1, op: 'delete', fields: {} }])
  await phone.engine.run()
  server.judge = () => undefined
  const again = await editAndSendAgain(phone.store, ids[0]!, {})
  expect(phone.store.entry(again!.ids[0]!)).toMatchObject({ op: 'delete', base: 2, instead_of: ids[0] })
})

test('an edit is sent again on the version that it was made on: what others wrote since is told beside it', async () => {
  const id = server.put('barrier', 'nord', { text: 'Ruten er fuld' })
  await phone.engine.run()
  server.put('barrier', 'nord', { text: 'Ruten er lang' }, id)
  holding('invalid')
  const { ids } = await phone.store.save([{ type: 'barrier', record: id, base: 1, fields: { text: '' } }])
  await phone.engine.run()
  const again = await editAndSendAgain(phone.store, ids[0]!, { text: 'Ruten' })
  expect(phone.store.entry(again!.ids[0]!)).toMatchObject({ op: 'put', base: 1 })
})

test('the closing of a conflict that a restored server does not know is at rest by itself', async () => {
  const conflict = server.put('conflict', 'nord', { record: 'r', field: 'place' })
  await phone.engine.run()
  const closing = { type: 'conflict', record: conflict, base: 1, fields: { resolved_on: '2026-11-24' } }
  await phone.store.save([closing])
  await phone.engine.run()
  server.restore([conflict])
  const held = { mutation: { id: phone.store.queue()[0]!.id, type: 'conflict' }, reason: 'unknown_record' }
  server.judge = () => ({ status: 'held', reason: 'unknown_record', detail: '', held: 'h1' })
  server.put('held', 'nord', { ...held, sent_by: phone.user }, 'h1')
  server.put('held', 'nord', { ...held, mutation: { id: 'x', type: 'conflict' }, sent_by: 'musa' }, 'h2')
  for (let n = 0; n < 2; n++) await phone.engine.run()
  expect(phone.states()).toEqual(['resting'])
  account = { ...account, memberships: [{ unit: 'nord', role: 'leader' }] }
  expect(attentionCount(phone.store, account)).toBe(0)
})

test.each([
  ['has heard of a restore', () => server.restore([])],
  ['is asked which it holds', () => server.records.clear()],
])('what was left to rest stays at rest when it is sent again to a server that %s', async (_, loses) => {
  holding('invalid')
  const id = await phone.note('hviler')
  await phone.engine.run()
  await letRest(phone.store, id)
  loses()
  server.missing = async (ids) => ids
  server.clock += 2 * DAY
  for (let n = 0; n < 2; n++) await phone.engine.run()
  expect(phone.store.entry(id)).toMatchObject({ state: 'resting', reason: 'invalid' })
  expect(phone.store.entry(id)).not.toHaveProperty('rests')
  expect(attentionCount(phone.store, account)).toBe(0)
})

test('what was left to rest does not come back after its 30 days, until a leader has dealt with it', async () => {
  holding('invalid')
  const id = await phone.note('hviler')
  await phone.engine.run()
  expect(attentionCount(phone.store, account)).toBe(1)
  await letRest(phone.store, id)
  server.clock += 31 * DAY
  for (let n = 0; n < 2; n++) await phone.engine.run()
  expect(phone.store.entry(id)).toMatchObject({ state: 'resting' })
  expect(attentionCount(phone.store, account)).toBe(0)
  const [held] = phone.store.ofType('held')
  server.put('held', 'nord', { resolved_on: '2026-12-24', answer: 'Står et andet sted.' }, held!.id)
  for (let n = 0; n < 2; n++) await phone.engine.run()
  expect(phone.store.entry(id)).toBeUndefined()
  expect(attentionCount(phone.store, account)).toBe(0)
})

describe('two tabs, and neither has heard of the other', () => {
  let other: Store
  let id: string

  beforeEach(async () => {
    holding('invalid')
    id = await phone.note('holdt')
    await phone.engine.run()
    other = await Store.open(phone.user, { own: 'other', alive: async () => new Set(['alone', 'other']) })
  })

  /** What lies on the disk: the held one's state, and what mends it. */
  async function onDisk(): Promise<[string, unknown[]]> {
    await other.reload()
    const mends = other.queue().filter((one) => one.instead_of === id)
    return [other.entry(id)!.state, mends.map((one) => one.fields.text)]
  }

  test('what both mend is mended once', async () => {
    const both = await Promise.all([
      editAndSendAgain(phone.store, id, { text: 'her' }),
      editAndSendAgain(other, id, { text: 'der' }),
    ])
    expect(both.filter(Boolean)).toHaveLength(1)
    expect(await onDisk()).toEqual(['mended', [both[0] ? 'her' : 'der']])
  })

  test('what one has mended the other finds mended, though it shows it as held', async () => {
    await editAndSendAgain(phone.store, id, { text: 'her' })
    other.memory.entries.set(other.entry(id)!.n, { ...other.entry(id)!, state: 'held' })
    expect(await editAndSendAgain(other, id, { text: 'der' })).toBeUndefined()
    expect(other.held()).toEqual([])
    expect(await onDisk()).toEqual(['mended', ['her']])
  })

  test('what is mended in one is not put to rest in the other, whichever comes first', async () => {
    await Promise.all([letRest(other, id), editAndSendAgain(phone.store, id, { text: 'her' })])
    expect(await onDisk()).toEqual(['mended', ['her']])
    await letRest(phone.store, id)
    expect(await onDisk()).toEqual(['mended', ['her']])
  })

  test('a mend that the disk does not take leaves it held', async () => {
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    await expect(editAndSendAgain(phone.store, id, { text: 'her' })).rejects.toThrow(SaveFailed)
    add.mockRestore()
    expect(phone.store.held()).toHaveLength(1)
    expect(await onDisk()).toEqual(['held', []])
  })
})

describe("a leader's mend of what somebody else has sent", () => {
  const mend = (): NewMutation => ({ type: 'observation', record: 'm', fields: { text: 'rettet' }, instead_of: 'm' })
  let held: string

  beforeEach(async () => {
    account = { ...account, memberships: [{ unit: 'nord', role: 'leader' }] }
    held = server.put('held', 'nord', { mutation: { id: 'm' }, reason: 'invalid', sent_by: 'mette' })
    await phone.engine.run()
  })

  test('waits for nobody as soon as it is saved, also before the server has heard of it', async () => {
    expect(forReview(phone.store, account)).toHaveLength(1)
    expect(await mendInPlace(phone.store, mend(), 'mend')).toBeDefined()
    expect(forReview(phone.store, account)).toEqual([])
    expect(attentionCount(phone.store, account)).toBe(0)
  })

  test('is saved once, whoever asks again, and its draft goes with it', async () => {
    await phone.store.saveDraft('mend', { text: 'rettet' })
    await mendInPlace(phone.store, mend(), 'mend')
    const other = await Store.open(phone.user, { own: 'other', alive: async () => new Set(['alone', 'other']) })
    other.memory.entries.clear() // it has not heard of the first
    expect(await mendInPlace(phone.store, mend(), 'mend')).toBeUndefined()
    expect(await mendInPlace(other, mend(), 'mend')).toBeUndefined()
    expect(other.unsent()).toHaveLength(1)
    expect(await phone.store.draft('mend')).toBeUndefined()
  })

  test('held in turn it is mended in its own place; left to rest, what it mends is for review again', async () => {
    holding('invalid')
    const first = await mendInPlace(phone.store, mend(), 'mend')
    await phone.engine.run()
    expect([phone.store.held().length, forReview(phone.store, account).length]).toEqual([1, 0])
    const second = await editAndSendAgain(phone.store, first!.ids[0]!, { text: 'rettet igen' })
    await phone.engine.run()
    expect([phone.store.held().length, forReview(phone.store, account).length]).toEqual([1, 0])
    await letRest(phone.store, second!.ids[0]!)
    expect(forReview(phone.store, account).map((one) => one.id)).toEqual([held])
  })
})

describe('with an answer on the way, and another tab of which this one has not heard yet', () => {
  const HELD = newId()
  let id: string
  let other: Store

  /** The other tab does it while the request is under way; its answer tells another reason why the note is held. */
  async function meanwhile(act: () => Promise<unknown>, reason = 'forbidden'): Promise<void> {
    server.put('held', 'nord', { reason, detail: 'Din rolle', mutation: { id } }, HELD)
    server.meanwhile = async () => {
      server.meanwhile = () => undefined
      await act()
    }
    await phone.engine.run()
  }

  async function heldFor(reason: string): Promise<void> {
    server.judge = (one) => (one.instead_of ? undefined : { status: 'held', reason, detail: 'Nej', held: HELD })
    id = await phone.note('holdt')
    server.put('held', 'nord', { mutation: { id }, reason, detail: 'Nej', sent_by: phone.user }, HELD)
    await phone.engine.run()
    expect(phone.states()).toEqual(['held'])
    const { BroadcastChannel } = globalThis
    Reflect.deleteProperty(globalThis, 'BroadcastChannel')
    other = await Store.open(phone.user, { own: 'other', alive: async () => new Set(['alone', 'other']) })
    globalThis.BroadcastChannel = BroadcastChannel
  }

  test('what has just been mended stays mended', async () => {
    await heldFor('unit_lost')
    await meanwhile(() => editAndSendAgain(other, id, { text: 'rettet' }))
    await phone.reopen()
    expect(phone.store.entry(id)?.state).toBe('mended')
  })

  test('what has just been mended is not mended once more: no two records come of it', async () => {
    await heldFor('id_reused')
    await meanwhile(() => editAndSendAgain(other, id, { text: 'rettet' }), 'id_reused')
    await phone.store.reload()
    expect(await editAndSendAgain(phone.store, id, { text: 'rettet igen' })).toBeUndefined()
    await phone.engine.run()
    expect(server.notes().filter((one) => String(one).startsWith('rettet'))).toEqual(['rettet'])
  })

  test('what has just been left to rest stays at rest', async () => {
    await heldFor('unit_lost')
    await meanwhile(() => letRest(other, id))
    await phone.reopen()
    expect(phone.store.entry(id)?.state).toBe('resting')
  })
})
