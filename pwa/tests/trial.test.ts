// The pure parts of the trial card, the run chart's picture and the ramp.

import { describe, expect, test } from 'vitest'
import { runChart } from '../src/domain/runchart'
import type { Store } from '../src/store/store'
import type { Fields, RecordView } from '../src/store/types'
import { da as card } from '../src/text/card.da'
import { en as cardEn } from '../src/text/card.en'
import { da as terms } from '../src/text/terms.da'
import { en as termsEn } from '../src/text/terms.en'
import { da as words } from '../src/text/trial.da'
import { en, en as english } from '../src/text/trial.en'
import { rampOf } from '../src/ui/trial/family'
import { forUnit, originOf } from '../src/ui/trial/origin'
import { peopleFor } from '../src/ui/trial/pick'
import { chartSentence, isSignalRun } from '../src/ui/trial/reading'
import { nextTitle, withoutRound } from '../src/ui/trial/rounds'
import { toMutations } from '../src/ui/trial/saving'
import { eventPlaces, niceTicks } from '../src/ui/trial/scale'
import { sentenceOf } from '../src/ui/trial/sentence'
import { eventsOf, storyOf } from '../src/ui/trial/story'
import {
  canStart,
  formFaults,
  fromNumbers,
  overFault,
  startDay,
  toFields,
  toForm,
  toNumbers,
} from '../src/ui/trial/values'
import { isSettling, type TrialView } from '../src/ui/trials'
import { record } from './support/records'

const TODAY = '2026-11-25'
const FULL: Fields = {
  title: 'Opkald før besøg',
  change: 'Vi ringer først.',
  who: 'Teamet',
  does: 'ringer',
  when: 'kl. 8',
  prediction: 'Færre går forgæves',
  learning_question: 'Er det nok?',
  target_group: 'Fem borgere',
  starts_on: '2026-11-20',
  ends_on: '2026-12-03',
  measure_name: 'Forgæves',
  baseline: ['12', '9.5'],
  behaviour: 'b',
  barriers: ['x'],
  owner: 'o',
  deputy: 'd',
  place: 'Rute 4',
}

function storeOf(...records: RecordView[]): Store {
  let made = 0
  return {
    get: (id: string) => records.find((one) => one.id === id),
    ofType: (type: string) => records.filter((one) => one.type === type),
    newId: () => `new-${++made}`,
  } as unknown as Store
}

describe('a list of numbers', () => {
  test.each([
    ['12; 9,5; 14', ['12', '9.5', '14']],
    ['12 9.5 14', ['12', '9.5', '14']],
    ['12, 9,5', ['12', '9.5']],
    ['12\n9\n', ['12', '9']],
    ['', []],
    ['-3,50;0', ['-3.5', '0']],
    ['12,9,14', undefined],
    ['12; ni', undefined],
  ])('"%s" is %j', (typed, numbers) => expect(toNumbers(typed)).toEqual(numbers))

  test('reads again as it was written', () => {
    expect(fromNumbers(['12', '9.5'], 'da')).toBe('12; 9,5')
    expect(toNumbers(fromNumbers(['12', '9.5'], 'da'))).toEqual(['12', '9.5'])
  })
})

