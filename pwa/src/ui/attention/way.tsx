// Where what holds something up is settled: a held practice waits for its trial, or for the practice that is there already.

import type { Entry } from '../../store/types'
import { da } from '../../text/mine.da'
import { en } from '../../text/mine.en'
import { useApp, useWordsOf } from '../app'
import { Link } from '../router'
import { inItsPlace } from './settled'

export function WayThere({ entry }: { entry: Entry }) {
  const { store, today } = useApp()
  const words = useWordsOf(da, en)
  const trial = store.get(String(entry.fields.trial ?? ''))
  if (entry.type !== 'practice' || !trial) return null
  const inUse = inItsPlace(store, entry, today)
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
