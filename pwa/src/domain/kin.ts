// How trials in other units stand that a trial belongs with: the trial itself tells of them (server/proev/records/kin.py),
// because a phone holds the trials of its own units only. Pure.

import type { Fields } from '../store/types'
import type { TrialPhase } from './phases'

/** A trial in another unit, as far as it is told of. It has days once starting lacks nothing. */
export interface Told {
  trial: string
  unit: string
  name?: string
  title?: string
  starts_on?: string
  ends_on?: string
  ended?: TrialPhase
  /** Of siblings only. */
  worked?: number
  partly?: number
  not?: number
}

export interface Kin {
  together: Told[]
  before: Told[]
  after: Told[]
}

export function kinOf(fields: Fields): Kin {
  const told = (fields.kin ?? {}) as unknown as Partial<Kin>
  return { together: told.together ?? [], before: told.before ?? [], after: told.after ?? [] }
}

export function toldPhase({ ended, starts_on, ends_on }: Omit<Told, 'trial' | 'unit'>, today: string): TrialPhase {
  if (ended) return ended
  if (!starts_on) return 'idea'
  if (starts_on > today) return 'planned'
  return today <= (ends_on ?? today) ? 'running' : 'review'
}
