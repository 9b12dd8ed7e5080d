// What the trial card holds while it is typed, and the trial's fields that it becomes. Pure.

import { type Fault, faults, toDecimal } from '../../domain/capture'
import { isStarted, STARTING } from '../../domain/phases'
import type { Fields, Json, RecordView } from '../../store/types'

/** A barrier written in place: saved together with the trial, before it. */
export interface NewBarrier {
  id: string
  kind: string
  text: string
  /** Its author says that what looks like a CPR number is none. */
  vouched: boolean
}

/** Texts as they are typed; lists and ticks as they are. */
export interface Form {
  [name: string]: Json
}

export type CardKey = 'change' | 'who' | 'barriers' | 'prediction' | 'learning' | 'limits' | 'measure' | 'people'

export const CARDS: { key: CardKey; fields: string[] }[] = [
  { key: 'change', fields: ['change', 'citizen_value', 'theme'] },
  { key: 'who', fields: ['behaviour', 'who', 'does', 'when'] },
  { key: 'barriers', fields: ['barriers'] },
  {
    key: 'limits',
    fields: ['target_group', 'max_people', 'extent', 'place', 'starts_on', 'ends_on', 'stop_rule', 'risk_checked'],
  },
  { key: 'prediction', fields: ['prediction'] },
  { key: 'learning', fields: ['learning_question'] },
  { key: 'measure', fields: ['measure_name', 'measure_unit', 'measure_better', 'baseline'] },
  { key: 'people', fields: ['owner', 'deputy', 'owner_role', 'citizens_part', 'shared'] },
]

export const FORM_FIELDS = ['title', ...CARDS.flatMap((card) => card.fields)]
/** Settled from the start: another last day is a decision, with its reason. */
export const LOCKED = ['prediction', 'learning_question', 'starts_on', 'ends_on'] as const
export const TICKS = new Set(['risk_checked', 'shared'])

/** What starting asks people for: the first day is set by starting itself. */
export const ASKED = STARTING.filter((name) => name !== 'starts_on')
const MOST_BARRIERS = 10
const MOST_BASELINE = 100

/** "12; 9,5; 14" as decimals; a comma parts two numbers only with a space behind it. Undefined when one of them is none. */
export function toNumbers(typed: string): string[] | undefined {
  const found = typed
    .split(/[;\n]|,(?=\s)|\s+/)
    .filter((part) => part.trim())
    .map(toDecimal)
  return found.every((one) => one !== undefined) ? found : undefined
}

/** "10000", "10.000", "10,000" and "10 000" alike: the thousands are parted as people part them. Undefined when it is no whole
 *  number. */
export function toWhole(typed: string): number | undefined {
  const plain = typed.trim()
  return /^(\d+|\d{1,3}([.,\s]\d{3})+)$/.test(plain) ? Number(plain.replace(/\D/g, '')) : undefined
}

/** The way back, as people write it. */
export function fromNumbers(numbers: Json | undefined, language: string): string {
  if (!Array.isArray(numbers)) return ''
  return numbers.map((one) => String(one).replace('.', language === 'da' ? ',' : '.')).join('; ')
}

/** A record's fields as the form shows them. */
export function toForm(fields: Fields, language: string): Form {
  const form: Form = {}
  for (const name of FORM_FIELDS) {
    const value = fields[name]
    if (name === 'barriers') form[name] = Array.isArray(value) ? value : []
    else if (name === 'baseline') form[name] = fromNumbers(value, language)
    else if (TICKS.has(name)) form[name] = value === true
    else form[name] = value === undefined || value === null ? '' : String(value)
  }
  return form
}

/** What has been typed, but for what is settled since: that stands as the record has it. */
export function settled(form: Form, { fields }: RecordView, language: string): Form {
  const stands = toForm(fields, language)
  return { ...form, ...Object.fromEntries(LOCKED.map((name) => [name, stands[name]!])) }
}

/** The trial's fields; what cannot be read as its kind is left out and told by `formFaults`. */
export function toFields(form: Form): Fields {
  const fields: Fields = {}
  for (const name of FORM_FIELDS) {
    const value = form[name] ?? ''
    if (name === 'baseline') fields[name] = form.measure_name ? (toNumbers(String(value)) ?? []) : []
    else if (name === 'max_people') fields[name] = toWhole(String(value)) ?? null
    else if (TICKS.has(name)) fields[name] = value === true || null
    else fields[name] = value
  }
  return fields
}

export function newBarriers(form: Form): NewBarrier[] {
  const all = (form.newBarriers ?? []) as unknown as NewBarrier[]
  const chosen = new Set(form.barriers as string[])
  return all.filter((one) => chosen.has(one.id))
}

/** Everything that speaks against saving, each at its field. `before`: the trial as it was. */
export function formFaults(form: Form, before: RecordView | undefined, today: string, notCpr: string[]): Fault[] {
  const fields = toFields(form)
  const found = faults('trial', fields, today, notCpr)
  const people = toWhole(String(form.max_people ?? '')) ?? 0
  if (String(form.max_people ?? '').trim() && !(people >= 1 && people <= 10_000))
    found.push({ field: 'max_people', key: 'not_people' })
  const numbers = form.measure_name ? toNumbers(String(form.baseline ?? '')) : []
  if (!numbers || numbers.length > MOST_BASELINE) found.push({ field: 'baseline', key: 'not_numbers' })
  if (fields.owner && fields.owner === fields.deputy) found.push({ field: 'deputy', key: 'deputy_is_owner' })
  if ((form.barriers as string[]).length > MOST_BARRIERS) found.push({ field: 'barriers', key: 'too_many_barriers' })
  if (before && isStarted(before.fields, today)) {
    for (const name of STARTING) if (!String(fields[name] ?? '').trim()) found.push({ field: name, key: 'has_started' })
  }
  return found
}

/** What speaks against setting it in motion when nothing is missing: there must be a day left on which to try it. */
export function overFault(fields: Fields, today: string): Fault | undefined {
  return fields.ends_on && String(fields.ends_on) < today ? { field: 'ends_on', key: 'is_over' } : undefined
}

/** The first day when it is started now: the one that was chosen, also one that has passed; else today. */
export function startDay(fields: Fields, today: string): string {
  return String(fields.starts_on || today)
}

/** True when nothing but the first day is missing. */
export function canStart(fields: Fields): boolean {
  return ASKED.every((name) => String(fields[name] ?? '').trim())
}
