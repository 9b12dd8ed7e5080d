// Photos and voice notes beside the records that they belong to. Each piece is on the disk before the next one is asked
// for, so a recording that is cut off keeps what it has.

import { seal, unseal } from './codec'
import type { Lease } from './replies'
import type { Store } from './store'
import { type Attachment, type AttachmentKind, LeaseLost } from './types'

type Bytes = ArrayBuffer | Uint8Array<ArrayBuffer>

const made = new WeakMap<Store, Attachments>()

/** A store's photos and voice notes. */
export function attachmentsIn(store: Store): Attachments {
  const known = made.get(store) ?? new Attachments(store)
  made.set(store, known)
  return known
}

/** A photo or a piece of a voice note could not be written. What was written before it is kept. */
export class AttachmentFailed extends Error {
  readonly isFull: boolean
  constructor(cause: unknown) {
    super('a piece could not be written', { cause })
    this.isFull = cause instanceof DOMException && cause.name === 'QuotaExceededError'
  }
}

export class Attachments {
  private readonly store: Store
  /** What is recorded in this tab: how many pieces lie on the disk, and what kept the next one from it. */
  private readonly own = new Map<string, { pieces: number; fault?: unknown }>()
  private turn: Promise<unknown> = Promise.resolve()

  constructor(store: Store) {
    this.store = store
  }

  /** A record's photos and voice notes on this phone, oldest first. */
  of(record: string): Attachment[] {
    return this.store.memory.attachmentsOf(record)
  }

  /** Begins a recording. Throws `AttachmentFailed`. */
  open(id: string, record: string, kind: AttachmentKind, mime: string): Promise<void> {
    return this.inTurn(async () => {
      const one = { ...this.begun(id, record, kind, mime), state: 'recording' as const, tab: this.store.tabs.own }
      this.own.set(id, { pieces: 0 }) // before anybody hears of it: it is not one that was left
      await this.keep(one, []).catch((error) => {
        this.own.delete(id)
        throw error
      })
    })
  }

  /** Adds a piece to a recording; when it resolves, the piece lies on the disk. Throws `AttachmentFailed`: what was written
   *  before is kept, and nothing more can be added, because a recording with a hole in it could not be played. */
  piece(id: string, bytes: Bytes): Promise<void> {
    return this.inTurn(async () => {
      const [own, one] = [this.own.get(id), this.store.memory.attachments.get(id)]
      if (!own || !one) return // dropped meanwhile
      if (own.fault) throw new AttachmentFailed(own.fault)
      const piece = asPiece(bytes)
      try {
        const sealed = await seal({ bytes: piece })
        const transaction = await this.store.connection.write(['pieces'])
        await whollyIn(transaction, () => transaction.objectStore('pieces').add(sealed, [id, own.pieces]))
      } catch (error) {
        own.fault = error
        throw new AttachmentFailed(error)
      }
      own.pieces++
      this.store.memory.attachments.set(id, { ...one, size: one.size + piece.byteLength })
    })
  }

  /** Ends a recording: it is to be sent with what it has. Undefined when it has nothing; then it is gone. Throws
   *  `AttachmentFailed`: it is ended at the next start. */
  close(id: string): Promise<Attachment | undefined> {
    return this.inTurn(() => this.closeNow(id))
  }

  /** Adds a photo that is there as a whole. Throws `AttachmentFailed`; nothing is stored then. */
  add(id: string, record: string, kind: AttachmentKind, mime: string, bytes: Bytes): Promise<Attachment> {
    return this.inTurn(async () => {
      const piece = asPiece(bytes)
      const size = piece.byteLength
      const one = { ...this.begun(id, record, kind, mime), size, sha256: await hashOf(piece) }
      await this.keep(one, [piece])
      return one
    })
  }

  /** Puts what a file has brought beside what is here; what is known is left as it is. What is somebody else's and did not
   *  get to the server begins anew: its note may be there now. */
  bring(one: Attachment, bytes: Bytes): Promise<boolean> {
    return this.inTurn(async () => {
      const known = this.store.memory.attachments.get(one.id)
      const isStuck = known?.state === 'refused' || (known?.state === 'waiting' && known.epoch !== one.epoch)
      if (known && (known.user === this.store.user || !isStuck)) return false
      await this.keep(one, [asPiece(bytes)])
      return true
    })
  }

  /** Takes one away with its bytes: while the sheet is open (before the record forgets its name, see `naming`), or one that
   *  was refused. */
  drop(id: string): Promise<void> {
    return this.inTurn(async () => {
      this.own.delete(id)
      const transaction = await this.store.connection.write(['attachments', 'pieces'])
      await transaction.objectStore('attachments').delete(id)
      await transaction.objectStore('pieces').delete(piecesOf(id))
      await transaction.done
      this.store.memory.attachments.delete(id)
      this.store.announce()
    })
  }

  /** Sends what was refused once more: what stood in its way may be gone. */
  retry(id: string): Promise<void> {
    return this.inTurn(async () => {
      const refused = this.store.memory.attachments.get(id)
      if (refused?.state !== 'refused') return
      const { code: _, ...one } = refused
      const again: Attachment = { ...one, state: 'waiting' }
      const sealed = { ...(await seal(again)), id }
      const transaction = await this.store.connection.write(['attachments'])
      await transaction.objectStore('attachments').put(sealed)
      await transaction.done
      this.store.memory.attachments.set(id, again)
      this.store.announce()
    })
  }

