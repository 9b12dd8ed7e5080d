// What waits, over a real store: what the phone itself has written counts at once.

import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Account, Fields } from '../src/store/types'
import { subjectHref, waiting } from '../src/ui/waiting'
import { given as sent } from './support/records'

const TODAY = '2026-11-24'
const ROOT = 'root'
const NORD = 'nord'
const SYD = 'syd'
let store: Store

/** A check-in came on the day that it is about. */
const given = (type: string, unit: string, fields: Fields, id?: string) =>
  sent(store, type, unit, fields, id, fields.checked_on ? `${fields.checked_on}T08:00:00.000Z` : undefined)

const account = (role: 'staff' | 'leader', unit = NORD, id = 'mette'): Account => ({
  user: { id, name: 'Mette Holm' },
  memberships: [{ unit, role }],
  organisation: { id: ROOT, name: 'Lillevig' },
  time_zone: 'Europe/Copenhagen',
})
const STAFF = account('staff')
const LEADER = account('leader', NORD, 'lone')

const trial = (starts_on: string, ends_on: string, more: Fields = {}, unit = NORD) =>
  given('trial', unit, {
    title: 'Opkald før besøg',
    change: 'a',
    who: 'b',
    does: 'c',
    when: 'd',
    prediction: 'e',
    learning_question: 'f',
    target_group: 'g',
    starts_on,
    ends_on,
    ...more,
  })
const practice = (adopted_on: string, more: Fields = {}) =>
  given('practice', NORD, { title: 'Kaffe på kajen', trial: 't', adopted_on, owner: 'musa', deputy: 'lone', ...more })
const decided = (subject: string, choice: string, more: Fields = {}) =>
  given('decision', NORD, { subject_type: 'trial', subject, choice, reason: 'r', decided_on: '2026-11-20', ...more })
const kinds = (who: Account) => waiting(store, who, TODAY).map((one) => one.kind)

beforeEach(async () => {
  store = await Store.open(newId())
  given('unit', ROOT, { name: 'Lillevig', kind: 'organisation' }, ROOT)
  given('unit', NORD, { name: 'Nord', kind: 'unit', parent: ROOT }, NORD)
  given('unit', SYD, { name: 'Syd', kind: 'unit', parent: ROOT }, SYD)
})

