// Run charts by the Anhøj rules: the vectors that the server runs too (tests/unit/test_runchart.py).

import { expect, test } from 'vitest'
import told from '../../tests/contract/vectors/runchart.json'
import { crossingsLimit, longestRunLimit, type MeasuredLike, runChart } from '../src/domain/runchart'
import { marksOf, scaleOf } from '../src/ui/trial/scale'

test.each(told.cases)('$name', ({ baseline, observations, chart }) => {
  expect(runChart(baseline, observations as MeasuredLike[])).toEqual(chart)
})

test.each(Object.entries(told.limits))('the limits of %s useful points', (useful, limits) => {
  expect([longestRunLimit(Number(useful)), crossingsLimit(Number(useful))]).toEqual(limits)
})

test('few values have large marks and a line between them', () => {
  expect(marksOf(15)).toEqual({ dot: 3.5, line: 1.5 })
})

test.each([340, 1100])('five hundred values on %i pixels leave most of the picture white', (width) => {
  const values = Array.from({ length: 500 }, (_, at) => ({
    id: String(at),
    seen_at: `2026-01-01T08:00:00.${String(at).padStart(3, '0')}Z`,
    value: String((at * 37) % 19),
  }))
  const chart = runChart([], values)
  const { dot, line, left, right, top, bottom } = scaleOf(chart, width)
  const inked = 500 * Math.PI * (dot * 1.6) ** 2
  expect(chart.points).toHaveLength(500)
  expect(line).toBe(0)
  expect(inked / ((right - left) * (bottom - top))).toBeLessThan(0.2)
})
