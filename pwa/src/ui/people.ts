// The people whom this phone knows: to choose an owner or a deputy from, and who leads a unit.

import type { Store } from '../store/store'
import type { Fields, RecordView } from '../store/types'
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

/** True when the person in a role is known to have left: the account is closed, or the server says so of what is over
 *  (records/leaving.py). Somebody whom the phone does not know may have been chosen from another unit. */
function hasLeft(store: Store, fields: Fields, role: 'owner' | 'deputy'): boolean {
  const id = fields[role]
  return Boolean(id) && (id === fields.owner_gone || store.get(String(id))?.fields.active === false)
}

/** Who is to carry what comes of a record, as far as that is known: its owner and deputy, and the deputy in place of an owner
 *  who has left, as on the server. */
export function carriersOf(store: Store, fields: Fields): { owner: string; deputy: string } {
  const here = (role: 'owner' | 'deputy') => (hasLeft(store, fields, role) ? '' : String(fields[role] ?? ''))
  return hasLeft(store, fields, 'owner')
    ? { owner: here('deputy'), deputy: '' }
    : { owner: here('owner'), deputy: here('deputy') }
}

/** Fields to begin with, without an owner or a deputy who has left or whom the phone does not know: nobody would see who is
 *  put back in. */
export function withThoseHere(store: Store, fields: Fields): Fields {
  const gone = (['owner', 'deputy'] as const).filter(
    (role) => !store.get(String(fields[role] ?? '')) || hasLeft(store, fields, role),
  )
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== 'owner_gone' && !gone.some((role) => role === name)),
  )
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