describe('trials', () => {
  test('one that has ended without a decision is to be gathered up', () => {
    const id = trial('2026-11-01', '2026-11-20')
    expect(waiting(store, STAFF, TODAY)).toEqual([
      {
        kind: 'review',
        id,
        title: 'Opkald før besøg',
        href: `/proevehandlinger/${id}/saml-op`,
        unit: NORD,
        days: 4,
        forLeader: false,
      },
    ])
    decided(id, 'abandon')
    expect(kinds(STAFF)).toEqual([])
  })

  test('one of another unit waits for others', () => {
    trial('2026-11-01', '2026-11-20', {}, SYD)
    expect(kinds(STAFF)).toEqual([])
    expect(kinds(account('staff', ROOT))).toEqual(['review'])
  })

  test('one that ends today, tomorrow or the day after says so, before anything else', () => {
    trial('2026-10-01', '2026-10-20')
    trial('2026-11-01', '2026-11-25')
    trial('2026-11-01', '2026-11-26')
    trial('2026-11-01', '2026-11-24')
    trial('2026-11-01', '2026-11-27')
    const found = waiting(store, STAFF, TODAY).map(({ kind, days }) => [kind, days])
    expect(found).toEqual([
      ['ends', 0],
      ['ends', -1],
      ['ends', -2],
      ['review', 35],
    ])
  })

  test('an extension moves the end', () => {
    const id = trial('2026-11-01', '2026-11-20')
    decided(id, 'extend', { ends_on: '2026-11-25' })
    expect(kinds(STAFF)).toEqual(['ends'])
  })

  test('two final decisions contradict each other until one replaces the other', () => {
    const id = trial('2026-11-01', '2026-11-20')
    const first = decided(id, 'abandon')
    decided(id, 'adopt', { decided_on: '2026-11-22' })
    expect(waiting(store, STAFF, TODAY)).toMatchObject([
      { kind: 'contradiction', href: `/proevehandlinger/${id}`, days: 2 },
    ])
    decided(id, 'adopt', { replaces: first })
    expect(kinds(STAFF)).toEqual([]) // settled: both that are left say the same
  })

  test('a wish to take it into use leads to the trial, with its grounds; what is decided leads to doing so', () => {
    const id = trial('2026-11-01', '2026-11-20', { adopt_asked_on: '2026-11-21', adopt_because: 'Det virker' })
    const at = `/proevehandlinger/${id}`
    expect(waiting(store, LEADER, TODAY)).toMatchObject([{ kind: 'adoption', href: at, forLeader: true }])
    decided(id, 'adopt')
    expect(waiting(store, LEADER, TODAY)).toMatchObject([{ kind: 'adoption', href: `/praksis/ny/${id}` }])
  })

  test('a second decision that replaces the first is none', () => {
    const id = trial('2026-11-01', '2026-11-20')
    const first = decided(id, 'abandon')
    decided(id, 'adopt', { replaces: first })
    expect(kinds(STAFF)).toEqual([])
  })

  test('a running one without a deputy is asked about, of its leader, last of all', () => {
    const id = trial('2026-11-01', '2026-12-20', { owner_role: 'Planlægger' })
    trial('2026-11-01', '2026-12-20', { owner_role: 'Planlægger', deputy: 'musa' })
    trial('2026-11-01', '2026-11-23')
    const nobodys = trial('2026-11-02', '2026-12-20', { deputy: 'musa' })
    expect(waiting(store, LEADER, TODAY)).toMatchObject([
      { kind: 'review' },
      { kind: 'deputy', id, href: `/proevehandlinger/${id}/ret`, forLeader: true },
      { kind: 'owner', id: nobodys, href: `/proevehandlinger/${nobodys}/ret`, forLeader: true },
    ])
    expect(kinds(STAFF)).toEqual(['review'])
  })
})

describe('practices', () => {
  test('a check-in that is due is asked in the unit', () => {
    const id = practice('2026-10-20')
    expect(waiting(store, STAFF, TODAY)).toMatchObject([
      { kind: 'check_in', id, unit: NORD, days: 5, href: `/praksis/${id}/tjek/${NORD}` },
    ])
    given('check_in', NORD, { practice: id, checked_on: TODAY, still_done: 'yes' })
    expect(kinds(STAFF)).toEqual([])
  })

  test('an answer that is still on the phone counts', async () => {
    const id = practice('2026-10-20')
    const fields = { unit: NORD, practice: id, checked_on: TODAY, still_done: 'yes' }
    await store.save([{ type: 'check_in', fields }])
    expect(kinds(STAFF)).toEqual([])
  })

  test('its owner is told that a colleague is to answer', () => {
    const id = practice('2026-10-20', { owner: 'mette' })
    expect(waiting(store, STAFF, TODAY)).toMatchObject([
      { kind: 'check_in', forColleague: true, href: `/praksis/${id}` },
    ])
  })

  test('one that slips stands once, with its page', () => {
    const id = practice('2026-10-01')
    expect(waiting(store, STAFF, TODAY)).toMatchObject([{ kind: 'slipping', href: `/praksis/${id}`, days: 24 }])
  })

  test('a unit that has taken it up is asked about itself', () => {
    const id = practice('2026-11-20')
    given('uptake', SYD, { practice: id, since_on: '2026-10-20' })
    expect(waiting(store, account('staff', SYD), TODAY)).toMatchObject([{ kind: 'check_in', unit: SYD }])
    expect(kinds(STAFF)).toEqual([])
  })

  test('where it was taken up nobody is asked any more once its own unit has retired it, and again when that is taken back', () => {
    given('membership', SYD, { person: store.user, role: 'staff' })
    const id = practice('2026-09-20')
    given('uptake', SYD, { practice: id, since_on: '2026-10-20' })
    const syd = account('staff', SYD)
    expect(waiting(store, syd, TODAY).map((one) => one.kind)).toEqual(['check_in'])
    const held = store.memory.synced.get(id)!
    held.fields = { ...held.fields, retired_on: '2026-11-20' }
    store.memory.changed()
    expect(waiting(store, syd, TODAY)).toEqual([])
    // Where it is at home the decisions count: a leader who has just taken it back without a network sees it at once.
    given('membership', NORD, { person: store.user, role: 'leader' })
    expect(kinds(LEADER)).toEqual(['slipping'])
  })

  test('a deputy is asked for since the day on which there was none any more, where the records say it', () => {
    practice('2026-01-20', { owner: 'lone', deputy: null, deputy_gone_on: '2026-11-20' })
    practice('2026-11-22', { deputy: null })
    given('check_in', NORD, { practice: store.ofType('practice')[0]!.id, checked_on: TODAY, still_done: 'yes' })
    trial('2026-11-01', '2026-12-20', { owner: 'lone', deputy_gone_on: '2026-11-23' })
    const found = waiting(store, LEADER, TODAY).filter((one) => one.kind === 'deputy')
    expect(found.map((one) => one.days)).toEqual([4, 2, 1])
  })

  test('one without an owner or deputy is asked about, unless it is retired', () => {
    const id = practice('2026-11-20', { deputy: '' })
    expect(waiting(store, LEADER, TODAY)).toMatchObject([{ kind: 'deputy', href: `/praksis/${id}/ret` }])
    const nobodys = practice('2026-11-21', { owner: '' })
    expect(waiting(store, LEADER, TODAY)[1]).toMatchObject({ kind: 'owner', href: `/praksis/${nobodys}/ret` })
    given('decision', NORD, { subject_type: 'practice', subject: nobodys, choice: 'retire', reason: 'r' })
    given('decision', NORD, { subject_type: 'practice', subject: id, choice: 'retire', reason: 'r', decided_on: TODAY })
    expect(kinds(LEADER)).toEqual([])
  })
})

