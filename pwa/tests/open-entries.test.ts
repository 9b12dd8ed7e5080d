// What an open sheet has saved, when another tab may be at it too and neither need have heard of the other.

import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { attachmentsIn } from '../src/store/blobs'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { NewMutation } from '../src/store/types'

const note = (text: string): NewMutation => ({ type: 'observation', fields: { outcome: 'worked', text } })

let alive: Set<string>
let user: string

beforeEach(() => {
  alive = new Set(['first', 'second'])
  user = newId()
})

/** A tab that hears nothing of the others. */
async function deaf(own: string): Promise<Store> {
  const { BroadcastChannel } = globalThis
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
  const store = await Store.open(user, { own, alive: async () => alive })
  globalThis.BroadcastChannel = BroadcastChannel
  return store
}

/** Two tabs: what the first has saved on an open sheet, and the second has read, and nothing of it since. */
async function readByTheSecond(): Promise<[Store, Store, string]> {
  const first = await deaf('first')
  const { ids } = await first.save([note('først')], { open: true })
  const second = await deaf('second')
  return [first, second, ids[0]!]
}

const onDisk = async (id: string) => (await deaf('third')).entry(id)

test('the last words of a tab that has gone are taken over, not what was read of them before', async () => {
  const [first, second, id] = await readByTheSecond()
  await first.amend(id, { text: 'til sidst' })
  alive.delete('first')
  await second.adopt()
  expect(second.entry(id)).toMatchObject({ state: 'waiting', fields: { text: 'til sidst' } })
  expect(await onDisk(id)).toMatchObject({ state: 'waiting', fields: { text: 'til sidst' } })
})

test('a picture that was taken last is named with it', async () => {
  const [first, second, id] = await readByTheSecond()
  await attachmentsIn(first).add('p1', id, 'photo', 'image/jpeg', new Uint8Array([1, 2, 3]).buffer)
  alive.delete('first')
  await second.adopt()
  expect((await onDisk(id))?.fields.attachments).toEqual(['p1'])
})

test('what was taken back stays taken back', async () => {
  const [first, second, id] = await readByTheSecond()
  expect(await first.undo([id])).toBe(true)
  alive.delete('first')
  await second.adopt()
  expect([second.entry(id), await onDisk(id)]).toEqual([undefined, undefined])
})

test('what changes between the look and the change is changed as it is by then', async () => {
  const [first, second, id] = await readByTheSecond()
  alive.delete('first')
  const write = second.connection.write.bind(second.connection)
  let isFirst = true
  vi.spyOn(second.connection, 'write').mockImplementation(async (...asked) => {
    if (isFirst) {
      isFirst = false
      await first.amend(id, { text: 'i sidste øjeblik' })
    }
    return write(...asked) as never
  })
  await second.adopt()
  expect(await onDisk(id)).toMatchObject({ state: 'waiting', fields: { text: 'i sidste øjeblik' } })
})

test('what another tab has sent is told as sent: neither changed nor taken back', async () => {
  const [first, second, id] = await readByTheSecond()
  alive.delete('first')
  await second.adopt()
  await second.setEntries([{ ...second.entry(id)!, state: 'applied', received_at: '2026-11-24T08:00:00Z' }])
  expect(await first.amend(id, { text: 'for sent' })).toBe(false)
  expect(first.entry(id)).toMatchObject({ state: 'applied', fields: { text: 'først' } })
  expect(await first.undo([id])).toBe(false)
  await first.release([id])
  expect(await onDisk(id)).toMatchObject({ state: 'applied', fields: { text: 'først' } })
})

test('several are taken back together, or none of them once one has been let go', async () => {
  const store = await Store.open(user)
  const { ids } = await store.save([note('en'), note('to')], { open: true })
  const goes = store.release(ids.slice(1)) // the ten seconds of what was saved with it are over
  expect(await store.undo(ids)).toBe(false)
  await goes
  expect((await Store.open(user)).queue().map((one) => one.fields.text)).toEqual(['en', 'to'])
})

test('taken back while its ten seconds end, all of it goes or all of it is sent', async () => {
  const store = await Store.open(user)
  const { ids } = await store.save([note('en'), note('to'), note('tre')], { open: true })
  const [isBack] = await Promise.all([store.undo(ids), store.release(ids)])
  expect(store.queue().map((one) => one.state)).toEqual(isBack ? [] : ['waiting', 'waiting', 'waiting'])
  expect((await Store.open(user)).queue()).toHaveLength(isBack ? 0 : 3)
})

test('none is taken back when another tab has let one of them go', async () => {
  const first = await deaf('first')
  const { ids } = await first.save([note('en'), note('to')], { open: true })
  const second = await deaf('second')
  await second.setEntries([{ ...second.entry(ids[1]!)!, state: 'waiting' }])
  expect(await first.undo(ids)).toBe(false)
  expect(first.queue().map((one) => one.state)).toEqual(['open', 'waiting'])
  expect([await onDisk(ids[0]!), await onDisk(ids[1]!)]).toMatchObject([{ state: 'open' }, { state: 'waiting' }])
})

test('what another tab has let go is not replaced: nothing is stored beside it', async () => {
  const [first, second, id] = await readByTheSecond()
  alive.delete('first')
  await second.adopt()
  expect(await first.replace(id, [note('anden')])).toBeUndefined()
  expect(first.queue().map((one) => [one.state, one.fields.text])).toEqual([['waiting', 'først']])
  expect(await onDisk(id)).toMatchObject({ state: 'waiting', fields: { text: 'først' } })
})
