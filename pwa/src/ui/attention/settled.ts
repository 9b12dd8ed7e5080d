// Whether what a held practice waited for has been settled meanwhile. Pure over the store.

import { standingChoice } from '../../domain/phases'
import type { Store } from '../../store/store'
import type { Entry } from '../../store/types'
import { practiceViews } from '../practices'
import { asDecision, grouped } from '../trials'

/** What a held practice waited for, once that is settled: the leader's decision stands, or nothing else is in its place. */
export function settledBy(store: Store, entry: Entry, today: string): 'decided' | 'free' | null {
  if (entry.reason === 'already_practice')
    return entry.type === 'practice' && !inItsPlace(store, entry, today) ? 'free' : null
  if (entry.reason !== 'needs_adoption') return null
  const made = grouped(store, 'decision', 'subject').get(String(entry.fields.trial)) ?? []
  return standingChoice(made.map(asDecision)) === 'adopt' ? 'decided' : null
}

/** The practice of the same trial that is in use. */
export function inItsPlace(store: Store, entry: Entry, today: string) {
  return practiceViews(store, today).find(
    (one) =>
      one.record.fields.trial === entry.fields.trial && one.record.id !== entry.record && one.phase !== 'retired',
  )
}
