// Where things stand in a run chart: from values and days to pixels. Pure.

import type { RunChart } from '../../domain/runchart'

export interface ChartEvent {
  day: string
  /** `start`, or a decision's choice. */
  what: string
}

export interface Scale {
  height: number
  left: number
  right: number
  top: number
  bottom: number
  /** The distance from one value to the next. */
  step: number
  ticks: number[]
  /** The radius of a value's mark, and how thick the line between them is: 0 where it would only blacken the picture. */
  dot: number
  line: number
  x(at: number): number
  y(value: number): number
  /** Half-way between the value before and this one. */
  between(at: number): number
}

/** Marks that leave room between them: with hundreds of values they are small, and the line between them is left out. */
export function marksOf(step: number): { dot: number; line: number } {
  return { dot: Math.max(1.25, Math.min(3.5, step * 0.4)), line: step >= 6 ? 1.5 : step >= 2.5 ? 0.75 : 0 }
}

/** Steps that people count in: 1, 2 or 5 and their tens. */
export function niceTicks(low: number, high: number): number[] {
  const rough = (high - low || Math.abs(high) || 1) / 3
  const ten = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((one) => one * ten >= rough) ?? 10) * ten
  const first = Math.floor(low / step)
  const count = Math.max(1, Math.ceil(high / step) - first)
  return Array.from({ length: count + 1 }, (_, at) => Number(((first + at) * step).toPrecision(10)))
}

export function scaleOf(chart: RunChart, width: number): Scale {
  const values = chart.points.map((one) => Number(one.value))
  const ticks = niceTicks(Math.min(...values), Math.max(...values))
  const widest = Math.max(...ticks.map((one) => String(one).length))
  const [low, high] = [ticks[0]!, ticks.at(-1)!]
  const left = 22 + widest * 7
  const right = width - 10
  const [top, height] = [24, width < 600 ? 230 : 280]
  const bottom = height - 26
  const step = values.length > 1 ? (right - left) / (values.length - 1) : right - left
  const x = (at: number) => (values.length > 1 ? left + at * step : (left + right) / 2)
  return {
    ...{ height, left, right, top, bottom, step, ticks, x, ...marksOf(step) },
    y: (value) => bottom - ((value - low) / (high - low || 1)) * (bottom - top),
    between: (at) => Math.max(left - 8, Math.min(right, values.length > 1 ? x(at) - step / 2 : x(at) - 12)),
  }
}

/** Before which value each event stands. */
export function eventPlaces(chart: RunChart, events: ChartEvent[]): number[] {
  return events.map(({ day, what }) => {
    // What was decided on a day comes after that day's values; the first day before them.
    const after = (at: string) => (what === 'start' ? at.slice(0, 10) >= day : at.slice(0, 10) > day)
    const found = chart.points.findIndex((one) => one.at !== null && after(one.at))
    return found < 0 ? chart.points.length : found
  })
}

export interface Label {
  x: number
  anchor: 'start' | 'middle' | 'end'
  text: string
}

// About as wide as a figure is at the labels' size (chart.scss), and what is left free between two of them.
const LETTER = 7
const APART = 10

function reach({ x, anchor, text }: Label): [number, number] {
  const wide = text.length * LETTER
  const from = x - { start: 0, middle: wide / 2, end: wide }[anchor]
  return [from, from + wide]
}

/** What stands below the values: that some were counted before, the last day, and the first where it is another and has room. */
export function labelsBelow(chart: RunChart, scale: Scale, before: string, dayOf: (at: string) => string): Label[] {
  const counted = chart.points.filter((one) => one.at === null).length
  const last = chart.points.length - 1
  const found: Label[] = counted ? [{ x: scale.left - 8, anchor: 'start', text: before }] : []
  if (counted > last || !last) return found
  const days: Label[] = [
    { x: scale.right, anchor: 'end', text: dayOf(chart.points[last]!.at!) },
    { x: scale.x(counted), anchor: counted ? 'middle' : 'start', text: dayOf(chart.points[counted]!.at!) },
  ]
  for (const day of days) {
    const [from, to] = reach(day)
    const hasRoom = found.every(
      (one) => one.text !== day.text && (reach(one)[1] + APART <= from || to + APART <= reach(one)[0]),
    )
    if (hasRoom) found.push(day)
  }
  return found
}
