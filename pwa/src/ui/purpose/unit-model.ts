// What a unit's page shows, and what its forms let one choose between. Pure over the store.

import type { Store } from '../../store/store'
import type { Account, RecordView } from '../../store/types'
import { type PracticeView, practiceViews } from '../practices'
import { lineOf } from '../roles'
import type { TrialView } from '../trials'
import { type BarrierView, type BehaviourView, type DilemmaView, purposeOf, type ThemeView, themeState } from './model'

export interface UnitPurpose {
  unit: RecordView
  above: RecordView[]
  below: { unit: RecordView; open: number; running: number }[]
  themes: ThemeView[]
  behaviours: BehaviourView[]
  barriers: BarrierView[]
  /** Raised to this unit from below, and still without its answer: the oldest first. */
  owed: BarrierView[]
  dilemmas: DilemmaView[]
  trials: TrialView[]
  practices: PracticeView[]
}

/** What a unit's page shows; undefined when the phone does not hold the unit. */
export function unitPurpose(store: Store, account: Account, id: string, today: string): UnitPurpose | undefined {
  const unit = store.get(id)
  if (unit?.type !== 'unit') return undefined
  const all = purposeOf(store, account, today)
  const [, ...above] = lineOf(store, id)
  const line = [id, ...above]
  const isOwn = (one: { record: RecordView }) => one.record.unit === id
  const barriers = [...all.barriers.values()]
  return {
    unit,
    above: above.map((one) => store.get(one)).filter((one) => one !== undefined),
    below: unitsBelow(store, id, barriers, all.trials),
    themes: line.flatMap((at) => [...all.themes.values()].filter((one) => one.record.unit === at)),
    behaviours: [...all.behaviours.values()].filter(isOwn),
    barriers: barriers.filter(isOwn),
    owed: barriers.filter((one) => one.state === 'owed' && one.raisedTo === id),
    dilemmas: [...all.dilemmas.values()].filter(isOwn),
    trials: all.trials.filter((one) => isOwn(one) && (one.phase === 'running' || one.phase === 'review')),
    practices: practiceViews(store, today).filter((one) => one.phase !== 'retired' && one.places.has(id)),
  }
}

/** The units right below, by name; what is open and running there counts everything beneath them. */
function unitsBelow(store: Store, id: string, barriers: BarrierView[], trials: TrialView[]): UnitPurpose['below'] {
  const open = throughTheTree(
    store,
    barriers.filter((one) => one.state === 'owed' || one.state === 'open').map((one) => one.record),
  )
  const running = throughTheTree(
    store,
    trials.filter((one) => one.phase === 'running').map((one) => one.record),
  )
  return store
    .ofType('unit')
    .filter((one) => one.fields.parent === id && one.fields.active !== false)
    .map((unit) => ({ unit, open: open.get(unit.id) ?? 0, running: running.get(unit.id) ?? 0 }))
    .sort((a, b) => String(a.unit.fields.name).localeCompare(String(b.unit.fields.name), 'da'))
}

/** How many of these records lie in a unit or anywhere beneath it. */
function throughTheTree(store: Store, records: RecordView[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of records) for (const at of lineOf(store, one.unit)) counts.set(at, (counts.get(at) ?? 0) + 1)
  return counts
}

/** What may be chosen in a form: the behaviours still worked with and the directions not over, in the unit and above. */
export function choicesAt(
  store: Store,
  unit: string,
  today: string,
): { behaviours: RecordView[]; themes: RecordView[] } {
  const line = lineOf(store, unit)
  const near = (type: string) => line.flatMap((at) => store.ofType(type).filter((one) => one.unit === at))
  return {
    behaviours: near('behaviour').filter((one) => one.fields.active !== false),
    themes: near('theme').filter((one) => themeState(one.fields, today) !== 'over'),
  }
}
