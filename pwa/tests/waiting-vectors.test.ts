// What waits, against the vectors that the leaders' page runs too (tests/server/test_waiting.py).

import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import vectors from '../../tests/contract/vectors/waiting.json'
import { Store } from '../src/store/store'
import type { Account, Fields } from '../src/store/types'
import { waiting } from '../src/ui/waiting'
import { given } from './support/records'

const TODAY = '2026-11-26'
const PARENTS: Record<string, string | undefined> = {
  Kommunen: undefined,
  Omsorg: 'Kommunen',
  Nord: 'Omsorg',
  Syd: 'Omsorg',
}
const WHOLE = {
  change: 'a',
  who: 'b',
  does: 'c',
  when: 'd',
  prediction: 'e',
  learning_question: 'f',
  target_group: 'g',
}
const CARRIED = { owner: 'mette', deputy: 'musa' }

function dayAt(offset: number): string {
  return new Date(Date.parse(TODAY) + offset * 86_400_000).toISOString().slice(0, 10)
}

function fieldsOf(told: Record<string, unknown>): Fields {
  const usual = {
    ...(told.type === 'trial' && WHOLE),
    ...(['trial', 'practice'].includes(String(told.type)) && CARRIED),
  }
  const own = Object.entries(told).map(([name, value]) => {
    if (name.endsWith('_on') && typeof value === 'number') return [name, dayAt(value)]
    return [name, typeof value === 'string' ? value.replace(/^@/, '') : value]
  })
  return { ...usual, ...Object.fromEntries(own) } as Fields
}

test.each(vectors.cases)('$name', async ({ records, for: unit, waits }) => {
  const store = await Store.open(crypto.randomUUID())
  const add = (id: string, type: string, at: string, fields: Fields) =>
    given(store, type, at, fields, id, `${TODAY}T09:00:00+01:00`)
  for (const [name, parent] of Object.entries(PARENTS))
    add(name, 'unit', name, { name, kind: 'unit', ...(parent ? { parent } : {}) })
  for (const one of records as Record<string, unknown>[])
    add(String(one.key), String(one.type), String(one.unit ?? 'Nord'), fieldsOf(one))
  const account: Account = {
    user: { id: 'lone', name: 'Lone' },
    memberships: [{ unit, role: 'leader' }],
    organisation: { id: 'Kommunen', name: 'Kommunen' },
    time_zone: 'Europe/Copenhagen',
  }
  const found = waiting(store, account, TODAY).filter(({ kind }) => kind !== 'ends') // told on the phone alone
  expect(found.map(({ kind, id, unit, days }) => [kind, id, unit, days])).toEqual(waits)
})
