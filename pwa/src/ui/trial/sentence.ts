// A trial in one sentence: "Vi prøver … for … i … fordi …", composed of what people wrote. Pure.

import type { Fields } from '../../store/types'
import type { Words } from '../../text/trial.da'

/** A text as it reads within a sentence; abbreviations in capitals stay. */
export function lowerFirst(words: string): string {
  return /^(I |\p{Lu}(?!\p{Ll}))/u.test(words) ? words : words.slice(0, 1).toLocaleLowerCase('da') + words.slice(1)
}

const bare = (value: unknown) =>
  String(value ?? '')
    .trim()
    .replace(/[.\s]+$/, '')

/** What is tried; undefined while nobody has said what changes. */
export function sentenceOf(fields: Fields, days: number | undefined, words: Words, isOver = false): string | undefined {
  const what = bare(fields.change)
  if (!what) return undefined
  const group = bare(fields.target_group)
  const belief = bare(fields.prediction)
  const limits = [group && words.sentence.forWhom(lowerFirst(group)), days && words.sentence.days(days)].filter(Boolean)
  const because = belief && words.sentence.because(lowerFirst(belief), isOver)
  return words.sentence.weTry(lowerFirst(what), limits.join(' '), because, isOver)
}
