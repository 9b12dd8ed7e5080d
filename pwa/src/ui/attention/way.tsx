// Where what holds something up is settled: a held practice waits for its trial, or for the practice that is there already.

import { standingChoice } from '../../domain/phases'
import type { Store } from '../../store/store'
import type { Entry } from '../../store/types'
import { da } from '../../text/mine.da'
import { en } from '../../text/mine.en'
import { useApp, useWordsOf } from '../app'
import { practiceViews } from '../practices'
import { Link } from '../router'
import { asDecision, grouped } from '../trials'

/** True when a practice was held for want of its leader's decision, and that stands now. */
export function isSettled(store: Store, entry: Entry): boolean {
  if (entry.reason !== 'needs_adoption') return false
  const made = grouped(store, 'decision', 'subject').get(String(entry.fields.trial)) ?? []
  return standingChoice(made.map(asDecision)) === 'adopt'
}

export function WayThere({ entry }: { entry: Entry }) {
  const { store, today } = useApp()
  const words = useWordsOf(da, en)
  const trial = store.get(String(entry.fields.trial ?? ''))
  if (entry.type !== 'practice' || !trial) return null
  const inUse = practiceViews(store, today).find(
    (one) => one.record.fields.trial === trial.id && one.record.id !== entry.record && one.phase !== 'retired',
  )
  if (entry.reason === 'already_practice' && inUse)
    return (
      <Link class="button button-secondary" href={`/praksis/${inUse.record.id}`}>
        {words.toPractice}
      </Link>
    )
  return (
    <Link class="button button-secondary" href={`/proevehandlinger/${trial.id}`}>
      {words.toTrial}
    </Link>
  )
}
