import { beforeEach, expect, test } from 'vitest'
import { Store } from '../src/store/store'
import { Phone } from './support/phone'
import { FakeServer, problem } from './support/server'

let server: FakeServer
let phone: Phone

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
})

const retired = () => problem(403, 'device_revoked', undefined, { device: 'retired' })

test('a retired phone first hands in what another tab has saved and this one has not heard of', async () => {
  await phone.engine.run()
  const { BroadcastChannel } = globalThis
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
  const other = await Store.open(phone.user)
  globalThis.BroadcastChannel = BroadcastChannel
  await other.save([{ type: 'observation', fields: { unit: 'nord', outcome: 'worked', text: 'fra en anden fane' } }])
  server.fates.push(retired())
  await phone.engine.run()
  expect(server.notes()).toEqual(['fra en anden fane'])
  expect(phone.forgot).toBeUndefined()
  server.fates.push(retired())
  await phone.engine.run()
  expect(phone.forgot).toBe('retired')
})

test('a retired phone sends again what the server lost by a restore that the phone has not heard of', async () => {
  const id = await phone.note('sendt før')
  await phone.engine.run()
  server.restore([id])
  server.fates.push(retired())
  await phone.engine.run()
  expect(server.notes()).toEqual(['sendt før'])
  expect(phone.forgot).toBeUndefined()
})

test('a retired phone keeps what it has while the server does not say what it holds', async () => {
  await phone.note('sendt')
  await phone.engine.run()
  const { missing } = server
  server.missing = async () => undefined as never
  server.fates.push(retired())
  await phone.engine.run()
  expect(phone.forgot).toBeUndefined()
  server.missing = missing
  server.fates.push(retired())
  await phone.wake()
  expect(phone.forgot).toBe('retired')
})
