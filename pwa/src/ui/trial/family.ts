// Where a trial comes from and what came of it: the ramp, those who try together, and who was inspired. Pure.

import { type Told, kinOf as toldKin, toldPhase } from '../../domain/kin'
import { FINAL, type TrialPhase } from '../../domain/phases'
import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'
import { goneOnFrom, type TrialView } from '../trials'
import { type Counts, happened } from './story'
import { learnedOf } from './taught'

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
    const isNew = (view: TrialView) => !found.some((one) => one.view === view)
    const children = views.filter((one) => one.record.fields.parent_trial === parent && isNew(one))
    for (const view of children.sort((a, b) => a.record.seq - b.record.seq)) {
      if (!isNew(view)) continue
      // Those that are tried at once stand beside each other, and what goes on from them after.
      const { together } = view.record.fields
      const beside = children.filter((one) => one === view || (together && one.record.fields.together === together))
      found.push(...beside.map((one) => ({ view: one, depth })))
      for (const one of beside) below(one.record.id, depth + 1)
    }
  }
  below(id, line.length)
  return found
}

/** The titles of the trials that a trial goes on from, its own, and those of all that go on from it, in other units too as far
 *  as they are told. */
export function titlesAround(store: Store, trial: string): string[] {
  const own = store.get(trial)
  const on = new Set([trial])
  const all = store.ofType('trial')
  for (const at of on) for (const one of all) if (one.fields.parent_trial === at) on.add(one.id)
  const line = [...(own ? goneOnFrom(store, own) : []), ...on].flatMap((id) => store.get(id) ?? [])
  return line.flatMap(({ fields }) => {
    const { before, after } = toldKin(fields)
    return [fields, ...before, ...after].map((one) => String(one.title ?? ''))
  })
}

/** A trial as its kin see it: one that the phone holds, or one in another unit of which it is only told. */
export interface Relative {
  id: string
  title: string
  unit: string
  phase: TrialPhase
  /** Only what the phone holds has a page to go to. */
  isHeld: boolean
  learned: string | undefined
}

function held(store: Store, { record, title, phase }: TrialView): Relative {
  const unit = String(store.get(record.unit)?.fields.name ?? '')
  return { id: record.id, title, unit, phase, isHeld: true, learned: learnedOf(store, record.id) }
}

/** What was learned there is known where the trial is shared: by its learning card. */
function toldOf(store: Store, told: Told, today: string): Relative {
  const card = store.ofType('learning_card').find((one) => one.fields.trial === told.trial)
  const learned = card?.fields.learned ? String(card.fields.learned) : undefined
  const { trial: id, title = '', name: unit = '' } = told
  return { id, title, unit, phase: toldPhase(told, today), isHeld: false, learned }
}

export interface WayStep extends Relative {
  depth: number
  /** What those have in common that are tried at once. */
  together: string | undefined
}

/** The way here and on, through other units too; only the trial itself when it stands alone. */
export function wayOf(store: Store, views: TrialView[], id: string, today: string): WayStep[] {
  const ramp = rampOf(views, id)
  const isTold = (one: Told) => !views.some((view) => view.record.id === one.trial)
  const before = ramp[0] ? toldKin(ramp[0].view.record.fields).before.filter(isTold) : []
  const together = (trial: string) => {
    const isAmong = ({ record }: TrialView) =>
      record.id === trial || toldKin(record.fields).together.some((one) => one.trial === trial)
    return views.find(isAmong)?.record.fields.together as string | undefined
  }
  const step = (one: Relative, depth: number): WayStep => ({ ...one, depth, together: together(one.id) })
  return [
    ...before.map((one, depth) => step(toldOf(store, one, today), depth)),
    ...ramp.flatMap(({ view, depth }) => [
      step(held(store, view), depth + before.length),
      ...toldKin(view.record.fields)
        .after.filter(isTold)
        .map((one) => step(toldOf(store, one, today), depth + before.length + 1)),
    ]),
  ]
}