describe('the trial card', () => {
  test('changes nothing that nobody touched', () => {
    const trial = record('t', 'trial', { ...FULL, max_people: 5, shared: true })
    const saved = toMutations(storeOf(trial), {
      ...{ form: toForm(trial.fields, 'da'), record: trial, units: ['nord'], notCpr: [] },
    })
    expect(saved.mutations).toEqual([])
  })

  test('says what is wrong at its field', () => {
    const keys = (form: Fields, before?: RecordView) =>
      formFaults({ ...toForm(FULL, 'da'), ...form }, before, TODAY, []).map((one) => `${one.field} ${one.key}`)
    expect(keys({})).toEqual([])
    expect(keys({ max_people: '0' })).toEqual(['max_people not_people'])
    expect(keys({ max_people: '1.5' })).toEqual(['max_people not_people'])
    expect(keys({ max_people: '10.001' })).toEqual(['max_people not_people'])
    expect(keys({ max_people: '10.000' }), 'as the message writes it').toEqual([])
    expect(keys({ baseline: '12; ni' })).toEqual(['baseline not_numbers'])
    expect(keys({ deputy: 'o' })).toEqual(['deputy deputy_is_owner'])
    expect(keys({ barriers: Array.from({ length: 11 }, (_, at) => String(at)) })).toEqual([
      'barriers too_many_barriers',
    ])
    expect(keys({ target_group: ' ' }, record('t', 'trial', FULL))).toEqual(['target_group has_started'])
    expect(keys({ target_group: '' })).toEqual([])
  })

  test.each([
    ['10.000', 10_000],
    [' 1,250 ', 1_250],
    ['2 500', 2_500],
    ['12', 12],
    ['1.5', null],
    ['1.0000', null],
    ['fem', null],
  ])('reads "%s" as that many people', (max_people, read) => {
    expect(toFields({ ...toForm(FULL, 'da'), max_people }).max_people).toBe(read)
  })

  test('leaves the baseline out when nothing is measured', () => {
    expect(toFields({ ...toForm(FULL, 'da'), measure_name: '' }).baseline).toEqual([])
  })

  test('can be started when only the first day is missing, on any day that was chosen', () => {
    expect(canStart({ ...FULL, starts_on: '' })).toBe(true)
    expect(canStart({ ...FULL, prediction: '' })).toBe(false)
    expect(startDay({}, TODAY)).toBe(TODAY)
    expect(startDay({ starts_on: '2026-11-20' }, TODAY)).toBe('2026-11-20')
    expect(startDay({ starts_on: '2026-12-01' }, TODAY)).toBe('2026-12-01')
  })

  test('cannot be started when its last day is over', () => {
    expect(overFault({ ...FULL, ends_on: '2026-11-24' }, TODAY)).toEqual({ field: 'ends_on', key: 'is_over' })
    for (const ends_on of [TODAY, '2026-12-03', '']) expect(overFault({ ...FULL, ends_on }, TODAY)).toBeUndefined()
  })

  test('is told in short sentences', () => {
    expect(sentenceOf(FULL, 14, words)).toBe(
      'Vi ringer først. Det prøver vi i to uger med fem borgere. Vi tror: færre går forgæves.',
    )
    expect(sentenceOf({ change: 'Vi ringer' }, undefined, words)).toBe('Vi ringer.')
    expect(sentenceOf({ ...FULL, change: 'skal vi ringe?' }, 9, words, true)).toBe(
      'Skal vi ringe? Det prøvede vi i 9 dage med fem borgere. Vi troede: færre går forgæves.',
    )
    expect(sentenceOf({}, 14, words)).toBeUndefined()
  })
})

describe('said of the card', () => {
  test('a day is said once, and names with commas of their own are told apart', () => {
    expect(words.start.period('27. nov.', '27. nov.', 1)).toBe('27. nov. · 1 dag')
    expect(words.start.period('27. nov.', '28. nov.', 2)).toBe('27. nov. – 28. nov. · 2 dage')
    expect(words.start.together(['Nord', 'Syd', 'Øst'])).toBe('Begynder på én gang i Nord, Syd og Øst.')
    const evening = 'Nord, aftenholdet'
    expect(words.start.together(['Nord', evening])).toBe('Begynder på én gang i Nord; Nord, aftenholdet.')
    expect(en.start.together(['Nord', evening, 'Syd'])).toBe('Starts at once in Nord; Nord, aftenholdet; Syd.')
  })

  test.each([
    [card.examples.stop_rule, terms.fields.stop_rule],
    [cardEn.examples.stop_rule, termsEn.fields.stop_rule],
  ])('the example "%s" goes on from “%s”', (example, label) => {
    expect(`${label} ${example}`.match(/hvis|if /g)).toHaveLength(1)
  })

  test('people of the unit and others are chosen from apart, whoever has left last', () => {
    const person = (id: string, name: string, active = true) => record(id, 'person', { name, active })
    const people = [person('m', 'Mette'), person('s', 'Sif'), person('l', 'Lone'), person('g', 'Gudrun', false)]
    const member = record('1', 'membership', { person: 'm' })
    const found = (form: Fields, name: 'owner' | 'deputy') => {
      const groups = peopleFor(storeOf(...people, member), 'nord', toForm(form, 'da'), name)
      return [groups.near, groups.others, groups.gone].map((all) => all.map((one) => one.label))
    }
    expect(found({}, 'owner')).toEqual([['Mette'], ['Lone', 'Sif'], []])
    expect(found({ owner: 'm', deputy: 'g' }, 'deputy')).toEqual([[], ['Lone', 'Sif'], ['Gudrun']])
  })
})

