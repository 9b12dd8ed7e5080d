// Trials that belong together across units: those that the phone holds, and those of which it is only told.

import { expect, test } from 'vitest'
import type { Store } from '../src/store/store'
import type { Fields, RecordView } from '../src/store/types'
import { hasInspired, inspiredBy, oneByOne, othersTogether, siblingsOf, wayOf } from '../src/ui/trial/family'
import { carriedOn, trialViews } from '../src/ui/trials'

const TODAY = '2026-11-25'

function record(id: string, type: string, fields: Fields, unit = 'nord'): RecordView {
  const seq = 1
  return {
    ...{ id, type, unit, version: 1, seq, created_by: 'me', captured_at: null, skew: 0, received_at: null },
    ...{ fields, pending: false },
  }
}

function storeOf(...records: RecordView[]): Store {
  return {
    get: (id: string) => records.find((one) => one.id === id),
    ofType: (type: string) => records.filter((one) => one.type === type),
  } as unknown as Store
}

const days = { starts_on: '2026-11-20', ends_on: '2026-12-03' }
const syd = { trial: 's', unit: 'syd', name: 'Syd', title: 'Havregang', ...days, worked: 3, partly: 1, not: 0 }
const nord = record('nord', 'unit', { name: 'Nord' })

function seen(id: string, outcome: string): RecordView {
  return record(id, 'observation', { trial: 'n', outcome, seen_at: '2026-11-21T08:00:00+01:00' })
}

test('siblings in other units stand beside the trial, with what is told of them', () => {
  const trial = record('n', 'trial', { title: 'Havregang', together: 'x', kin: { together: [syd] }, ...days })
  const store = storeOf(nord, trial, seen('1', 'worked'), record('c', 'learning_card', { trial: 's', learned: 'Regn' }))
  const views = trialViews(store, TODAY)
  const found = siblingsOf(store, views, views[0]!, TODAY)
  expect(found.map((one) => [one.unit, one.phase, one.isHeld, one.counts, one.learned])).toEqual([
    ['Nord', 'idea', true, { worked: 1, partly: 0, not: 0 }, undefined],
    ['Syd', 'running', false, { worked: 3, partly: 1, not: 0 }, 'Regn'],
  ])
})

test('a sibling that the phone holds is told by what it holds, or by more where that is left out', () => {
  const mine = record('n', 'trial', { title: 'Havregang', together: 'x', kin: { together: [syd] }, ...days })
  const theirs = record('s', 'trial', { title: 'Havregang', together: 'x', ...days }, 'syd')
  const store = storeOf(nord, mine, theirs)
  const views = trialViews(store, TODAY)
  const view = views.find((one) => one.record.id === 'n')!
  expect(siblingsOf(store, views, view, TODAY).map((one) => [one.id, one.isHeld, one.counts.worked])).toEqual([
    ['n', true, 0],
    ['s', true, 3],
  ])
})

test('of a trial that the phone is only told of, its own and a third unit’s stand as tried by others', () => {
  const east = { ...syd, trial: 'o', unit: 'oest', name: 'Øst' }
  const mine = record('n', 'trial', { title: 'Havregang', together: 'x', kin: { together: [syd, east] }, ...days })
  const store = storeOf(nord, mine)
  const views = trialViews(store, TODAY)
  const told = (trial: string) =>
    othersTogether(store, views, trial, TODAY).map((one) => [one.unit, one.phase, one.isHeld])
  expect(told('s')).toEqual([
    ['Nord', 'idea', true],
    ['Øst', 'running', false],
  ])
  expect(told('n').map(([unit]) => unit)).toEqual(['Syd', 'Øst'])
  expect(told('x')).toEqual([])
})

test('the way here begins in the other unit, and goes on there; then nobody is asked to carry it on', () => {
  const first = { trial: 'f', unit: 'syd', name: 'Syd', title: 'Først', ended: 'scaled' }
  const after = { trial: 'l', unit: 'syd', name: 'Syd', title: 'Senere', ...days }
  const trial = record('n', 'trial', { title: 'Her', parent_trial: 'f', kin: { before: [first], after: [after] } })
  const store = storeOf(nord, trial)
  const way = wayOf(store, trialViews(store, TODAY), 'n', TODAY)
  expect(way.map((one) => [one.depth, one.title, one.unit, one.phase, one.isHeld])).toEqual([
    [0, 'Først', 'Syd', 'scaled', false],
    [1, 'Her', 'Nord', 'idea', true],
    [2, 'Senere', 'Syd', 'running', false],
  ])
  expect(carriedOn(store).has('n')).toBe(true)
  expect(carriedOn(storeOf(nord, record('n', 'trial', { title: 'Her' }))).has('n')).toBe(false)
})

test('siblings are one step of the way, held or told of, and what goes on from one of them comes after', () => {
  const first = record('f', 'trial', { title: 'Først', kin: { after: [syd] } })
  const here = record('n', 'trial', { title: 'Her', parent_trial: 'f', together: 'x', kin: { together: [syd] } })
  const on = record('m', 'trial', { title: 'Videre', parent_trial: 'n' })
  const team = record('t', 'trial', { title: 'Holdet', parent_trial: 'f', together: 'x' })
  const store = storeOf(nord, first, here, on, team)
  const steps = oneByOne(wayOf(store, trialViews(store, TODAY), 'f', TODAY))
  expect(steps.map((step) => step.map((one) => one.title))).toEqual([
    ...[['Først'], ['Havregang', 'Her', 'Holdet'], ['Videre']],
  ])
  const alone = storeOf(nord, first, on, record('n', 'trial', { title: 'Her', parent_trial: 'f' }))
  expect(oneByOne(wayOf(alone, trialViews(alone, TODAY), 'f', TODAY)).map((one) => one.length)).toEqual([1, 1, 1, 1])
})

test('what a trial has inspired tells how far it has come and what it taught, held or by its card', () => {
  const first = record('n', 'trial', { title: 'Havregang', ...days })
  const own = record('o', 'trial', { title: 'Havregang i bilen', origin_trial: 'n', starts_on: '2026-11-20' })
  const told = { trial: 'a', unit_name: 'Kajen', title: 'Havre på kajen', choice: 'scale', learned: 'Regn hjælper' }
  const card = record('c', 'learning_card', { ...told, origin_trial: 'n' })
  // The card of one that the phone holds says nothing more than the trial itself.
  const double = record('d', 'learning_card', { trial: 'o', origin_trial: 'n', title: 'Havregang i bilen' })
  const store = storeOf(nord, first, own, card, double)
  const views = trialViews(store, TODAY)
  expect(
    hasInspired(store, views, first).map((one) => [one.href, one.title, one.unit, one.phase, one.learned]),
  ).toEqual([
    ['/proevehandlinger/o', 'Havregang i bilen', 'Nord', 'idea', undefined],
    ['/laering/c', 'Havre på kajen', 'Kajen', 'scaled', 'Regn hjælper'],
  ])
  expect(inspiredBy(store, views, own)).toMatchObject({ href: '/proevehandlinger/n', unit: 'Nord' })
  expect(inspiredBy(store, views, first)).toBeUndefined()
})
