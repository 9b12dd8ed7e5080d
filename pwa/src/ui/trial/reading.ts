// A run chart in words: whether it says anything, what, and which way is better. Pure.

import type { RunChart as Chart } from '../../domain/runchart'
import type { Words } from '../../text/trial.da'

/** True when the longest run is a signal, which too few crossings can be without it. */
export function isSignalRun({ longest_run, longest_run_limit }: Chart): boolean {
  return longest_run_limit !== null && longest_run > longest_run_limit
}

/** Reads the chart in words, and says which way is better and whether it goes there. */
export function chartSentence(chart: Chart, better: string | undefined, words: Words): string {
  if (!chart.points.length) return words.noValues
  if (!chart.enough) return words.few(chart.useful, chart.useful < chart.points.length)
  const byRun = isSignalRun(chart)
  const isAbove = byRun && Number(chart.points[chart.run_from!]!.value) > Number(chart.median)
  const said = !chart.signal
    ? words.noSignal
    : byRun
      ? words.signalRun(chart.longest_run, isAbove)
      : words.signalCrossings(chart.crossings, chart.crossings_limit!)
  const which = words.betterIs[better ?? '']
  if (!which) return said
  // What lies wholly before the trial says nothing about which way the trial goes.
  if (!byRun || chart.points[chart.run_to!]!.at === null) return `${said} ${which}${words.full}`
  return `${said} ${which}${isAbove === (better === 'up') ? words.right : words.wrong}`
}
