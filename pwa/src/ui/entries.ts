// What somebody wrote, named in a few words.

import type { Store } from '../store/store'
import type { Entry, Fields, Json } from '../store/types'
import type { Terms } from '../text/terms.da'

/** An entry in a few words that its author recognises: a decision by what was chosen, and about what. */
export function entryTitle(entry: Entry, terms: Terms, fieldsOf: (id: string) => Fields | undefined): string {
  const { fields } = entry
  const kind = terms.types[entry.type] ?? entry.type
  const about = nameIn(fieldsOf(String(fields.subject ?? fields.trial ?? fields.practice ?? entry.record)))
  // What is held may be of any kind: only words are read.
  const words = isWords(fields.choice)
    ? [choiceWord(fields.choice, terms), about].filter(Boolean).join(' – ')
    : ([fields.text, fields.title, fields.good, fields.different].find(isWords) ?? about)
  const said = words ? `${kind}: ${words}` : kind
  // Only what is new says which unit it belongs to; an edit may be as old as the record, which the server has not seen.
  if (fields.unit !== undefined) return said
  const isStart = entry.type === 'trial' && fields.starts_on && Object.keys(fields).length === 1
  return isStart && about ? terms.startOf(about) : terms.changeOf(said)
}

/** What the phone knows of a record by its id; of another unit's practice or trial what its learning card tells. */
export function knownFields(store: Store): (id: string) => Fields | undefined {
  const cardOf = (id: string) =>
    store.ofType('learning_card').find(({ fields }) => fields.practice === id || fields.trial === id)
  return (id) => (store.get(id) ?? cardOf(id))?.fields
}

/** True when an entry makes its record. A form may have given a new record its id, and a mend has that of what it mends: the
 *  base tells whether it was there before, and `isThere` whether it has come since. */
export function isNew(entry: Entry, isThere: boolean): boolean {
  return !entry.base && !isThere
}

/** A trial's five choices in a word; what was chosen in a dilemma stands in people's own words. */
function choiceWord(choice: string, terms: Terms): string {
  return terms.choices[choice]?.split(' – ')[0] ?? choice
}

/** What people know a record by, as far as its own words tell. */
export function nameIn(fields: Fields | undefined): string | undefined {
  const { title, text, between, name: called, who, does } = fields ?? {}
  const name = title ?? text ?? between ?? called ?? (who && `${who} ${does}`)
  return isWords(name) ? name : undefined
}

function isWords(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== ''
}
