// What the purpose screens work out: how old a barrier is, who owes an answer, what hangs together with what, how far a
// decision has been carried.

import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { inSentence, whoDoesWhen } from '../src/domain/who-does'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Fields } from '../src/store/types'
import { wireTime } from '../src/store/wire-time'
import { da } from '../src/text/purpose.da'
import { leadersOf } from '../src/ui/people'
import { carriedThrough, purposeOf, themeState } from '../src/ui/purpose/model'
import { choicesAt, unitPurpose } from '../src/ui/purpose/unit-model'
import { ACCOUNT, given } from './support/records'

const TODAY = '2026-11-25'

/** A phone that holds what the server has sent: `[id, type, unit, fields, day of receipt]`. */
async function phone(...records: [string, string, string, Fields, string?][]): Promise<Store> {
  const store = await Store.open(newId())
  records.forEach(([id, type, unit, fields, day = '2026-11-01'], at) => {
    const received_at = `${day}T08:00:00+01:00`
    const made = {
      version: 1,
      seq: at + 1,
      created_by: 'mette',
      captured_at: received_at,
      skew: 0,
      received_at,
      gen: 1,
    }
    store.memory.synced.set(id, { id, type, unit, fields, ...made })
  })
  store.memory.changed()
  return store
}

const TOWN: [string, string, string, Fields][] = [
  ['kommune', 'unit', 'kommune', { name: 'Lillevig Kommune', kind: 'organisation' }],
  ['omsorg', 'unit', 'omsorg', { name: 'Sundhed og Omsorg', kind: 'department', parent: 'kommune' }],
  ['nord', 'unit', 'nord', { name: 'Hjemmeplejen Nord', kind: 'unit', parent: 'omsorg' }],
  ['dag', 'unit', 'dag', { name: 'Nord, dagholdet', kind: 'team', parent: 'nord' }],
]

const barrier = (more: Fields = {}): Fields => ({ kind: 'time', text: 'Ruten er lagt', ...more })

test('a raised barrier owes an answer to its age until somebody above has answered', async () => {
  const store = await phone(
    ...TOWN,
    ['raised', 'barrier', 'nord', barrier({ raised_to: 'omsorg' }), '2026-11-05'],
    ['answered', 'barrier', 'nord', barrier({ raised_to: 'omsorg', answer: 'Fra nytår', answered_on: '2026-11-20' })],
    ['own', 'barrier', 'nord', barrier()],
  )
  const { barriers } = purposeOf(store, ACCOUNT, TODAY)
  expect([...barriers.values()].map((one) => [one.record.id, one.state, one.age])).toEqual([
    ['raised', 'owed', 20],
    ['own', 'open', 24],
    ['answered', 'answered', 24],
  ])
  expect(unitPurpose(store, ACCOUNT, 'omsorg', TODAY)?.owed.map((one) => one.record.id)).toEqual(['raised'])
  expect(unitPurpose(store, ACCOUNT, 'kommune', TODAY)?.owed).toEqual([])
})

test('a barrier that came in the hour after midnight is as old as the organisation’s days say', async () => {
  const store = await phone(...TOWN)
  given(store, 'barrier', 'nord', barrier(), 'late', '2026-11-24T23:30:00Z')
  const ageOn = (day: string) => purposeOf(store, ACCOUNT, day).barriers.get('late')?.age
  expect([ageOn('2026-11-25'), ageOn('2026-11-26')]).toEqual([0, 1])
})

test('a barrier raised on this phone owes an answer before it has been sent', async () => {
  const store = await phone(...TOWN)
  const { ids } = await store.save([{ type: 'barrier', fields: { unit: 'nord', ...barrier({ raised_to: 'omsorg' }) } }])
  const view = purposeOf(store, ACCOUNT, wireTime().slice(0, 10)).barriers.get(ids[0]!)
  expect(view?.state).toBe('owed')
  expect(view?.age).toBe(0)
})

