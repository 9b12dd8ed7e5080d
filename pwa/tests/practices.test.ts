// What the practice screens show about time: the calendar of a unit and how a practice stands in each unit. Held against
// the shared vectors, so that a screen never says something else than the phase.

import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import practices from '../../tests/contract/vectors/practice_phase.json'
import type { DecisionLike } from '../src/domain/phases'
import {
  agreedDays,
  answers,
  type CheckInLike,
  calendar,
  dueCheckIns,
  firstQuestions,
  places,
  type UptakeLike,
  unitStates,
  withTrial,
} from '../src/domain/practices'

import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Entry, Fields } from '../src/store/types'
import { da } from '../src/text/practice.da'
import { en } from '../src/text/practice.en'
import { settledBy } from '../src/ui/attention/settled'
import { chosenTaker } from '../src/ui/practice/takers'
import { gaveWay, practiceViews } from '../src/ui/practices'

const said = (unit: string, checked_on: string, still_done = 'yes', created_by = 'a'): CheckInLike => ({
  unit,
  checked_on,
  still_done,
  created_by,
})

describe('against the shared vectors', () => {
  test.each(practices.cases)('$name', ({ practice, uptakes, check_ins, today, phase, due, ...more }) => {
    const decisions = withTrial(more.decisions, (more as { trial_decisions?: DecisionLike[] }).trial_decisions ?? [])
    const states = unitStates(practice, uptakes, check_ins, decisions, today)
    expect(states.map(({ unit, due_on, overdue }) => ({ unit, due_on, overdue }))).toEqual(due)
    expect(states.some((one) => one.phase === 'slipping')).toBe(phase === 'slipping')
    expect(states.every((one) => one.phase === 'retired')).toBe(phase === 'retired')
    expect(states.every((one) => Boolean(one.slip) === (one.phase === 'slipping'))).toBe(true)
    if (phase !== 'slipping') expect(states[0]!.phase).toBe(phase)

    for (const [unit, since] of places(practice, uptakes, today)) {
      const own = answers(practice, uptakes, check_ins, today).get(unit)!
      const days = calendar(since, own)
      const asked = days.flatMap((one) => one.questions.map((question) => question.due_on))
      expect(days.filter((one) => one.answer)).toHaveLength(own.length)
      expect(asked).toEqual([...asked].sort())
      expect(asked.slice(0, 4)).toEqual(firstQuestions(since).map((one) => one.due_on))
      // The calendar has the usual questions; a day to look again comes beside them.
      const usual = uptakes.map(({ again_on: _, ...one }: UptakeLike) => one)
      const [next] = dueCheckIns(practice, usual, check_ins, today).filter((one) => one.unit === unit)
      expect(days.find((one) => !one.answer)!.on).toBe(next!.due_on)
    }
  })
})

test('one is asked after 30, 90 and 180 days and then every year', () => {
  expect(firstQuestions('2026-11-25')).toEqual([
    { due_on: '2026-12-25', after: { days: 30 } },
    { due_on: '2027-02-23', after: { days: 90 } },
    { due_on: '2027-05-24', after: { days: 180 } },
    { due_on: '2027-11-25', after: { years: 1 } },
  ])
})

test('a late answer answers both questions that waited, one in between none', () => {
  const days = calendar('2026-01-01', [said('nord', '2026-04-02'), said('nord', '2026-05-01')])
  expect(days.map((one) => [one.on, one.questions.length, Boolean(one.answer)])).toEqual([
    ['2026-04-02', 2, true],
    ['2026-05-01', 0, true],
    ['2026-06-30', 1, false],
    ['2027-01-01', 1, false],
  ])
})

