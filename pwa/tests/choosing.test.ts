// Choosing between what people wrote in one field: nothing is overwritten that the person has not seen.

import { beforeEach, expect, test } from 'vitest'
import { askedBy, chosen } from '../src/ui/attention/choosing'
import { Phone } from './support/phone'
import { FakeServer } from './support/server'

const TODAY = '2026-11-24'

let server: FakeServer
let phone: Phone
let trial: string
let conflict: string

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
  trial = server.put('trial', 'nord', { title: 'Opkald', place: 'Rute 4' })
  const about = { record: trial, record_type: 'trial', field: 'place', kept: 'Rute 4', other: 'Rute 7' }
  conflict = server.put('conflict', 'nord', about)
  await phone.engine.run()
})

const asked = () => askedBy(phone.store, phone.store.get(conflict)!)
const choose = (value: string | null, shown = asked()) =>
  chosen(phone.store, phone.store.get(conflict)!, shown, value, TODAY)
const closing = () => ({ type: 'conflict', record: conflict, fields: { resolved_on: TODAY } })

test('two values are asked about as long as one of them stands', () => {
  expect(asked()).toMatchObject({ values: ['Rute 4', 'Rute 7'], isSetSince: false })
  expect(choose('Rute 4')).toMatchObject([closing()])
  expect(choose('Rute 7')).toMatchObject([{ record: trial, base: 1, fields: { place: 'Rute 7' } }, closing()])
})

test('words that were vouched for when they were written are kept as they are shown', () => {
  expect(choose('Rute 7')![0]).toMatchObject({ fields: { place: 'Rute 7' }, not_cpr: ['place'] })
})

test('what has been set since stands first among them; to keep it changes nothing', async () => {
  server.put('trial', 'nord', { place: 'Rute 9' }, trial)
  await phone.engine.run()
  expect(asked()).toMatchObject({ values: ['Rute 9', 'Rute 4', 'Rute 7'], isSetSince: true })
  expect(choose('Rute 9')).toMatchObject([closing()])
  expect(choose('Rute 4')).toMatchObject([{ record: trial, base: 2, fields: { place: 'Rute 4' } }, closing()])
})

test('each value is asked about once, an emptied field too', async () => {
  server.put('trial', 'nord', { place: 'Rute 7' }, trial)
  await phone.engine.run()
  expect(asked().values).toEqual(['Rute 7', 'Rute 4'])
  await phone.store.save([{ type: 'trial', record: trial, base: 2, fields: { place: null } }])
  expect(asked().values).toEqual([null, 'Rute 4', 'Rute 7'])
})

test('what was set between the drawing and the tap is not overwritten: it is asked about', async () => {
  const shown = asked()
  server.put('trial', 'nord', { place: 'Rute 9' }, trial)
  await phone.engine.run()
  for (const value of ['Rute 4', 'Rute 7']) expect(choose(value, shown)).toBeUndefined()
})

test('without the record nothing but what stands can be kept', async () => {
  const about = { record: 'elsewhere', record_type: 'trial', field: 'place', kept: 'Rute 4' }
  conflict = server.put('conflict', 'nord', { ...about, other: null })
  await phone.engine.run()
  expect(asked()).toMatchObject({ subject: undefined, values: ['Rute 4', null], isSetSince: false })
  expect(choose('Rute 4')).toMatchObject([closing()])
})
