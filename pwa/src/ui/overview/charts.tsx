// Quiet pictures: stacked bars over time, with a table behind each. Own SVG, because the strict content policy lets no
// library write style elements, and the whole of it is smaller than any library's core.

import { useId } from 'preact/hooks'
import { da } from '../../text/overview.da'
import { en } from '../../text/overview.en'
import { useWordsOf } from '../app'
import { Link } from '../router'
import { useTerms } from '../terms'
import { useWidth } from '../width'

export interface Series {
  key: string
  label: string
}

export interface Column {
  label: string
  values: number[]
  /** Said in place of the values when they may not be shown. */
  hidden?: string
}

const HEIGHT = 160

/** Stacked bars: one column a step of time, one layer a series, each with a pattern of its own in print. */
export function Bars({
  title,
  reading,
  series,
  columns,
  first,
}: {
  title: string
  reading: string
  series: Series[]
  columns: Column[]
  first: string
}) {
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const id = useId()
  const most = Math.max(1, ...columns.map((one) => one.values.reduce((sum, value) => sum + value, 0)))
  const { box, width } = useWidth()
  const step = width / Math.max(1, columns.length)
  const isEmpty = columns.every((one) => !one.hidden && one.values.every((value) => value === 0))
  if (isEmpty)
    return (
      <section class="figure" aria-labelledby={id}>
        <h2 id={id}>{title}</h2>
        <p class="reading">{reading}</p>
      </section>
    )
  return (
    <section class="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="reading">{reading}</p>
      <div ref={box}>
        <svg
          class="bars"
          width={width}
          height={HEIGHT + 22}
          viewBox={`0 0 ${width} ${HEIGHT + 22}`}
          role="img"
          aria-label={`${title}. ${reading}`}
        >
          <line x1="0" y1={HEIGHT} x2={width} y2={HEIGHT} class="axis" />
          <text x="0" y="11" class="tick-label">
            {most}
          </text>
          {columns.map((column, at) => {
            let top = HEIGHT
            return (
              <g key={column.label}>
                {column.values.map((value, layer) => {
                  const tall = (value / most) * (HEIGHT - 16)
                  top -= tall
                  return value ? (
                    <rect
                      key={series[layer]!.key}
                      class={`layer layer-${series[layer]!.key}`}
                      x={at * step + step * 0.14}
                      y={top}
                      width={step * 0.72}
                      height={tall}
                    />
                  ) : null
                })}
                {(at === 0 || at === columns.length - 1 || at === Math.floor(columns.length / 2)) && (
                  <text
                    x={at === 0 ? 0 : at === columns.length - 1 ? width : at * step + step / 2}
                    y={HEIGHT + 17}
                    class="tick-label"
                    text-anchor={at === 0 ? 'start' : at === columns.length - 1 ? 'end' : 'middle'}
                  >
                    {column.label}
                  </text>
                )}
              </g>
            )
          })}
        </svg>
      </div>
      <ul class="legend">
        {series.map((one) => (
          <li key={one.key}>
            <i class={`swatch layer-${one.key}`} aria-hidden="true" />
            {one.label}
          </li>
        ))}
      </ul>
      <details class="more">
        <summary>{words.showTable}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
        <div class="scroll" tabIndex={0} role="region" aria-label={terms.tableOf(title)}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{first}</th>
                {series.map((one) => (
                  <th key={one.key} scope="col">
                    {one.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {columns.map((column) => (
                <tr key={column.label}>
                  <th scope="row">{column.label}</th>
                  {column.hidden ? (
                    <td colSpan={series.length}>{column.hidden}</td>
                  ) : (
                    column.values.map((value, at) => <td key={series[at]!.key}>{value}</td>)
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

/** A few counts as lines with a bar each; each leads to what it counts. */
export function Counts({
  title,
  reading,
  rows,
}: {
  title: string
  reading: string
  rows: { key: string; label: string; count: number; href: string }[]
}) {
  const id = useId()
  const most = Math.max(1, ...rows.map((one) => one.count))
  return (
    <section class="figure" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <p class="reading">{reading}</p>
      <table class="counts">
        <tbody>
          {rows.map((one) => (
            <tr key={one.key}>
              <th scope="row">
                <Link href={one.href}>{one.label}</Link>
              </th>
              <td>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class={`layer phase-bar-${one.key}`} width={(one.count / most) * 100} height="10" rx="1" />
                </svg>
              </td>
              <td>{one.count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
