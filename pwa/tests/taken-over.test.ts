// Who is told on the start screen that something is theirs to carry, and for how long.

import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Account, Fields } from '../src/store/types'
import { markCarriedRead, newlyCarried, readCarried } from '../src/ui/taken-over'
import { given } from './support/records'

const TODAY = '2026-11-24'
let store: Store

const person = (id: string): Account => ({
  user: { id, name: id },
  memberships: [{ unit: 'nord', role: 'staff' }],
  organisation: { id: 'root', name: 'Lillevig' },
  time_zone: 'Europe/Copenhagen',
})
const trial = (fields: Fields = {}) =>
  given(store, 'trial', 'nord', { title: 'Opkald', owner: 'musa', deputy_gone_on: TODAY, ...fields })
const told = (user = 'musa', read: string[] = [], today = TODAY) =>
  newlyCarried(store, person(user), today, read).map((one) => one.id)

beforeEach(async () => {
  store = await Store.open(newId())
  given(store, 'unit', 'root', { name: 'Lillevig', kind: 'unit' }, 'root')
  given(store, 'unit', 'nord', { name: 'Nord', kind: 'unit', parent: 'root' }, 'nord')
})

test('who took over is told, and nobody else', () => {
  const id = trial()
  expect(told()).toEqual([id])
  expect(told('mette')).toEqual([])
})

test('a practice too; not what has a deputy again, was never without one, or is over', () => {
  const [carried] = [trial({ title: 'Er i brug', deputy_gone_on: null }), trial({ deputy: 'mette' })]
  const practice = given(store, 'practice', 'nord', {
    ...{ title: 'Vi ringer', trial: carried, owner: 'musa', adopted_on: '2026-10-01', deputy_gone_on: TODAY },
  })
  const cancelled = trial({ title: 'Afbrudt' })
  given(store, 'decision', 'nord', {
    ...{ subject_type: 'trial', subject: cancelled, choice: 'cancel', reason: 'Nej', decided_on: TODAY },
  })
  expect(told()).toEqual([practice])
})

test('for a fortnight, once, and anew when it happens again', async () => {
  const id = trial()
  expect(told('musa', [], '2026-12-08')).toEqual([id])
  expect(told('musa', [], '2026-12-09')).toEqual([])
  await markCarriedRead(store, person('musa'), TODAY, store.get(id)!)
  const read = await readCarried(store)
  expect(told('musa', read)).toEqual([])
  given(store, 'trial', 'nord', { title: 'Opkald', owner: 'musa', deputy_gone_on: '2026-11-30' }, id)
  expect(told('musa', read, '2026-11-30')).toEqual([id])
})
