// Everything that a phone holds, in memory: screens never wait for the disk and never depend on its indexes.

import type { Attachment, Entry, Fields, RecordView, Synced } from './types'

/** Entries whose content is laid over what the server sent. */
const LAID_OVER = new Set(['open', 'waiting'])

export class Memory {
  readonly synced = new Map<string, Synced>()
  readonly entries = new Map<number, Entry>()
  readonly attachments = new Map<string, Attachment>()
  private views: Map<string, RecordView> | undefined
  private byType: Map<string, RecordView[]> | undefined

  /** Must be called after every change to `synced` or `entries`. */
  changed(): void {
    this.views = undefined
    this.byType = undefined
  }

  get(id: string): RecordView | undefined {
    return this.all().get(id)
  }

  ofType(type: string): RecordView[] {
    if (!this.byType) {
      this.byType = new Map()
      for (const view of this.all().values()) {
        const same = this.byType.get(view.type)
        if (same) same.push(view)
        else this.byType.set(view.type, [view])
      }
    }
    return this.byType.get(type) ?? []
  }

  queue(): Entry[] {
    return [...this.entries.values()].sort((a, b) => a.n - b.n)
  }

  /** The photos and voice notes on this phone that were added to a record, or that it names. */
  attachmentsOf(record: string): Attachment[] {
    const named = names(this.get(record)?.fields)
    const found = [...this.attachments.values()].filter((one) => one.record === record || named.includes(one.id))
    return found.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** True while a photo or a voice note waits that this entry names: it travels only because something does. */
  isAwaited(entry: Entry): boolean {
    const named = names(entry.fields)
    const isOf = (one: Attachment) => one.record === entry.record || named.includes(one.id)
    return [...this.attachments.values()].some((one) => ['recording', 'waiting'].includes(one.state) && isOf(one))
  }

  /** An entry that is to be sent names all that its author has put here for its record, also when the phone broke down in
   *  between. Removing is therefore the bytes first and the name then: a name without bytes is harmless, bytes without a name
   *  are named again. */
  naming(entry: Entry): Entry {
    const own = [...this.attachments.values()]
      .filter((one) => one.record === entry.record && one.user === entry.author)
      .map((one) => one.id)
    if (!own.length || entry.op !== 'put') return entry
    const attachments = [...new Set([...names(entry.fields), ...own.sort()])]
    return { ...entry, fields: { ...entry.fields, attachments } }
  }

  /** True when a record on this phone has it, or what was written here: also what is held, or lies where one has no access
   *  any more. `isOut`: of what was written, what counts. */
  isNamed({ id, record }: Attachment, isOut: (one: Entry) => boolean = () => true): boolean {
    const has = (one: Entry) => one.record === record || names(one.fields).includes(id)
    return this.synced.has(record) || this.queue().some((one) => has(one) && isOut(one))
  }

  private all(): Map<string, RecordView> {
    if (this.views) return this.views
    const views = new Map<string, RecordView>()
    for (const [id, one] of this.synced) views.set(id, { ...one, pending: false })
    for (const entry of this.queue()) if (LAID_OVER.has(entry.state)) layOver(views, entry)
    this.views = views
    return views
  }
}

/** The photos and voice notes that a record or an edit names. */
export function names(fields: Fields | undefined): string[] {
  const told = Array.isArray(fields?.attachments) ? fields.attachments : []
  return told.filter((one) => typeof one === 'string')
}

/** Lays an unsent mutation over a record, or makes the record. */
export function layOver(views: Map<string, RecordView>, entry: Entry): void {
  const before = views.get(entry.record)
  if (entry.op === 'delete') {
    views.delete(entry.record)
    return
  }
  const { unit, ...fields } = entry.fields
  if (!before && entry.base > 0) return // an edit of something that this phone no longer holds
  const made: RecordView = before ?? {
    id: entry.record,
    type: entry.type,
    unit: typeof unit === 'string' ? unit : '',
    version: 0,
    seq: Number.MAX_SAFE_INTEGER,
    created_by: entry.author,
    captured_at: entry.at,
    skew: 0,
    received_at: null,
    fields: {},
    pending: true,
  }
  const merged = { ...made.fields }
  for (const [name, value] of Object.entries(fields)) {
    if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) delete merged[name]
    else merged[name] = value
  }
  views.set(entry.record, { ...made, fields: merged, pending: true })
}

/** An unsent entry's fields with others laid over them. What is emptied in a new record has never been there; of a record
 *  that the server has, it is told so. */
export function amendedFields(entry: Entry, fields: Fields): Fields {
  const laid = Object.entries({ ...entry.fields, ...fields })
  return Object.fromEntries(entry.base > 0 ? laid : laid.filter(([, value]) => value !== null))
}
