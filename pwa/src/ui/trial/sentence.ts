// A trial in a few short sentences: what is done, how it is limited, what is believed; composed of what people wrote. Pure.

import type { Fields } from '../../store/types'
import type { Words } from '../../text/trial.da'

/** A text as it reads within a sentence; abbreviations in capitals stay. */
export function lowerFirst(words: string): string {
  return /^(I |\p{Lu}(?!\p{Ll}))/u.test(words) ? words : words.slice(0, 1).toLocaleLowerCase('da') + words.slice(1)
}

function upperFirst(words: string): string {
  return words.slice(0, 1).toLocaleUpperCase('da') + words.slice(1)
}

const bare = (value: unknown) =>
  String(value ?? '')
    .trim()
    .replace(/[.\s]+$/, '')

/** A sentence's end, where the words do not bring their own. */
const closed = (words: string) => (/[!?…]$/.test(words) ? words : `${words}.`)

/** What is tried; undefined while nobody has said what changes. */
export function sentenceOf(fields: Fields, days: number | undefined, words: Words, isOver = false): string | undefined {
  const what = bare(fields.change)
  if (!what) return undefined
  const group = bare(fields.target_group)
  const belief = bare(fields.prediction)
  const limits = [days && words.sentence.lasting(days), group && words.sentence.withWhom(lowerFirst(group))].filter(
    Boolean,
  )
  return [
    closed(upperFirst(what)),
    limits.length > 0 && closed(words.sentence.weTry(limits.join(' '), isOver)),
    belief && closed(words.sentence.weThink(lowerFirst(belief), isOver)),
  ]
    .filter(Boolean)
    .join(' ')
}
