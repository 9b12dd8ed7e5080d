// A practice is tried in a new way: its reason and the idea of a trial, in one go, in whichever unit.

import { expect, test } from 'vitest'
import type { Store } from '../src/store/store'
import type { RecordView } from '../src/store/types'
import { adjusting } from '../src/ui/practice/adjusting'
import { record } from './support/records'

const practice = record('p', 'practice', {
  title: 'Opkald',
  trial: 't',
  who: 'Alle',
  when: 'ved 010165-5001',
  owner: 'm',
})
const owner = record('m', 'person', { name: 'Mette', active: true })
const all = [
  practice,
  owner,
  record('t', 'trial', { title: 'Opkald', prediction: 'Færre kører forgæves', place: 'Rute 4' }),
]
const store = {
  get: (id: string) => all.find((one) => one.id === id),
  ofType: (type: string) => all.filter((one) => one.type === type),
} as unknown as Store
const made = (unit: string, isVouched = false) =>
  adjusting(
    store,
    { practice: practice as RecordView, unit, trial: 'new', because: 'Ruterne er lavet om', isVouched },
    (count) => `, ${count}. runde`,
    '2026-11-27',
  )
const idea = { who: 'Alle', title: 'Opkald, 2. runde', parent_trial: 't', adjust_because: 'Ruterne er lavet om' }

test('at home the decision comes first, and with it the idea, both with the reason', () => {
  const [decision, trial, ...rest] = made('nord')
  expect(decision).toMatchObject({ type: 'decision', not_cpr: [] })
  expect(decision!.fields).toEqual({
    ...{ unit: 'nord', subject_type: 'practice', subject: 'p', choice: 'adjust' },
    ...{ reason: 'Ruterne er lavet om', decided_on: '2026-11-27' },
  })
  expect(trial).toMatchObject({ type: 'trial', record: 'new', not_cpr: ['when'] })
  expect(trial!.fields).toMatchObject({ ...idea, unit: 'nord', place: 'Rute 4', owner: 'm' })
  expect(trial!.fields).not.toHaveProperty('prediction')
  expect(rest).toEqual([])
})

test('a unit that has taken it up decides nothing for the others, and brings nobody of theirs along', () => {
  const [trial, ...rest] = made('syd', true)
  expect(trial).toMatchObject({ type: 'trial', record: 'new', not_cpr: ['adjust_because', 'when'] })
  expect(trial!.fields).toMatchObject({ ...idea, unit: 'syd' })
  expect(trial!.fields).not.toHaveProperty('owner')
  expect(rest).toEqual([])
  expect(made('nord', true)[0]!.not_cpr).toEqual(['reason'])
})