describe('starting from something', () => {
  const trial = record('t', 'trial', FULL)
  const learned = record('d', 'decision', { subject: 't', choice: 'adapt', learned: 'Et kvarter er nok' })
  const owner = record('o', 'person', { name: 'Mette Friis', active: true })

  test('an owner or a deputy who has left, or whom the phone does not know, is not put back in', () => {
    const left = record('l', 'person', { name: 'Musa Holm', active: false })
    const about = { title: 'P', trial: 't' }
    const inherited = (kind: string, owner_: string, deputy: string, more: Fields = {}) => {
      const people = { owner: owner_, deputy, ...more }
      const tried = record('t', 'trial', { ...FULL, ...people })
      const store = storeOf(tried, record('p', 'practice', { ...about, ...people }), owner, left)
      const { inherited } = originOf(store, kind, kind === 'praksis' ? 'p' : 't', words.form.round)!
      return [inherited.owner, inherited.deputy]
    }
    for (const kind of ['justering', 'skalering', 'praksis']) {
      expect(inherited(kind, 'o', 'l')).toEqual(['o', undefined])
      expect(inherited(kind, 'unknown', 'o')).toEqual([undefined, 'o'])
      // Whom a leader above still has on the phone: another of her units is their place now.
      expect(inherited(kind, 'o', '', { owner_gone: 'o' })).toEqual([undefined, undefined])
      expect(inherited(kind, 'o', '', { owner_gone: 'l' })).toEqual(['o', undefined])
    }
  })

  test('an adapted trial inherits all but the dates and the prediction', () => {
    const origin = originOf(storeOf(trial, learned, owner), 'justering', 't', words.form.round)!
    expect(origin.links).toEqual({ parent_trial: 't' })
    expect(origin.learned).toBe('Et kvarter er nok')
    expect(origin.inherited).toMatchObject({
      title: 'Opkald før besøg, 2. runde',
      change: FULL.change,
      owner: 'o',
      baseline: ['12', '9.5'],
    })
    for (const name of ['starts_on', 'ends_on', 'prediction']) expect(origin.inherited).not.toHaveProperty(name)
  })

  test('the rounds are counted, and a title keeps its length', () => {
    expect(nextTitle('Kaffe, 2. runde', words.form.round)).toBe('Kaffe, 3. runde')
    expect([...nextTitle('x'.repeat(80), words.form.round)].length).toBe(80)
    expect(nextTitle('Kaffe, round 2', words.form.round), 'begun by somebody who reads English').toBe('Kaffe, 3. runde')
    expect([withoutRound('Kaffe, 3. runde'), withoutRound('Kaffe')]).toEqual(['Kaffe', 'Kaffe'])
  })

  test('what adjusts a practice is the round after all those that led to it and went on from them', () => {
    const round = (id: string, title: string, parent?: string, more: Fields = {}) =>
      record(id, 'trial', { title, ...(parent ? { parent_trial: parent } : {}), ...more })
    const rounds = [
      round('1', 'Vandglas'),
      round('2', 'Vandglas, 2. runde', '1'),
      round('3', 'Vandglas, 3. runde', '2'),
    ]
    const practice = record('p', 'practice', { title: 'Vandglas på bordet', trial: '3' })
    const next = (kind: string, id: string, ...more: RecordView[]) =>
      originOf(storeOf(...rounds, practice, ...more), kind, id, words.form.round)?.inherited.title
    expect(next('praksis', 'p')).toBe('Vandglas på bordet, 4. runde')
    const fourth = round('4', 'Vandglas på bordet, 4. runde', '3')
    expect(next('praksis', 'p', fourth), 'another one was begun').toBe('Vandglas på bordet, 5. runde')
    expect(next('justering', '3', fourth)).toBe('Vandglas, 5. runde')
    const told = { kin: { before: [{ trial: 'x', unit: 'syd', title: 'Vand, 6. runde' }] } }
    expect(next('praksis', 'p', round('8', 'Vand', '3', told))).toBe('Vandglas på bordet, 7. runde')
    const elsewhere = record('q', 'practice', { title: 'Kaffe', trial: 'unknown' })
    expect(next('praksis', 'q', elsewhere, round('9', 'Kaffe, 2. runde', 'unknown'))).toBe('Kaffe, 3. runde')
  })

  test('a citizen’s words, a barrier and a dilemma are pointed back at', () => {
    const from = (kind: string, type: string, fields: Fields = {}) =>
      originOf(storeOf(record('r', type, fields)), kind, 'r', words.form.round)
    expect(from('borger', 'feedback')?.links).toEqual({ prompted_by: 'r' })
    expect(from('barriere', 'barrier')).toMatchObject({ links: { prompted_by: 'r' }, inherited: { barriers: ['r'] } })
    const does = record('b', 'behaviour', { who: 'Alle', does: 'ringer', when: 'kl. 8' })
    const hinders = storeOf(record('r', 'barrier', { behaviour: 'b' }), does)
    expect(originOf(hinders, 'barriere', 'r', words.form.round)?.inherited).toEqual({
      ...{ barriers: ['r'], behaviour: 'b', who: 'Alle', does: 'ringer', when: 'kl. 8' },
    })
    expect(from('dilemma', 'dilemma', { theme: 'th' })).toMatchObject({ inherited: { theme: 'th' } })
    expect(from('borger', 'barrier')).toBeUndefined()
    expect(from('praksis', 'practice', { title: 'P', trial: 't', who: 'Alle' })).toMatchObject({
      ...{ links: { parent_trial: 't' }, inherited: { who: 'Alle', title: 'P, 2. runde' } },
    })
    const behaviour = { who: 'Teamet', does: 'ringer', when: 'kl. 8', theme: 'th', why: 'Ro' }
    expect(from('adfaerd', 'behaviour', behaviour)).toMatchObject({
      ...{ unit: 'nord', links: {} },
      inherited: { behaviour: 'r', who: 'Teamet', does: 'ringer', when: 'kl. 8', theme: 'th' },
    })
    expect(from('enhed', 'unit', { name: 'Syd' })).toMatchObject({ unit: 'r', links: {}, inherited: {} })
    const card = { title: 'Kort', change: 'Ring', learned: 'Ja', trial: 'elsewhere' }
    expect(from('laering', 'learning_card', card)).toMatchObject({
      ...{ links: { origin_trial: 'elsewhere' }, inherited: { title: 'Kort', change: 'Ring' }, learned: 'Ja' },
    })
  })

  test('several units get one trial each, with what is their own left to choose', () => {
    const store = storeOf(trial, learned, owner)
    const origin = originOf(store, 'skalering', 't', words.form.round)!
    const form = {
      ...toForm(origin.inherited, 'da'),
      newBarriers: [{ id: 'n', kind: 'time', text: 'Ruten er fuld', vouched: false }],
      barriers: ['n'],
    }
    const fieldsIn = (unit: string, fields: Fields) => forUnit(store, fields, 'nord', unit)
    const { mutations, trial: shown } = toMutations(store, {
      form,
      units: ['nord', 'syd'],
      links: origin.links,
      fieldsIn,
      notCpr: [],
    })
    const [barrier, first, second] = mutations
    expect(barrier).toMatchObject({ type: 'barrier', record: 'n', fields: { unit: 'nord', kind: 'time' } })
    expect(first).toMatchObject({
      record: shown,
      fields: { unit: 'nord', parent_trial: 't', owner: 'o', barriers: ['n'] },
    })
    expect(second!.fields).toMatchObject({ unit: 'syd', parent_trial: 't', change: 'Vi ringer først.' })
    expect(second!.fields.together).toBe(first!.fields.together)
    for (const name of ['owner', 'barriers', 'place', 'baseline']) expect(second!.fields).not.toHaveProperty(name)
    expect(forUnit(store, FULL, 'nord', 'nord')).toBe(FULL)
    const fromSyd = {
      form: { ...form, unit: 'syd' },
      units: ['nord', 'syd'],
      links: {},
      notCpr: [],
      fresh: [] as string[],
    }
    const made = toMutations(store, fromSyd)
    expect(made.trial).toBe(made.mutations[2]!.record)
    expect(toMutations(store, fromSyd).mutations).toEqual(made.mutations) // what was not saved keeps its ids
  })
})

