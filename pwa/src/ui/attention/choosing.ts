// Choosing between what people have written in one field: what there is to choose from, and what a choice changes. Pure over
// the store.

import type { RecordType } from '../../contract.gen'
import { edit } from '../../domain/capture'
import type { Store } from '../../store/store'
import type { Json, NewMutation, RecordView } from '../../store/types'

export interface Asked {
  /** The record that they wrote in; undefined when it is not on this phone. */
  subject: RecordView | undefined
  type: string
  field: string
  /** Each value once; first what stands now. */
  values: Json[]
  /** Somebody has set the field since: what stands is not what stood when the two met. */
  isSetSince: boolean
}

/** What a conflict asks. */
export function askedBy(store: Store, { fields }: RecordView): Asked {
  const { record, record_type, field, kept = null, other = null } = fields
  const subject = store.get(String(record))
  const stands = subject ? (subject.fields[String(field)] ?? null) : kept
  const found = new Map([stands, kept, other].map((one) => [JSON.stringify(one), one]))
  return {
    subject,
    type: String(record_type),
    field: String(field),
    values: [...found.values()],
    isSetSince: JSON.stringify(stands) !== JSON.stringify(kept),
  }
}

/** The mutations of a choice that was made on what was `shown`. What stands needs no change, and is the only choice without
 *  the record. Undefined when something else stands by now: nobody has been shown that it would be overwritten. */
export function chosen(
  store: Store,
  conflict: RecordView,
  shown: Asked,
  value: Json,
  today: string,
): NewMutation[] | undefined {
  const now = askedBy(store, conflict)
  if (JSON.stringify(now.values) !== JSON.stringify(shown.values)) return undefined
  const { subject, type, field } = shown
  // What stands there to choose has been asked about before: whoever chooses it means it as it is shown.
  const change = subject && edit(type as RecordType, subject, { [field]: value }, [field])
  const closing = { type: 'conflict', record: conflict.id, base: conflict.version, fields: { resolved_on: today } }
  return change ? [change, closing] : [closing]
}
