// The parts of the trial card that are chosen, not typed: behaviour, direction, people, units, ticks.

import { useId } from 'preact/hooks'
import type { Fault } from '../../domain/capture'
import { bitsOf, whoDoesWhen } from '../../domain/who-does'
import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'
import { da } from '../../text/card.da'
import { en } from '../../text/card.en'
import { useApp, useWordsOf } from '../app'
import { faultText } from '../parts'
import { peopleOf, personLabel } from '../people'
import { lineOf } from '../roles'
import { useTerms } from '../terms'
import type { Form } from './values'

interface Option {
  value: string
  label: string
}

interface SelectProps {
  name: string
  label: string
  hint?: string | undefined
  value: string
  options: Option[]
  /** Further ones under headings. */
  groups?: { label: string; options: Option[] }[]
  fault?: Fault | undefined
  onChange(value: string): void
}

export function Select({ name, label, hint, value, options, groups = [], fault, onChange }: SelectProps) {
  const { text } = useApp()
  const words = useWordsOf(da, en)
  const id = useId()
  const said = faultText(fault, text)
  const described = [hint && `${id}-hint`, said && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div class={`form-group ${said ? 'form-error' : ''}`}>
      <label class="form-label" for={id}>
        {label}
      </label>
      {hint && (
        <span class="form-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {said && (
        <span class="form-error-message" id={`${id}-fault`}>
          {said}
        </span>
      )}
      <select
        id={id}
        name={name}
        class="form-input"
        value={value}
        aria-invalid={said ? true : undefined}
        aria-describedby={described || undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{words.none}</option>
        <Options options={options} />
        {groups.map((one) => (
          <optgroup key={one.label} label={one.label}>
            <Options options={one.options} />
          </optgroup>
        ))}
      </select>
    </div>
  )
}

function Options({ options }: { options: Option[] }) {
  return (
    <>
      {options.map((one) => (
        <option key={one.value} value={one.value}>
          {one.label}
        </option>
      ))}
    </>
  )
}

export function Tick({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string
  hint?: string
  checked: boolean
  onChange(checked: boolean): void
}) {
  return (
    <label class="tick">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>
        {label}
        {hint && <small class="tick-hint">{hint}</small>}
      </span>
    </label>
  )
}

export interface PickProps {
  form: Form
  unit: string
  change(next: Form): void
  fault?: Fault | undefined
}

/** Records of a type that hold in a unit: its own and those above it, nearest first. */
export function around(all: RecordView[], line: string[]): RecordView[] {
  const near = all.filter((one) => line.includes(one.unit))
  return near.sort((a, b) => line.indexOf(a.unit) - line.indexOf(b.unit) || b.seq - a.seq)
}

/** Choosing a behaviour copies its words: from then on they are the trial's own. */
export function BehaviourField({ form, unit, change }: PickProps) {
  const { store } = useApp()
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const found = around(store.ofType('behaviour'), lineOf(store, unit)).filter(
    (one) => one.fields.active !== false || one.id === form.behaviour,
  )
  if (!found.length) return null
  const choose = (id: string) => {
    change({ behaviour: id, ...bitsOf(store.get(id)?.fields ?? {}) })
  }
  return (
    <Select
      name="behaviour"
      label={terms.fields.behaviour!}
      hint={words.behaviourHint}
      value={String(form.behaviour ?? '')}
      options={found.map(({ id, fields }) => ({ value: id, label: whoDoesWhen(fields) }))}
      onChange={choose}
    />
  )
}

export function ThemeField({ form, unit, change }: PickProps) {
  const { store, today } = useApp()
  const terms = useTerms()
  const found = around(store.ofType('theme'), lineOf(store, unit)).filter(
    (one) => !one.fields.until || String(one.fields.until) >= today || one.id === form.theme,
  )
  if (!found.length) return null
  const direction = store.get(String(form.theme))?.fields.direction
  return (
    <Select
      name="theme"
      label={terms.fields.theme!}
      hint={direction ? String(direction) : undefined}
      value={String(form.theme ?? '')}
      options={found.map((one) => ({ value: one.id, label: String(one.fields.title) }))}
      onChange={(theme) => change({ theme })}
    />
  )
}

/** Somebody among the colleagues whose names the phone has. */
export function PersonField({ name, unit, form, change, fault }: PickProps & { name: 'owner' | 'deputy' }) {
  const { store } = useApp()
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const { near, others, gone } = peopleFor(store, unit, form, name)
  if (!near.length && !others.length && !gone.length) return null
  const isGrouped = near.length > 0 && others.length > 0
  const groups = [
    { label: words.ofTheUnit, options: near },
    { label: words.otherPeople, options: others },
  ]
  return (
    <Select
      name={name}
      label={terms.fields[name]!}
      value={String(form[name] ?? '')}
      options={isGrouped ? gone : [...near, ...others, ...gone]}
      groups={isGrouped ? groups : []}
      fault={fault}
      onChange={(id) => change({ [name]: id })}
    />
  )
}

/** Whom to choose from: those of the unit, the others, and whoever is chosen and has left. A deputy is not the owner. */
export function peopleFor(
  store: Store,
  unit: string,
  form: Form,
  name: 'owner' | 'deputy',
): Record<Nearness, Option[]> {
  const chosen = String(form[name] ?? '')
  const other = name === 'deputy' ? form.owner : undefined
  const { near, others } = peopleOf(store, unit)
  const people = [...near, ...others]
  const gone = people.some((one) => one.id === chosen) ? undefined : store.get(chosen)
  const optionsOf = (all: RecordView[]) =>
    all
      .filter((one) => one.id !== other || one.id === chosen)
      .map((one) => ({ value: one.id, label: personLabel(store, one, people) }))
  return { near: optionsOf(near), others: optionsOf(others), gone: optionsOf(gone ? [gone] : []) }
}

type Nearness = 'near' | 'others' | 'gone'
