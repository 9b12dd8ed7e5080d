// Run charts by the Anhøj rules: the vectors that the server runs too (tests/unit/test_runchart.py).

import { describe, expect, test } from 'vitest'
import told from '../../tests/contract/vectors/runchart.json'
import { crossingsLimit, longestRunLimit, type MeasuredLike, runChart } from '../src/domain/runchart'
import { labelsBelow, marksOf, scaleOf } from '../src/ui/trial/scale'

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

describe('what stands below the values', () => {
  const seen = (...days: string[]) =>
    days.map((day, at) => ({ id: `${at}`, seen_at: `${day}T08:00:00Z`, value: `${at}` }))
  const said = (width: number, baseline: string[], days: string[], year = '') => {
    const chart = runChart(baseline, seen(...days))
    return labelsBelow(chart, scaleOf(chart, width), 'before', (at) => `${at.slice(5, 10)}${year}`).map(
      (one) => one.text,
    )
  }

  test('is both days where there is room for them, with the year too', () => {
    expect(said(340, [], ['2026-11-16', '2026-11-20', '2026-11-27'])).toEqual(['11-27', '11-16'])
    expect(said(900, ['4', '5', '3'], ['2026-11-16', '2026-11-20', '2026-11-27'])).toEqual(['before', '11-27', '11-16'])
    const year = ['2026-11-16', '2026-11-27']
    expect(said(600, [], year, ' Nov 2026')).toHaveLength(2)
    expect(said(200, [], year, ' Nov 2026'), 'no room').toEqual(['11-27 Nov 2026'])
  })

  test('is the day once where all was seen on one', () => {
    expect(said(900, [], ['2026-11-27', '2026-11-27'])).toEqual(['11-27'])
    expect(said(900, ['4'], ['2026-11-27'])).toEqual(['before', '11-27'])
  })

  test.each([254, 320, 356])('never one over the other on %i pixels', (width) => {
    for (let counted = 0; counted < 8; counted++)
      for (let days = 1; days < 12; days++) {
        const baseline = Array.from({ length: counted }, () => '4')
        const chart = runChart(baseline, seen(...Array.from({ length: days }, (_, at) => `2026-11-${at + 10}`)))
        const labels = labelsBelow(chart, scaleOf(chart, width), 'before', (at) => `${at.slice(8, 10)} Nov 2026`)
        const sides = labels
          .map(({ x, anchor, text }) => [
            x - (anchor === 'end' ? 1 : anchor === 'middle' ? 0.5 : 0) * 7 * text.length,
            text.length * 7,
          ])
          .sort((a, b) => a[0]! - b[0]!)
        for (const [at, [from, wide]] of sides.entries())
          expect(from! + wide!).toBeLessThan(sides[at + 1]?.[0] ?? width + 1)
      }
  })
})
