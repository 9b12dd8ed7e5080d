// Who does what, and when: three fields that people write by themselves and read as one sentence. Pure.

import type { Fields } from '../store/types'

/** Words that begin a clause, which Danish sets off by a comma. */
const CLAUSE = /^(når|hvis|mens|så snart|fordi|efter at|(før|inden|indtil)\s(jeg|du|vi|de|han|hun|man))\s/i

/** A behaviour's three fields, for a trial of it: all of them, so that nothing is left of what stood there before. */
export function bitsOf({ who, does, when }: Fields): Fields {
  return who ? { who, does: does ?? '', when: when ?? '' } : {}
}

/** The inside of a sentence: without the full stops and capitals of three fields, and with the commas that a clause takes. */
export function whoDoesWhen({ who, does, when }: Fields): string {
  const bits = [who, does, when].map((one) => String(one ?? '').trim()).filter(Boolean)
  return inSentence(bits).join(' ')
}

/** The bits as they stand in it, one by one. */
export function inSentence(bits: string[]): string[] {
  return bits
    .map((one) => one.replace(/[.,\s]+$/, ''))
    .map((one, at) => (at && /^(\p{Lu}\p{Ll}|I )/u.test(one) ? one[0]!.toLocaleLowerCase('da') + one.slice(1) : one))
    .map((one, at, all) => {
      const next = all[at + 1]
      // A part with a clause in it ends with a comma before the next; a list has its last comma before an "og".
      const hasClause = /,\s/.test(one) && !/,[^,]*\s(og|eller)\s[^,]*$/.test(one)
      return next && (hasClause || CLAUSE.test(next)) ? `${one},` : one
    })
}
