// Sending photos and voice notes: after the text, one at a time, in pieces, and whatever is in doubt is asked for. What
// has been sent is kept for 30 days, because a restored server may need it again. All of the world is handed in.

import { attachmentsIn } from '../store/blobs'
import { names } from '../store/memory'
import type { Store } from '../store/store'
import type { Attachment, Entry, Fields } from '../store/types'
import type { Refusal } from './transport'

/** How far an upload has come; its whole length is told only of a file that the server has verified. */
export type UploadAnswer = { kind: 'offset'; offset: number } | Refusal

/** Who sends: the server takes nothing for another than the one who has signed in. */
export interface Sender {
  device: string
  author: string
}

export interface UploadTransport {
  /** Announces a file, again and again if need be. */
  begin(sender: Sender, one: Attachment): Promise<UploadAnswer>
  offset(sender: Sender, id: string): Promise<UploadAnswer>
  piece(sender: Sender, id: string, at: number, bytes: Uint8Array<ArrayBuffer>): Promise<UploadAnswer>
}

export interface UploadWorld {
  store: Store
  transport: UploadTransport
  device(): Promise<string>
  now(): number
  random(): number
  /** How many bytes a piece has. */
  piece: number
}

export const PIECE = 256 * 1024
const KEPT = 30 * 86_400_000
const FIRST_WAIT = 2_000
const LONGEST_WAIT = 300_000
/** So often it is asked and tried again without getting any further. */
const MOST_VAIN = 6
/** What our own server says of a file that it will never have. */
const NEVER = ['upload_differs', 'upload_too_large', 'upload_kind', 'upload_broken']
/** What is wrong with the way there, and so with all of them. */
const FOR_ALL = [401, 403, 429, 503, 507]

/** What the disk does not give out now it may give out later: it stands in no other's way until then. */
const UNREADABLE: Refusal = { kind: 'problem', status: 0, code: 'unreadable', errors: {}, retryAfter: undefined }

/** Whether it may go on: text may have come, or another tab. */
type GoOn = () => Promise<boolean>

export class Uploads {
  private readonly world: UploadWorld
  private readonly troubles = new Map<string, number>()
  private failures = 0
  private rest = { began: 0, lasts: 0 }

  constructor(world: UploadWorld) {
    this.world = world
  }

  /** Sends what waits, as long as it may go on: something else may have to go first, or another tab. Returns after how long
   *  to come back, undefined when nothing is left. `isLast`: the phone is about to forget everything, so the server is asked
   *  about what it has got, too, and what it will not have is something left. Throws `LeaseLost`. */
  async send(token: string, goOn: GoOn, isLast = false): Promise<number | undefined> {
    const { store, now } = this.world
    await attachmentsIn(store).closeLeft()
    await this.tidy(token)
    const due = this.due(isLast, await store.meta<string>('epoch'))
    const rested = now() - this.rest.began
    if (due.length && rested >= 0 && rested < this.rest.lasts) return this.rest.lasts - rested
    let stood: Refusal | undefined
    for (const one of due) {
      if (!(await goOn())) return FIRST_WAIT
      const refusal = await this.sendOne(token, one, goOn)
      if (refusal === 'later') return FIRST_WAIT
      if (!refusal) continue
      stood = refusal
      this.troubles.set(one.id, (this.troubles.get(one.id) ?? 0) + 1)
      if (refusal.kind === 'unreachable' || FOR_ALL.includes(refusal.status)) break
    }
    if (stood) return this.restAfter(stood)
    this.failures = 0
    if (!isLast) return undefined
    const isBeing = (one: Attachment) => one.state === 'recording' && this.isNamed(one)
    if (this.all().some(isBeing)) return FIRST_WAIT
    // As for what was written: what the server has not got is kept until somebody has taken it along or dropped it.
    return this.all().some((one) => one.state === 'refused') ? LONGEST_WAIT : undefined
  }

  /** Those that may travel, first those that have been no trouble: one that is must not stand in the others' way. What is
   *  somebody else's may when the server has its note: in the epoch in which it took that in, later when the note is here. */
  private due(isLast: boolean, epoch: string | undefined): Attachment[] {
    const mayGo = (one: Attachment) =>
      this.isTheirs(one)
        ? isLast || (one.epoch ?? epoch) === epoch || this.isNoteHere(one)
        : one.sent !== undefined || this.isNamed(one, true)
    const isDue = (one: Attachment) => one.state === 'waiting' && mayGo(one)
    const due = this.all().filter((one) => isDue(one) || (isLast && one.state === 'sent'))
    const trouble = (one: Attachment) => this.troubles.get(one.id) ?? 0
    return due.sort((a, b) => trouble(a) - trouble(b) || (a.id < b.id ? -1 : 1))
  }

  private all(): Attachment[] {
    return [...this.world.store.memory.attachments.values()]
  }

  private isTheirs({ user }: Attachment): boolean {
    return user !== this.world.store.user
  }

  /** True when a record on this phone has it, or (`isSent`) one that has been sent: what was taken back never travels. */
  private isNamed(one: Attachment, isSent = false): boolean {
    const isOut = ({ state }: Entry) => !isSent || (state !== 'open' && state !== 'waiting')
    return this.world.store.memory.isNamed(one, isOut)
  }

