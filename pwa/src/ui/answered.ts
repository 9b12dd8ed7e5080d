// The answers that a unit's people are told about on the start screen: to the barriers that they raised to a unit above. On
// each phone once – until it is read or put away there – and for a fortnight at most.

import { daysBetween } from '../domain/phases'
import type { Store } from '../store/store'
import type { Account, RecordView } from '../store/types'
import { lineOf } from './roles'

/** For how long something is told that is not read. */
export const TOLD_DAYS = 14
const READ = 'answers-read'

/** What an answer is remembered by: one that is changed on a later day is told anew. */
function keyOf(barrier: RecordView): string {
  return `${barrier.id}:${barrier.fields.answered_on}`
}

/** True for those who asked: their place is where the barrier was met, or between there and the unit that has answered. */
function hasAsked(store: Store, account: Account, barrier: RecordView): boolean {
  const line = lineOf(store, barrier.unit)
  const asking = line.slice(0, line.indexOf(String(barrier.fields.raised_to)))
  return account.memberships.some((one) => asking.includes(one.unit))
}

/** The barriers whose answers are new to the person, the newest first. */
export function newAnswers(store: Store, account: Account, today: string, read: string[]): RecordView[] {
  const isNew = (one: RecordView) => {
    const { raised_to, answer, answered_on } = one.fields
    const isLately = typeof answered_on === 'string' && daysBetween(answered_on, today) <= TOLD_DAYS
    return Boolean(raised_to && answer) && isLately && !read.includes(keyOf(one)) && hasAsked(store, account, one)
  }
  const day = (one: RecordView) => String(one.fields.answered_on)
  return store
    .ofType('barrier')
    .filter(isNew)
    .sort((a, b) => day(b).localeCompare(day(a)))
}

export async function readAnswers(store: Store): Promise<string[]> {
  return remembered(store, READ)
}

/** Remembers that an answer was read. Returns what is remembered. */
export async function markRead(store: Store, account: Account, today: string, barrier: RecordView): Promise<string[]> {
  return remember(store, READ, newAnswers(store, account, today, []).map(keyOf), keyOf(barrier))
}

/** What was read on this phone of one kind. */
export async function remembered(store: Store, kind: string): Promise<string[]> {
  return (await store.meta<string[]>(kind)) ?? []
}

/** Remembers that something was read, if it is told at all (`told`); what nobody is told of any more is forgotten. Returns what
 *  is remembered. */
export async function remember(store: Store, kind: string, told: string[], key: string): Promise<string[]> {
  const read = await remembered(store, kind)
  if (read.includes(key) || !told.includes(key)) return read
  const kept = [...read.filter((one) => told.includes(one)), key]
  await store.setMeta(kind, kept)
  return kept
}
