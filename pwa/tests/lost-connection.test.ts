// Browsers drop connections to IndexedDB, and not all of them tell: whatever is asked next opens another one.

import { beforeEach, expect, test, vi } from 'vitest'
import { attachmentsIn } from '../src/store/blobs'
import { Device } from '../src/store/device'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import { Phone } from './support/phone'
import { FakeServer } from './support/server'

/** Closed without a word: what a browser leaves that has dropped a connection. */
async function dropped(one: object): Promise<void> {
  const { connection } = one as { connection: { get(): Promise<IDBDatabase> } }
  ;(await connection.get()).close()
}

let store: Store

beforeEach(async () => {
  store = await Store.open(newId())
})

test('the phone keeps its id, its account and its language', async () => {
  const device = await Device.open()
  const id = await device.id()
  await device.setLanguage('en')
  await dropped(device)
  expect(await device.id()).toBe(id)
  await dropped(device)
  expect(await device.language()).toBe('en')
  await dropped(device)
  await device.setLanguage('da')
  expect(await (await Device.open()).language()).toBe('da')
})

test('what was being typed is read', async () => {
  await store.saveDraft('feedback', { good: 'lang tekst' })
  await dropped(store)
  expect(await store.draft('feedback')).toEqual({ good: 'lang tekst' })
})

test('what is kept about the server is read, and everything when another tab has written', async () => {
  await store.setMeta('cursor', 'c1')
  await store.save([{ type: 'observation', fields: { text: 'her' } }])
  await dropped(store)
  expect(await store.meta('cursor')).toBe('c1')
  await dropped(store)
  await store.reload()
  expect(store.queue()).toHaveLength(1)
})

test('an open sheet is changed, taken back and let go', async () => {
  const { ids } = await store.save([{ type: 'observation', fields: { text: 'kort' } }], { open: true })
  await dropped(store)
  expect(await store.amend(ids[0]!, { text: 'længere' })).toBe(true)
  await dropped(store)
  expect(await store.undo(ids)).toBe(true)
})

test('the bytes of a photo are read', async () => {
  await attachmentsIn(store).add('p1', 'r1', 'photo', 'image/jpeg', new Uint8Array([1, 2, 3]))
  await dropped(store)
  expect([...(await attachmentsIn(store).whole('p1'))]).toEqual([1, 2, 3])
})

test('two that find it dropped at once open one other', async () => {
  await dropped(store)
  const opened = vi.spyOn(indexedDB, 'open')
  await Promise.all([store.meta('epoch'), store.draft('feedback'), store.setMeta('offset', 1)])
  expect(opened).toHaveBeenCalledTimes(1)
  opened.mockRestore()
})

test('the phone goes on syncing', async () => {
  const phone = await Phone.of(new FakeServer())
  const device = await Device.open()
  const engine = phone.newEngine(newId(), { device: () => device.id() })
  await engine.run()
  await Promise.all([dropped(phone.store), dropped(device)])
  await phone.note('gemt')
  await engine.run()
  expect([engine.getStatus().state, phone.states()]).toEqual(['idle', ['applied']])
})
