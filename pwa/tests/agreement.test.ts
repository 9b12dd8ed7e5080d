// What a unit has agreed on to get going again: its own, and of the slip that it is in.

import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { create, edit } from '../src/domain/capture'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Fields } from '../src/store/types'
import { agreementIn } from '../src/ui/practice/agreement'
import { practiceViews } from '../src/ui/practices'
import { given } from './support/records'

let store: Store
let uptake: string

beforeEach(async () => {
  store = await Store.open(newId())
  for (const unit of ['nord', 'syd']) given(store, 'unit', unit, { name: unit, kind: 'unit' }, unit)
  given(store, 'practice', 'nord', { title: 'Opkald', trial: 't', adopted_on: '2026-11-28' }, 'p')
  uptake = given(store, 'uptake', 'syd', { practice: 'p', since_on: '2026-11-28' })
})

const says = (unit: string, checked_on: string, still_done: string) =>
  given(store, 'check_in', unit, { practice: 'p', checked_on, still_done }, newId(), `${checked_on}T09:00:00Z`)
const agreement = (decided_on: string, reason: string, more: Fields = {}): Fields => ({
  ...{ subject_type: 'practice', subject: 'p', choice: 'continue', reason, decided_on },
  ...more,
})
const agrees = (decided_on: string, reason: string, more: Fields = {}) =>
  given(store, 'decision', 'nord', agreement(decided_on, reason, more))
const told = (today: string, unit = 'nord') => agreementIn(store, practiceViews(store, today)[0]!, unit, today)

test('it stands while the unit slips, until a yes has settled it', () => {
  says('nord', '2026-12-28', 'no')
  expect(told('2026-12-28')).toBeUndefined()
  agrees('2026-12-28', 'To navne på listen', { check_on: '2027-01-11' })
  expect(told('2026-12-28')).toEqual({ how: 'To navne på listen', on: '2027-01-11', holds: true })
  expect(told('2027-01-11')?.holds).toBe(true)
  expect(told('2027-01-12'), 'nobody has looked').toMatchObject({ how: 'To navne på listen', holds: false })
  says('nord', '2027-01-11', 'no')
  expect(told('2027-01-11')).toMatchObject({ how: 'To navne på listen', holds: false })
  says('nord', '2027-02-12', 'yes')
  expect(told('2027-02-12')).toBeUndefined()
  says('nord', '2027-03-14', 'partly')
  expect(told('2027-03-14'), 'a new slip has no agreement yet').toBeUndefined()
  agrees('2027-03-14', 'Vagtplanen minder om det')
  expect(told('2027-03-14')?.how).toBe('Vagtplanen minder om det')
})

test('another unit that slips has not agreed on what the first one did', () => {
  says('nord', '2026-12-28', 'no')
  agrees('2026-12-28', 'To navne på listen')
  expect(told('2027-01-20', 'syd')).toBeUndefined()
  const again = {
    practice: 'p',
    since_on: '2026-11-28',
    again_how: 'Vi minder hinanden om det',
    again_on: '2027-02-03',
  }
  given(store, 'uptake', 'syd', again, uptake)
  expect(told('2027-01-20', 'syd'), 'nobody there has answered').toMatchObject({ how: 'Vi minder hinanden om det' })
  says('syd', '2027-01-30', 'yes')
  expect(told('2027-03-20', 'syd'), 'silent once more').toBeUndefined()
  says('syd', '2027-03-20', 'no')
  expect(told('2027-03-20', 'syd')).toBeUndefined()
  given(store, 'uptake', 'syd', { ...again, again_how: 'Et nyt navn', again_on: '2027-04-03' }, uptake)
  expect(told('2027-03-20', 'syd')).toMatchObject({ how: 'Et nyt navn', holds: true })
})

test('where nobody answers, what was agreed on before the question came is not about that', () => {
  agrees('2026-12-01', 'I brug igen')
  expect(told('2027-01-20')).toBeUndefined()
  agrees('2027-01-20', 'To navne på listen')
  expect(told('2027-01-20')).toMatchObject({ how: 'To navne på listen', holds: true })
})

test('without a network it counts in the order in which it was saved', async () => {
  const check = (unit: string, still_done: string) =>
    create('check_in', unit, { practice: 'p', checked_on: '2026-12-28', still_done })
  await store.save([check('nord', 'no')])
  await store.save([create('decision', 'nord', agreement('2026-12-28', 'To navne på listen'))])
  expect(told('2026-12-28')).toMatchObject({ how: 'To navne på listen', holds: true })
  await store.save([check('nord', 'partly')])
  expect(told('2026-12-28')).toMatchObject({ holds: false })
  await store.save([check('nord', 'yes'), check('nord', 'no')])
  expect(told('2026-12-28')).toBeUndefined()

  const again = (again_how: string) => edit('uptake', store.get(uptake)!, { again_how })!
  await store.save([again('En seddel')])
  await store.save([check('syd', 'no')])
  expect(told('2026-12-28', 'syd')).toBeUndefined()
  await store.save([again('To sedler')])
  expect(told('2026-12-28', 'syd')).toMatchObject({ how: 'To sedler', holds: true })
})

test('what was taken back is no agreement, and where it does not slip there is none', () => {
  says('nord', '2026-12-28', 'no')
  const first = agrees('2026-12-28', 'To navne på listen')
  given(store, 'decision', 'nord', agreement('2026-12-28', 'Slut', { choice: 'retire', replaces: first }))
  expect(told('2026-12-28')).toBeUndefined()
})

test('why a retired practice was taken into use again is no agreement', () => {
  says('nord', '2026-12-28', 'no')
  agrees('2026-12-28', 'To navne på listen')
  given(store, 'decision', 'nord', { ...agreement('2026-12-29', 'Det nye system'), choice: 'retire' }, 'retired')
  agrees('2026-12-30', 'Systemet spurgte ikke', { replaces: 'retired' })
  expect(told('2026-12-30')).toMatchObject({ how: 'To navne på listen', holds: true })
})
