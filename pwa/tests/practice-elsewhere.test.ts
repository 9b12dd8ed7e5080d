// A practice in several units: each chooses its own way on.

import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { create } from '../src/domain/capture'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Account, Fields, Json } from '../src/store/types'
import { markEndingRead, newEndings, readEndings } from '../src/ui/endings'
import { placeOf, uptakeIn } from '../src/ui/practice/places'
import {
  answeredToday,
  begunOn,
  doneElsewhere,
  endedOn,
  practiceViews,
  slippingPlaces,
  standsAs,
  stopsNothing,
  successorOf,
} from '../src/ui/practices'
import { given } from './support/records'

const TODAY = '2026-11-24'
let store: Store

const at = (...units: string[]): Account => ({
  user: { id: store.user, name: 'Dorte Lind' },
  memberships: units.map((unit) => ({ unit, role: 'staff' })),
  organisation: { id: 'root', name: 'Lillevig' },
  time_zone: 'Europe/Copenhagen',
})
const said = (unit: string, still_done: string) =>
  given(store, 'check_in', unit, { practice: 'p', checked_on: '2026-11-20', still_done })
const view = () => practiceViews(store, TODAY)[0]!

beforeEach(async () => {
  store = await Store.open(newId())
  for (const [id, parent] of [['root'], ['nord', 'root'], ['syd', 'root'], ['vest', 'root']])
    given(store, 'unit', id!, { name: id!, kind: 'unit', ...(parent ? { parent } : {}) }, id)
  given(store, 'practice', 'nord', { title: 'Opkald', trial: 't', adopted_on: '2026-10-20' }, 'p')
  given(store, 'uptake', 'syd', { practice: 'p', since_on: '2026-10-20' }, 'u')
})

test('the other units that do it are told by name, wherever their answers are', () => {
  const spread = [
    { unit: 'nord', name: 'Nord', since_on: '2026-10-20', phase: 'embedding' },
    { unit: 'øst', name: 'Øst', since_on: '2026-10-20', phase: 'holding' },
    {
      unit: 'vest',
      name: 'Vest',
      since_on: '2026-08-01',
      phase: 'retired',
      until_on: '2026-09-01',
      until_reason: 'Nej',
    },
  ]
  given(store, 'membership', 'nord', { person: store.user, role: 'leader' })
  given(store, 'membership', 'syd', { person: store.user, role: 'leader' })
  given(
    store,
    'practice',
    'nord',
    { title: 'Opkald', trial: 't', adopted_on: '2026-10-20', spread: spread as Json },
    'p',
  )
  expect(doneElsewhere(view())).toEqual([{ unit: 'syd' }, { unit: 'øst', name: 'Øst' }])
})

test('what one has answered today is each unit’s and each person’s own', async () => {
  const check = (checked_on: string, still_done: string) =>
    store.save([create('check_in', 'nord', { practice: 'p', checked_on, still_done })])
  const told = (unit = 'nord') => answeredToday(view(), unit, at('nord'), TODAY)?.fields.still_done
  given(store, 'check_in', 'nord', { practice: 'p', checked_on: TODAY, still_done: 'yes' })
  await check('2026-11-23', 'yes')
  expect(told(), 'a colleague’s, and yesterday’s').toBeUndefined()
  await check(TODAY, 'no')
  expect(told()).toBe('no')
  expect(told('syd')).toBeUndefined()
  await check(TODAY, 'yes')
  expect(told()).toBe('yes')
})

test.each([
  ['Intet', true],
  [' intet. ', true],
  ['Nothing', true],
  ['Intet ud over det gamle skema', false],
  ['At køre ud uden at vide', false],
])('what stops: "%s"', (stops, isNothing) => {
  given(store, 'practice', 'nord', { title: 'Opkald', trial: 't', adopted_on: '2026-10-20', stops }, 'p')
  expect(stopsNothing(view())).toBe(isNothing)
})

describe('a way on', () => {
  test('is about the unit in which it slips, each for itself', () => {
    for (const [unit, answer] of [
      ['nord', 'yes'],
      ['syd', 'no'],
    ])
      said(unit!, answer!)
    const dorte = at('root')
    expect(slippingPlaces(store, dorte, view())).toEqual(['syd'])
    expect(placeOf(store, dorte, view(), undefined)).toBe('syd')
    said('nord', 'partly')
    expect(slippingPlaces(store, dorte, view())).toEqual(['nord', 'syd'])
    expect(slippingPlaces(store, at('syd'), view())).toEqual(['syd'])
    expect(placeOf(store, dorte, view(), 'syd')).toBe('syd')
  })

  test('is about no unit that does not do it, or in which one has no say', () => {
    expect(placeOf(store, at('root'), view(), 'vest')).toBe('nord')
    expect(placeOf(store, at('syd'), view(), 'nord')).toBe('syd')
    expect(placeOf(store, at('vest'), view(), undefined)).toBe('nord')
  })

  test('goes by the uptake that is not stopped; the unit that it belongs to has none', () => {
    given(store, 'uptake', 'syd', { practice: 'p', since_on: '2026-09-01', until_on: '2026-10-01' }, 'earlier')
    expect(uptakeIn(store, at('root'), view(), 'syd')?.id).toBe('u')
    expect(uptakeIn(store, at('root'), view(), 'nord')).toBeUndefined()
    expect(uptakeIn(store, at('nord'), view(), 'syd')).toBeUndefined()
  })
})

