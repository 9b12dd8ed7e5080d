// What somebody wrote, named in a few words.

import type { Entry, Fields } from '../store/types'
import type { Text } from '../text/da'

/** An entry in a few words that its author recognises: a decision by what was chosen, and about what. */
export function entryTitle(entry: Entry, text: Text, fieldsOf: (id: string) => Fields | undefined): string {
  const { fields } = entry
  const kind = text.types[entry.type] ?? entry.type
  const about = nameIn(fieldsOf(String(fields.subject ?? fields.trial ?? fields.practice ?? entry.record)))
  const words = fields.choice
    ? [choiceWord(String(fields.choice), text), about].filter(Boolean).join(' – ')
    : (fields.text ?? fields.title ?? fields.good ?? fields.different ?? about)
  const said = words ? `${kind}: ${String(words)}` : kind
  return isNew(entry, false) ? said : text.changeOf(said)
}

/** True when an entry makes its record. A form may have given a new record its id, and a mend has that of what it mends: the
 *  base tells whether it was there before, and `isThere` whether it has come since. */
export function isNew(entry: Entry, isThere: boolean): boolean {
  return !entry.base && !isThere
}

/** A trial's five choices in a word; what was chosen in a dilemma stands in people's own words. */
function choiceWord(choice: string, text: Text): string {
  return text.choices[choice]?.split(' – ')[0] ?? choice
}

function nameIn(fields: Fields | undefined): string | undefined {
  const name = fields?.title ?? fields?.text ?? fields?.between
  return name ? String(name) : undefined
}
