// What the store promises to the rest of the app. It knows records and mutations as such, and names no record type
// but the two that syncing itself makes: `held` and `conflict`.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Fields = Record<string, Json>

/** A record as a screen sees it: what the server sent, with this phone's own unsent edits laid over it. */
export interface RecordView {
  id: string
  type: string
  unit: string
  version: number
  seq: number
  created_by: string | null
  captured_at: string | null
  /** Seconds to add to the writing device's clock; for display only. */
  skew: number
  received_at: string | null
  fields: Fields
  /** True while something about it has not been received by the server. */
  pending: boolean
}

/** A record as the server sent it, and the generation of the full download that last brought it. */
export interface Synced extends Omit<RecordView, 'pending'> {
  gen: number
}

/** A record as it stands in a reply. */
export interface Change extends Omit<RecordView, 'pending' | 'skew'> {
  deleted: boolean
  skew?: number
}

export interface NewMutation {
  type: string
  /** The record that is changed; left out when this mutation creates one. */
  record?: string
  /** Left out for a new record. */
  base?: number
  op?: 'put' | 'delete'
  /** The fields that changed; a new record's `unit` goes in here, as on the wire. */
  fields: Fields
  not_cpr?: string[]
  instead_of?: string
  device?: string
}

/**
 * open: saved, but its sheet may still change it or take it back; waiting: to be sent; applied · conflict · held: the
 * server's answer; mended: replaced by another; resting: held, and left so by its author.
 */
export type EntryState = 'open' | 'waiting' | 'applied' | 'conflict' | 'held' | 'mended' | 'resting'

/** A mutation on this phone, kept for 30 days after its receipt. `n` is its place in the order of saving. */
export interface Entry {
  n: number
  id: string
  author: string
  type: string
  record: string
  base: number
  op: 'put' | 'delete'
  at: string
  fields: Fields
  not_cpr?: string[]
  instead_of?: string
  state: EntryState
  /** The tab whose open sheet may still change it. */
  tab?: string
  /** What it travels as written by, when a file has brought it: a device made for that file. Left out: this phone. */
  device?: string
  reason?: string
  /** It was left to rest before it had to be sent again. */
  rests?: true
  /** Why a leader did not let it in. */
  answer?: string
  detail?: string
  field?: string
  /** The record in which the server keeps it: another mutation, from elsewhere, may go by the same id. */
  held?: string
  conflicts?: Conflict[]
  /** The server's receipt. */
  received_at?: string
}

export interface Conflict {
  field: string
  kept: Json
  yours: Json
}

export type Result =
  | { status: 'applied'; version: number }
  | { status: 'conflict'; version: number; conflicts: Conflict[] }
  | { status: 'held'; reason: string; detail: string; field?: string; held?: string }

export interface Reply {
  epoch: string
  received_at: string
  results: Result[]
  changes: Change[]
  /** Where in the server's order those came that are not sent back. */
  seqs?: Record<string, number>
  purge: string[]
  cursor: string
  more: boolean
  reset: boolean
}

/** Who is signed in on this phone, as the server last said. */
export interface Account {
  user: { id: string; name: string }
  memberships: { unit: string; role: 'staff' | 'leader' | 'admin' }[]
  organisation: { id: string; name: string }
  time_zone: string
}

/** The text of an exported queue: authors and ids are kept, so that importing it twice is harmless. */
export interface QueueFile {
  proev_queue: 1
  entries: Entry[]
  /** The photos and voice notes that the server has not got. */
  attachments?: AttachmentInFile[]
}

export type AttachmentInFile = Pick<Attachment, 'id' | 'user' | 'record' | 'kind' | 'mime' | 'added' | 'sha256'> & {
  /** In base64. */
  bytes: string
}

export type AttachmentKind = 'photo' | 'audio'

/** recording: pieces are still being added; waiting: to be sent; sent: the server has all of it; refused: it will not
 *  have it. */
export type AttachmentState = 'recording' | 'waiting' | 'sent' | 'refused'

/** A photo or a voice note of a record; its bytes lie beside it, in pieces. */
export interface Attachment {
  id: string
  /** Who made it: somebody else than the phone's user when a file has brought it, to be sent in their place. */
  user: string
  record: string
  kind: AttachmentKind
  mime: string
  /** Bytes; while it is being recorded, those that this tab has written. */
  size: number
  /** In hexadecimal digits; empty while it is being recorded. */
  sha256: string
  state: AttachmentState
  /** Why it was refused. */
  code?: string
  /** By this phone's clock; shown only. */
  added: number
  /** By the server's clock. */
  sent?: number
  /** The epoch in which it was sent: in another one it is sent again. What is somebody else's has one from the start: that
   *  in which the server took in its note. */
  epoch?: string
  /** How often it arrived as something else. */
  broken?: number
  /** By the server's clock: since when no record has named it. */
  unnamed?: number
  /** The tab that records it. */
  tab?: string
}

/** Saving failed. The words are still with the caller; `file` holds them for a download. */
export class SaveFailed extends Error {
  readonly file: QueueFile
  readonly isFull: boolean
  constructor(cause: unknown, entries: Entry[]) {
    super('saving failed', { cause })
    this.file = { proev_queue: 1, entries }
    this.isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError'
  }
}

/** Another tab has taken over syncing; what this one was about to store is dropped, and will be asked for again. */
export class LeaseLost extends Error {}
