// What a unit's people are told about on the start screen when a practice that they had taken up ends where it came from. On
// each phone once, as they are told of answers (answered.ts), and no more once the unit has gone on by itself.

import { daysBetween } from '../domain/phases'
import type { Store } from '../store/store'
import type { Account, RecordView } from '../store/types'
import { remember, remembered, TOLD_DAYS } from './answered'
import { ownPlaces, type PracticeView, practiceViews } from './practices'
import { rolesAt } from './roles'
import { goingOn, trialViews } from './trials'

const READ = 'endings-read'

/** What an ending is remembered by: one of a later day is told anew. */
function keyOf({ record }: PracticeView): string {
  return `${record.id}:${record.fields.retired_on}`
}

/** The practices whose end is new to the person, the newest first. Where they belong themselves they have chosen it. */
export function newEndings(store: Store, account: Account, today: string, read: string[]): PracticeView[] {
  const trials = trialViews(store, today)
  const uptakes = store.ofType('uptake')
  const hasSuccessor = (unit: string, successor: unknown) =>
    uptakes.some((one) => one.unit === unit && one.fields.practice === successor)
  const isLeft = (ended: RecordView, unit: string) =>
    !goingOn(store, trials, ended, unit) && !hasSuccessor(unit, ended.fields.succeeded_by)
  const isNew = (one: PracticeView) => {
    const { retired_on } = one.record.fields
    const isLately = typeof retired_on === 'string' && daysBetween(retired_on, today) <= TOLD_DAYS
    return (
      one.isEnded &&
      isLately &&
      !read.includes(keyOf(one)) &&
      !rolesAt(store, account, one.record.unit).size &&
      ownPlaces(store, account, one).some((unit) => isLeft(one.record, unit))
    )
  }
  const day = (one: PracticeView) => String(one.record.fields.retired_on)
  return practiceViews(store, today)
    .filter(isNew)
    .sort((a, b) => day(b).localeCompare(day(a)))
}

export async function readEndings(store: Store): Promise<string[]> {
  return remembered(store, READ)
}

/** Remembers that an ending was read. Returns what is remembered. */
export async function markEndingRead(
  store: Store,
  account: Account,
  today: string,
  ending: PracticeView,
): Promise<string[]> {
  return remember(store, READ, newEndings(store, account, today, []).map(keyOf), keyOf(ending))
}
