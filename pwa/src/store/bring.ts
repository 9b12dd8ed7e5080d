// A file that a phone has saved its queue to, brought to this one. One's own entries go into the queue, with their ids, and
// are sent like any other: also without a network, and harmlessly twice. Somebody else's are for the server to look at; when
// it has, whoever leads the unit of their note may put their photos and voice notes here, to be sent in their place.

import { attachmentsIn, hashOf } from './blobs'
import { seal } from './codec'
import { newId } from './ids'
import { isId } from './is-id'
import type { Store } from './store'
import type { Attachment, AttachmentInFile, Entry, Json, QueueFile } from './types'

export interface Brought {
  /** How many of one's own are in the queue now that were not. */
  queued: number
  /** How many of one's own this phone had already. */
  known: number
  /** What only the server can take in: other people's entries, and what cannot be read as an entry. */
  others: unknown[]
  /** How many of one's own photos and voice notes are on this phone now that were not. */
  attached: number
  /** How many cannot be read, or have no room here. */
  notAttached: number
  /** Other people's photos and voice notes, which are not on this phone yet: see `bringTheirs`. */
  theirs: AttachmentInFile[]
}

type Beside = Pick<Brought, 'attached' | 'notAttached'>

/** Everything that this phone has written and still keeps, as a file. */
export function queueFile(store: Store, only: (entry: Entry) => boolean = () => true): QueueFile {
  return { proev_queue: 1, entries: store.queue().filter(only) }
}

/** Everything that this phone has written and still keeps, with the bytes of what the server has not got; and which photos
 *  and voice notes are not among it (`left`), because they are being recorded now or cannot be read. What cannot be read
 *  beside the notes does not keep the notes from being saved. */
export async function wholeFile(store: Store): Promise<{ file: Blob; left: Attachment[] }> {
  await attachmentsIn(store).closeLeft()
  const parts: string[] = []
  const left: Attachment[] = []
  for (const one of store.memory.attachments.values()) {
    if (one.state === 'sent') continue
    const told = one.state === 'recording' ? undefined : await inFile(store, one).catch(() => undefined)
    if (told) parts.push(parts.length ? ',' : ',"attachments":[', JSON.stringify(told))
    else left.push(one)
  }
  // In parts: all of it may be longer than a text can be.
  const entries = JSON.stringify(queueFile(store)).slice(0, -1)
  return { file: new Blob([entries, ...parts, parts.length ? ']}' : '}'], { type: 'application/json' }), left }
}

/** Undefined when not all of its bytes are here any more. */
async function inFile(store: Store, one: Attachment): Promise<AttachmentInFile | undefined> {
  const { id, user, record, kind, mime, added, sha256, size } = one
  const whole = await attachmentsIn(store).whole(id)
  return whole.byteLength === size ? { id, user, record, kind, mime, added, sha256, bytes: inBase64(whole) } : undefined
}

/** What is in a file; undefined when it is none that the app has saved. */
export function fileOf(text: string): { entries: unknown[]; attachments: unknown[] } | undefined {
  try {
    const told = JSON.parse(text) as Partial<QueueFile> | null
    if (told?.proev_queue !== 1 || !Array.isArray(told.entries)) return undefined
    return { entries: told.entries, attachments: Array.isArray(told.attachments) ? told.attachments : [] }
  } catch {
    return undefined
  }
}

/** Puts one's own entries, written by a device that is made for this file, all in one transaction with strict durability, and then one's own photos and voice notes into the
 *  store: text never waits for room for a picture. Brought again, what is there already is left as it is. */
export async function bring(store: Store, told: unknown[], beside: unknown[] = []): Promise<Brought> {
  const asked = told.filter((one) => !isReplaced(one))
  const own = asked.filter((one): one is Entry => isEntry(one) && one.author === store.user)
  const others = asked.filter((one) => !own.includes(one as Entry))
  const entries = await queued(store, own)
  const isTheirs = (one: unknown) => isAttachment(one) && one.user !== store.user
  const theirs = beside.filter(isTheirs) as AttachmentInFile[]
  const ownBeside = beside.filter((one) => !isTheirs(one))
  const { attached, notAttached } = await bringBeside(store, ownBeside)
  return { queued: entries.length, known: own.length - entries.length, others, attached, notAttached, theirs }
}

/** Puts into the queue what is not in it, and returns that. It is looked in the very transaction whether all that lies there is
 *  known here: the same file may be brought twice at once, in this tab or another. */
