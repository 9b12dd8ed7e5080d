// Which cards the learning screen shows: each trial once, and only what stands.

import { describe, expect, test } from 'vitest'
import { SearchIndex } from '../src/domain/search'
import type { Store } from '../src/store/store'
import type { Fields, RecordView } from '../src/store/types'
import { cardsOf } from '../src/ui/learning/cards'
import { findablesOf, resultsOf } from '../src/ui/learning/held'

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

describe('of several practices of one trial', () => {
  const made = { who: 'Alle', does: 'spiser', when: 'kl. 8', trial: 't1', adopted_on: '2026-11-20' }
  const practice = (id: string) => record(id, 'practice', { title: id, ...made })
  const retired = (id: string) =>
    record(`r${id}`, 'decision', { subject_type: 'practice', subject: id, choice: 'retire', reason: 'Nok' })
  const told = (...records: RecordView[]) =>
    cardsOf(phone(trial, decision('d1', 'adopt', 'Ro'), ...records), '2026-11-25')[0]

  test('the card names the one that was begun last and is in use', () => {
    expect(told(practice('p1'), retired('p1'), practice('p2'))).toMatchObject({
      practice: 'p2',
      practicePhase: 'embedding',
    })
    expect(told(practice('p1'), practice('p2'), retired('p2'))).toMatchObject({ practice: 'p1' })
  })

  test('it names the last one where none is in use', () => {
    const all = [practice('p1'), practice('p2'), retired('p1'), retired('p2')]
    expect(told(...all)).toMatchObject({ practice: 'p2', practicePhase: 'retired' })
  })

  test('none is named that others could take up once its adoption has been taken back', () => {
    const back = decision('d2', 'abandon', 'Nej', { replaces: 'd1' })
    const card = told(practice('p1'), back)
    expect(card).toMatchObject({ choice: 'abandon', practicePhase: 'retired' })
    expect(card).not.toHaveProperty('practice')
  })
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

describe('everything that the phone holds is searched', () => {
  const today = '2026-11-25'
  const running = record('t2', 'trial', {
    title: 'Ring først',
    prediction: 'Færre går forgæves',
    starts_on: '2026-11-20',
  })
  const practice = record('p1', 'practice', {
    title: 'Et kvarters varsel',
    routine: 'Kørelisten',
    trial: 't1',
    adopted_on: '2026-11-02',
  })
  const hindrance = record('b3', 'barrier', { kind: 'silo', text: 'Nøglerne ligger hos en anden afdeling' })
  const store = phone(trial, decision('d1', 'abandon', 'Ro og tid'), running, practice, hindrance)
  const find = (text: string) => {
    const index = new SearchIndex()
    index.hold(findablesOf(store, cardsOf(store, today), { time: 'Tid' }))
    const { hits, keys } = index.find(text)
    return { ids: hits.map((one) => one.id), keys }
  }

  test.each([
    ['afdelingens', ['b3'], { kind: 'barrier', phase_or_choice: 'silo', title: hindrance.fields.text }],
    ['forgæves', ['t2'], { kind: 'trial', phase_or_choice: 'idea', snippet: 'Færre går forgæves' }],
    ['køreliste', ['p1'], { kind: 'practice', title: 'Et kvarters varsel', snippet: 'Kørelisten' }],
  ])('%s', (text, ids, told) => {
    const found = find(text)
    expect(found.ids).toEqual(ids)
    expect(resultsOf(store, found.ids, found.keys, today)).toMatchObject([{ id: ids[0], ...told }])
  })

  test('an ended trial is found once, as its card', () => {
    expect(find('morgenmad').ids).toEqual(['t1'])
    expect(find('ro').ids).toEqual(['t1'])
  })

  test('ten thousand of them are found, and what that takes is told', () => {
    const records = Array.from({ length: 10_000 }, (_, at) =>
      record(`r${at}`, at % 2 ? 'trial' : 'barrier', {
        ...(at % 2 ? { title: `Prøve ${at} med morgenmad`, change: `Vi ringer til ${at} borgere om dagen` } : {}),
        ...(at % 2 ? { who: 'Kontaktpersonen', does: 'ringer og spørger, hvad der er vigtigst', when: 'kl. 8' } : {}),
        ...(at % 2 ? {} : { kind: 'time', text: `Nøglerne til hus ${at} ligger hos en anden afdeling` }),
      }),
    )
    const full = phone(...records)
    const index = new SearchIndex()
    const steps: [string, () => unknown][] = [
      ['gather', () => findablesOf(full, cardsOf(full, today), {})],
      ['index', () => index.hold(findablesOf(full, [], {}))],
      ['find', () => index.find('afdelingerne')],
      ['tell', () => resultsOf(full, ['r0', 'r1'], new Set(), today)],
    ]
    const took = steps.map(([name, work]) => {
      const begun = performance.now()
      work()
      return `${name}: ${(performance.now() - begun).toFixed(1)} ms`
    })
    console.info(took.join(', '))
    expect(index.find('afdelingerne').hits).toHaveLength(5_000)
  })
})