  /** True when the server's copy of somebody else's note is on this phone, or what is held of it. */
  private isNoteHere({ id, record }: Attachment): boolean {
    const { synced } = this.world.store.memory
    const heldOf = ({ mutation }: Fields) => (mutation as { fields?: Fields } | undefined)?.fields
    return synced.has(record) || [...synced.values()].some(({ fields }) => names(heldOf(fields) ?? fields).includes(id))
  }

  /** A restored server gets what it may have lost; what has been kept for long enough is let go. What is somebody else's is
   *  for people to decide about when its note has not come back by then. */
  private async tidy(token: string): Promise<void> {
    const { store } = this.world
    const [epoch, received_at] = await Promise.all([store.meta<string>('epoch'), store.meta<string>('received_at')])
    if (!received_at) return
    const now = Date.parse(received_at)
    const [changed, gone]: [Attachment[], string[]] = [[], []]
    const isAlone = (one: Attachment) =>
      this.isTheirs(one) ? (one.epoch ?? epoch) !== epoch && !this.isNoteHere(one) : !this.isNamed(one)
    for (const one of this.all()) {
      const { unnamed, ...rest } = one
      if (one.state === 'sent') {
        if (one.sent! < now - KEPT) gone.push(one.id)
        else if (one.epoch !== epoch) changed.push({ ...one, state: 'waiting' })
      } else if (one.state === 'waiting' && (one.sent === undefined || this.isTheirs(one)) && isAlone(one)) {
        if (unnamed === undefined) changed.push({ ...one, unnamed: now })
        else if (unnamed >= now - KEPT) continue
        else if (this.isTheirs(one)) changed.push({ ...rest, state: 'refused', code: 'upload_differs' })
        else gone.push(one.id)
      } else if (unnamed !== undefined) changed.push(rest)
    }
    if (changed.length || gone.length) await attachmentsIn(store).settle(token, changed, gone)
  }

  /** Sends one. Undefined when it is done with, else what stood in the way. */
  private async sendOne(token: string, told: Attachment, goOn: GoOn): Promise<Refusal | 'later' | undefined> {
    const { store } = this.world
    // As it was before: a server restored while this was on its way is in another one.
    const [epoch, received_at] = await Promise.all([store.meta<string>('epoch'), store.meta<string>('received_at')])
    const bytes = await attachmentsIn(store)
      .whole(told.id)
      .catch(() => undefined)
    if (!bytes) return UNREADABLE
    const { broken = 0, code: _, ...one } = told
    if (!one.size || bytes.byteLength !== one.size) return this.refuse(token, one, 'upload_broken')
    const became = await this.carry(one, bytes, goOn)
    if (became === 'done') {
      const sent = Date.parse(received_at ?? '') || this.world.now()
      return this.settle(token, { ...one, state: 'sent', sent, ...(epoch ? { epoch } : {}) })
    }
    if (became === 'later' || became.kind === 'unreachable') return became
    if (became.code === 'upload_broken' && !broken) {
      await this.settle(token, { ...one, broken: 1 })
      return this.sendOne(token, { ...one, broken: 1 }, goOn)
    }
    return NEVER.includes(became.code) ? this.refuse(token, one, became.code) : became
  }

  /** Piece by piece from where the server says that it is, until it has all of it. Gives up when it does not get any
   *  further. */
  private async carry(
    one: Attachment,
    bytes: Uint8Array<ArrayBuffer>,
    goOn: GoOn,
  ): Promise<Refusal | 'later' | 'done'> {
    const { store, transport, piece } = this.world
    const sender = { device: await this.world.device(), author: store.user }
    let answer = await transport.begin(sender, one)
    let [furthest, isAnew] = [-1, false]
    for (let left = MOST_VAIN; left > 0; left--) {
      if (answer.kind === 'offset') {
        const { offset } = answer
        if (offset >= one.size) return offset === one.size ? 'done' : { kind: 'unreachable' }
        if (offset > furthest) [furthest, left] = [offset, MOST_VAIN]
        if (!(await goOn())) return 'later'
        answer = await transport.piece(sender, one.id, offset, bytes.slice(offset, offset + piece))
      } else if (furthest < 0 || !isDoubtful(answer)) {
        return answer
      } else {
        answer = await transport.offset(sender, one.id)
        if (answer.kind === 'problem' && answer.status === 404 && !isAnew) {
          answer = await transport.begin(sender, one)
          ;[furthest, isAnew] = [-1, true]
        } else if (answer.kind === 'unreachable') return answer
      }
    }
    return { kind: 'unreachable' }
  }

  private refuse(token: string, one: Attachment, code: string): Promise<undefined> {
    return this.settle(token, { ...one, state: 'refused', code })
  }

  private async settle(token: string, one: Attachment): Promise<undefined> {
    await attachmentsIn(this.world.store).settle(token, [one])
    this.troubles.delete(one.id)
    this.failures = 0
  }

  /** Twice as long after every failure, never in step with other phones, and as long as the server asks for. */
  private restAfter(refusal: Refusal): number {
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures)
    this.failures = Math.min(this.failures + 1, 10)
    const asked = refusal.kind === 'problem' ? (refusal.retryAfter ?? 0) : 0
    const { random, now } = this.world
    const lasts = Math.max(longest * (0.5 + random() / 2), asked * (1 + random() / 10))
    this.rest = { began: now(), lasts }
    return lasts
  }
}

/** True when nobody knows how much of a piece has arrived. */
function isDoubtful(answer: Refusal): boolean {
  return answer.kind === 'unreachable' || answer.status === 404 || answer.code === 'upload_offset'
}