describe('what needs an answer', () => {
  test("a citizen's concern waits for the unit's leader until it is replied to", async () => {
    const id = given('feedback', NORD, { different: 'Ring før I kommer', heard_on: '2026-11-21T14', channel: 'phone' })
    given('feedback', NORD, { good: 'I kommer til tiden', heard_on: '2026-11-21', channel: 'phone' })
    expect(kinds(STAFF)).toEqual([])
    expect(waiting(store, LEADER, TODAY)).toMatchObject([{ kind: 'concern', href: `/borger/${id}`, days: 3 }])
    await store.save([{ type: 'feedback', record: id, base: 1, fields: { reply: 'Det gør vi nu', replied_on: TODAY } }])
    expect(kinds(LEADER)).toEqual([])
  })

  test('a raised barrier waits for the leaders where it was met, and of the unit that owes the answer', () => {
    const id = given('barrier', NORD, { kind: 'time', text: 'Ingen tid mellem to besøg', raised_to: ROOT })
    given('barrier', NORD, { kind: 'time', text: 'Besvaret', raised_to: ROOT, answer: 'Ja' })
    given('barrier', NORD, { kind: 'time', text: 'Ikke løftet' })
    expect(kinds(STAFF)).toEqual([])
    expect(kinds(LEADER)).toEqual(['barrier'])
    expect(waiting(store, account('leader', ROOT), TODAY)).toMatchObject([
      { kind: 'barrier', href: `/barriere/${id}`, days: 14, forLeader: true },
    ])
  })

  test('a step waits from the day after it was due, and leads to what its decision is about', () => {
    const decision = decided('d1', 'Vi ringer', { subject_type: 'dilemma' })
    const step = (due_on: string, more: Fields = {}) =>
      given('step', NORD, { decision, text: 'Ny køreplan', due_on, ...more })
    step(TODAY)
    step('2026-11-01', { done_on: '2026-11-02' })
    const id = step('2026-11-14')
    expect(waiting(store, STAFF, TODAY)).toMatchObject([{ kind: 'step', id, href: '/dilemma/d1', days: 10 }])
    expect(subjectHref(undefined)).toBe('/')
  })
})
