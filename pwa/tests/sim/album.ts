// The photos and voice notes of a phone in a history: what its people were told is saved, what they took back, and what the
// server will not have.

import { createHash } from 'node:crypto'
import { AttachmentFailed, attachmentsIn } from '../../src/store/blobs'
import { bringTheirs } from '../../src/store/bring'
import { names } from '../../src/store/memory'
import type { AttachmentInFile, Entry, Fields, NewMutation } from '../../src/store/types'
import type { Life } from './life'
import type { Phone, Tab } from './phone'

/** What somebody was told is saved. */
export interface Attached {
  user: string
  /** The note that it was added to. */
  mutation: string
  kind: 'photo' | 'audio'
  /** All of it, or what of a recording had been called saved when the phone broke down. */
  bytes: Buffer
  isWhole: boolean
  /** It is no picture: the server refuses it. */
  isNoPicture: boolean
}

/** What the server is asked about one. */
export interface Asked {
  mutation: string
  kind: string
  whole: string | undefined
  /** What it begins with at the least. */
  beginning: { length: number; sha256: string }
  refused: boolean
}

// A picture of one point; what stands behind it belongs to nothing, and decoders leave it alone.
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==',
  'base64',
)
const SOUND = Buffer.concat([
  Buffer.from('1a45dfa39f4286810142f7810142f28104', 'hex'),
  Buffer.from('webm'),
  Buffer.alloc(43),
])
const MIME = { photo: 'image/png', audio: 'audio/webm' }
const MOST_PIECES = 6

export class Album {
  readonly attached = new Map<string, Attached>()
  /** Taken away, or with a note that was taken back. */
  readonly gone = new Set<string>()
  /** Other people's that a file has brought to this phone, to be sent in their place. */
  readonly theirs = new Map<string, Attached>()
  /** How many bytes this phone sends at once. */
  readonly piece: number
  private readonly phone: Phone
  private readonly cutShort = new Set<string>()
  private readonly speaking = new Map<Life, string>()

  constructor(phone: Phone) {
    this.phone = phone
    this.piece = [150, 900, 12_000, 100_000][Math.floor(Number.parseInt(phone.device.slice(0, 4), 16) % 4)]!
  }

  isSpeaking(tab: Tab): boolean {
    return this.speaking.has(tab.life)
  }

  /** A photo on an open sheet. */
  async photo(tab: Tab, entry: Entry): Promise<void> {
    const id = this.newId()
    const isNoPicture = this.phone.around.random.chance(0.3)
    const bytes = isNoPicture ? this.noise(0) : Buffer.concat([PICTURE, this.noise(PICTURE.length)])
    await this.touching(tab, entry, 'photo', async () => {
      await attachmentsIn(tab.store).add(id, entry.record, 'photo', MIME.photo, view(bytes))
      if (tab.life.isOver) return
      this.attached.set(id, { ...this.of(entry, 'photo', bytes), isWhole: true, isNoPicture })
      await this.name(tab, entry, id)
    })
  }

  /** A note that is saved at once, with its photo. */
  async snap(tab: Tab, note: NewMutation): Promise<void> {
    if (note.type !== 'observation') return void (await this.phone.save(tab, [note]))
    const id = this.newId()
    const isNoPicture = id[1]! < '4'
    const bytes = isNoPicture ? this.noise(0) : Buffer.concat([PICTURE, this.noise(PICTURE.length)])
    const record = this.newId()
    let isKept = false
    await this.phone.act(tab, 'snap', async () => {
      await attachmentsIn(tab.store).add(id, record, 'photo', MIME.photo, view(bytes))
      isKept = !tab.life.isOver
    })
    const attachments: Fields = isKept ? { attachments: [id] } : {}
    const saved = await this.phone.save(tab, [{ ...note, fields: { ...note.fields, ...attachments } }])
    const told = { user: this.phone.user, kind: 'photo' as const, bytes, isWhole: true, isNoPicture }
    if (isKept && saved) this.attached.set(id, { ...told, mutation: saved[0]! })
    else if (!tab.life.isOver) this.gone.add(id)
  }

  /** A voice note begins on an open sheet. */
  async speak(tab: Tab, entry: Entry): Promise<void> {
    if (this.isSpeaking(tab)) return this.hush(tab)
    const id = this.newId()
    await this.touching(tab, entry, 'speak', async () => {
      await attachmentsIn(tab.store).open(id, entry.record, 'audio', MIME.audio)
      await attachmentsIn(tab.store).piece(id, view(SOUND))
      if (tab.life.isOver) return
      this.attached.set(id, { ...this.of(entry, 'audio', SOUND), isWhole: false, isNoPicture: false })
      this.speaking.set(tab.life, id)
      await this.name(tab, entry, id)
    })
  }

  async say(tab: Tab): Promise<void> {
    const id = this.speaking.get(tab.life)!
    const bytes = this.noise(0)
    await this.phone.act(tab, 'say', async () => {
      try {
        await attachmentsIn(tab.store).piece(id, view(bytes))
      } catch (error) {
        if (!this.cutShort.has(id)) this.cutShort.add(id)
        else if (error instanceof AttachmentFailed) return // nothing more comes behind the hole
        throw error
      }
      const told = this.attached.get(id)
      if (told && !tab.life.isOver) this.attached.set(id, { ...told, bytes: Buffer.concat([told.bytes, bytes]) })
    })
  }

