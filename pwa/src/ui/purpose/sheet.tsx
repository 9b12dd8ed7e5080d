// What every form of this part does alike: keeps what is typed, says what is wrong at its field, saves, and goes on.

import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { contract, type RecordType } from '../../contract.gen'
import { create, edit, type Fault, faults } from '../../domain/capture'
import type { Fields, NewMutation, RecordView, SaveFailed } from '../../store/types'
import { clockTime, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { useEdit } from '../edit'
import { Field, toast } from '../parts'
import { useStore } from '../saving'
import { SinceThen } from '../since-then'
import { useWords } from './parts'

export interface SheetOptions {
  type: RecordType
  unit: string
  /** The record that is edited; left out for a new one. */
  record?: RecordView | undefined
  names: string[]
  /** What stands in the form, or goes along unseen, before anything has been typed. */
  given?: Record<string, string>
  /** Where the draft is kept, when the type and the unit do not say it. */
  draft?: string
  check?(fields: Fields): Fault[]
  /** With the id of the record that was saved. */
  onSaved(id: string): void
}

type Words = Record<string, string>

export interface Sheet {
  type: RecordType
  form: Words
  record: RecordView | undefined
  /** What others have changed in it since it was typed in here. */
  meanwhile: Fields
  change(name: string, value: string): void
  faultOf(name: string): Fault | undefined
  vouch(name: string): void
  save(event: Event): Promise<void>
  isKept: boolean
  failed: SaveFailed | undefined
}

/** Saves at once, says so, and hands on what the phone could not keep. */
export function useSaving() {
  const { store, text, language } = useApp()
  const { failed, save: keep } = useStore()
  async function save(mutations: (NewMutation | undefined)[], draft?: string, said?: string): Promise<string[]> {
    const real = mutations.filter((one) => one !== undefined)
    if (!real.length) {
      if (draft) await store.dropDraft(draft)
      return []
    }
    const kept = await keep(real, draft ? { draft } : {})
    if (!kept) return []
    toast({ message: said ?? text.savedOnPhone(text.at(clockTime(kept.savedAt, language))) })
    return kept.ids
  }
  return { save, failed }
}

export function useSheet({ type, unit, record, names, given, draft, check, onSaved }: SheetOptions): Sheet {
  const { store, today } = useApp()
  const key = draft ?? (record ? `${type}-${record.id}` : `${type}-new-${unit}`)
  const { form, isKept, before, meanwhile, change: typed, reset } = useEdit<Words>(store, key, initial, record)
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { save: keep, failed } = useSaving()

  function initial(): Words {
    return Object.fromEntries(names.map((name) => [name, String(record?.fields[name] ?? given?.[name] ?? '')]))
  }

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    const fields: Fields = { ...given, ...Object.fromEntries(names.map((name) => [name, form[name] ?? ''])) }
    const wrong = [
      ...faults(type, { ...before?.fields, ...fields }, today, notCpr).filter((one) => names.includes(one.field)),
      ...(check?.(fields) ?? []),
    ]
    setFound(wrong)
    if (wrong.length) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    const made = before ? edit(type, before, fields, notCpr) : create(type, unit, fields, notCpr)
    const ids = await keep([made], key)
    if (made && !ids.length) return
    reset(initial())
    onSaved(before?.id ?? ids[0]!)
  }

  return {
    type,
    form,
    record,
    meanwhile,
    isKept,
    failed,
    save,
    change(name, value) {
      typed({ [name]: value })
      setFound((was) => was.filter((one) => one.field !== name))
    },
    faultOf: (name) => found.find((one) => one.field === name),
    vouch(name) {
      setNotCpr([...notCpr, name])
      setFound(found.filter((one) => one.field !== name))
    },
  }
}

/** The form around a sheet's fields, with its button at the foot. */
export function SheetForm({
  sheet,
  children,
  button,
  isInside,
  onCancel,
}: {
  sheet: Sheet
  children: ComponentChildren
  button?: string
  /** True when it stands within a page and not alone on one. */
  isInside?: boolean
  onCancel?: (() => void) | undefined
}) {
  const { text } = useApp()
  const words = useWords()
  return (
    <form class="sheet" onSubmit={(event) => void sheet.save(event)} noValidate>
      <SinceThen {...sheet} onTake={(name, value) => sheet.change(name, String(value))} />
      {children}
      {!sheet.isKept && <p class="warning">{text.storageFailed}</p>}
      {sheet.failed && <SaveTrouble failed={sheet.failed} />}
      <div class={isInside ? 'act-row' : 'act-bar'}>
        <button type="submit" class={`button button-primary ${isInside ? '' : 'wide-button'}`}>
          {button ?? words.save}
        </button>
        {onCancel && (
          <button type="button" class="text-button" onClick={onCancel}>
            {words.cancel}
          </button>
        )}
      </div>
    </form>
  )
}

type Labels = ReturnType<typeof useWords>['labels']

/** One field of the sheet's record. `as` names its words when they are not those of the field; `isNeeded` when the screen
 *  asks for it although the record could do without. */
export function SheetField({
  sheet,
  name,
  as = name as keyof Labels,
  isNeeded,
}: {
  sheet: Sheet
  name: string
  as?: keyof Labels
  isNeeded?: boolean
}) {
  const words = useWords()
  const spec = contract[sheet.type].fields[name]!
  const label = words.labels[as]
  return (
    <Field
      name={name}
      label={spec.required || isNeeded ? label : `${label} (${words.optional})`}
      hint={words.hints[as]}
      type={spec.kind === 'day' ? 'date' : 'text'}
      lines={(spec.most ?? 0) > 120}
      most={spec.most}
      value={sheet.form[name] ?? ''}
      fault={sheet.faultOf(name)}
      onNotCpr={() => sheet.vouch(name)}
      onChange={(value) => sheet.change(name, value)}
    />
  )
}

/** One of the records that the phone knows, or none. */
export function Pick({
  label,
  value,
  options,
  none,
  onChange,
}: {
  label: string
  value: string
  options: { value: string; label: string }[]
  none?: string
  onChange(value: string): void
}) {
  const id = useId()
  if (!options.length) return null
  return (
    <div class="form-group">
      <label class="form-label" for={id}>
        {label}
      </label>
      <select id={id} class="form-input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((one) => (
          <option key={one.value} value={one.value}>
            {one.label}
          </option>
        ))}
      </select>
    </div>
  )
}
