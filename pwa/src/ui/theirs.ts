// What a file holds of other people's photos and voice notes: which of them the person may send in their place.

import { names } from '../store/memory'
import type { Store } from '../store/store'
import type { Account, AttachmentInFile, Entry, Fields } from '../store/types'
import { decides } from './roles'

/** Those of `theirs` whose note lies in a unit that the person leads: as the file tells of the note, else as it is here. */
export function mayBring(
  store: Store,
  account: Account,
  entries: unknown[],
  theirs: AttachmentInFile[],
): AttachmentInFile[] {
  return theirs.filter((one) => {
    const unit = unitOf(store, entries, one)
    return unit !== undefined && decides(store, account, unit)
  })
}

function unitOf(store: Store, entries: unknown[], { id, record }: AttachmentInFile): string | undefined {
  const isIts = (told: Partial<Entry>) => told.record === record || names(told.fields).includes(id)
  const written = (entries as (Partial<Entry> | null)[]).find((one) => one && isIts(one) && one.fields?.unit)
  const held = store.ofType('held').find(({ fields }) => isIts((fields.mutation ?? {}) as { fields?: Fields }))
  return (written?.fields?.unit as string | undefined) ?? store.get(record)?.unit ?? held?.unit
}