  async hush(tab: Tab): Promise<void> {
    const id = this.speaking.get(tab.life)!
    this.speaking.delete(tab.life)
    await this.phone.act(tab, 'hush', async () => {
      await attachmentsIn(tab.store).close(id)
      const told = this.attached.get(id)
      if (told && !tab.life.isOver) this.attached.set(id, { ...told, isWhole: true })
    })
  }

  /** One of an open sheet is taken away, as the sheet does it: first its bytes, then its name. */
  async drop(tab: Tab, entry: Entry): Promise<void> {
    const [id, ...others] = names(entry.fields)
    const told = this.attached.get(id!)
    this.attached.delete(id!)
    await this.touching(tab, entry, 'drop', async () => {
      await attachmentsIn(tab.store).drop(id!)
      await tab.store.amend(entry.id, { attachments: others.length ? others : null })
      if (told && !tab.life.isOver) this.gone.add(id!)
    })
  }

  /** A note was taken back: so is what was added to it, whether the app still comes to throwing the bytes away or not. */
  async takenBack(tab: Tab, entry: Entry): Promise<void> {
    for (const [id, { mutation }] of this.attached) {
      if (mutation !== entry.id) continue
      this.attached.delete(id)
      this.gone.add(id)
    }
    if (this.phone.around.random.chance(0.5)) return
    for (const { id } of attachmentsIn(tab.store).of(entry.record)) await attachmentsIn(tab.store).drop(id)
  }

  /** What somebody else's file holds is put on this phone. */
  async bring(tab: Tab, beside: AttachmentInFile[]): Promise<void> {
    const theirs = beside.filter((one) => one.user !== this.phone.user)
    await this.phone.act(tab, 'bring', async () => void (await bringTheirs(tab.store, theirs)))
    for (const { id, user, record, kind, bytes } of theirs) {
      const content = Buffer.from(bytes, 'base64')
      const isNoPicture = kind === 'photo' && !content.subarray(0, PICTURE.length).equals(PICTURE)
      this.theirs.set(id, { user, mutation: record, kind, bytes: content, isWhole: true, isNoPicture })
    }
  }

  /** What was refused in somebody else's place is tried once more: who leads where may have changed. */
  async tryAgain(tab: Tab): Promise<void> {
    for (const { id, user } of this.refused(tab))
      if (user !== tab.store.user) await this.phone.act(tab, 'try again', () => attachmentsIn(tab.store).retry(id))
  }

  hasRefused(tab: Tab): boolean {
    return this.refused(tab).length > 0
  }

  /** What the server will not have is taken along as a file and dropped here. */
  async takeAlong(tab: Tab): Promise<void> {
    for (const { id } of this.refused(tab))
      await this.phone.act(tab, 'take along', () => attachmentsIn(tab.store).drop(id))
  }

  takeAfter(other: Album): void {
    for (const [id, one] of other.attached) this.attached.set(id, one)
    for (const [id, one] of other.theirs) this.theirs.set(id, one)
  }

  /** What has been forgotten on this phone of a user, or of everybody. */
  forget(user: string | undefined): [string, Asked][] {
    const forgotten = [...this.attached].filter(([, one]) => !user || one.user === user)
    for (const [id] of forgotten) this.attached.delete(id)
    return forgotten.map(([id, one]) => [id, askedOf(one)])
  }

  private refused({ store }: Tab) {
    return [...store.memory.attachments.values()].filter((one) => one.state === 'refused')
  }

  private of({ id }: Entry, kind: 'photo' | 'audio', bytes: Buffer) {
    return { user: this.phone.user, mutation: id, kind, bytes }
  }

  private async name(tab: Tab, entry: Entry, id: string): Promise<void> {
    const now = tab.store.entry(entry.id)
    if (now) await tab.store.amend(entry.id, { attachments: [...names(now.fields), id] })
  }

  private touching(tab: Tab, entry: Entry, name: string, work: () => Promise<void>): Promise<void> {
    return this.phone.touching(tab, entry, name, work)
  }

  private newId(): string {
    const { random } = this.phone.around
    const digits = () => (random.below(2 ** 31) + 2 ** 31).toString(16)
    return `${digits()}-0000-7000-8000-1111${digits()}`
  }

  /** Bytes that mean nothing, as many as make a few pieces with what stands before them. */
  private noise(before: number): Buffer {
    const { random } = this.phone.around
    const bytes = Buffer.alloc(1 + random.below(Math.max(1, this.piece * random.below(MOST_PIECES) - before)))
    for (let at = 0, last = random.below(2 ** 31); at < bytes.length; at++) {
      last = (Math.imul(last, 1_103_515_245) + 12_345) | 0
      bytes[at] = last >>> 16
    }
    return bytes
  }
}

export function askedOf({ mutation, kind, bytes, isWhole, isNoPicture }: Attached): Asked {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const beginning = { length: bytes.length, sha256 }
  return { mutation, kind, whole: isWhole ? sha256 : undefined, beginning, refused: isNoPicture }
}

function view(bytes: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes)
}