test('a decision settles a barrier, but not one that still waits for an answer', async () => {
  const decided = (subject: string): Fields => ({
    subject_type: 'barrier',
    subject,
    choice: 'Vi bytter ruter',
    reason: 'Det kan vi selv',
    decided_on: '2026-11-10',
  })
  const store = await phone(
    ['own', 'barrier', 'nord', barrier()],
    ['raised', 'barrier', 'nord', barrier({ raised_to: 'omsorg' })],
    ['d1', 'decision', 'nord', decided('own')],
    ['d2', 'decision', 'nord', decided('raised')],
  )
  const { barriers } = purposeOf(store, ACCOUNT, TODAY)
  expect(barriers.get('own')?.state).toBe('decided')
  expect(barriers.get('raised')?.state).toBe('owed')
})

test('a behaviour is linked to what hinders it and to what tries it, a barrier to what met it', async () => {
  const store = await phone(
    ['ring', 'behaviour', 'nord', { who: 'Vi', does: 'ringer', when: 'før besøget', theme: 'borger' }],
    ['borger', 'theme', 'omsorg', { title: 'Borgeren først' }],
    ['rute', 'barrier', 'nord', barrier({ behaviour: 'ring' })],
    ['try', 'trial', 'nord', { title: 'Opkald', behaviour: 'ring', barriers: ['rute'], prompted_by: 'rute' }],
    [
      'saw',
      'observation',
      'nord',
      { trial: 'try', outcome: 'not', seen_at: '2026-11-20T08:00:00+01:00', barrier: 'rute' },
    ],
    [
      'mend',
      'observation',
      'nord',
      { trial: 'try', outcome: 'partly', seen_at: '2026-11-20T08:00:00+01:00', barrier: 'rute', replaces: 'saw' },
    ],
  )
  const { behaviours, barriers, themes } = purposeOf(store, ACCOUNT, TODAY)
  expect(behaviours.get('ring')?.barriers.map((one) => one.record.id)).toEqual(['rute'])
  expect(behaviours.get('ring')?.trials.map((one) => one.title)).toEqual(['Opkald'])
  expect(barriers.get('rute')?.trials).toHaveLength(1)
  expect(barriers.get('rute')?.observations.map((one) => one.id)).toEqual(['mend'])
  expect(themes.get('borger')?.trials.map((one) => one.title)).toEqual(['Opkald'])
  expect(themes.get('borger')?.behaviours).toHaveLength(1)
})

test('a later decision takes the earlier one’s place, and only its own steps count', async () => {
  const store = await phone(
    ['luft', 'dilemma', 'nord', { between: 'en rute', and: 'et besøg' }],
    ['first', 'decision', 'nord', { subject_type: 'dilemma', subject: 'luft', choice: 'A', reason: 'a' }],
    [
      'second',
      'decision',
      'nord',
      { subject_type: 'dilemma', subject: 'luft', choice: 'B', reason: 'b', replaces: 'first' },
    ],
    ['old', 'step', 'nord', { decision: 'first', text: 'Gammelt', due_on: '2026-01-01' }],
    ['late', 'step', 'nord', { decision: 'second', text: 'Sent', due_on: '2026-11-16' }],
    ['done', 'step', 'nord', { decision: 'second', text: 'Gjort', due_on: '2026-11-01', done_on: '2026-11-03' }],
    ['next', 'step', 'nord', { decision: 'second', text: 'I dag', due_on: TODAY }],
  )
  const dilemma = purposeOf(store, ACCOUNT, TODAY).dilemmas.get('luft')!
  expect(dilemma.decisions.map((one) => [one.record.id, one.stands])).toEqual([
    ['second', true],
    ['first', false],
  ])
  expect(dilemma.decisions[0]!.steps.map((one) => [one.record.id, one.state, one.days])).toEqual([
    ['done', 'done', 0],
    ['late', 'overdue', 9],
    ['next', 'ahead', 0],
  ])
  expect(carriedThrough(dilemma.decisions)).toEqual({ done: 1, all: 3, overdue: 9 })
})

test('a direction holds between its days, both included', () => {
  expect(themeState({}, TODAY)).toBe('current')
  expect(themeState({ from: TODAY, until: TODAY }, TODAY)).toBe('current')
  expect(themeState({ from: '2026-11-26' }, TODAY)).toBe('ahead')
  expect(themeState({ until: '2026-11-24' }, TODAY)).toBe('over')
})