test('a day that the unit has agreed on stands among the coming questions', () => {
  const days = calendar('2026-01-01', [said('nord', '2026-02-05')], '2026-02-20')
  expect(days.map((one) => [one.on, one.questions.length, Boolean(one.answer)])).toEqual([
    ['2026-02-05', 1, true],
    ['2026-02-20', 0, false],
    ['2026-04-01', 1, false],
    ['2026-06-30', 1, false],
    ['2027-01-01', 1, false],
  ])
  expect(calendar('2026-01-01', [], '2026-01-31')).toEqual(calendar('2026-01-01', []))
})

test('an answer to a day that the unit has agreed on is told as that, the next one is not', () => {
  const told = [said('nord', '2026-12-28', 'no'), said('nord', '2027-01-12'), said('nord', '2027-01-14')]
  const days = calendar('2026-11-28', told, '2027-02-26', ['2027-01-11'])
  expect(days.map((one) => [one.on, one.questions.length, Boolean(one.isAgreed)])).toEqual([
    ['2026-12-28', 1, false],
    ['2027-01-12', 0, true],
    ['2027-01-14', 0, false],
    ['2027-02-26', 1, false],
    ['2027-05-27', 1, false],
    ['2027-11-28', 1, false],
  ])
})

test('the days that were agreed on are each unit’s own', () => {
  const practice = { unit: 'nord', adopted_on: '2026-11-28' }
  const uptakes = [{ unit: 'syd', since_on: '2026-11-28', again_on: '2027-02-03' }]
  const decisions = [
    { id: 'a', choice: 'continue', check_on: '2027-01-11' },
    { id: 'b', choice: 'continue', check_on: '2027-01-20' },
    { id: 'c', choice: 'continue', check_on: '2027-01-30', replaces: 'b' },
  ]
  expect(agreedDays(practice, uptakes, decisions, 'nord')).toEqual(['2027-01-11', '2027-01-30'])
  expect(agreedDays(practice, uptakes, decisions, 'syd')).toEqual(['2027-02-03'])
})

test('the coming yearly question is always in the calendar', () => {
  const days = calendar('2020-02-29', [said('nord', '2025-03-01')])
  expect(days.map((one) => [one.on, Boolean(one.answer)])).toEqual([
    ['2025-03-01', true],
    ['2026-02-28', false],
  ])
})

test('what slips is told per unit, with the answer that said so or the question that nobody answered', () => {
  const states = unitStates(
    { unit: 'nord', adopted_on: '2026-01-01' },
    [
      { unit: 'syd', since_on: '2026-01-01' },
      { unit: 'vest', since_on: '2026-02-01' },
    ],
    [said('nord', '2026-01-30'), said('syd', '2026-01-29', 'partly'), said('syd', '2026-02-10', 'no')],
    [],
    '2026-03-20',
  )
  expect(states.map(({ unit, phase, slip }) => ({ unit, phase, slip }))).toEqual([
    { unit: 'nord', phase: 'embedding', slip: undefined },
    { unit: 'syd', phase: 'slipping', slip: { on: '2026-02-10', since: '2026-01-29', answer: 'no' } },
    { unit: 'vest', phase: 'slipping', slip: { on: '2026-03-03', since: '2026-03-03' } },
  ])
})

/** A phone of Nord's staff, and how to give it what the server has sent. */
async function nordsPhone() {
  const store = await Store.open(newId())
  const add = (id: string, type: string, unit: string, fields: Fields) => {
    const row = {
      id,
      type,
      unit,
      version: 1,
      seq: store.memory.synced.size,
      fields,
      created_by: 'x',
      captured_at: null,
    }
    store.memory.synced.set(id, { ...row, skew: 0, gen: 1, received_at: null })
  }
  add('nord', 'unit', 'nord', { name: 'Nord', kind: 'unit' })
  add('m', 'membership', 'nord', { person: store.user, role: 'staff' })
  return { store, add }
}

