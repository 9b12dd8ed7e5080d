// What the trial card offers in one tap.

import { describe, expect, test } from 'vitest'
import type { Store } from '../src/store/store'
import type { Fields } from '../src/store/types'
import { da } from '../src/text/card.da'
import { en } from '../src/text/card.en'
import { chosen, MOST, suggestions } from '../src/ui/trial/suggest'
import { FORM_FIELDS } from '../src/ui/trial/values'
import { record } from './support/records'

const storeOf = (...trials: Fields[]): Store => {
  const records = trials.map((fields, at) =>
    record(`t${at}`, 'trial', fields, { seq: at, unit: String(fields.unit ?? 'nord') }),
  )
  return { ofType: () => records } as unknown as Store
}
const starters = { who: ['Alle i teamet', 'Kontaktpersonen', 'Vagten'], measure_unit: ['minutter'], place: [] }
const about = (form = {}, more = {}) => ({ unit: 'nord', form, starters, ...more })

describe('what is offered', () => {
  test('the unit’s own words come first, the newest before the older, each once', () => {
    const store = storeOf({ who: 'Teamet' }, { who: 'kontaktpersonen' }, { who: 'teamet' }, { who: 'Syd', unit: 'syd' })
    expect(suggestions(store, 'who', about())).toEqual(['teamet', 'kontaktpersonen', 'Alle i teamet'])
  })

  test('beginnings stand there while the unit has none; a place nobody can guess', () => {
    expect(suggestions(storeOf(), 'who', about())).toEqual(starters.who)
    expect(suggestions(storeOf(), 'place', about())).toEqual([])
    expect(suggestions(storeOf({ place: 'Rute 4' }), 'place', about())).toEqual(['Rute 4'])
  })

  test('nothing where something is written, where nothing is offered, of its own words, and no long sentence', () => {
    const store = storeOf({ who: 'a'.repeat(51), does: 'ringer', place: 'Her' })
    expect(suggestions(store, 'who', about({ who: 'M' }))).toEqual([])
    expect(suggestions(store, 'does', about())).toEqual([])
    expect(suggestions(store, 'who', about())).toEqual(starters.who)
    expect(suggestions(store, 'place', about({}, { own: 't0' }))).toEqual([])
  })

  test('a measure is counted as it was before, else in what its name ends with', () => {
    const form = { measure_name: 'Forgæves besøg' }
    expect(suggestions(storeOf(), 'measure_unit', about(form))).toEqual(['besøg', 'minutter'])
    expect(suggestions(storeOf(), 'measure_unit', about({ measure_name: 'Ventetid' }))).toEqual(['minutter'])
    expect(suggestions(storeOf(), 'measure_unit', about({ measure_name: 'Timer om ugen' }))).toEqual([
      'timer',
      'minutter',
    ])
    expect(suggestions(storeOf(), 'measure_unit', about({ measure_name: 'Uro om natten' }))).toEqual(['minutter'])
    const store = storeOf({ measure_name: 'forgæves besøg', measure_unit: 'ture' })
    expect(suggestions(store, 'measure_unit', about(form))).toEqual(['ture', 'besøg', 'minutter'])
  })
})

test('a measure that was used before brings along what it was counted in and what was best, over nothing written', () => {
  const store = storeOf({ measure_name: 'Ventetid', measure_unit: 'minutter', measure_better: 'down' })
  expect(chosen(store, 'measure_name', 'Ventetid', about())).toEqual({
    measure_name: 'Ventetid',
    measure_unit: 'minutter',
    measure_better: 'down',
  })
  const written = about({ measure_better: 'up', measure_unit: 'dage' })
  expect(chosen(store, 'measure_name', 'Ventetid', written)).toEqual({ measure_name: 'Ventetid' })
  expect(chosen(store, 'who', 'Teamet', about())).toEqual({ who: 'Teamet' })
})

test.each([da, en])('the beginnings are few, short, and of fields of the card', (text) => {
  for (const [name, words] of Object.entries(text.starters('Hjemmeplejen Nord'))) {
    expect(FORM_FIELDS).toContain(name)
    expect(words.length).toBeLessThanOrEqual(MOST)
    for (const one of words) expect(one.length).toBeLessThanOrEqual(50)
  }
})
