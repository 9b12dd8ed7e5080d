import { openDB } from 'idb'
import { beforeEach, expect, test } from 'vitest'
import { databaseOf } from '../src/store/database'
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

/** Another tab of this phone, which the first does not hear of. */
async function unheard(user: string): Promise<Store> {
  const { BroadcastChannel } = globalThis
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
  const other = await Store.open(user)
  globalThis.BroadcastChannel = BroadcastChannel
  return other
}

test('a retired phone first hands in what another tab has saved and this one has not heard of', async () => {
  await phone.engine.run()
  const other = await unheard(phone.user)
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

test('a retired phone sends once more what was held: the server may know its id for something else by now', async () => {
  server.judge = () => ({ status: 'held', reason: 'id_reused', detail: 'Id’et er brugt', held: 'h2' })
  const id = await phone.note('holdt tilbage')
  await phone.engine.run()
  server.bodies.length = 0
  server.fates.push(retired())
  await phone.engine.run()
  expect(server.bodies.flatMap((one) => one.mutations.map((mutation) => mutation.id))).toEqual([id])
  server.fates.push(retired())
  await phone.engine.run()
  expect(phone.forgot).toBe('retired')
  expect(server.bodies.flatMap((one) => one.mutations)).toHaveLength(1)
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

test.each([
  ['another tab, unheard', () => unheard(phone.user)],
  ['another tab', () => Store.open(phone.user)],
  ['this tab', async () => phone.store],
])(
  'whenever %s saves while a retired phone forgets: it is handed in, or still there, or was not called saved',
  async (_, tab) => {
    const ends: string[] = []
    for (let steps = 0; steps < 60; steps++) {
      server = new FakeServer()
      phone = await Phone.of(server)
      await phone.note('før')
      await phone.engine.run()
      const sync = server.sync.bind(server)
      server.sync = async (told) => ((told as { mutations: object[] }).mutations.length ? sync(told) : retired())
      const other = await tab()
      const ran = phone.engine.run()
      for (let left = steps; left > 0; left--) await new Promise((resolve) => setImmediate(resolve))
      const saved = await other
        .save([{ type: 'observation', fields: { outcome: 'not', text: 'til sidst' } }])
        .catch(() => 'no')
      await ran
      if (!phone.forgot) await phone.engine.run()
      expect(phone.forgot).toBe('retired')
      const after = await Store.open(phone.user)
      const left = after.queue().map((one) => one.fields.text)
      expect(left).not.toContain('før')
      if (saved === 'no') ends.push('not saved')
      else if (server.notes().includes('til sidst')) ends.push('handed in')
      else ends.push(left.includes('til sidst') ? 'there' : `lost after ${steps} steps`)
      await Promise.all([after.close(), other.close()])
    }
    expect(new Set(ends)).toEqual(new Set(['handed in', 'not saved', 'there']))
  },
)

test('a phone that broke down between emptying a database and deleting it starts with none', async () => {
  await phone.note('sendt')
  await phone.engine.run()
  await phone.store.close()
  const { deleteDatabase } = indexedDB
  indexedDB.deleteDatabase = () => deleteDatabase.call(indexedDB, 'another')
  server.fates.push(retired())
  await phone.engine.run()
  indexedDB.deleteDatabase = deleteDatabase
  await expect(openDB(databaseOf(phone.user), 1)).rejects.toThrow()
  const again = await Store.open(phone.user)
  expect(again.queue()).toEqual([])
  expect(await again.meta('cursor')).toBeUndefined()
})

test('a database that a newer app has changed is not taken for an emptied one', async () => {
  await phone.note('til den nye udgave')
  await phone.store.close()
  ;(await openDB(databaseOf(phone.user), 9)).close()
  await expect(Store.open(phone.user)).rejects.toThrow()
  const still = await openDB(databaseOf(phone.user), 9)
  expect(await still.count('queue')).toBe(1)
  still.close()
})