test('where it is at home it slips as soon as it slips in a unit whose answers are not here', async () => {
  const { store, add } = await nordsPhone()
  const syd = { unit: 'syd', name: 'Syd', since_on: '2026-11-01', phase: 'slipping' }
  const spread = [{ unit: 'nord', name: 'Nord', since_on: '2026-11-01', phase: 'embedding' }, syd]
  add('p', 'practice', 'nord', { title: 'Opkald', adopted_on: '2026-11-01', spread })
  store.memory.changed()
  expect(practiceViews(store, '2026-11-20')[0]).toMatchObject({ phase: 'slipping', away: [syd], isWhole: true })
})

test('a phone that is kept light judges nothing by answers that it does not hold', async () => {
  const { store, add } = await nordsPhone()
  add('team', 'unit', 'team', { name: 'Team 2', kind: 'team', parent: 'nord' })
  add('hold', 'unit', 'hold', { name: 'Hold 3', kind: 'team', parent: 'nord' })
  const told = (unit: string, phase: string, checked_on = '2026-07-10') => [
    { unit, name: unit, since_on: '2026-04-01', phase, checked_on },
  ]
  const seen = (id: string) =>
    practiceViews(store, '2026-07-20')
      .filter((one) => one.record.id === id)
      .map((one) => [one.phase, one.units.map((at) => at.unit), one.away.map((at) => at.unit), one.due.length])[0]
  const practice = { title: 'Opkald', adopted_on: '2026-04-01' }
  add('p', 'practice', 'team', { ...practice, spread: told('team', 'embedding') })
  add('silent', 'practice', 'team', practice)
  add('worse', 'practice', 'team', { ...practice, spread: [...told('team', 'holding'), ...told('hold', 'slipping')] })
  add('u', 'uptake', 'hold', { practice: 'worse', since_on: '2026-04-01' })
  add('near', 'practice', 'team', { ...practice, spread: [...told('team', 'holding'), ...told('nord', 'slipping')] })
  add('v', 'uptake', 'nord', { practice: 'near', since_on: '2026-04-01' })
  add('c', 'check_in', 'nord', { practice: 'near', checked_on: '2026-07-10', still_done: 'no' })
  store.memory.changed()
  expect(seen('p')).toEqual(['embedding', [], ['team'], 0])
  expect(seen('silent'), 'nobody has answered').toEqual(['slipping', ['team'], [], 1])
  expect(seen('worse')).toEqual(['slipping', [], ['team', 'hold'], 0])
  expect(seen('near'), 'its own unit’s answers are here').toEqual(['slipping', ['nord'], ['team'], 1])
  add('d', 'check_in', 'team', { practice: 'p', checked_on: '2026-07-10', still_done: 'yes' })
  store.memory.changed()
  expect(seen('p'), 'the answer is here').toEqual(['embedding', ['team'], [], 1])
})

test('who has stopped is told with the reason, one stay at a time, also when they have begun anew', async () => {
  const { store, add } = await nordsPhone()
  const syd = { unit: 'syd', name: 'Syd', since_on: '2026-11-01', phase: 'embedding' }
  const until = { since_on: '2026-09-01', phase: 'retired', until_on: '2026-10-01', until_reason: 'Nyt system' }
  add('p', 'practice', 'vest', { title: 'Opkald', adopted_on: '2026-08-01', spread: [syd, { ...syd, ...until }] })
  const stopped = { practice: 'p', since_on: '2026-09-01', until_on: '2026-11-10', until_reason: 'For få hænder' }
  add('u', 'uptake', 'nord', stopped)
  add('v', 'uptake', 'nord', { practice: 'p', since_on: '2026-11-12' })
  store.memory.changed()
  const [view] = practiceViews(store, '2026-11-20')
  expect(view!.away).toEqual([syd])
  expect(view!.stops.map(({ unit, until_on, until_reason }) => [unit, until_on, until_reason])).toEqual([
    ['nord', '2026-11-10', 'For få hænder'],
    ['syd', '2026-10-01', 'Nyt system'],
  ])
  expect(view!.places.get('nord')).toBe('2026-11-12')
})

