import { expect, test } from 'vitest'
import type { RecordView } from '../src/store/types'
import { begunOn, correctionFaults, movedTo, toCorrection } from '../src/ui/trial/correcting'

const BEFORE = {
  id: 'first',
  type: 'observation',
  unit: 'nord',
  version: 1,
  fields: {
    trial: 't',
    seen_at: '2026-11-23T07:05:44+01:00',
    outcome: 'worked',
    text: 'Det gik',
    value: '4.5',
    barrier: 'b',
    attachments: ['p', 'q'],
  },
} as unknown as RecordView
const before = { before: BEFORE, form: begunOn(BEFORE, '4,5') }
const begun = { ...before, notCpr: [] as string[], today: '2026-11-26', fresh: 'new' }
const made = (form: object) => toCorrection({ ...begun, form: { ...begun.form, ...form } }, () => 'of-kind')

test('a correction that changes nothing is none', () => {
  expect(made({})).toEqual([])
  expect(made({ text: ' Det gik ' })).toEqual([])
})

test('what is changed is in it, what is taken away is not, and the rest is as it was', () => {
  expect(made({ text: 'Det gik ikke', isInTheWay: false, attachments: ['q'] })).toMatchObject([
    {
      type: 'observation',
      fields: { unit: 'nord', trial: 't', seen_at: BEFORE.fields.seen_at, outcome: 'worked', text: 'Det gik ikke' },
    },
  ])
  const fields = made({ text: 'Det gik ikke', isInTheWay: false, attachments: ['q'] })[0]!.fields
  expect(fields).toMatchObject({ value: '4.5', attachments: ['q'], replaces: 'first' })
  expect(fields).not.toHaveProperty('barrier')
})

test('a barrier that is written with it comes before it', () => {
  expect(made({ barrier: 'new', barrierText: 'Ruten er fuld', kind: 'time' })).toMatchObject([
    { type: 'barrier', record: 'new', fields: { kind: 'time', text: 'Ruten er fuld' } },
    { type: 'observation', fields: { barrier: 'new', replaces: 'first' } },
  ])
})

test('another day keeps the time of the day, also across the change of the clocks', () => {
  const clock = (moment: string) => new Date(moment).toTimeString().slice(0, 8)
  const seen = '2026-11-23T07:05:44+01:00'
  expect(movedTo('2026-11-23', seen)).toBe(seen)
  for (const day of ['2026-11-01', '2026-07-31', '2026-10-25']) {
    expect(movedTo(day, seen).slice(0, 10)).toBe(day)
    expect(clock(movedTo(day, seen))).toBe(clock(seen))
  }
})

test('a day to come, or none, is told', () => {
  const wrong = (day: string) => correctionFaults({ ...begun, form: { ...begun.form, day } }, true)
  expect(wrong('2026-11-26')).toEqual([])
  expect(wrong('2026-11-27')).toEqual(['day'])
  expect(wrong('')).toEqual(['day'])
})
