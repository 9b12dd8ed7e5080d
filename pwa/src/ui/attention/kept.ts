// What the server keeps in a record of type `held`: anything that a phone or a file has sent, also what is no mutation. Pure.

import type { Entry, Fields, Json, RecordView } from '../../store/types'

type JsonObject = { [name: string]: Json }

/** The mutation as an entry. What is not as an entry has it reads as if it had been left out. */
export function entryKept(held: RecordView): Entry {
  const told = objectIn(held.fields.mutation)
  const id = textIn(told.id)
  return {
    ...(told as object as Entry),
    id,
    type: textIn(told.type),
    op: told.op === 'delete' ? 'delete' : 'put',
    record: textIn(told.record) || id,
    base: typeof told.base === 'number' ? told.base : 0,
    fields: objectIn(told.fields),
    held: held.id,
  }
}

/** What its writer has said to be no civil registration number, as far as it reads as it did. */
export function vouchedStill(told: Entry, fields: Fields): { not_cpr?: string[] } {
  const named = Array.isArray(told.not_cpr) ? told.not_cpr.filter((one) => fields[one] === told.fields[one]) : []
  return named.length ? { not_cpr: named } : {}
}

/** An entry of a queue file: the mutation to the letter, with its author. */
export function entryInFile(held: RecordView): JsonObject {
  const { mutation = null, sent_by: author = null } = held.fields
  const { id, record, base } = entryKept(held)
  const isMutation = Object.keys(objectIn(mutation)).length > 0
  return { id, record, base, ...(isMutation ? objectIn(mutation) : { mutation }), author }
}

function objectIn(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}

function textIn(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
