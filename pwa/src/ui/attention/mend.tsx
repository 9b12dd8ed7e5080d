// Mending what was held: which of its fields may be changed here, and the form for them.

import { contract, type RecordType } from '../../contract.gen'
import type { Entry, Fields } from '../../store/types'
import { useApp } from '../app'
import { Field } from '../parts'

/** What somebody saw and what a citizen said stays as it was written, whoever mends it. */
const OTHERS_WORDS = new Set<string>(['observation', 'feedback', 'check_in', 'decision'])

/** The fields that may be mended: texts, days, and the one that the server has named. `isOwn`: by the one who wrote it. */
export function mendable(entry: Entry, isOwn: boolean): string[] {
  const spec = contract[entry.type as RecordType]?.fields ?? {}
  const isFree = (name: string) => !isOwn && OTHERS_WORDS.has(entry.type) && spec[name]?.free
  const isSimple = (name: string) => ['text', 'day'].includes(spec[name]?.kind ?? '')
  return Object.keys(entry.fields).filter((name) => !isFree(name) && (isSimple(name) || name === entry.field))
}

export function MendForm({
  entry,
  names,
  form,
  onChange,
}: {
  entry: Entry
  names: string[]
  form: Fields
  onChange(form: Fields): void
}) {
  const { text } = useApp()
  const spec = contract[entry.type as RecordType]?.fields ?? {}
  return (
    <>
      {names.map((name) => (
        <Field
          key={name}
          label={text.fields[name] ?? name}
          lines={spec[name]?.kind === 'text'}
          type={spec[name]?.kind === 'day' ? 'date' : 'text'}
          most={spec[name]?.most}
          value={String(form[name] ?? '')}
          onChange={(value) => onChange({ ...form, [name]: value })}
        />
      ))}
    </>
  )
}
