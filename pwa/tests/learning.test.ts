// Which cards the learning screen shows: each trial once, and only what stands.

import { expect, test } from 'vitest'
import type { Store } from '../src/store/store'
import type { Fields, RecordView } from '../src/store/types'
import { cardsOf } from '../src/ui/learning/cards'

let seq = 0

function record(id: string, type: string, fields: Fields, unit = 'nord'): RecordView {
  const rest = { version: 1, created_by: null, captured_at: null, skew: 0, received_at: null, pending: false }
  return { id, type, unit, seq: ++seq, fields, ...rest }
}

function phone(...records: RecordView[]): Store {
  const known = new Map(records.map((one) => [one.id, one]))
  const ofType = (type: string) => records.filter((one) => one.type === type)
  return { get: (id: string) => known.get(id), ofType } as unknown as Store
}

const decision = (id: string, choice: string, learned: string, more: Fields = {}) =>
  record(id, 'decision', { subject_type: 'trial', subject: 't1', choice, learned, decided_on: '2026-11-02', ...more })
const trial = record('t1', 'trial', { title: 'Morgenmad', barriers: ['b1', 'b2'], origin_trial: 't9' })
const barriers = ['b1', 'b2'].map((id) => record(id, 'barrier', { kind: 'time', text: 'Travlt' }))
const card = (fields: Fields = {}) =>
  record('c1', 'learning_card', { trial: 't1', title: 'Morgenmad', learned: 'Ro', choice: 'abandon', ...fields }, 'x')

test('an own trial and its learning card are one card, at the card’s address and in the own words', () => {
  const cards = cardsOf(phone(trial, ...barriers, decision('d1', 'abandon', 'Ro og tid'), card()), '2026-11-25')
  expect(cards).toMatchObject([
    { id: 'c1', trial: 't1', learned: 'Ro og tid', barrierKinds: ['time'], origin: 't9', isOwn: true },
  ])
})

test('a card of another unit stands alone', () => {
  const cards = cardsOf(phone(card({ unit_name: 'Syd', practice_phase: 'holding' })), '2026-11-25')
  expect(cards).toMatchObject([{ id: 'c1', unit: 'Syd', practicePhase: 'holding', isOwn: false }])
})

test('what a replaced decision said is not learned', () => {
  const later = decision('d2', 'adapt', 'Vi prøver igen', { replaces: 'd1' })
  expect(cardsOf(phone(trial, decision('d1', 'abandon', 'Ro'), later), '2026-11-25')).toMatchObject([
    { choice: 'adapt', learned: 'Vi prøver igen' },
  ])
})

test('a trial that goes on has no card', () => {
  const longer = record('d3', 'decision', {
    subject_type: 'trial',
    subject: 't1',
    choice: 'extend',
    ends_on: '2026-12-24',
  })
  expect(cardsOf(phone(trial, longer), '2026-11-25')).toEqual([])
})
