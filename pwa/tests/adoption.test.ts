// What "Tag i brug" saves: in one go, in the order in which the server must apply it, with the review's words.

import { describe, expect, test } from 'vitest'
import type { Store } from '../src/store/store'
import type { RecordView } from '../src/store/types'
import { carriersOf } from '../src/ui/people'
import { adjusted, adoption, decidedBefore, goneBefore, isInstead, superseding } from '../src/ui/practice/adoption'
import type { PracticeView } from '../src/ui/practices'
import type { TrialView } from '../src/ui/trials'

const decision = (id: string, choice: string, more = {}) =>
  ({ id, fields: { subject: 'trial', choice, ...more } }) as unknown as RecordView
const trialWith = (...decisions: RecordView[]) => ({ decisions }) as unknown as TrialView
const answers = {
  title: ' Opkald før besøg ',
  routine: 'Kørelisten',
  stops: 'Intet',
  who: 'Teamet',
  does: 'ringer',
  when: 'kl. 8',
  owner: 'mette',
  deputy: '',
  units: ['syd', 'nord'],
  supersedes: 'yes',
  step: 'calendar',
}
const review = {
  reason: 'Det virker',
  learned: 'Et opkald er nok',
  as_planned: 'yes',
  effect: '3',
  effort: '',
  dilemma: '',
}
const none = { decision: [], practice: [] }
const made = (before: Parameters<typeof adoption>[3]) =>
  adoption({ id: 'trial', unit: 'nord' }, answers, review, before, '2026-11-25', 'new', none)

test('the decision comes first, then the practice, then the units that point at it', () => {
  const [first, second, ...uptakes] = made({ kind: 'open' })
  expect(first).toMatchObject({ type: 'decision' })
  expect(first!.fields).toEqual({
    unit: 'nord',
    subject_type: 'trial',
    subject: 'trial',
    choice: 'adopt',
    reason: 'Det virker',
    learned: 'Et opkald er nok',
    as_planned: 'yes',
    effect: 3,
    decided_on: '2026-11-25',
  })
  expect(second).toMatchObject({ type: 'practice', record: 'new' })
  expect(second!.fields).toMatchObject({ unit: 'nord', trial: 'trial', title: 'Opkald før besøg', owner: 'mette' })
  expect(second!.fields).not.toHaveProperty('step')
  expect(second!.fields).not.toHaveProperty('deputy')
  expect(uptakes.map((one) => one.fields)).toEqual([{ unit: 'syd', practice: 'new', since_on: '2026-11-25' }])
})

test('a trial that has been adopted gets its practice only', () => {
  expect(decidedBefore(trialWith(decision('a', 'adopt')))).toEqual({ kind: 'decided' })
  expect(made({ kind: 'decided' }).map((one) => one.type)).toEqual(['practice', 'uptake'])
})

test('what was decided before is replaced by name; an extension is no obstacle', () => {
  expect(decidedBefore(trialWith())).toEqual({ kind: 'open' })
  expect(decidedBefore(trialWith(decision('a', 'extend', { ends_on: '2026-12-01' })))).toEqual({ kind: 'open' })
  expect(decidedBefore(trialWith(decision('a', 'adapt')))).toEqual({ kind: 'other', ids: ['a'], choice: 'adapt' })
  expect(made({ kind: 'other', ids: ['a'], choice: 'adapt' })[0]!.fields).toMatchObject({
    choice: 'adopt',
    replaces: 'a',
  })
})

test('two decisions against each other are settled first', () => {
  expect(decidedBefore(trialWith(decision('a', 'adapt'), decision('b', 'abandon')))).toEqual({ kind: 'unclear' })
})

test('after a contradiction was settled both that say the same give way', () => {
  const settled = [decision('a', 'adopt'), decision('b', 'abandon'), decision('c', 'abandon', { replaces: 'a' })]
  expect(decidedBefore(trialWith(...settled))).toEqual({ kind: 'other', ids: ['b', 'c'], choice: 'abandon' })
  const both = made({ kind: 'other', ids: ['b', 'c'], choice: 'abandon' }).filter((one) => one.type === 'decision')
  expect(both.map((one) => one.fields.replaces)).toEqual(['b', 'c'])
})

test('a practice that went with its adoption comes back as itself', () => {
  const fields = { trial: 'trial', title: 'Opkald før besøg', routine: 'Tavlen', owner: 'musa', deputy: 'mette' }
  const record = { id: 'old', version: 3, unit: 'nord', fields } as unknown as RecordView
  const view = { record, tookBack: decision('b', 'abandon'), decisions: [] } as unknown as PracticeView
  const retired = { ...view, decisions: [decision('r', 'retire')] }
  expect(goneBefore('trial', [retired, view])).toBe(view)
  const [, change, ...uptakes] = adoption(
    { id: 'trial', unit: 'nord' },
    answers,
    review,
    { kind: 'open' },
    '2026-11-25',
    record,
    none,
  )
  expect(change).toMatchObject({ type: 'practice', record: 'old', base: 3 })
  expect(change!.fields).toMatchObject({
    routine: 'Kørelisten',
    adopted_on: '2026-11-25',
    owner: 'mette',
    deputy: null,
  })
  expect(uptakes.map((one) => one.fields.practice)).toEqual(['old'])
})

