// Kræver opmærksomhed in words: every field that people write has its name, what is chosen is a word, what is pointed at a title.

import { describe, expect, test } from 'vitest'
import { contract, type RecordType } from '../src/contract.gen'
import { names } from '../src/store/memory'
import type { Store } from '../src/store/store'
import type { Account, Entry, Fields, RecordView } from '../src/store/types'
import { da as attachDa } from '../src/text/attach.da'
import { da } from '../src/text/da'
import { en } from '../src/text/en'
import { da as termsDa } from '../src/text/terms.da'
import { en as termsEn } from '../src/text/terms.en'
import { dayWritten } from '../src/ui/attach/words'
import { entryInFile, entryKept, vouchedStill } from '../src/ui/attention/kept'
import { mendable } from '../src/ui/attention/mend'
import { fieldName, inOurWords, optionsOf, saidIn } from '../src/ui/attention/told'
import { entryTitle, knownFields } from '../src/ui/entries'
import { heldPractice } from '../src/ui/practices'
import { ACCOUNT } from './support/records'

const titles: Record<string, Fields> = {
  t: { title: 'Opkald før besøg' },
  p: { title: 'Tre ting' },
  n: { name: 'Nord' },
}
const store = { get: (id: string) => titles[id] && { id, fields: titles[id] }, ofType: () => [] } as unknown as Store
const danish = { store, text: da, language: 'da' as const }
const english = { store, text: en, language: 'en' as const }
const types = Object.keys(contract) as RecordType[]
const everyField = types.flatMap((type) => Object.keys(contract[type].fields).map((field) => [type, field] as const))

function held(type: string, fields: Fields, field?: string): Entry {
  return { n: 1, id: 'm', record: 'r', type, op: 'put', base: 0, fields, state: 'held', field } as unknown as Entry
}

describe('every field that people write', () => {
  test.each(everyField)('%s.%s has its name in both languages', (type, field) => {
    expect(fieldName(type, field, danish)).not.toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(fieldName(type, field, english)).not.toMatch(/^[a-z]+(_[a-z]+)*$/)
  })

  test.each(everyField)('%s.%s: what may be chosen in it is told in words', (type, field) => {
    for (const telling of [danish, english])
      for (const subject_type of ['trial', 'practice', 'dilemma'])
        for (const one of optionsOf(type, field, { subject_type }, telling) ?? [])
          expect(one.label, `${type}.${field} = ${one.value}`).toMatch(/^\p{Lu}/u)
  })
})

const extension: Fields = {
  ...{ unit: 'n', subject_type: 'trial', subject: 't', choice: 'extend', reason: 'Vi mangler weekenden' },
  ...{ ends_on: '2026-03-14', decided_on: '2026-01-23', effect: 2 },
}

test('a decision is told in words: its choice, its subject, its days', () => {
  const said = (field: string) => saidIn('decision', field, extension, danish)
  expect(['choice', 'subject', 'subject_type', 'effect', 'unit'].map(said)).toEqual([
    ...['Forlæng', 'Opkald før besøg', 'Prøvehandling', 'Mærkbar', 'Nord'],
  ])
  expect(said('ends_on')).toMatch(/^14\.\smar/)
  expect(saidIn('decision', 'subject', { subject: 'gone' }, danish)).toBe('noget, der ikke ligger på telefonen')
})

test('what is mended by hand holds no ids and no codes', () => {
  expect(mendable(held('decision', extension), true)).toEqual(['choice', 'reason', 'ends_on', 'decided_on', 'effect'])
  const trial = {
    unit: 'n',
    title: 'X',
    owner: 'a',
    deputy: 'a',
    parent_trial: 't',
    barriers: ['b'],
    risk_checked: true,
  }
  expect(mendable(held('trial', trial, 'deputy'), true)).toEqual(['title', 'deputy', 'risk_checked'])
  expect(mendable(held('decision', { ...extension, choice: 'abandon' }, 'learned'), true)).toContain('learned')
})

test("somebody else's words are not mended by a leader", () => {
  expect(mendable(held('decision', extension), false)).toEqual(['ends_on', 'decided_on'])
})

test('a retirement is titled by its word, a detail by the name of its field', () => {
  const retire = held('decision', {
    unit: 'n',
    subject_type: 'practice',
    subject: 'p',
    choice: 'retire',
    reason: 'Nok',
  })
  expect(entryTitle(retire, termsDa, (id) => titles[id])).toBe('Beslutning: Udfas – Tre ting')
  expect(entryTitle(retire, termsEn, (id) => titles[id])).toBe('Decision: Retire – Tre ting')
  expect(inOurWords('Feltet “took_part” mangler.', 'decision', danish)).toBe('Feltet “Med til at beslutte” mangler.')
})

test('what another unit does is known by its learning card', () => {
  const card = { id: 'c', fields: { practice: 'away', trial: 'tried', title: 'Kaffe på kajen' } }
  const ofType = (type: string) => (type === 'learning_card' ? [card] : [])
  const known = knownFields({ ...store, ofType } as unknown as Store)
  const taken = held('uptake', { unit: 'n', practice: 'away', since_on: '2026-11-25' })
  expect(entryTitle(taken, termsDa, known)).toBe('En enhed mere: Kaffe på kajen')
  expect([known('tried'), known('p'), known('x')]).toEqual([card.fields, titles.p, undefined])
})

