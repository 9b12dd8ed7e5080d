// What a person is told on the start screen when something is theirs to carry and nobody stands in for them: most often because
// its owner has left and they took over. On each phone once, for a fortnight at most (as in answered.ts).

import { daysBetween } from '../domain/phases'
import type { Store } from '../store/store'
import type { Account, RecordView } from '../store/types'
import { remember, remembered, TOLD_DAYS } from './answered'
import { practiceViews } from './practices'
import { trialViews } from './trials'

const READ = 'taken-over-read'
const OPEN = ['idea', 'planned', 'running', 'review']

function keyOf({ id, fields }: RecordView): string {
  return `${id}:${fields.deputy_gone_on}`
}

/** The trials and practices that this is new of, the newest first. */
export function newlyCarried(store: Store, account: Account, today: string, read: string[]): RecordView[] {
  const since = (one: RecordView) => String(one.fields.deputy_gone_on ?? '')
  const isNew = (one: RecordView) =>
    one.fields.owner === account.user.id &&
    !one.fields.deputy &&
    since(one) !== '' &&
    daysBetween(since(one), today) <= TOLD_DAYS &&
    !read.includes(keyOf(one))
  const trials = trialViews(store, today).filter((one) => OPEN.includes(one.phase))
  const practices = practiceViews(store, today).filter((one) => one.phase !== 'retired')
  return [...trials, ...practices]
    .map((one) => one.record)
    .filter(isNew)
    .sort((a, b) => since(b).localeCompare(since(a)))
}

export async function readCarried(store: Store): Promise<string[]> {
  return remembered(store, READ)
}

/** Remembers that it was read. Returns what is remembered. */
export async function markCarriedRead(
  store: Store,
  account: Account,
  today: string,
  record: RecordView,
): Promise<string[]> {
  return remember(store, READ, newlyCarried(store, account, today, []).map(keyOf), keyOf(record))
}
