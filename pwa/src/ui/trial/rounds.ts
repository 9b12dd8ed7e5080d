// The rounds of a trial, as titles count them: "Opkald før besøg", then "Opkald før besøg, 2. runde". Pure.

import { da } from '../../text/trial.da'
import { en } from '../../text/trial.en'

// A title stays as it was written, whichever language is read now.
const PATTERNS = [da, en].map(({ form }) => new RegExp(`${form.round(0).replace('0', '(\\d+)')}$`))
const MOST = 80

function roundOf(title: string): number {
  return Math.max(1, ...PATTERNS.map((one) => Number(one.exec(title)?.[1] ?? 1)))
}

/** What is tried, whichever round it is. */
export function withoutRound(title: string): string {
  return PATTERNS.reduce((left, one) => left.replace(one, ''), title)
}

/** The title of the round after all those that there are; never longer than a title may be. */
export function nextTitle(title: string, round: (count: number) => string, others: string[] = []): string {
  const end = round(Math.max(...[title, ...others].map(roundOf)) + 1)
  return `${[...withoutRound(title)].slice(0, MOST - [...end].length).join('')}${end}`
}
