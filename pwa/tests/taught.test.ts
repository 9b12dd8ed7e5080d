// What a trial has taught, wherever it is told: the words of the decision that stands, and of no other.

import { expect, test } from 'vitest'
import { FINAL } from '../src/domain/phases'
import type { Store } from '../src/store/store'
import type { Fields, RecordView } from '../src/store/types'
import { da as words } from '../src/text/trial.da'
import { en } from '../src/text/trial.en'
import { cardsOf } from '../src/ui/learning/cards'
import { inspiredBy } from '../src/ui/trial/family'
import { originOf } from '../src/ui/trial/origin'
import { mayShare, taughtBy } from '../src/ui/trial/taught'
import { trialViews } from '../src/ui/trials'
import { ACCOUNT, record } from './support/records'

const TODAY = '2026-11-25'
const tried = record('t', 'trial', { title: 'Havregang', starts_on: '2026-11-01', ends_on: '2026-11-10' })
const inspired = record('i', 'trial', { title: 'Igen', origin_trial: 't' })

function storeOf(...records: RecordView[]): Store {
  return {
    get: (id: string) => records.find((one) => one.id === id),
    ofType: (type: string) => records.filter((one) => one.type === type),
  } as unknown as Store
}

let seq = 0
function decision(id: string, choice: string, more: Fields): RecordView {
  const fields = { subject_type: 'trial', subject: 't', choice, decided_on: '2026-11-12', ...more }
  return record(id, 'decision', fields, { seq: ++seq })
}

/** Every place that tells what it taught. */
function told(...made: RecordView[]): unknown[] {
  const store = storeOf(tried, inspired, ...made)
  const views = trialViews(store, TODAY)
  const view = views.find((one) => one.record.id === 't')!
  return [
    taughtBy(view.decisions)?.fields.learned,
    inspiredBy(store, views, inspired)?.learned,
    originOf(store, 'laering', 't', words.form.round)?.learned,
    originOf(store, 'justering', 't', words.form.round)?.learned,
    cardsOf(store, TODAY).find((one) => one.trial === 't')?.learned,
  ]
}

const all = (words: string | undefined) => [words, words, words, words, words]

test('of two decisions that contradict each other, the one that stands says it, as on the card that others see', () => {
  const first = decision('1', 'abandon', { learned: 'Det tog for lang tid' })
  const second = decision('2', 'adapt', { learned: 'Om morgenen går det' })
  expect(told(first, second)).toEqual(all('Det tog for lang tid'))
  const settled = decision('3', 'adapt', { learned: 'Om morgenen går det', replaces: '1' })
  expect(told(first, second, settled)).toEqual(all('Om morgenen går det'))
})

test('the same decision before and after an extension is told in its later words, and one that runs again by none', () => {
  const early = decision('1', 'abandon', { learned: 'For få' })
  const longer = decision('2', 'extend', { ends_on: '2026-12-10' })
  expect(told(early, longer)).toEqual(all(undefined))
  expect(told(early, longer, decision('3', 'abandon', { learned: 'Nok' }))).toEqual(all('Nok'))
})

test('whoever writes in its unit may share what only the unit sees, and its card says so until then', () => {
  const made = decision('1', 'adapt', { learned: 'Om morgenen går det' })
  const unit = record('nord', 'unit', { name: 'Nord' }, { unit: 'nord' })
  const shared = record('t', 'trial', { ...tried.fields, shared: true })
  const at = (where: string) => ({ ...ACCOUNT, memberships: [{ unit: where, role: 'staff' as const }] })
  for (const [trial, isShared] of [
    [tried, false],
    [shared, true],
  ] as const) {
    const store = storeOf(unit, trial, made)
    expect(cardsOf(store, TODAY)[0]?.isShared).toBe(isShared)
    expect(mayShare(store, at('nord'), trial)).toBe(!isShared)
    expect(mayShare(store, at('syd'), trial)).toBe(false)
  }
})

test.each([words, en])('only of what was stopped is it said that stopping is an answer', ({ thanksHint }) => {
  expect(Object.keys(thanksHint).sort()).toEqual(Object.keys(FINAL).sort())
  expect(Object.keys(FINAL).filter((choice) => /stop/i.test(thanksHint[choice]!))).toEqual(['abandon'])
})
