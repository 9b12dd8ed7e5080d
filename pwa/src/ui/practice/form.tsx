// What the forms of this part share: faults at their field, a save that says what happened, people to choose from.

import { useId, useState } from 'preact/hooks'
import { contract, type RecordType } from '../../contract.gen'
import { type Fault, faults } from '../../domain/capture'
import type { Fields } from '../../store/types'
import { useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { Field } from '../parts'
import { peopleOf, personLabel } from '../people'
import { useStore } from '../saving'
import { useWords } from './words'

export interface Checks {
  notCpr: string[]
  /** True when these fields may be saved; else the first faulty one has the focus. `only` looks at some of them,
   *  `needed` says which must be there although the contract does without. */
  areFine(fields: Fields, only?: string[], needed?: string[]): boolean
  faultOf(field: string): Fault | undefined
  forget(field: string): void
  vouch(field: string): void
}

/** `vouched`: the fields that somebody has vouched for on another screen. */
export function useChecks(type: RecordType, vouched: string[] = []): Checks {
  const { today } = useApp()
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState(vouched)
  const forget = (field: string) => setFound((was) => was.filter((one) => one.field !== field))
  return {
    notCpr,
    areFine(fields, only, needed = []) {
      const lacking = needed
        .filter((one) => !String(fields[one] ?? '').trim())
        .map((field) => ({ field, key: 'required' as const }))
      const seen = faults(type, fields, today, notCpr).filter((one) => !only || only.includes(one.field))
      const wrong = [...seen, ...lacking]
      setFound(wrong)
      if (wrong.length) requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return wrong.length === 0
    },
    faultOf: (field) => found.find((one) => one.field === field),
    forget,
    vouch(field) {
      setNotCpr((was) => [...was, field])
      forget(field)
    },
  }
}

/** A field of a record: its limit from the contract, its fault from the checks. */
export function RecordField(props: {
  type: RecordType
  name: string
  label: string
  hint?: string
  lines?: boolean
  value: string
  checks: Checks
  onChange(value: string): void
}) {
  const { type, name, checks } = props
  return (
    <Field
      name={name}
      label={props.label}
      hint={props.hint}
      lines={props.lines ?? true}
      most={contract[type].fields[name]?.most}
      value={props.value}
      fault={checks.faultOf(name)}
      onNotCpr={() => checks.vouch(name)}
      onChange={(value) => {
        checks.forget(name)
        props.onChange(value)
      }}
    />
  )
}

/** Saves; undefined when the phone could not, and then `trouble` says so and hands the words out as a file. */
export function useSaving() {
  const { failed, save } = useStore()
  return { trouble: failed ? <SaveTrouble failed={failed} /> : null, save }
}

/** Somebody by name, or nobody yet. */
export function PersonField(props: {
  label: string
  unit: string
  value: string
  fault?: string | undefined
  /** Who cannot be chosen. */
  without?: unknown
  onChange(id: string): void
}) {
  const { store, text } = useApp()
  const words = useWords()
  const id = useId()
  const { near, others } = peopleOf(store, props.unit)
  const known = [...near, ...others].some((one) => one.id === props.value)
  const options = (people: typeof near) =>
    people
      .filter((one) => one.id !== props.without)
      .map((one) => (
        <option key={one.id} value={one.id}>
          {personLabel(store, one, [...near, ...others])}
        </option>
      ))
  return (
    <div class={`form-group ${props.fault ? 'form-error' : ''}`}>
      <label class="form-label" for={id}>
        {props.label}
      </label>
      {props.fault && (
        <span class="form-error-message" id={`${id}-fault`}>
          {props.fault}
        </span>
      )}
      <select
        id={id}
        class="form-input"
        value={props.value}
        aria-invalid={props.fault ? true : undefined}
        aria-describedby={props.fault ? `${id}-fault` : undefined}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        <option value="">{words.nobodyYet}</option>
        {props.value && !known && (
          <option value={props.value}>{String(store.get(props.value)?.fields.name ?? words.colleague)}</option>
        )}
        {near.length > 0 && others.length > 0 ? (
          <>
            <optgroup label={words.ofTheUnit}>{options(near)}</optgroup>
            <optgroup label={words.otherPeople}>{options(others)}</optgroup>
          </>
        ) : (
          options([...near, ...others])
        )}
      </select>
      {!near.length && !others.length && <span class="form-hint">{text.neverSynced}</span>}
    </div>
  )
}
