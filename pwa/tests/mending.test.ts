// What people do about what was held, with the server's answers around it.

import { beforeEach, expect, test } from 'vitest'
import { editAndSendAgain, letRest } from '../src/store/mending'
import type { Account, Result } from '../src/store/types'
import { attentionCount } from '../src/ui/attention/count'
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
