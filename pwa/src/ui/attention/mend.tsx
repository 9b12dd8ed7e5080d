// Mending what was held: which of its fields may be changed here, and the form for them. The others are shown, in words.

import { useState } from 'preact/hooks'
import type { FieldSpec } from '../../contract.gen'
import { toDecimal } from '../../domain/capture'
import type { Entry, Fields, Json } from '../../store/types'
import { da } from '../../text/mine.da'
import { en } from '../../text/mine.en'
import { useApp, useWordsOf } from '../app'
import { useDraft } from '../draft'
import { Choice, Field } from '../parts'
import { peopleOf, personLabel } from '../people'
import { fieldName, type Option, optionsOf, saidIn, specOf, type Telling } from './told'

/** What somebody saw and what a citizen said stays as it was written, whoever mends it. */
const OTHERS_WORDS = new Set<string>(['observation', 'feedback', 'check_in', 'decision'])
/** What a form has filled in by itself and says nothing to people. */
const UNTOLD = new Set(['subject_type', 'language', 'token', 'together'])
const BY_HAND = new Set(['text', 'day', 'choice', 'integer', 'flag', 'decimal'])
const PEOPLE = new Set(['owner', 'deputy'])

/** The fields that may be mended; among the ids of other records only the one that the server has named. `isOwn`: by the one
 *  who wrote it. */
export function mendable(entry: Entry, isOwn: boolean): string[] {
  const spec = specOf(entry.type)
  const isTheirs = !isOwn && OTHERS_WORDS.has(entry.type)
  const names = new Set([...Object.keys(entry.fields), ...(entry.field ? [entry.field] : [])])
  return [...names].filter((name) => {
    const one = spec[name]
    if (!one || UNTOLD.has(name) || name === 'entered_by') return false
    if (isTheirs) return one.kind === 'day' || (name === entry.field && !one.free && BY_HAND.has(one.kind))
    if (one.kind === 'reference') return name === entry.field && (PEOPLE.has(name) || !one.required)
    return BY_HAND.has(one.kind)
  })
}

/** What the form begins with: numbers and ticks as they are, words empty where there are none. */
export function formOf(entry: Entry, names: string[]): Fields {
  const spec = specOf(entry.type)
  return Object.fromEntries(
    names.map((name) => [name, entry.fields[name] ?? (spec[name]?.kind === 'text' ? '' : null)]),
  )
}

export interface Mending {
  entry: Entry
  names: string[]
  /** The fields as they are mended. */
  fields: Fields
  /** Asked for, or begun before. */
  isOpen: boolean
  /** False when the phone could not keep the latest letters. */
  isKept: boolean
  /** Where what is typed is kept; the save drops it. */
  draft: string
  open(): void
  change(next: Fields): void
}

/** The mend of an entry, kept as it is typed under the id of what is held. */
export function useMend(entry: Entry, id: string, isOwn: boolean): Mending {
  const { store } = useApp()
  const [isAsked, setAsked] = useState(false)
  const names = mendable(entry, isOwn)
  const begun = formOf(entry, names)
  const draft = `mend-${id}`
  const { form, isKept, change } = useDraft<Fields>(store, draft, () => begun)
  const laid = { ...begun, ...form }
  const fields = Object.fromEntries(names.map((name) => [name, laid[name] ?? null]))
  const isTyped =
    JSON.stringify(fields) !== JSON.stringify(Object.fromEntries(names.map((name) => [name, begun[name] ?? null])))
  return { entry, names, fields, isOpen: isAsked || isTyped, isKept, draft, open: () => setAsked(true), change }
}

export function MendForm({ entry, names, fields, isKept, change }: Mending) {
  const { text, store, language } = useApp()
  const telling = { text, store, language }
  const isTold = (name: string) => name === 'unit' || (name in specOf(entry.type) && !UNTOLD.has(name))
  const rest = Object.keys(entry.fields).filter((name) => !names.includes(name) && isTold(name))
  return (
    <>
      {rest.map((name) => (
        <p key={name}>
          <span class="label">{fieldName(entry.type, name, telling)}:</span>{' '}
          {saidIn(entry.type, name, entry.fields, telling)}
        </p>
      ))}
      {names.map((name) => (
        <MendField
          key={name}
          entry={entry}
          name={name}
          value={fields[name] ?? null}
          onChange={(value) => change({ [name]: value })}
        />
      ))}
      {!isKept && <p class="warning">{text.storageFailed}</p>}
    </>
  )
}

function MendField({
  entry,
  name,
  value,
  onChange,
}: {
  entry: Entry
  name: string
  value: Json
  onChange(value: Json): void
}) {
  const { text, store, language } = useApp()
  const words = useWordsOf(da, en)
  const telling = { text, store, language }
  const spec = specOf(entry.type)[name]!
  const label = fieldName(entry.type, name, telling)
  const options = optionsOf(entry.type, name, entry.fields, telling) ?? referenceOptions(entry, name, telling)
  if (options)
    return (
      <Choice
        legend={label}
        name={`${entry.n}-${name}`}
        value={value === null ? '' : String(value)}
        options={spec.required ? options : [...options, { value: '', label: words.nothing }]}
        onChange={(chosen) => onChange(keptAs(spec, chosen))}
      />
    )
  return (
    <Field
      label={label}
      lines={spec.kind === 'text'}
      type={spec.kind === 'day' ? 'date' : 'text'}
      {...(spec.kind === 'integer' ? { inputMode: 'numeric' as const } : {})}
      most={spec.kind === 'text' ? spec.most : undefined}
      value={
        spec.kind === 'decimal' ? String(value ?? '').replace('.', language === 'da' ? ',' : '.') : String(value ?? '')
      }
      onChange={(typed) => onChange(keptAs(spec, typed))}
    />
  )
}

/** Whom or what a field may point at instead: for people those of the unit, else what it points at now. */
function referenceOptions(entry: Entry, name: string, telling: Telling): Option[] | undefined {
  if (specOf(entry.type)[name]?.kind !== 'reference') return undefined
  const { store } = telling
  const unit = String(entry.fields.unit ?? store.get(entry.record)?.unit ?? '')
  const people = PEOPLE.has(name) ? Object.values(peopleOf(store, unit)).flat() : []
  if (people.length) return people.map((one) => ({ value: one.id, label: personLabel(store, one, people) }))
  const now = String(entry.fields[name] ?? '')
  return now ? [{ value: now, label: saidIn(entry.type, name, entry.fields, telling) }] : []
}

/** What was typed or chosen as its field keeps it. What is no number stays as it was typed: the server says so. */
function keptAs(spec: FieldSpec, typed: string): Json {
  if (spec.kind === 'text') return typed
  if (!typed) return null
  if (spec.kind === 'flag') return typed === 'true'
  if (spec.kind === 'integer') return /^\s*\d+\s*$/.test(typed) ? Number(typed) : typed
  return spec.kind === 'decimal' ? (toDecimal(typed) ?? typed) : typed
}