describe('an end that another unit chose', () => {
  const ended = (fields: Fields = {}) => {
    const told = { title: 'Opkald', trial: 't', adopted_on: '2026-10-20' }
    given(store, 'practice', 'nord', { ...told, retired_on: '2026-11-20', retired_because: 'Nyt', ...fields }, 'p')
  }
  const told = (account = at('syd'), read: string[] = [], today = TODAY) =>
    newEndings(store, account, today, read).map((one) => one.record.id)

  beforeEach(() => {
    given(store, 'membership', 'syd', { person: store.user, role: 'staff' })
  })

  test('is told for a fortnight to those who had taken it up', () => {
    expect(told()).toEqual([])
    ended()
    expect(view()).toMatchObject({ phase: 'retired', isEnded: true })
    expect(told()).toEqual(['p'])
    expect(told(at('vest'))).toEqual([])
    expect(told(at('nord', 'syd')), 'they chose it').toEqual([])
    expect([told(at('syd'), [], '2026-12-04'), told(at('syd'), [], '2026-12-05')]).toEqual([['p'], []])
  })

  test('means nothing to those who had stopped', () => {
    given(store, 'uptake', 'syd', { practice: 'p', since_on: '2026-09-01', until_on: '2026-11-01' }, 'u')
    expect(view()).toMatchObject({ phase: 'retired', isEnded: false })
    ended()
    expect(told()).toEqual([])
  })

  test('is told no more once the unit goes on by itself, or does what took its place', () => {
    ended({ succeeded_by: 'q' })
    given(store, 'trial', 'vest', { title: 'Opkald', parent_trial: 't' })
    expect(told()).toEqual(['p'])
    const own = given(store, 'trial', 'syd', { title: 'Opkald', parent_trial: 't' })
    expect(told()).toEqual([])
    given(store, 'decision', 'syd', { subject: own, choice: 'abandon', decided_on: TODAY })
    expect(told()).toEqual(['p'])
    given(store, 'uptake', 'syd', { practice: 'q', since_on: TODAY })
    expect(told()).toEqual([])
  })

  test('once', async () => {
    ended()
    await markEndingRead(store, at('syd'), TODAY, view())
    expect(told(at('syd'), await readEndings(store))).toEqual([])
    ended({ retired_on: '2026-11-23' })
    expect(told(at('syd'), await readEndings(store)), 'it was taken back, and ended anew').toEqual(['p'])
  })

  test('leads to what took its place, as far as that is on the phone', () => {
    ended({ succeeded_by: 'q' })
    const successor = () => successorOf(store, practiceViews(store, TODAY).find((one) => one.record.id === 'p')!)
    expect(successor()).toBeUndefined()
    given(store, 'learning_card', 'nord', { trial: 't2', title: 'Kort opkald', practice: 'q' }, 'card')
    expect(successor()).toEqual({ href: '/laering/card', title: 'Kort opkald' })
    given(store, 'practice', 'nord', { title: 'Kort opkald', trial: 't2', adopted_on: '2026-11-20' }, 'q')
    expect(successor()).toEqual({ href: '/praksis/q', title: 'Kort opkald' })
  })
})

describe('from when until when it was in use', () => {
  const used = () => [standsAs(view()), begunOn(view()), endedOn(view())]
  const stops = (until_on: string, since_on = '2026-10-20', id = 'u') =>
    given(store, 'uptake', 'syd', { practice: 'p', since_on, until_on, until_reason: 'Nej' }, id)
  const practice = (more: Fields) =>
    given(store, 'practice', 'nord', { title: 'Opkald', trial: 't', adopted_on: '2026-03-24', ...more }, 'p')
  const retire = () => {
    const about = { subject_type: 'practice', subject: 'p', choice: 'retire', reason: 'Slut' }
    given(store, 'decision', 'nord', { ...about, decided_on: '2026-11-12' })
  }

  test('a unit that has let go of another’s reads of its own time, and that it has stopped', () => {
    given(store, 'membership', 'syd', { person: store.user, role: 'staff' })
    practice({})
    expect(used()).toEqual(['embedding', '2026-10-20', undefined])
    stops('2026-11-20')
    expect(used()).toEqual(['stopped', '2026-10-20', '2026-11-20'])
    given(store, 'uptake', 'syd', { practice: 'p', since_on: '2026-11-22' }, 'anew')
    expect(used()).toEqual(['embedding', '2026-11-22', undefined])
    stops('2026-11-23', '2026-11-22', 'anew')
    expect(used(), 'the last time').toEqual(['stopped', '2026-11-22', '2026-11-23'])
    practice({ retired_on: '2026-11-24', retired_because: 'Slut' })
    expect(used(), 'its own unit has ended it since').toEqual(['retired', '2026-11-22', '2026-11-23'])
  })

  test('where its own unit ends it, the time of the unit that reads ends with it', () => {
    given(store, 'membership', 'syd', { person: store.user, role: 'staff' })
    practice({ retired_on: '2026-11-12', retired_because: 'Slut' })
    expect(used()).toEqual(['retired', '2026-10-20', '2026-11-12'])
  })

  test('at home it is the practice’s own time, whoever has let go of it', () => {
    given(store, 'membership', 'root', { person: store.user, role: 'leader' })
    practice({})
    stops('2026-11-01')
    expect(used()).toEqual(['slipping', '2026-03-24', undefined])
    retire()
    expect(used()).toEqual(['retired', '2026-03-24', '2026-11-12'])
  })
})
