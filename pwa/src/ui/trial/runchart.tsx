// The run chart: own SVG in the width that there is, one sentence that reads it, and the numbers as a table.

import type { RunChart as Chart } from '../../domain/runchart'
import { shortDay, useApp } from '../app'
import { useTerms } from '../terms'
import { useWidth } from '../width'
import { chartSentence, isSignalRun } from './reading'
import { type ChartEvent, eventPlaces, labelsBelow, type Scale, scaleOf } from './scale'
import { numberText, useWords } from './words'

interface ChartProps {
  chart: Chart
  name: string
  unit: string
  better: string | undefined
  events: ChartEvent[]
}

export function RunChart(props: ChartProps) {
  const words = useWords()
  const { box, width } = useWidth()
  const { chart, name, unit, better } = props
  const sentence = chartSentence(chart, better, words)
  return (
    <section class="run-chart" aria-labelledby="run-chart">
      <h2 id="run-chart">{words.chartOf(name, unit)}</h2>
      <p class={chart.signal ? 'signal' : 'reading'}>{sentence}</p>
      <div ref={box} class="run-chart-box">
        {chart.points.length > 0 && <Picture {...props} width={width} sentence={sentence} />}
      </div>
      <RunLegend chart={chart} />
      {chart.points.length > 0 && <Events events={props.events} />}
      {chart.points.length > 0 && <Numbers chart={chart} />}
    </section>
  )
}

function Picture({ chart, events, width, sentence, name }: ChartProps & { width: number; sentence: string }) {
  const { language } = useApp()
  const words = useWords()
  const scale = scaleOf(chart, width)
  const { height, left, right, top, bottom } = scale
  const line = (from: number, to: number) =>
    chart.points.slice(from, to + 1).map((one, at) => `${scale.x(from + at)},${scale.y(Number(one.value))}`)
  const before = chart.points.filter((one) => one.at === null).length
  const last = chart.points.length - 1
  const median = scale.y(Number(chart.median))
  return (
    <svg
      class="runs"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${name}: ${sentence}`}
    >
      {before > 0 && (
        <rect class="runs-before" x={left - 8} y={top} width={scale.between(before) - left + 8} height={bottom - top} />
      )}
      {scale.ticks.map((one) => (
        <g key={one}>
          <line class="runs-grid" x1={left} x2={right} y1={scale.y(one)} y2={scale.y(one)} />
          <text class="runs-label" x={left - 12} y={scale.y(one) + 4} text-anchor="end">
            {numberText(one, language)}
          </text>
        </g>
      ))}
      <line class="runs-median" x1={left - 8} x2={right} y1={median} y2={median} />
      {scale.line > 0 && <polyline class="runs-line" stroke-width={scale.line} points={line(0, last).join(' ')} />}
      {hasRun(chart) && <Run chart={chart} scale={scale} points={line(chart.run_from!, chart.run_to!).join(' ')} />}
      <Dots chart={chart} scale={scale} />
      <text class="runs-label runs-said" x={right} y={median - 6} text-anchor="end">
        {words.medianIs(numberText(chart.median, language))}
      </text>
      {lettersAt(eventPlaces(chart, events)).map(([at, letters]) => (
        <g key={at}>
          <line class="runs-event" x1={scale.between(at)} x2={scale.between(at)} y1={top - 4} y2={bottom} />
          <text class="runs-letter" x={scale.between(at)} y={top - 8} text-anchor="middle">
            {letters}
          </text>
        </g>
      ))}
      {labelsBelow(chart, scale, words.before, (at) => shortDay(at, language)).map(({ x, anchor, text }) => (
        <text key={text} class="runs-label" x={x} y={height - 6} text-anchor={anchor}>
          {text}
        </text>
      ))}
    </svg>
  )
}

const letter = (place: number) => String.fromCharCode(65 + (place % 26))

/** What stands before the same value has one line, with a letter each. */
function lettersAt(places: number[]): [number, string][] {
  const found = new Map<number, string>()
  for (const [place, at] of places.entries()) found.set(at, [found.get(at), letter(place)].filter(Boolean).join(' '))
  return [...found]
}

/** The longest run is marked as soon as there are enough values to speak of one: quietly, unless it is the signal. */
const hasRun = (chart: Chart) => chart.enough && chart.run_from !== null
const lookOf = (chart: Chart) => (isSignalRun(chart) ? 'runs-strong' : 'runs-quiet')

function Run({ chart, scale, points }: { chart: Chart; scale: Scale; points: string }) {
  const [from, to] = [scale.x(chart.run_from!), scale.x(chart.run_to!)]
  const y = scale.bottom + 5
  return (
    <g class={lookOf(chart)}>
      {scale.line > 0 && <polyline class="runs-run" points={points} />}
      <line class="runs-span" x1={from - 2} x2={to + 2} y1={y} y2={y} />
    </g>
  )
}

/** What the bar below the values means. */
function RunLegend({ chart }: { chart: Chart }) {
  const words = useWords()
  if (!hasRun(chart)) return null
  return (
    <p class="runs-legend">
      <svg class={lookOf(chart)} width="24" height="8" aria-hidden="true">
        <line class="runs-span" x1="2" x2="22" y1="4" y2="4" />
      </svg>
      {words.longestRun(chart.longest_run)}
    </p>
  )
}

/** The single values. */
function Dots({ chart, scale }: { chart: Chart; scale: Scale }) {
  const isInRun = (at: number) => hasRun(chart) && at >= chart.run_from! && at <= chart.run_to!
  const look = `runs-dot runs-dot-run ${lookOf(chart)}`
  const edge = Math.min(1.5, scale.dot * 0.6)
  return (
    <>
      {chart.points.map((one, at) => (
        <circle
          key={at}
          class={isInRun(at) ? look : 'runs-dot'}
          stroke-width={edge}
          cx={scale.x(at)}
          cy={scale.y(Number(one.value))}
          r={isInRun(at) && isSignalRun(chart) ? scale.dot * (scale.line ? 1.3 : 1.6) : scale.dot}
        />
      ))}
    </>
  )
}

/** What the letters of the picture mean. */
function Events({ events }: { events: ChartEvent[] }) {
  const { language } = useApp()
  const terms = useTerms()
  const words = useWords()
  return (
    <ol class="runs-events">
      {events.map((one, place) => (
        <li key={place}>
          <b>{letter(place)}</b> {words.events[one.what] ?? terms.choices[one.what]} {shortDay(one.day, language)}
        </li>
      ))}
    </ol>
  )
}

function Numbers({ chart }: { chart: Chart }) {
  const { language } = useApp()
  const words = useWords()
  return (
    <details class="more">
      <summary>{words.tableOf}</summary>
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.value}</th>
          </tr>
        </thead>
        <tbody>
          {chart.points.map((one, at) => (
            <tr key={at}>
              <th scope="row">{one.at ? shortDay(one.at, language) : words.before}</th>
              <td>{numberText(one.value, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
