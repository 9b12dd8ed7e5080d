// Who signs in under an address that was somebody else's: the same person added anew, or another who has got it.

import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, expect, test } from 'vitest'
import { Device } from '../src/store/device'

let device: Device

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory()
  device = await Device.open()
})

const enters = (id: string, name: string, email = 'vagt@lillevig.dk') => device.entered(email, { id, name })

test('what somebody had here before they were added anew is theirs, however often that was', async () => {
  await enters('a', 'Anna Holm')
  expect(await device.former('a')).toEqual([])
  await enters('b', 'Anna Holm', ' Vagt@Lillevig.dk')
  expect(await device.former('b')).toEqual(['a'])
  await enters('c', 'Anna Holm')
  expect(await device.former('c')).toEqual(['a', 'b'])
  await device.setFormer('c', ['b'])
  await enters('c', 'Anna Holm')
  expect(await device.former('c')).toEqual(['b'])
})

test('who has got the address after somebody else has nothing of theirs', async () => {
  await enters('a', 'Anna Holm')
  await enters('b', 'Bo Friis')
  expect(await device.former('b')).toEqual([])
})