describe('the run chart', () => {
  const seen = (count: number, value: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => ({
      ...{ id: String(at), seen_at: `2026-11-${String(at + 1).padStart(2, '0')}T09:00:00+01:00`, value: value(at) },
    }))

  test('is read in words, with the direction', () => {
    const said = (baseline: string[], values: ReturnType<typeof seen>, better?: string) =>
      chartSentence(runChart(baseline, values), better, words)
    expect(said([], [])).toBe(words.noValues)
    expect(
      said(
        [],
        seen(6, (at) => String(at)),
        'up',
      ),
    ).toBe('For få målinger til at sige noget: 6 af 10.')
    expect(
      said(
        ['9', '11', '9', '11'],
        seen(9, () => '5'),
        'down',
      ),
    ).toBe('Der er et signal: 9 målinger i træk under medianen. Lavere er bedst, så det går den rigtige vej.')
    expect(
      said(
        ['9', '11', '9', '11'],
        seen(9, () => '15'),
        'down',
      ),
    ).toContain('den anden vej')
    expect(
      said(
        [],
        seen(12, (at) => (at % 3 ? '5' : '15')),
        'up',
      ),
    ).toBe(words.few(4, true))
    expect(
      said(
        [],
        seen(16, (at) => String([3, 9, 4, 8][at % 4])),
      ),
    ).toBe(words.noSignal)
  })

  test('too few crossings are a signal in which the longest run is none: it is drawn quietly, and one crossing is one', () => {
    const rising = seen(10, (at) => String(at + 1))
    const chart = runChart([], rising)
    expect([chart.signal, isSignalRun(chart)]).toEqual([true, false])
    expect(chartSentence(chart, undefined, words)).toContain('krydser medianen 1 gang, ')
    expect(chartSentence(chart, undefined, english)).toContain('cross the median 1 time, ')
    const over = runChart(['1', '2', '3'], rising)
    expect([over.signal, isSignalRun(over)]).toEqual([true, true])
  })

  test('the ticks are round and enclose the values', () => {
    expect(niceTicks(0.6, 3.4)).toEqual([0, 1, 2, 3, 4])
    expect(niceTicks(5, 5)[0]).toBeLessThanOrEqual(5)
    expect(niceTicks(0, 0).length).toBeGreaterThan(1)
    expect(niceTicks(-3, 121)).toEqual([-50, 0, 50, 100, 150])
  })

  test('events stand before the value that came after them', () => {
    const chart = runChart(
      ['1', '2'],
      seen(4, () => '3'),
    )
    const days = ['2026-11-01', '2026-11-02', '2026-12-01'].map((day, at) => ({ day, what: at ? 'extend' : 'start' }))
    expect(eventPlaces(chart, days)).toEqual([2, 4, 6])
  })
})