test('a practice that gave way to one that is gone has its way back', async () => {
  const { store, add } = await nordsPhone()
  const decided = (id: string, subject: string, choice: string) =>
    add(id, 'decision', 'nord', { subject, choice, decided_on: '2026-11-10', ends_on: '2026-12-01' })
  const practice = (id: string, trial: string) =>
    add(id, 'practice', 'nord', { title: id, trial, adopted_on: '2026-11-01' })
  const told = () => {
    store.memory.changed()
    return gaveWay(store, store.get('b')!, practiceViews(store, '2026-11-20'))?.title
  }
  add('a', 'trial', 'nord', { title: 'Opkald' })
  add('b', 'trial', 'nord', { title: 'Opkald, 2. runde', parent_trial: 'a' })
  decided('d1', 'a', 'adopt')
  practice('old', 'a')
  decided('d2', 'b', 'adopt')
  practice('new', 'b')
  expect(told(), 'nothing has given way').toBeUndefined()
  decided('d3', 'old', 'retire')
  expect(told()).toBe('old')
  decided('d4', 'b', 'extend')
  expect(told()).toBe('old')
  add('d5', 'decision', 'nord', { subject: 'old', choice: 'continue', decided_on: '2026-11-10', replaces: 'd3' })
  expect(told(), 'it is back').toBeUndefined()
})

test('so has one that another unit had, and that was let go of', async () => {
  const { store, add } = await nordsPhone()
  const told = () => {
    store.memory.changed()
    return gaveWay(store, store.get('b')!, practiceViews(store, '2026-11-20'))?.title
  }
  add('b', 'trial', 'nord', { title: 'Opkald, 2. runde', parent_trial: 'a' })
  add('old', 'practice', 'vest', { title: 'old', trial: 'a', adopted_on: '2026-08-01' })
  add('u', 'uptake', 'nord', { practice: 'old', since_on: '2026-09-01' })
  expect(told(), 'it is still done').toBeUndefined()
  add('u', 'uptake', 'nord', { practice: 'old', since_on: '2026-09-01', until_on: '2026-11-10', until_reason: 'Ny' })
  expect(told()).toBe('old')
  add('old', 'practice', 'vest', { title: 'old', trial: 'a', adopted_on: '2026-08-01', retired_on: '2026-11-12' })
  expect(told(), 'there it is no more').toBeUndefined()
})

test('a practice that was held for another one is told when that is no longer in its place', async () => {
  const { store, add } = await nordsPhone()
  const held = { type: 'practice', record: 'second', reason: 'already_practice', fields: { trial: 't' } } as unknown
  const told = () => settledBy(store, held as Entry, '2026-11-20')
  add('first', 'practice', 'nord', { title: 'Opkald', trial: 't', adopted_on: '2026-11-01' })
  store.memory.changed()
  expect(told()).toBeNull()
  add('d', 'decision', 'nord', { subject: 'first', choice: 'retire', decided_on: '2026-11-20' })
  store.memory.changed()
  expect(told()).toBe('free')
})

test('a sentence that ends with a day has one full stop', () => {
  expect(da.nextTime('21. dec.')).toBe('Næste spørgsmål kommer 21. dec.')
  expect(da.nextTime('21. maj')).toBe('Næste spørgsmål kommer 21. maj.')
  expect(en.nextTime('21 Dec')).toBe('The next question comes 21 Dec.')
})

describe('which unit takes a practice up', () => {
  const units = [{ id: 'nord' }, { id: 'syd' }]

  test.each([
    ['the one that was chosen', units, 'syd', ['nord'], 'syd'],
    ['else one’s own', units, '', ['syd'], 'syd'],
    ['else nobody’s: several, and none is one’s own', units, '', ['byen'], undefined],
    ['the only one', units.slice(0, 1), '', ['byen'], 'nord'],
  ])('%s', (_, choices, wanted, own, told) => {
    const memberships = own.map((unit) => ({ unit }))
    expect(chosenTaker(choices, wanted, memberships)?.id).toBe(told)
  })
})
