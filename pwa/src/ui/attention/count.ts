// What needs a person: own mutations that were held, and fields that two people wrote differently.

import { inHand } from '../../store/in-hand'
import type { Store } from '../../store/store'
import type { Account, Attachment, AttachmentState, Entry, RecordView } from '../../store/types'
import { entryKept } from './kept'

export function openConflicts(store: Store): RecordView[] {
  return store.ofType('conflict').filter((one) => !one.fields.resolved_on)
}

/** What the server kept and this phone neither sent itself nor has mended: others' for a leader to look at, and one's own from
 *  another phone, which would else be seen nowhere. */
export function forReview(store: Store, account: Account): RecordView[] {
  const isAsked = account.memberships.some((one) => one.role !== 'staff')
  const mended = inHand(store)
  return store.ofType('held').filter((one) => {
    const { id, type } = entryKept(one)
    if (one.fields.resolved_on || mended.has(id)) return false
    // The closing of a conflict that a restore took along: there is nothing to let in.
    if (type === 'conflict' && one.fields.reason === 'unknown_record') return false
    return one.fields.sent_by === account.user.id ? !store.entry(id) : isAsked
  })
}

/** Pictures and voice notes of this phone that have come so far. */
export function inState(store: Store, ...states: AttachmentState[]): Attachment[] {
  return [...store.memory.attachments.values()].filter((one) => states.includes(one.state))
}

/** Everything that was written or taken here and the server has not got. */
export function unsentCount(store: Store): number {
  // What is sent in somebody else's place counts wherever its note lies: among what is held, or on the server alone.
  const isToSend = (one: Attachment) => one.user !== store.user || store.memory.isNamed(one)
  const attached = inState(store, 'recording', 'waiting').filter(isToSend)
  return store.unsent().length + store.queue().filter(isPutAside).length + attached.length
}

/** Without a receipt: the phone itself put it aside, and it lies nowhere else. */
export function isPutAside(one: Entry): boolean {
  return ['held', 'resting'].includes(one.state) && !one.received_at
}

export function attentionCount(store: Store, account: Account): number {
  const refused = inState(store, 'refused')
  return store.held().length + openConflicts(store).length + forReview(store, account).length + refused.length
}
