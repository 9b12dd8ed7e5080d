// What a unit's meeting goes through, over a real store.

import 'fake-indexeddb/auto'
import { beforeEach, expect, test } from 'vitest'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Fields } from '../src/store/types'
import { agendaOf, directionsOf, factsOf, isNew } from '../src/ui/board/agenda'
import { ACCOUNT, given } from './support/records'

const TODAY = '2026-11-24'
const WHOLE = {
  ...{ title: 'Opkald før besøg', change: 'a', who: 'b', does: 'c', when: 'd', prediction: 'e' },
  ...{ learning_question: 'f', target_group: 'g', starts_on: '2026-11-20', ends_on: '2026-12-04' },
}
let store: Store

const keys = () => agendaOf(store, factsOf(store, ACCOUNT, 'nord', TODAY))
const trial = (fields: Fields = {}) => given(store, 'trial', 'nord', { ...WHOLE, ...fields })

beforeEach(async () => {
  store = await Store.open(newId())
  given(store, 'unit', 'root', { name: 'Lillevig', kind: 'organisation' }, 'root')
  given(store, 'unit', 'nord', { name: 'Nord', kind: 'unit', parent: 'root' }, 'nord')
})

test('what slips is gone through until it is tried in a new way', () => {
  const practice = given(store, 'practice', 'nord', { title: 'Opkald', trial: 't', adopted_on: '2026-11-01' })
  given(store, 'check_in', 'nord', { practice, checked_on: '2026-11-20', still_done: 'partly' })
  expect(keys()).toEqual(['purpose', `check_in:${practice}:nord`, 'agreed'])
  const anew = trial({ parent_trial: 't' })
  expect(keys()).toEqual(['purpose', `trial:${anew}`, 'agreed'])
})

test('barriers: first those that are owed an answer, then what is new or decided this week, then what still stands open here', () => {
  const barrier = (fields: Fields, unit = 'nord', day = '2026-10-01') =>
    given(store, 'barrier', unit, { kind: 'time', text: 'x', ...fields }, newId(), `${day}T09:00:00+02:00`)
  const decided = barrier({})
  given(store, 'decision', 'nord', { subject_type: 'barrier', subject: decided, choice: 'Vi bytter', reason: 'r' })
  barrier({ raised_to: 'root', answer: 'Ja', answered_on: '2026-10-20' })
  barrier({}, 'root')
  const open = [barrier({}), barrier({ raised_to: null })]
  const fresh = barrier({}, 'nord', '2026-11-20')
  const owed = barrier({ raised_to: 'root' })
  const settled = barrier({})
  const made = { subject_type: 'barrier', subject: settled, reason: 'r', decided_on: '2026-11-23' }
  const first = given(store, 'decision', 'nord', { ...made, choice: 'Vi venter' })
  const stands = given(store, 'decision', 'nord', { ...made, choice: 'Vi bytter', replaces: first })
  const { barriers, decided: decisions } = factsOf(store, ACCOUNT, 'nord', TODAY)
  expect(barriers.map((one) => one.id)).toEqual([owed, fresh, settled, ...open])
  expect(decisions.get(settled)?.id).toBe(stands)
  expect(barriers.map((one) => isNew(one, ACCOUNT, TODAY))).toEqual([false, true, false, false, false])
  expect(keys()).toEqual(['purpose', 'barriers', 'agreed'])
})

test('the meeting begins with what the unit goes after now: its own directions, then those from above', () => {
  given(store, 'theme', 'root', { title: 'Nærvær', until: TODAY })
  given(store, 'theme', 'root', { title: 'Forbi', until: '2026-11-23' })
  given(store, 'theme', 'nord', { title: 'Senere', from: '2026-11-25' })
  given(store, 'theme', 'nord', { title: 'Borgeren først', from: TODAY })
  given(store, 'unit', 'syd', { name: 'Syd', kind: 'unit', parent: 'root' }, 'syd')
  given(store, 'theme', 'syd', { title: 'Et andet sted' })
  expect(directionsOf(store, 'nord', TODAY).map((one) => one.fields.title)).toEqual(['Borgeren først', 'Nærvær'])
})