test('the ramp is the whole chain, and a circle does not hang it', () => {
  const view = (id: string, parent: string, seq: number) =>
    ({ record: record(id, 'trial', { title: id, parent_trial: parent }, { seq }) }) as unknown as TrialView
  const views = [
    view('a', '', 1),
    view('b', 'a', 2),
    view('c', 'b', 3),
    view('d', 'b', 4),
    view('e', 'd', 5),
    view('z', '', 6),
  ]
  expect(rampOf(views, 'b').map((one) => `${one.depth} ${one.view.record.id}`)).toEqual([
    '0 a',
    '1 b',
    '2 c',
    '2 d',
    '3 e',
  ])
  expect(rampOf([view('p', 'q', 1), view('q', 'p', 2)], 'p').length).toBe(2)
})

describe('a contradiction that was settled', () => {
  const said = { reason: 'Det virker', learned: 'Et opkald er nok', decided_on: '2026-11-20' }
  const decisions = [
    record('a', 'decision', { choice: 'adopt', ...said }, { seq: 1 }),
    record(
      'x',
      'decision',
      { choice: 'abandon', reason: 'Ingen kom', learned: 'Nej', decided_on: '2026-11-20' },
      { seq: 2 },
    ),
    record('y', 'decision', { choice: 'adopt', ...said, decided_on: '2026-11-22', replaces: 'x' }, { seq: 3 }),
  ]
  const view = {
    record: record('t', 'trial', FULL),
    phase: 'adopted',
    decisions,
    observations: [],
  } as unknown as TrialView

  test('is told as that, and what was decided once', () => {
    const told = storyOf(view, TODAY).flatMap((one) => ('record' in one ? [[one.kind, one.record.id]] : []))
    expect(told).toEqual([
      ['settled', 'y'],
      ['decided', 'x'],
      ['decided', 'a'],
    ])
  })

  test('is marked once on the run chart', () => {
    const what = eventsOf(view, TODAY).map((one) => [one.day, one.what])
    expect(what).toEqual([
      ['2026-11-20', 'start'],
      ['2026-11-20', 'adopt'],
    ])
  })

  test('a decision that only replaces one, with words of its own, is a decision', () => {
    const mended = record(
      'z',
      'decision',
      { ...said, choice: 'adopt', reason: 'Det virker godt', replaces: 'a' },
      { seq: 4 },
    )
    const again = record('w', 'decision', { ...said, choice: 'adopt', replaces: 'a' }, { seq: 4 })
    expect([mended, again].map((one) => isSettling(one, [...decisions.slice(0, 1), one]))).toEqual([false, false])
  })
})