  /** What can be shown or saved as a file; undefined when the bytes are not on this phone. */
  async bytes(id: string): Promise<Blob | undefined> {
    const one = this.store.memory.attachments.get(id)
    const whole = one && (await this.whole(id))
    return whole?.byteLength ? new Blob([whole], { type: one!.mime }) : undefined
  }

  /** All of its bytes. */
  async whole(id: string): Promise<Uint8Array<ArrayBuffer>> {
    const transaction = await this.store.connection.read(['pieces'])
    const rows = await transaction.objectStore('pieces').getAll(piecesOf(id))
    const pieces = await Promise.all(rows.map((row) => unseal<{ bytes: ArrayBuffer }>(row)))
    const whole = new Uint8Array(pieces.reduce((sum, { bytes }) => sum + bytes.byteLength, 0))
    let at = 0
    for (const { bytes } of pieces) {
      whole.set(new Uint8Array(bytes), at)
      at += bytes.byteLength
    }
    return whole
  }

  /** Ends recordings whose tab is gone: they are to be sent with what they have. What the disk will not take now is looked
   *  for again. */
  async closeLeft(): Promise<void> {
    const isLeft = (one: Attachment) => one.state === 'recording' && !this.own.has(one.id)
    const left = [...this.store.memory.attachments.values()].filter(isLeft)
    if (!left.length) return
    const alive = await this.store.tabs.alive()
    for (const { id, tab } of left) {
      if (!tab || tab === this.store.tabs.own || !alive.has(tab)) await this.close(id).catch(() => undefined)
    }
  }

  /** Stores what became of some while this tab was the one to sync, and takes others away with their bytes. Throws
   *  `LeaseLost` when another tab has taken over: then nothing is stored. */
  async settle(token: string, told: Attachment[], gone: string[] = []): Promise<void> {
    const rows = await Promise.all(told.map(async (one) => ({ ...(await seal(one)), id: one.id })))
    const transaction = await this.store.connection.write(['attachments', 'pieces', 'meta'])
    const lease = (await transaction.objectStore('meta').get('lease')) as Lease | undefined
    if (lease?.token !== token) {
      transaction.abort()
      await transaction.done.catch(() => undefined)
      throw new LeaseLost('another tab syncs now')
    }
    const attachments = transaction.objectStore('attachments')
    const there: string[] = []
    for (const row of rows) {
      if ((await attachments.getKey(row.id)) === undefined) continue // dropped in another tab
      await attachments.put(row)
      there.push(row.id)
    }
    for (const id of gone) {
      await attachments.delete(id)
      await transaction.objectStore('pieces').delete(piecesOf(id))
    }
    await transaction.done
    for (const one of told) if (there.includes(one.id)) this.store.memory.attachments.set(one.id, one)
    for (const id of gone) this.store.memory.attachments.delete(id)
    this.store.announce()
  }

  private begun(id: string, record: string, kind: AttachmentKind, mime: string): Attachment {
    const { user } = this.store
    return { id, user, record, kind, mime, size: 0, sha256: '', state: 'waiting', added: Date.now() }
  }

  private async closeNow(id: string): Promise<Attachment | undefined> {
    const one = this.store.memory.attachments.get(id)
    if (one?.state !== 'recording') return one
    const whole = await this.whole(id)
    const { tab: _, ...rest } = one
    const closed: Attachment = { ...rest, state: 'waiting', size: whole.byteLength, sha256: await hashOf(whole.buffer) }
    this.own.delete(id)
    try {
      const sealed = { ...(await seal(closed)), id }
      const transaction = await this.store.connection.write(['attachments'])
      const rows = transaction.objectStore('attachments')
      await whollyIn(transaction, () => (whole.byteLength ? rows.put(sealed) : rows.delete(id)))
    } catch (error) {
      throw new AttachmentFailed(error)
    }
    if (whole.byteLength) this.store.memory.attachments.set(id, closed)
    else this.store.memory.attachments.delete(id)
    this.store.announce()
    return whole.byteLength ? closed : undefined
  }

  private async keep(one: Attachment, pieces: ArrayBuffer[]): Promise<void> {
    try {
      const row = { ...(await seal(one)), id: one.id }
      const sealed = await Promise.all(pieces.map((bytes) => seal({ bytes })))
      const transaction = await this.store.connection.write(['attachments', 'pieces'])
      await whollyIn(transaction, async () => {
        for (const [n, piece] of sealed.entries()) await transaction.objectStore('pieces').put(piece, [one.id, n])
        await transaction.objectStore('attachments').put(row)
      })
    } catch (error) {
      throw new AttachmentFailed(error)
    }
    this.store.memory.attachments.set(one.id, one)
    this.store.announce()
  }

  /** One after the other: two at once would both begin with what was there before either. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work)
    this.turn = done.catch(() => undefined)
    return done
  }
}

interface Ending {
  done: Promise<void>
  error: DOMException | null
  abort(): void
}

/** All of the work or nothing: a write that throws at once would leave those before it to be committed. Throws what the
 *  disk said, which the writes themselves may not know. */
async function whollyIn(transaction: Ending, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
    await transaction.done
  } catch (error) {
    transaction.done.catch(() => undefined)
    const said = transaction.error ?? error
    try {
      transaction.abort()
    } catch {
      // it has ended by itself
    }
    throw said
  }
}

/** The bytes in a buffer of their own, which is what every browser can keep (blobs break on some iPhones). */
function asPiece(bytes: Bytes): ArrayBuffer {
  return bytes instanceof ArrayBuffer ? bytes : bytes.slice().buffer
}

function piecesOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []])
}

/** SHA-256 in hexadecimal digits. */
export async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((one) => one.toString(16).padStart(2, '0')).join('')
}
