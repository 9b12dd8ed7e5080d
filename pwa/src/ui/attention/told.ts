// A record field by field, as people know it: what each field is called, and what stands in it in words. Pure over the store.

import { contract, type FieldSpec, type RecordType } from '../../contract.gen'
import type { Store } from '../../store/store'
import type { Fields, Json } from '../../store/types'
import type { Text } from '../../text/da'
import { da } from '../../text/fields.da'
import { en } from '../../text/fields.en'
import { da as termsDa } from '../../text/terms.da'
import { en as termsEn } from '../../text/terms.en'
import { clockTime, type Language, shortDay } from '../app'
import { nameIn } from '../entries'

export interface Telling {
  store: Store
  text: Text
  language: Language
}

/** A value and its word, where a field is chosen and not typed. */
export interface Option {
  value: string
  label: string
}

const DATED = /^\d{4}-\d\d-\d\d/
const wordsIn = (language: Language) => (language === 'en' ? en : da)
const termsIn = (language: Language) => (language === 'en' ? termsEn : termsDa)

export function specOf(type: string): Record<string, FieldSpec> {
  return contract[type as RecordType]?.fields ?? {}
}

export function fieldName(type: string, field: string, { language }: Omit<Telling, 'store'>): string {
  const { names } = wordsIn(language)
  return names[`${type}.${field}`] ?? termsIn(language).fields[field] ?? names[field] ?? field
}

/** The server names a field as the contract does; people know it by its label. */
export function inOurWords(
  detail: string | undefined,
  type: string,
  telling: Omit<Telling, 'store'>,
): string | undefined {
  return detail?.replace(/“([a-z_]+)”/g, (said, field: string) =>
    field in specOf(type) ? `“${fieldName(type, field, telling)}”` : said,
  )
}

/** What may be chosen in a field; undefined where it is typed, or holds what nobody changes by hand. */
export function optionsOf(type: string, field: string, fields: Fields, telling: Telling): Option[] | undefined {
  const spec = specOf(type)[field]
  const words = wordsIn(telling.language)
  const counted = (names: string[]) => names.map((label, at) => ({ value: String(at + 1), label }))
  if (field === 'mood') return counted(telling.text.moods)
  if (/(^|_)effect$/.test(field)) return counted(words.effects)
  if (/(^|_)effort$/.test(field)) return counted(words.efforts)
  if (spec?.kind === 'flag')
    return [
      { value: 'true', label: words.yes },
      { value: 'false', label: words.no },
    ]
  const choices = field === 'choice' ? choicesOn(fields.subject_type) : spec?.choices
  return choices?.map((value) => ({ value, label: choiceName(type, field, value, telling) }))
}

/** A trial's and a practice's decision is one of a few; about anything else it is people's own words. */
function choicesOn(subject: Json | undefined): string[] | undefined {
  if (subject === 'trial') return ['abandon', 'adapt', 'scale', 'extend', 'adopt', 'cancel']
  return subject === 'practice' ? ['continue', 'adjust', 'retire'] : undefined
}

function choiceName(type: string, field: string, value: string, { text, language }: Telling): string {
  const terms = termsIn(language)
  const known: Record<string, Record<string, string>> = {
    'barrier.kind': text.barrierKinds,
    'feedback.channel': text.channels,
    'observation.outcome': { worked: text.worked, partly: text.partly, not: text.not },
    'decision.subject_type': terms.types,
    'decision.choice': terms.choices,
  }
  return known[`${type}.${field}`]?.[value] ?? wordsIn(language).values[value] ?? value
}

/** What stands in a field, in words: a choice by its word, a record by its title, a day as a day. What is held may be of
 *  another kind than its field: that is told as it was written. */
export function saidIn(type: string, field: string, fields: Fields, telling: Telling): string {
  const { language, store, text } = telling
  const words = wordsIn(language)
  const value = fields[field]
  if (value === undefined || value === null || value === '') return ''
  const option = optionsOf(type, field, fields, telling)?.find((one) => one.value === String(value))
  if (option) return option.label
  const kind = field === 'unit' ? 'reference' : specOf(type)[field]?.kind
  if (kind === 'reference') return titleOf(store, String(value)) ?? words.unknown
  if (kind === 'references' && Array.isArray(value)) {
    const titles = value.map((one) => titleOf(store, String(one)))
    return titles.every(Boolean) ? titles.join(' · ') : words.pieces(titles.length)
  }
  const isMoment = DATED.test(String(value)) && !Number.isNaN(Date.parse(String(value)))
  if (isMoment && (kind === 'day' || kind === 'day_or_hour')) return shortDay(String(value), language)
  if (isMoment && kind === 'instant')
    return `${shortDay(String(value), language)} ${text.at(clockTime(String(value), language))}`
  const number = (one: Json) => String(one).replace('.', language === 'da' ? ',' : '.')
  if (kind === 'decimal') return number(value)
  if (kind === 'decimals' && Array.isArray(value)) return value.map(number).join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function titleOf(store: Store, id: string): string | undefined {
  const found = store.get(id)
  return found && nameIn(found.fields)
}
