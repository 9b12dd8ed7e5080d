// What the trial card offers to write in one tap: what the unit has written before in earlier trials, then a few beginnings
// that fit anywhere. Only ever an offer: nothing is filled in that nobody has chosen.

import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'
import type { Form } from './values'

export const MOST = 3
/** Longer words are no chip. */
const LONGEST = 50
const MEASURE = ['measure_unit', 'measure_better']

export interface About {
  unit: string
  form: Form
  /** Beginnings by field. */
  starters: Record<string, string[]>
  /** The trial that is edited: its own words are no news to it. */
  own?: string | undefined
}

const same = (a: unknown, b: unknown) => String(a ?? '').toLowerCase() === String(b ?? '').toLowerCase()

/** The unit's other trials, the newest first. */
function earlier(store: Store, { unit, own }: About): RecordView[] {
  return store
    .ofType('trial')
    .filter((one) => one.unit === unit && one.id !== own)
    .sort((a, b) => b.seq - a.seq)
}

/** A few words for a field of the card that is still empty; none for one in which something stands. */
export function suggestions(store: Store, name: string, about: About): string[] {
  const starters = about.starters[name]
  if (!starters || String(about.form[name] ?? '').trim()) return []
  const trials = earlier(store, about)
  const before = trials.map((one) => String(one.fields[name] ?? ''))
  const fitting = name === 'measure_unit' ? unitsOf(trials, String(about.form.measure_name ?? '')) : []
  const found: string[] = []
  for (const words of [...fitting, ...before, ...starters]) {
    const isNew = words && words.length <= LONGEST && !found.some((one) => same(one, words))
    if (isNew && found.length < MOST) found.push(words)
  }
  return found
}

const UNITS = /^(sekunder|minutter|timer|dage|uger|gange|kroner|meter|point|procent)$/
const PREPOSITION = /^(om|i|på|af|ved|til|for|fra|med|hos|under|per|pr\.?)$/

/** What a measure is counted in: as it was before, else the unit that its name begins with ("Minutter om morgenen"), else the
 *  thing that it ends with ("Forgæves besøg": besøg), unless that only says where or when. */
function unitsOf(trials: RecordView[], measure: string): string[] {
  const known = trials.filter((one) => same(one.fields.measure_name, measure)).map((one) => one.fields.measure_unit)
  const parts = measure.trim().toLowerCase().split(/\s+/)
  const [first = ''] = parts
  const last = parts.some((one) => PREPOSITION.test(one)) ? undefined : parts.slice(1).at(-1)
  return [...known, UNITS.test(first) ? first : last].filter((one): one is string => Boolean(one))
}

/** What choosing the words brings along: with a measure that was used before, what it was counted in and what was best. */
export function chosen(store: Store, name: string, words: string, about: About): Form {
  if (name !== 'measure_name') return { [name]: words }
  const before = earlier(store, about).find((one) => same(one.fields.measure_name, words))
  const along = MEASURE.filter((field) => before?.fields[field] && !about.form[field])
  return { [name]: words, ...Object.fromEntries(along.map((field) => [field, before!.fields[field]!])) }
}