/** The way's steps one after another: those that are tried at once are one of them. */
export function oneByOne(way: WayStep[]): WayStep[][] {
  const steps: WayStep[][] = []
  for (const one of way) {
    const last = steps.at(-1)
    if (one.together && last?.[0]?.together === one.together && last[0].depth === one.depth) last.push(one)
    else steps.push([one])
  }
  return steps
}

/** Those that try the same at once, in whichever unit, this trial first; none when it is alone. */
export function siblingsOf(
  store: Store,
  views: TrialView[],
  view: TrialView,
  today: string,
): (Relative & { counts: Counts })[] {
  const { together } = toldKin(view.record.fields)
  const seen = togetherWith(views, view).map((one) => {
    const { counts } = happened(store, one)
    const told = together.find((other) => other.trial === one.record.id)
    // A phone with a very large scope does not hold what was seen in every unit.
    return { ...held(store, one), counts: told && sumOf(told) > sumOf(counts) ? countsOf(told) : counts }
  })
  const others = together
    .filter((one) => !seen.some((other) => other.id === one.trial))
    .map((one) => ({ ...toldOf(store, one, today), counts: countsOf(one) }))
  if (!seen.length && others.length) seen.push({ ...held(store, view), counts: happened(store, view).counts })
  return [...seen, ...others].sort((a, b) => Number(b.id === view.record.id) - Number(a.id === view.record.id))
}

/** Those that were tried together with a trial, which the phone may only be told of; without the trial itself. */
export function othersTogether(store: Store, views: TrialView[], trial: string, today: string): Relative[] {
  const isTold = (one: TrialView) => toldKin(one.record.fields).together.some((other) => other.trial === trial)
  const view = views.find((one) => one.record.id === trial) ?? views.find(isTold)
  return view ? siblingsOf(store, views, view, today).filter((one) => one.id !== trial) : []
}

function countsOf({ worked = 0, partly = 0, not = 0 }: Partial<Counts>): Counts {
  return { worked, partly, not }
}

function sumOf(counts: Partial<Counts>): number {
  return Object.values(countsOf(counts)).reduce((sum, one) => sum + one, 0)
}

/** The trials that several units try at once, this one among them; none when it is alone. */
export function togetherWith(views: TrialView[], view: TrialView): TrialView[] {
  const { together } = view.record.fields
  const found = together ? views.filter((one) => one.record.fields.together === together) : []
  return found.length > 1 ? found : []
}

/** What inspired a trial or was inspired by it, in whichever unit; to what the phone does not hold its learning card leads. */
export interface Kin extends Relative {
  href: string
}

function kinOf(store: Store, views: TrialView[], id: string): Kin | undefined {
  const view = views.find((one) => one.record.id === id)
  if (view) return { ...held(store, view), href: `/proevehandlinger/${id}` }
  const card = store.ofType('learning_card').find((one) => one.fields.trial === id)
  if (!card) return undefined
  const { title, unit_name, choice, learned } = card.fields
  return {
    ...{ id, title: String(title ?? ''), unit: String(unit_name ?? ''), isHeld: false },
    phase: FINAL[String(choice)] ?? 'abandoned',
    learned: learned ? String(learned) : undefined,
    href: `/laering/${card.id}`,
  }
}

/** What inspired the trial: the trial itself where the phone has it, else its learning card. */
export function inspiredBy(store: Store, views: TrialView[], trial: RecordView): Kin | undefined {
  return kinOf(store, views, String(trial.fields.origin_trial))
}

/** Those that this trial has inspired: trials, and learning cards of trials that the phone does not have. */
export function hasInspired(store: Store, views: TrialView[], trial: RecordView): Kin[] {
  const isFrom = (one: RecordView) => one.fields.origin_trial === trial.id
  const trials = views.filter((one) => isFrom(one.record)).map((one) => one.record.id)
  const cards = store.ofType('learning_card').filter(isFrom)
  const ids = new Set([...trials, ...cards.map((one) => String(one.fields.trial))])
  return [...ids].flatMap((one) => kinOf(store, views, one) ?? [])
}