test('setting in motion is told apart from what was new, also before the server has seen either', () => {
  const made = held('trial', { unit: 'n', title: 'Opkald før besøg' })
  const started = { ...held('trial', { starts_on: '2026-11-25' }), record: 't' }
  const mended = { ...held('trial', { change: 'Vi ringer' }), record: 't' }
  expect([made, started, mended].map((one) => entryTitle(one, termsDa, (id) => titles[id]))).toEqual([
    'Prøvehandling: Opkald før besøg',
    'Sat i gang: Opkald før besøg',
    'Rettelse: Prøvehandling: Opkald før besøg',
  ])
})

test('the answers of a practice that was held are found by its trial, on the phone and on the server', () => {
  const told = { id: 'x', type: 'practice', record: 'p', fields: { unit: 'n', trial: 't' } }
  const review = {
    id: 'h',
    fields: { mutation: told, sent_by: 'a', reason: 'needs_adoption' },
  } as unknown as RecordView
  const phone = (own: Entry[], others: RecordView[], role = 'leader') =>
    [
      { held: () => own, ofType: () => others, queue: () => [], entry: () => undefined } as unknown as Store,
      { ...ACCOUNT, memberships: [{ unit: 'n', role }] } as Account,
    ] as const
  const own = held('practice', { unit: 'n', trial: 't' })
  expect(heldPractice(...phone([own], []), 't')).toBe(own)
  expect(heldPractice(...phone([own], []), 'another')).toBeUndefined()
  expect(heldPractice(...phone([held('decision', { trial: 't' })], []), 't')).toBeUndefined()
  expect(heldPractice(...phone([], [review]), 't')).toMatchObject({ id: 'x', held: 'h' })
  expect(heldPractice(...phone([], [review], 'staff'), 't'), 'another person’s').toBeUndefined()
})

describe('what is held may be anything that was sent', () => {
  const heldWith = (mutation: unknown) => ({ id: 'h', fields: { mutation, sent_by: 'a' } }) as unknown as RecordView

  test.each([[undefined], [null], ['note'], [[1]], [{ fields: null }], [{ fields: [1], id: 5, type: {}, base: '2' }]])(
    '%j reads as an entry',
    (mutation) => {
      const entry = entryKept(heldWith(mutation))
      expect(entry).toMatchObject({ id: '', record: '', type: '', op: 'put', base: 0, fields: {} })
      expect(mendable(entry, false)).toEqual([])
      expect(entryTitle(entry, termsDa, () => undefined)).toBeTypeOf('string')
    },
  )

  test('what is as an entry has it stays so', () => {
    const told = {
      id: 'm',
      type: 'trial',
      op: 'delete',
      record: 'r',
      base: 3,
      fields: { title: 'X' },
      not_cpr: ['title'],
    }
    expect(entryKept(heldWith(told))).toEqual({ ...told, held: 'h' })
    expect(entryKept(heldWith({ id: 'm', type: 'trial' }))).toMatchObject({ record: 'm', base: 0 })
  })

  test('who mends another field leaves the words that were vouched for as they were', () => {
    const told = entryKept(heldWith({ id: 'm', fields: { good: '1', different: '2' }, not_cpr: ['good', 'different'] }))
    expect(vouchedStill(told, { good: '1', different: 'another', heard_on: '2026-11-23' })).toEqual({
      not_cpr: ['good'],
    })
    expect(vouchedStill(told, { good: 'one', different: 'two' })).toEqual({})
    expect(vouchedStill(entryKept(heldWith({ id: 'm', not_cpr: 'good' })), {})).toEqual({})
  })

  test('its file holds it to the letter', () => {
    expect(entryInFile(heldWith({ id: 'm', fields: [1] }))).toEqual({
      ...{ id: 'm', record: 'm', base: 0, fields: [1], author: 'a' },
    })
    expect(entryInFile(heldWith('note'))).toMatchObject({ mutation: 'note', author: 'a' })
  })

  test.each([
    ['observation', 'seen_at', 'i går', 'i går'],
    ['observation', 'seen_at', 5, '5'],
    ['observation', 'seen_at', { a: 1 }, '{"a":1}'],
    ['trial', 'ends_on', 'i morgen', 'i morgen'],
    ['trial', 'ends_on', '2026-99-99', '2026-99-99'],
    ['trial', 'barriers', 'x', 'x'],
    ['trial', 'baseline', 'x', 'x'],
    ['trial', 'title', { a: 1 }, '{"a":1}'],
  ])('%s.%s: what is of another kind is told as it was written', (type, field, value, said) => {
    expect(saidIn(type, field, { [field]: value } as Fields, danish)).toBe(said)
  })

  test('a picture without a day is told without one', () => {
    const shown = (day: string) => attachDa.photoOf(dayWritten(day, 'da'), 1, 1)
    expect([shown('2026-06-03'), shown('undefined')]).toEqual(['Billede til noten fra 3. juni', 'Billede til noten'])
    expect(names({ attachments: [3, null, 'p', {}] })).toEqual(['p'])
  })
})
