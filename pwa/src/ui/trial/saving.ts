// The mutations that a trial card turns into, in the order in which the server must apply them. Pure but for new ids.

import { create, edit } from '../../domain/capture'
import type { Store } from '../../store/store'
import type { Fields, NewMutation, RecordView } from '../../store/types'
import { type Form, newBarriers, toFields } from './values'

interface Card {
  form: Form
  /** The trial that is edited, as the form was begun on it. */
  record?: RecordView | undefined
  /** Where a new trial is written; the first is shown afterwards. Several units get one each and try together. */
  units: string[]
  /** What a new trial points back at. */
  links?: Fields | undefined
  /** A sibling's fields in a unit of its own. */
  fieldsIn?: ((unit: string, fields: Fields) => Fields) | undefined
  notCpr: string[]
  /** True when the first day is left to be set by starting. */
  isToStart?: boolean
  /** The ids of what is new, by its place: what could not be saved and is saved after all keeps them. */
  fresh?: string[]
}

export interface ToSave {
  mutations: NewMutation[]
  /** The trial to show afterwards: of several, that of one's own unit. */
  trial: string
}

export function toMutations(store: Store, card: Card): ToSave {
  const { form, record, units, links, fieldsIn, notCpr, isToStart, fresh = [] } = card
  const fields = { ...toFields(form), ...(isToStart ? { starts_on: null } : {}) }
  const written = record?.unit ?? units[0]!
  const barriers = newBarriers(form).map((one) => ({
    ...create('barrier', written, { kind: one.kind, text: one.text }, one.vouched ? ['text'] : []),
    record: one.id,
  }))
  if (record) {
    const changed = edit('trial', record, fields, notCpr)
    return { mutations: [...barriers, ...(changed ? [changed] : [])], trial: record.id }
  }
  const idAt = (at: number) => {
    fresh[at] ??= store.newId()
    return fresh[at]
  }
  const together: Fields = units.length > 1 ? { together: idAt(units.length) } : {}
  const trials = units.map((unit, at) => ({
    ...create('trial', unit, { ...(fieldsIn?.(unit, fields) ?? fields), ...links, ...together }, notCpr),
    record: idAt(at),
  }))
  return { mutations: [...barriers, ...trials], trial: trials[Math.max(0, units.indexOf(String(form.unit)))]!.record }
}
