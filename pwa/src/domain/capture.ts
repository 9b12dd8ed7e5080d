// What a capture form turns into: mutations. Pure; a form keeps its words when something here says no.

import { contract, type RecordType } from '../contract.gen'
import type { Fields, Json, NewMutation } from '../store/types'
import { findCpr } from './cpr'

/** What is wrong with a field: the key of a text, and the limit where there is one. */
export interface Fault {
  field: string
  key:
    | 'required'
    | 'too_long'
    | 'cpr'
    | 'not_number'
    | 'end_before_start'
    | 'too_long_period'
    | 'not_later'
    | 'is_over'
    | 'not_numbers'
    | 'not_people'
    | 'deputy_is_owner'
    | 'too_many_barriers'
    | 'has_started'
    | 'empty_feedback'
    | 'which_barrier'
  most?: number
  /** Its words, where a part of the app has its own. */
  said?: string | undefined
}

/** Code points after NFC: what the server counts. */
export function countText(text: string): number {
  return [...text.normalize('NFC')].length
}

/** A number as people type it ("12,5") in the wire's canonical form, undefined when it is none. */
export function toDecimal(typed: string): string | undefined {
  const match = /^\s*([-−]?)(\d{1,6})(?:[.,](\d{1,4}))?\s*$/.exec(typed)
  if (!match) return undefined
  const whole = match[2]!.replace(/^0+(?=\d)/, '')
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  const digits = fraction ? `${whole}.${fraction}` : whole
  return match[1] && digits !== '0' ? `-${digits}` : digits
}

/** The fields in the form in which they are kept: trimmed NFC text, nothing empty. */
export function tidy(fields: Fields): Fields {
  const found: Fields = {}
  for (const [name, value] of Object.entries(fields)) {
    const kept: Json = typeof value === 'string' ? value.normalize('NFC').trim() : value
    if (kept !== null && kept !== '' && !(Array.isArray(kept) && !kept.length)) found[name] = kept
  }
  return found
}

/** Everything that the contract says against these fields; `notCpr` names those that a person has vouched for. */
export function faults(type: RecordType, fields: Fields, today: string, notCpr: string[] = []): Fault[] {
  const found: Fault[] = []
  for (const [field, spec] of Object.entries(contract[type].fields)) {
    const value = fields[field]
    if (spec.required && (value === undefined || value === null || value === '')) found.push({ field, key: 'required' })
    if (typeof value !== 'string') continue
    if (spec.kind === 'text' && countText(value) > spec.most!) found.push({ field, key: 'too_long', most: spec.most! })
    else if (spec.free && !notCpr.includes(field) && findCpr(value, today).length) found.push({ field, key: 'cpr' })
  }
  if (type === 'feedback' && !fields.mood && !fields.good && !fields.different) {
    found.push({ field: 'mood', key: 'empty_feedback' })
  }
  if (type === 'trial' && fields.starts_on && fields.ends_on) {
    const { starts_on, ends_on } = fields as { starts_on: string; ends_on: string }
    if (ends_on < starts_on) found.push({ field: 'ends_on', key: 'end_before_start' })
    else if (Date.parse(ends_on) - Date.parse(starts_on) > 179 * 86_400_000)
      found.push({ field: 'ends_on', key: 'too_long_period' })
  }
  return found
}

/** The fields that look like a civil registration number although they come from a record, where such a one would be masked:
 *  somebody has vouched for them, and carried over they are vouched for still. */
export function vouchedIn(type: RecordType, fields: Fields, today: string): string[] {
  return faults(type, fields, today)
    .filter((one) => one.key === 'cpr')
    .map((one) => one.field)
}

/** A new record. */
export function create(type: RecordType, unit: string, fields: Fields, notCpr: string[] = []): NewMutation {
  return { type, fields: { unit, ...tidy(fields) }, not_cpr: notCpr }
}

/** An edit: only the fields that differ from what is known. Undefined when there are none. */
export function edit(
  type: RecordType,
  before: { id: string; version: number; fields: Fields },
  fields: Fields,
  notCpr: string[] = [],
): NewMutation | undefined {
  const after = tidy(fields)
  const changed: Fields = {}
  for (const name of Object.keys(fields)) {
    const value = after[name] ?? null
    if (JSON.stringify(value) !== JSON.stringify(before.fields[name] ?? null)) changed[name] = value
  }
  if (!Object.keys(changed).length) return undefined
  return { type, record: before.id, base: before.version, fields: changed, not_cpr: notCpr }
}
