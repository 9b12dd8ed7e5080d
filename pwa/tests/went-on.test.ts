// Whether what was tried became a practice: by itself, in a later round, not yet, or not at all.

import { expect, test } from 'vitest'
import type { Store } from '../src/store/store'
import type { Fields, RecordView } from '../src/store/types'
import { cardsOf, fromRecord } from '../src/ui/learning/cards'
import { outcomeOf } from '../src/ui/learning/went-on'
import { record } from './support/records'

const TODAY = '2026-11-25'
let seq = 0

function storeOf(...records: RecordView[]): Store {
  return {
    user: 'me',
    get: (id: string) => records.find((one) => one.id === id),
    ofType: (type: string) => records.filter((one) => one.type === type),
  } as unknown as Store
}

function round(id: string, parent?: string, more: Fields = {}): RecordView {
  const link: Fields = parent ? { parent_trial: parent } : {}
  return record(id, 'trial', { title: `Runde ${id}`, ...link, ...more }, { seq: ++seq })
}

function decided(trial: string, choice: string): RecordView {
  const fields = { subject_type: 'trial', subject: trial, choice, learned: 'Ja', decided_on: '2026-11-20' }
  return record(`d${trial}`, 'decision', fields, { seq: ++seq })
}

function practice(trial: string, more: Fields = {}): RecordView {
  const told = { who: 'Alle', does: 'gør det', when: 'altid', adopted_on: '2026-11-20', ...more }
  return record(`p${trial}`, 'practice', { title: 'Vandglas', trial, ...told }, { seq: ++seq })
}

/** Of the first round, as the phone that holds these records knows it. */
function outcome(...records: RecordView[]) {
  const store = storeOf(...records)
  return outcomeOf(store, cardsOf(store, TODAY).find((one) => one.trial === '1')!, TODAY)
}

const adapted = [round('1'), decided('1', 'adapt')]

test('the practice of the next round, and of one further on, is that of the first', () => {
  const second = [round('2', '1'), decided('2', 'adopt'), practice('2')]
  const found = { kind: 'later', title: 'Vandglas', phase: 'embedding' }
  expect(outcome(...adapted, ...second)).toEqual({ ...found, rounds: 1, href: '/praksis/p2' })
  const between = [round('2', '1'), decided('2', 'scale')]
  const third = [round('3', '2'), decided('3', 'adopt'), practice('3')]
  expect(outcome(...adapted, ...between, ...third)).toEqual({ ...found, rounds: 2, href: '/praksis/p3' })
})

test('what goes on is told as that, and of what is to go on nothing is said', () => {
  expect(outcome(...adapted)).toBeUndefined()
  const on = { kind: 'on', title: 'Runde 2', href: '/proevehandlinger/2' }
  expect(outcome(...adapted, round('2', '1'))).toEqual(on)
  expect(outcome(...adapted, round('2', '1'), decided('2', 'adapt'))).toEqual(on)
  expect(outcome(...adapted, round('2', '1'), decided('2', 'adopt')), 'not said how yet').toEqual(on)
  expect(outcome(round('1'), decided('1', 'adopt'))).toBeUndefined()
})

test('no is only said where nothing came of it', () => {
  expect(outcome(round('1'), decided('1', 'abandon'))).toEqual({ kind: 'none' })
  const stopped = [round('2', '1'), decided('2', 'abandon')]
  expect(outcome(...adapted, ...stopped)).toEqual({ kind: 'none' })
  const third = [round('2', '1'), decided('2', 'adapt'), round('3', '2'), decided('3', 'cancel')]
  expect(outcome(...adapted, ...third)).toEqual({ kind: 'none' })
  expect(outcome(...adapted, ...third, round('4', '1'))).toMatchObject({ kind: 'on', title: 'Runde 4' })
})

test('of a round in another unit there is a way to what the phone holds alone', () => {
  const syd = { trial: 's', unit: 'syd', name: 'Syd', title: 'I Syd', starts_on: '2026-11-20', ends_on: '2026-12-01' }
  const told = (ended?: string) => [
    round('1', undefined, { kin: { after: [{ ...syd, ...(ended ? { ended } : {}) }] } }),
    decided('1', 'scale'),
  ]
  expect(outcome(...told())).toEqual({ kind: 'on', title: 'I Syd' })
  expect(outcome(...told('adopted'))).toEqual({ kind: 'later', rounds: 1, title: 'I Syd' })
  const card = record('c', 'learning_card', { trial: 's', practice_phase: 'holding' }, { unit: 'syd' })
  expect(outcome(...told('adopted'), card)).toMatchObject({ href: '/laering/c', phase: 'holding' })
  expect(outcome(...told('abandoned'))).toEqual({ kind: 'none' })
})

test('of another unit’s trial that was to go on nothing is known, where no round of it is on the phone', () => {
  const theirs = (choice: string, more: Fields = {}) =>
    fromRecord({ id: 'c', fields: { trial: '1', title: 'Havregang', learned: 'Ja', choice, ...more } })
  expect(outcomeOf(storeOf(), theirs('adapt'), TODAY)).toBeUndefined()
  expect(outcomeOf(storeOf(), theirs('abandon'), TODAY)).toEqual({ kind: 'none' })
  expect(outcomeOf(storeOf(), theirs('adopt', { practice_phase: 'holding' }), TODAY)).toMatchObject({
    phase: 'holding',
  })
  const ours = [round('2', '1'), decided('2', 'adopt'), practice('2')]
  expect(outcomeOf(storeOf(...ours), theirs('scale'), TODAY)).toMatchObject({ kind: 'later', href: '/praksis/p2' })
})
