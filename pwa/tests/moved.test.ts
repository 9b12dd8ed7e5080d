// Somebody who is given another unit while the app is open: what they write belongs where they are now.

import { beforeEach, expect, test } from 'vitest'
import type { Account } from '../src/store/types'
import { ownMemberships, standing } from '../src/ui/roles'
import { unitChoices } from '../src/ui/trials'
import { Phone } from './support/phone'
import { ACCOUNT } from './support/records'
import { FakeServer } from './support/server'

let server: FakeServer
let phone: Phone
/** As the server told it before they were moved. */
let account: Account

const chosen = () => unitChoices(phone.store, account).map((one) => one.id)

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
  account = { ...ACCOUNT, user: { id: phone.user, name: 'Mette' }, memberships: [{ unit: 'nord', role: 'staff' }] }
})

async function moved(from: string, to: string): Promise<void> {
  server.scope = new Set(['kommune', from])
  await phone.engine.run()
  server.scope = new Set(['kommune', to])
  await phone.engine.run()
}

test('before the first download the account alone says where one writes', () => {
  expect(chosen()).toEqual(['nord'])
})

test('after a move it is the new unit, whatever the account still says', async () => {
  for (const unit of ['nord', 'syd']) {
    server.put('unit', unit, { name: unit, parent: 'kommune' }, unit)
    server.put('membership', unit, { person: phone.user, role: unit === 'syd' ? 'leader' : 'staff' })
    server.put('membership', unit, { person: 'lone', role: 'leader' })
  }
  server.put('unit', 'kommune', { name: 'Kommunen' }, 'kommune')
  await moved('nord', 'syd')
  expect(chosen()).toEqual(['syd'])
  expect(ownMemberships(phone.store)).toEqual([{ unit: 'syd', role: 'leader' }])
  expect(standing(ownMemberships(phone.store))).not.toBe(standing(account.memberships))
})

test('never one that the phone does not hold: without a word of where, the lowest that it does', async () => {
  for (const unit of ['nord', 'syd']) server.put('unit', unit, { name: unit, parent: 'kommune' }, unit)
  server.put('unit', 'kommune', { name: 'Kommunen' }, 'kommune')
  await moved('nord', 'syd')
  expect(chosen()).toEqual(['syd'])
})

test('one standing is told the same way by both sides, in whatever order', () => {
  const [staff, leader] = [{ unit: 'nord', role: 'staff' } as const, { unit: 'syd', role: 'leader' } as const]
  expect(standing([staff, leader])).toBe(standing([leader, staff]))
  expect(standing([staff])).not.toBe(standing([{ ...staff, role: 'leader' }]))
})
