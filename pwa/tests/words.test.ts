// What the screens say where it depends on figures.

import { expect, test } from 'vitest'
import { da } from '../src/text/overview.da'
import { en } from '../src/text/overview.en'

test('that nobody answered is said only when nobody did: too few to be told are too few', () => {
  expect(da.readMoods(0, 0, false, true)).toBe('Ingen svar i perioden.')
  expect(da.readMoods(0, 0, true, true)).toBe('Færre end 5 svar om ugen. Derfor vises de ikke.')
  expect(da.readMoods(0, 0, true, false)).toBe('Færre end 5 svar om måneden. Derfor vises de ikke.')
  expect(da.readMoods(12, 75, true, true)).toContain('Uger med færre end 5 svar er ikke regnet med.')
  expect(da.readMoods(12, 75, false, true)).not.toContain('færre')
  expect(da.readMoods(1, 100, false, true)).toContain('1 borger har svaret.')
  expect([da.readObservations(1, 100), en.readObservations(1, 100)]).toEqual([
    '1 iagttagelse. 100 % gik, som vi håbede.',
    '1 observation. 100 % went as we hoped.',
  ])
  expect(en.readMoods(0, 0, true, true)).not.toContain('No answers')
})
