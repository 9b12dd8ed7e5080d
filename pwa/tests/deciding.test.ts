// A decision about a trial: what it needs, what it answers, what it begins with, and what it may take the place of.

import { describe, expect, test } from 'vitest'
import { contradictions, standingDecision } from '../src/domain/phases'
import type { Store } from '../src/store/store'
import type { Account, Fields, RecordView } from '../src/store/types'
import {
  begunReview,
  decided,
  decisionFaults,
  extensionDays,
  fromWish,
  NO_REVIEW,
  toDecision,
  toMakeAnew,
  vouchedOf,
} from '../src/ui/trial/deciding'
import { lastDay, type TrialView } from '../src/ui/trials'
import { record } from './support/records'

const TODAY = '2026-11-25'
const FULL: Fields = { title: 'Opkald før besøg', starts_on: '2026-11-20', ends_on: '2026-12-03' }

function storeOf(...records: RecordView[]): Store {
  return {
    get: (id: string) => records.find((one) => one.id === id),
    ofType: (type: string) => records.filter((one) => one.type === type),
  } as unknown as Store
}

describe('deciding', () => {
  const about = { trial: record('t', 'trial', FULL), end: '2026-12-03', today: TODAY, notCpr: [] }
  const keys = (choice: string, review: object) =>
    decisionFaults({ ...about, choice, review: { ...NO_REVIEW, ...review } }).map((one) => `${one.field} ${one.key}`)

  test('each choice asks only for what it needs', () => {
    expect(keys('abandon', { reason: 'Svar' })).toEqual(['learned required'])
    expect(keys('abandon', { reason: 'Svar', learned: 'Nej' })).toEqual([])
    expect(keys('cancel', {})).toEqual(['reason required'])
    expect(keys('extend', { reason: 'Mere' })).toEqual(['ends_on required'])
    expect(keys('extend', { reason: 'Mere', ends_on: '2026-12-03' })).toEqual(['ends_on not_later'])
    expect(keys('extend', { reason: 'Mere', ends_on: '2027-05-18' })).toEqual([])
    expect(keys('extend', { reason: 'Mere', ends_on: '2027-05-19' })).toEqual(['ends_on too_long_period'])
  })

  test('a trial is extended to no day that is gone, also where it ended before that', () => {
    const late = { ...about, end: '2026-11-22', choice: 'extend' }
    const keysOf = (ends_on: string, instead: string[] = []) =>
      decisionFaults({ ...late, instead, review: { ...NO_REVIEW, reason: 'Mere', ends_on } }).map((one) => one.key)
    expect(keysOf('2026-11-22')).toEqual(['not_later'])
    expect(keysOf('2026-11-24')).toEqual(['is_over'])
    expect(keysOf('2026-11-22', ['a']), 'in place of a mistake').toEqual(['is_over'])
    expect(keysOf(TODAY)).toEqual([])
  })

  test('the days to choose between are those that the server takes, and there may be none', () => {
    const days = (end: string, today: string, isAgain = false) => extensionDays(about.trial, end, today, isAgain)
    expect(days('2026-12-03', TODAY)).toEqual({ min: '2026-12-04', max: '2027-05-18' })
    expect(days('2026-12-03', TODAY, true)).toEqual({ min: '2026-12-03', max: '2027-05-18' })
    expect(days('2026-11-22', TODAY)).toEqual({ min: TODAY, max: '2027-05-18' })
    expect(days('2026-12-03', '2027-05-18')).toEqual({ min: '2027-05-18', max: '2027-05-18' })
    expect(days('2026-12-03', '2027-05-19')).toBeUndefined()
    expect(days('2027-05-18', TODAY)).toBeUndefined()
    expect(extensionDays(record('t', 'trial', { title: 'Idé' }), undefined, TODAY)).toBeUndefined()
    expect(days('2027-05-18', TODAY, true)).toEqual({ min: '2027-05-18', max: '2027-05-18' })
  })

  test('an extension answers a wish to adopt, also one of the same day', () => {
    const about = { subject_type: 'trial', subject: 't', choice: 'extend', reason: 'Mere' }
    const extension = { ...about, ends_on: '2026-12-20', decided_on: TODAY }
    const made = (trial: Fields, fields: Fields) => decided(record('t', 'trial', trial), fields, [])
    const [first, second] = made({ ...FULL, adopt_asked_on: TODAY }, extension)
    expect(first).toMatchObject({ type: 'decision', fields: { choice: 'extend' } })
    expect(second).toMatchObject({ type: 'trial', record: 't', fields: { adopt_asked_on: null } })
    expect(made(FULL, extension)).toHaveLength(1)
    expect(made({ ...FULL, adopt_asked_on: '2026-01-01' }, extension)).toHaveLength(1)
    expect(made({ ...FULL, adopt_asked_on: TODAY }, { ...extension, choice: 'abandon', learned: 'Nej' })).toHaveLength(
      1,
    )
  })

  test('what was vouched for in the review, or in the wish that it begins with, is vouched for in the decision', () => {
    const locker = 'Ro over for skab 010165-5001'
    const wish = fromWish(record('t', 'trial', { ...FULL, adopt_because: 'Det virker', adopt_dilemma: locker }))
    expect(vouchedOf(wish, wish, TODAY)).toEqual(['dilemma'])
    expect(vouchedOf({ ...wish, dilemma: 'Ro over for 020265-5002' }, wish, TODAY)).toEqual([])
    expect(vouchedOf({ ...NO_REVIEW, dilemma: locker }, NO_REVIEW, TODAY)).toEqual([])
    expect(vouchedOf({ dilemma: locker, vouched: 'dilemma reason' }, NO_REVIEW, TODAY)).toEqual(['dilemma', 'reason'])
  })

  test.each([
    ['before its time', '2026-11-27', '2026-11-27'],
    ['after it', '2026-12-10', '2026-12-03'],
    ['before it began', '2026-11-18', '2026-12-03'],
    ['not at all', undefined, '2026-12-03'],
  ])('decided %s, its last day is the last on which it was tried', (_, decided_on, last) => {
    const decisions = decided_on ? [record('a', 'decision', { choice: 'adopt', decided_on })] : []
    const view = { record: record('t', 'trial', FULL), end: '2026-12-03', decisions } as unknown as TrialView
    expect(lastDay(view)).toBe(last)
  })

  describe('anew', () => {
    const said = { subject: 't', reason: 'Forkert knap', learned: 'Et kvarter er nok', effect: 2 }
    const made = (id: string, choice: string) => record(id, 'decision', { ...said, choice })
    const viewOf = (...decisions: RecordView[]) =>
      ({ record: record('t', 'trial', FULL), end: '2026-12-03', decisions }) as unknown as TrialView

    test('it takes the place of what stands, and may go on to the day that it had', () => {
      const again = {
        ...about,
        choice: 'extend',
        instead: ['a', 'b'],
        review: { ...NO_REVIEW, reason: 'Forkert knap' },
      }
      const ends = (ends_on: string) => ({ ...again, review: { ...again.review, ends_on } })
      expect(decisionFaults(ends('2026-12-03'))).toEqual([])
      expect(decisionFaults(ends('2026-12-02'))).toEqual([{ field: 'ends_on', key: 'not_later' }])
      expect(toDecision(ends('2026-12-03')).map((one) => one.fields.replaces)).toEqual(['a'])
      const stopped = toDecision({ ...again, choice: 'abandon' })
      expect(stopped.map((one) => [one.fields.choice, one.fields.replaces])).toEqual([
        ['abandon', 'a'],
        ['abandon', 'b'],
      ])
    })

    test('it begins with all that was said but why', () => {
      expect(begunReview(viewOf(made('a', 'abandon')))).toEqual({
        ...{ ...NO_REVIEW, learned: 'Et kvarter er nok', effect: '2' },
      })
      expect(begunReview(viewOf(made('a', 'abandon'), record('b', 'decision', { choice: 'extend' }))).learned).toBe('')
    })

    test('whoever decides it may, but a leader’s decision is a leader’s, and what has gone on is none any more', () => {
      const store = (...more: RecordView[]) => storeOf(record('nord', 'unit', { name: 'Nord' }), ...more)
      const person = (role: string, unit = 'nord') => ({ memberships: [{ unit, role }] }) as unknown as Account
      const may = (account: Account, view: TrialView, in_ = store()) => toMakeAnew(in_, account, view)?.id
      expect(may(person('staff'), viewOf(made('a', 'abandon')))).toBe('a')
      expect(may(person('staff', 'syd'), viewOf(made('a', 'abandon')))).toBeUndefined()
      expect(may(person('staff'), viewOf(made('a', 'adopt')))).toBeUndefined()
      expect(may(person('leader'), viewOf(made('a', 'adopt')))).toBe('a')
      expect(may(person('leader'), viewOf(made('a', 'adapt'), made('b', 'abandon')))).toBeUndefined()
      expect(may(person('staff'), viewOf())).toBeUndefined()
      const child = record('c', 'trial', { parent_trial: 't' })
      expect(may(person('staff'), viewOf(made('a', 'adapt')))).toBe('a')
      expect(may(person('staff'), viewOf(made('a', 'adapt')), store(child))).toBeUndefined()
      const idea = { ...viewOf(made('a', 'cancel')), record: record('t', 'trial', { title: 'Kaffe' }), end: undefined }
      expect(may(person('staff'), idea)).toBeUndefined()
    })
  })

  test('two that say something different are for people to settle', () => {
    const [adapt, again, stop] = ['adapt', 'adapt', 'abandon'].map((choice, at) => ({ id: String(at), choice }))
    expect(contradictions([adapt!, again!, stop!])).toEqual([stop])
    expect(standingDecision([adapt!, stop!])).toBe(adapt)
    expect(contradictions([adapt!, stop!, { id: '3', choice: 'adapt', replaces: '2' }])).toEqual([])
  })
})
