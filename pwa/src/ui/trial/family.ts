// Where a trial comes from and what came of it: the ramp, those who try together, and who was inspired. Pure.

import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'
import type { TrialView } from '../trials'

const DEEPEST = 40

export interface RampStep {
  view: TrialView
  /** 0 for the first trial of the ramp. */
  depth: number
}

/** The chain that a trial stands in, from the first one to the last; only itself when it stands alone. */
export function rampOf(views: TrialView[], id: string): RampStep[] {
  const byId = new Map(views.map((one) => [one.record.id, one]))
  const line: TrialView[] = []
  let at = byId.get(id)
  while (at && !line.includes(at) && line.length < DEEPEST) {
    line.unshift(at)
    at = byId.get(String(at.record.fields.parent_trial))
  }
  const found = line.map((view, depth) => ({ view, depth }))
  const below = (parent: string, depth: number): void => {
    if (depth > DEEPEST) return
    for (const view of [...views].sort((a, b) => a.record.seq - b.record.seq)) {
      if (view.record.fields.parent_trial !== parent || found.some((one) => one.view === view)) continue
      found.push({ view, depth })
      below(view.record.id, depth + 1)
    }
  }
  below(id, line.length)
  return found
}

/** The trials that several units try at once, this one among them; none when it is alone. */
export function togetherWith(views: TrialView[], view: TrialView): TrialView[] {
  const { together } = view.record.fields
  const found = together ? views.filter((one) => one.record.fields.together === together) : []
  return found.length > 1 ? found : []
}

export interface Kin {
  id: string
  href: string
  title: string
  unit: string
}

function kinOf(store: Store, one: RecordView): Kin {
  const isCard = one.type === 'learning_card'
  const unit = isCard ? one.fields.unit_name : store.get(one.unit)?.fields.name
  return {
    id: one.id,
    href: isCard ? `/laering/${one.id}` : `/proevehandlinger/${one.id}`,
    title: String(one.fields.title ?? ''),
    unit: String(unit ?? ''),
  }
}

/** What inspired the trial: the trial itself where the phone has it, else its learning card. */
export function inspiredBy(store: Store, trial: RecordView): Kin | undefined {
  const { origin_trial } = trial.fields
  if (!origin_trial) return undefined
  const found =
    store.get(String(origin_trial)) ?? store.ofType('learning_card').find((one) => one.fields.trial === origin_trial)
  return found && kinOf(store, found)
}

/** Those that this trial has inspired: trials, and learning cards of trials that the phone does not have. */
export function alsoTried(store: Store, trial: RecordView): Kin[] {
  const trials = store.ofType('trial').filter((one) => one.fields.origin_trial === trial.id)
  const cards = store
    .ofType('learning_card')
    .filter((one) => one.fields.origin_trial === trial.id && !trials.some((other) => other.id === one.fields.trial))
  return [...trials, ...cards].map((one) => kinOf(store, one))
}
