// Who is told on the start screen that a barrier has been answered, and for how long.

import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Account, Fields } from '../src/store/types'
import { markRead, newAnswers, readAnswers } from '../src/ui/answered'
import { given } from './support/records'

const TODAY = '2026-11-24'
let store: Store

const at = (...units: string[]): Account => ({
  user: { id: 'mette', name: 'Mette Holm' },
  memberships: units.map((unit) => ({ unit, role: 'staff' })),
  organisation: { id: 'root', name: 'Lillevig' },
  time_zone: 'Europe/Copenhagen',
})
const answered = (fields: Fields = {}) =>
  given(store, 'barrier', 'nord', {
    ...{ kind: 'time', text: 'Ingen tid', raised_to: 'omsorg', answer: 'Ruten ændres', answered_on: TODAY },
    ...fields,
  })
const told = (account: Account, read: string[] = [], today = TODAY) =>
  newAnswers(store, account, today, read).map((one) => one.id)

beforeEach(async () => {
  store = await Store.open(newId())
  for (const [id, parent] of [['root'], ['omsorg', 'root'], ['hjemmepleje', 'omsorg'], ['nord', 'hjemmepleje']])
    given(store, 'unit', id!, { name: id!, kind: 'unit', ...(parent ? { parent } : {}) }, id)
})

test('an answer is told to those who asked, not to those who gave it', () => {
  const id = answered()
  expect(told(at('nord'))).toEqual([id])
  expect(told(at('hjemmepleje'))).toEqual([id])
  expect(told(at('omsorg'))).toEqual([])
  expect(told(at('root'))).toEqual([])
  expect(told(at('omsorg', 'nord'))).toEqual([id])
})

test('for a fortnight, the newest first', () => {
  const first = answered({ answered_on: '2026-11-10' })
  const second = answered({ answered_on: '2026-11-20' })
  expect(told(at('nord'))).toEqual([second, first])
  expect(told(at('nord'), [], '2026-11-25')).toEqual([second])
})

test('what was never raised, or has no answer, is not told', () => {
  answered({ raised_to: null })
  answered({ answer: null })
  answered({ answered_on: null })
  expect(told(at('nord'))).toEqual([])
})

test('once: what was read on this phone is not told again, also after a restart; one changed later is', async () => {
  const [first, second] = [answered({ answered_on: '2026-11-20' }), answered()]
  await markRead(store, at('nord'), TODAY, store.get(first)!)
  await store.close()
  const again = await Store.open(store.user)
  const read = await readAnswers(again)
  expect(told(at('nord'), read)).toEqual([second])
  const held = store.memory.synced.get(first)!
  held.fields = { ...held.fields, answer: 'Alligevel ikke', answered_on: TODAY }
  store.memory.changed()
  expect(told(at('nord'), read).sort()).toEqual([first, second].sort())
})

test('what is told no more is forgotten', async () => {
  const old = answered({ answered_on: '2026-11-11' })
  await markRead(store, at('nord'), TODAY, store.get(old)!)
  const id = answered({ answered_on: '2026-11-28' })
  expect(await markRead(store, at('nord'), '2026-11-28', store.get(id)!)).toEqual([`${id}:2026-11-28`])
})
