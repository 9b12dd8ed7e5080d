// Run charts by the Anhøj rules: the vectors that the server runs too (tests/unit/test_runchart.py).

import { expect, test } from 'vitest'
import told from '../../tests/contract/vectors/runchart.json'
import { crossingsLimit, longestRunLimit, type MeasuredLike, runChart } from '../src/domain/runchart'

test.each(told.cases)('$name', ({ baseline, observations, chart }) => {
  expect(runChart(baseline, observations as MeasuredLike[])).toEqual(chart)
})

test.each(Object.entries(told.limits))('the limits of %s useful points', (useful, limits) => {
  expect([longestRunLimit(Number(useful)), crossingsLimit(Number(useful))]).toEqual(limits)
})