describe('the practice that a trial adjusts', () => {
  const trial = (id: string, parent_trial?: string) => ({ id, unit: 'nord', fields: { parent_trial } }) as never
  const trials: Record<string, RecordView> = { a: trial('a'), b: trial('b', 'a'), c: trial('c', 'b') }
  const store = { get: (id: string) => trials[id] } as unknown as Store
  const uptake = (id: string, unit: string, fields = {}) =>
    ({ id, unit, version: 2, fields: { since_on: '2026-08-01', ...fields } }) as unknown as RecordView
  const practice = (unit: string, of: string, phase = 'slipping', uptakes: RecordView[] = []) =>
    ({
      phase,
      uptakes,
      away: [],
      places: new Map([unit, ...uptakes.map((one) => one.unit)].map((place) => [place, '2026-08-01'])),
      record: { id: `p-${of}`, unit, fields: { trial: of } },
    }) as unknown as PracticeView
  const old = practice('nord', 'a')

  test('is one of the trials before it, the nearest, and done in the same unit', () => {
    expect(adjusted(store, trials.c!, [practice('nord', 'x'), old])).toBe(old)
    expect(adjusted(store, trials.c!, [practice('syd', 'a'), practice('nord', 'a', 'retired')])).toBeUndefined()
    expect(adjusted(store, trials.a!, [old])).toBeUndefined()
    const nearest = practice('nord', 'b')
    expect(adjusted(store, trials.c!, [old, nearest])).toBe(nearest)
    const taken = practice('syd', 'a', 'slipping', [uptake('u', 'nord')])
    expect(adjusted(store, trials.c!, [taken])).toBe(taken)
  })

  test('is retired at home', () => {
    const [made, ...others] = superseding(old, ['nord', 'vest'], 'Afløst af “Ny”.', '2026-11-26')
    expect(made).toMatchObject({
      type: 'decision',
      fields: { unit: 'nord', subject: 'p-a', choice: 'retire', reason: 'Afløst af “Ny”.' },
      not_cpr: [],
    })
    expect(others).toEqual([])
    const [vouched] = superseding(old, ['nord'], 'Afløst af “Skab 010165-5001”.', '2026-11-26')
    expect(vouched!.not_cpr).toEqual(['reason'])
  })

  test('gives way unless somebody says no, or it would end for other units too and nobody has said yes', () => {
    const said = (supersedes: string, of: PracticeView, unit = 'nord') => isInstead({ supersedes }, of, unit)
    const spread = practice('nord', 'a', 'slipping', [uptake('u', 'syd')])
    expect([said('', old), said('no', old)]).toEqual([true, false])
    expect([said('', spread), said('yes', spread)]).toEqual([false, true])
    const away = { ...old, away: [{ unit: 'vest', name: 'Vest' }] } as unknown as PracticeView
    expect(said('', away)).toBe(false)
    expect(said('', spread, 'syd'), 'a unit that has taken it up ends it for itself alone').toBe(true)
  })

  test('is let go of by the units that had taken it up and do the new one, and by nobody else', () => {
    const earlier = uptake('stopped', 'nord', { until_on: '2026-09-01', until_reason: 'For få hænder' })
    const uptakes = [earlier, uptake('u', 'nord'), uptake('v', 'vest'), uptake('w', 'øst')]
    const made = superseding(practice('syd', 'a', 'slipping', uptakes), ['nord', 'vest'], 'Afløst', '2026-11-26')
    expect(made.map((one) => [one.type, one.record, one.base, one.fields])).toEqual(
      ['u', 'v'].map((id) => ['uptake', id, 2, { until_on: '2026-11-26', until_reason: 'Afløst' }]),
    )
  })
})

test('the form begins with the owner and the deputy, and with the deputy where the owner has left', () => {
  const people = new Map([
    ['mette', { fields: { name: 'Mette', active: true } }],
    ['musa', { fields: { name: 'Musa', active: true } }],
    ['gone', { fields: { name: 'Gone', active: false } }],
  ])
  const store = { get: (id: string) => people.get(id) } as unknown as Store
  const told = (owner: string, deputy: string, owner_gone = '') =>
    Object.values(carriersOf(store, { owner, deputy, owner_gone }))
  expect(told('mette', 'musa')).toEqual(['mette', 'musa'])
  expect(told('gone', 'musa')).toEqual(['musa', ''])
  expect(told('mette', 'musa', 'mette')).toEqual(['musa', ''])
  expect(told('mette', 'musa', 'lone')).toEqual(['mette', 'musa'])
  expect(told('mette', 'gone')).toEqual(['mette', ''])
  expect(told('gone', 'gone')).toEqual(['', ''])
  expect(told('', 'musa')).toEqual(['', 'musa'])
  expect(told('of another unit', 'musa')).toEqual(['of another unit', 'musa'])
})