test('a unit’s page has the directions of those above, and counts what lies beneath the units below', async () => {
  const store = await phone(
    ...TOWN,
    ['t1', 'theme', 'kommune', { title: 'Nærvær' }],
    ['t2', 'theme', 'nord', { title: 'Ro' }],
    ['t3', 'theme', 'dag', { title: 'Ikke her' }],
    ['b1', 'barrier', 'nord', barrier()],
    ['b2', 'barrier', 'dag', barrier()],
    ['b3', 'barrier', 'dag', barrier({ answer: 'Ja' })],
  )
  const view = unitPurpose(store, ACCOUNT, 'nord', TODAY)!
  expect(view.themes.map((one) => one.record.id)).toEqual(['t2', 't1'])
  expect(view.above.map((one) => one.id)).toEqual(['omsorg', 'kommune'])
  expect(view.barriers.map((one) => one.record.id)).toEqual(['b1'])
  const [below] = unitPurpose(store, ACCOUNT, 'omsorg', TODAY)!.below
  expect([below?.unit.id, below?.open]).toEqual(['nord', 2])
  expect(unitPurpose(store, ACCOUNT, 'b1', TODAY)).toBeUndefined()
})

test('a form offers what is worked with here and above; who leads is the nearest leader that the phone knows', async () => {
  const store = await phone(
    ...TOWN,
    ['here', 'behaviour', 'nord', { who: 'Vi', does: 'ringer', when: 'kl. 8' }],
    ['rests', 'behaviour', 'nord', { who: 'Vi', does: 'skriver', when: 'kl. 9', active: false }],
    ['past', 'theme', 'omsorg', { title: 'Gammel', until: '2026-01-01' }],
    ['now', 'theme', 'omsorg', { title: 'Ny' }],
    ['lone', 'person', 'kommune', { name: 'Lone Holm', active: true }],
    ['m1', 'membership', 'nord', { person: 'lone', role: 'leader' }],
  )
  const { behaviours, themes } = choicesAt(store, 'dag', TODAY)
  expect(behaviours.map((one) => one.id)).toEqual(['here'])
  expect(themes.map((one) => one.id)).toEqual(['now'])
  expect(leadersOf(store, 'dag')).toEqual(['Lone Holm'])
  expect(leadersOf(store, 'kommune')).toEqual([])
})

test('sentences keep their commas', () => {
  const said = (who: string, does: string, when: string) => whoDoesWhen({ who, does, when })
  expect(said('Den, der kommer', 'spørger', 'i døren')).toBe('Den, der kommer, spørger i døren')
  expect(said('Aftenholdet', 'lægger tøj frem', 'før vi går')).toBe('Aftenholdet lægger tøj frem, før vi går')
  expect(said('Aftenholdet', 'lægger tøj frem', 'før morgenmaden')).toBe('Aftenholdet lægger tøj frem før morgenmaden')
  expect(said('Vagten', 'Går ned med kanden.', 'når båden ligger fast.')).toBe(
    'Vagten går ned med kanden, når båden ligger fast',
  )
  expect(said('SSA', 'IT-hjælpen ringer', '')).toBe('SSA IT-hjælpen ringer')
  expect(said('Teamet', 'spørger', 'Før kl. 9')).toBe('Teamet spørger før kl. 9')
  expect(said('Sygeplejersker, assistenter og terapeuter', 'bruger 1,5 time på ruten', 'I weekenden')).toBe(
    'Sygeplejersker, assistenter og terapeuter bruger 1,5 time på ruten i weekenden',
  )
  // While they are typed, with what is still to come.
  expect(inSentence(['Vagten', 'gør hvad …', 'Når båden ligger fast.'])).toEqual([
    ...['Vagten', 'gør hvad …,', 'når båden ligger fast'],
  ])
  expect(da.dilemmaSentence('en rute, der holder', 'et besøg')).toBe('Mellem en rute, der holder, og et besøg')
})
