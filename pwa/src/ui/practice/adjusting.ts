// Trying a practice in a new way: the reason and the idea of the trial are saved as one, so that neither is there without the
// other. Pure over the store.

import { create, vouchedIn } from '../../domain/capture'
import type { Store } from '../../store/store'
import type { NewMutation, RecordView } from '../../store/types'
import { forUnit, originOf } from '../trial/origin'

interface Adjusting {
  practice: RecordView
  /** Where it is tried: its own unit, or one that has taken it up. */
  unit: string
  /** The id of the new trial. */
  trial: string
  because: string
  /** True where somebody has vouched for these words. */
  isVouched: boolean
}

/** The trial says why in any unit; a decision about the practice belongs to the practice's own. */
export function adjusting(
  store: Store,
  { practice, unit, trial, because, isVouched }: Adjusting,
  round: (count: number) => string,
  today: string,
): NewMutation[] {
  const { inherited = {}, links = {} } = originOf(store, 'praksis', practice.id, round) ?? {}
  const carried = forUnit(store, inherited, practice.unit, unit)
  const vouched = [...(isVouched ? ['adjust_because'] : []), ...vouchedIn('trial', carried, today)]
  const idea = create('trial', unit, { ...carried, ...links, adjust_because: because }, vouched)
  const about = { subject_type: 'practice', subject: practice.id, choice: 'adjust', decided_on: today }
  const decision = create('decision', unit, { ...about, reason: because }, isVouched ? ['reason'] : [])
  return [...(unit === practice.unit ? [decision] : []), { ...idea, record: trial }]
}