async function queued(store: Store, told: Entry[]): Promise<Entry[]> {
  const device = newId()
  const own = await Promise.all(told.map((one) => (isOtherwise(one, store.entry(one.id)) ? asAnother(one) : one)))
  for (;;) {
    const fresh = new Map<string, Entry>()
    for (const one of own) if (!store.entry(one.id)) fresh.set(one.id, { ...asWritten(one), device })
    const entries = [...fresh.values()]
    const sealed = await Promise.all(entries.map(({ n: _, ...rest }) => seal(rest)))
    const transaction = await store.connection.write(['queue'])
    const queue = transaction.objectStore('queue')
    const isAllRead = (await queue.getAllKeys()).every((n) => store.memory.entries.has(n))
    const isFresh = isAllRead && entries.every((one) => !store.entry(one.id))
    const numbers = isFresh ? await Promise.all(sealed.map((one) => queue.add(one))) : []
    await transaction.done
    if (!isFresh) {
      await store.reload()
      continue
    }
    entries.forEach((one, at) => {
      store.memory.entries.set(numbers[at]!, { ...one, n: numbers[at]! })
    })
    if (entries.length) store.announce()
    return entries
  }
}

/** Puts other people's photos and voice notes into the store, to be sent in their place. To be called when the server has
 *  taken in their notes: what nothing there names, it does not take. */
export async function bringTheirs(store: Store, theirs: AttachmentInFile[]): Promise<Beside> {
  const epoch = await store.meta<string>('epoch')
  return bringBeside(store, theirs, epoch ? { epoch } : {})
}

async function bringBeside(store: Store, told: unknown[], about: Partial<Attachment> = {}): Promise<Beside> {
  let [attached, notAttached] = [0, 0]
  for (const one of told) {
    const bytes = isAttachment(one) ? fromBase64(one.bytes) : undefined
    const isWhole = bytes && (await hashOf(bytes.buffer)) === (one as AttachmentInFile).sha256
    if (!isWhole) notAttached++
    else {
      const { id, user, record, kind, mime, added, sha256 } = one as AttachmentInFile
      const size = bytes.byteLength
      const known: Attachment = { id, user, record, kind, mime, added, sha256, size, state: 'waiting', ...about }
      try {
        if (await attachmentsIn(store).bring(known, bytes)) attached++
      } catch {
        notAttached++ // no room: it is still in the file
      }
    }
  }
  return { attached, notAttached }
}

/** True when it says something that the one with its id, as it lies here, does not: the phone could not keep it when it was
 *  typed, and offered it as a file. Which pictures it names may have come later. */
function isOtherwise(one: Entry, here: Entry | undefined): boolean {
  const differs = ([name, value]: [string, Json]) =>
    name !== 'attachments' && value !== null && JSON.stringify(value) !== JSON.stringify(here?.fields[name])
  return here !== undefined && Object.entries(one.fields).some(differs)
}

/** The same about the same record, by an id of its own that is the same whenever it is brought. */
async function asAnother(one: Entry): Promise<Entry> {
  const hash = await hashOf(new TextEncoder().encode(JSON.stringify(one.fields)).buffer)
  return { ...one, id: `${one.id.slice(0, -12)}${hash.slice(0, 12)}` }
}

/** What its author wrote, without what became of it on the other phone. */
function asWritten(one: Entry): Entry {
  const { id, author, type, record, base, op, at, fields, not_cpr, instead_of } = one
  const told = { n: 0, id, author, type, record, base, op, at, fields, state: 'waiting' as const }
  return { ...told, ...(not_cpr ? { not_cpr } : {}), ...(instead_of ? { instead_of } : {}) }
}

/** Put aside by its phone and then mended: the server has never had it, and gets the mend instead. */
function isReplaced(told: unknown): boolean {
  const one = told as Partial<Entry> | null
  return one?.state === 'mended' && !one.received_at
}

function isEntry(told: unknown): told is Entry {
  const one = told as Partial<Entry> | null
  return (
    typeof one === 'object' &&
    one !== null &&
    [one.id, one.author, one.type, one.record, one.at].every((each) => typeof each === 'string') &&
    typeof one.base === 'number' &&
    (one.op === 'put' || one.op === 'delete') &&
    typeof one.fields === 'object' &&
    one.fields !== null &&
    !Array.isArray(one.fields)
  )
}

/** What the server can be told of: what goes by no proper id, or has a kind that no header carries, would wait for ever. */
function isAttachment(told: unknown): told is AttachmentInFile {
  const one = told as Partial<AttachmentInFile> | null
  const texts = [one?.record, one?.sha256, one?.bytes]
  const isKind = (one?.kind === 'photo' || one?.kind === 'audio') && MIME.test(String(one.mime))
  const isNamed = isId(one?.id) && isId(one.user)
  return isKind && isNamed && texts.every((each) => typeof each === 'string') && typeof one.added === 'number'
}

const MIME = /^[ -~]+\/[ -~]+$/

/** Some at a time: a function takes only so many arguments. */
const AT_ONCE = 0x6000

function inBase64(bytes: Uint8Array): string {
  const parts: string[] = []
  for (let at = 0; at < bytes.byteLength; at += AT_ONCE)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + AT_ONCE))))
  return parts.join('')
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const read = atob(text)
    return Uint8Array.from({ length: read.length }, (_, at) => read.charCodeAt(at))
  } catch {
    return undefined
  }
}
