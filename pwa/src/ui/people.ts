// The people whom this phone knows: to choose an owner or a deputy from, and who leads a unit.

import type { Store } from '../store/store'
import type { RecordView } from '../store/types'
import { lineOf } from './roles'

/** People to choose from as owner and deputy: those of the unit first, then the others that this phone knows. */
export function peopleOf(store: Store, unit: string): { near: RecordView[]; others: RecordView[] } {
  const here = new Set(
    store
      .ofType('membership')
      .filter((one) => one.unit === unit)
      .map((one) => String(one.fields.person)),
  )
  const name = (one: RecordView) => String(one.fields.name)
  const all = store
    .ofType('person')
    .filter((one) => one.fields.active !== false)
    .sort((a, b) => name(a).localeCompare(name(b), 'da'))
  return { near: all.filter((one) => here.has(one.id)), others: all.filter((one) => !here.has(one.id)) }
}

/** A person's name; with the unit where several among those to choose from are called the same. */
export function personLabel(store: Store, person: RecordView, among: RecordView[]): string {
  const name = String(person.fields.name)
  if (among.filter((one) => one.fields.name === name).length < 2) return name
  const place = store.ofType('membership').find((one) => one.fields.person === person.id)?.unit
  const unit = store.get(place ?? '')?.fields.name
  return unit ? `${name} · ${unit}` : name
}

/** Names of those who lead a unit: its own leaders, else those of the nearest unit above that has any on this phone. */
export function leadersOf(store: Store, unit: string): string[] {
  const leading = store.ofType('membership').filter((one) => one.fields.role === 'leader')
  for (const at of lineOf(store, unit)) {
    const names = leading
      .filter((one) => one.unit === at)
      .map((one) => store.get(String(one.fields.person)))
      .filter((one) => one && one.fields.active !== false)
      .map((one) => String(one!.fields.name))
    if (names.length) return [...new Set(names)].slice(0, 3)
  }
  return []
}
