// The edit of a record, kept as it is typed like any form, and with it what it was begun on.

import { useRef } from 'preact/hooks'
import type { Store } from '../store/store'
import type { Json, RecordView } from '../store/types'
import { type Draft, type Form, useDraft } from './draft'

export interface Editing<F extends Form> extends Draft<F> {
  /** The record as an edit names it: as it was when the form was opened, with the version that the typing began on, so that
   *  what somebody has changed since is never overwritten unseen. */
  before: RecordView | undefined
  /** What has changed in the record since it was typed in here, and reads otherwise here: how it reads there. */
  meanwhile: Form
}

/** The record's version, and what stood in the fields before they were typed in. */
type Begun = { version: number; from: Form }
/** Where a draft keeps it; one that an older app has written has none. */
const BEGUN = '@'

/** A field that the record's form does not have is as empty as one with nothing in it. */
const isSame = (a: Json | undefined, b: Json | undefined) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** As `useDraft`; without a record it is one. `initial` is asked again, to see what has changed. */
export function useEdit<F extends Form>(
  store: Store,
  key: string,
  initial: () => F,
  record: RecordView | undefined,
): Editing<F> {
  const opened = useRef<RecordView | undefined>(undefined)
  opened.current ??= record
  const first = useRef<Form | undefined>(undefined)
  first.current ??= initial()
  const draft = useDraft<Form>(store, key, initial, lay)
  const { [BEGUN]: kept, ...form } = draft.form
  const begun = kept as Begun | undefined

  return {
    form: form as F,
    isKept: draft.isKept,
    before: opened.current && { ...opened.current, version: begun?.version ?? opened.current.version },
    meanwhile: begun && record ? changedSince(begun.from, form, initial()) : {},
    change(next) {
      const { version } = opened.current ?? {}
      if (version === undefined) return draft.change(next as Form)
      const from = Object.fromEntries(Object.keys(next).map((name) => [name, first.current?.[name] ?? null]))
      draft.change({ ...(next as Form), [BEGUN]: { version, ...begun, from: { ...from, ...begun?.from } } })
    },
    reset(fresh) {
      opened.current = undefined
      first.current = fresh
      draft.reset(fresh)
    },
  }
}

function lay(kept: Form, typed: Form): Form {
  const { [BEGUN]: was, ...all } = kept
  const { [BEGUN]: now, ...fresh } = typed
  if (!was) return { ...kept, ...typed }
  const begun = was as Begun
  // What was typed back to what it had been is no change: there a colleague's newer words stand.
  const changed = Object.entries(all).filter(([name, value]) => !isSame(value, begun.from[name]))
  if (!changed.length) return typed
  const from = { ...(now as Begun | undefined)?.from, ...begun.from }
  return { ...Object.fromEntries(changed), ...fresh, [BEGUN]: { ...begun, from } }
}

function changedSince(from: Form, form: Form, now: Form): Form {
  const isChanged = (name: string) => !isSame(now[name], from[name]) && !isSame(now[name], form[name])
  return Object.fromEntries(
    Object.keys(from)
      .filter(isChanged)
      .map((name) => [name, now[name] ?? null]),
  )
}
