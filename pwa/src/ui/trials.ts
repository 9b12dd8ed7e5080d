// What the screens ask about trials: their phase, their observations, their order. Over the store, in memory.

import {
  adoptionWantedSince,
  contradictions,
  type DecisionLike,
  effectiveEnd,
  standingDecision,
  type TrialPhase,
  trialPhase,
} from '../domain/phases'
import type { Store } from '../store/store'
import type { Account, RecordView } from '../store/types'
import { ownMemberships } from './roles'

export interface TrialView {
  record: RecordView
  title: string
  phase: TrialPhase
  decisions: RecordView[]
  observations: RecordView[]
  end: string | undefined
}

/** A decision's fields with its id, as the rules take them. */
export function asDecision(record: RecordView): DecisionLike & { id: string } {
  return { id: record.id, ...record.fields } as unknown as DecisionLike & { id: string }
}

/** The day on which the unit asked its leader to take the trial into use, while that is not answered. */
export function wishedOn(view: TrialView): string | undefined {
  const asked = view.record.fields.adopt_asked_on as string | undefined
  return asked && adoptionWantedSince(view.record.fields, view.decisions.map(asDecision)) === asked ? asked : undefined
}

/** The last day on which it was tried: a decision may have ended it before its time. */
export function lastDay(view: TrialView): string | undefined {
  const starts = view.record.fields.starts_on as string | undefined
  const decided = standingDecision(view.decisions.map(asDecision))?.decided_on
  if (!view.end || !starts || !decided || decided < starts) return view.end
  return decided < view.end ? decided : view.end
}

const bySeq = (a: RecordView, b: RecordView) => a.seq - b.seq

/** Records of a type by the record that a field of theirs points at, in the order of receipt. */
export function grouped(store: Store, type: string, field: string): Map<string, RecordView[]> {
  const found = new Map<string, RecordView[]>()
  for (const one of [...store.ofType(type)].sort(bySeq)) {
    const key = String(one.fields[field] ?? '')
    const same = found.get(key)
    if (same) same.push(one)
    else found.set(key, [one])
  }
  return found
}

/** All trials on the phone, those with the newest observation first, then by age. */
export function trialViews(store: Store, today: string): TrialView[] {
  const decisions = grouped(store, 'decision', 'subject')
  const observations = grouped(store, 'observation', 'trial')
  const views = store.ofType('trial').map((record) => {
    const made = decisions.get(record.id) ?? []
    const facts = made.map(asDecision)
    const seen = observations.get(record.id) ?? []
    const replaced = new Set(seen.map((one) => one.fields.replaces))
    return {
      record,
      title: String(record.fields.title ?? ''),
      phase: trialPhase(record.fields, facts, today),
      decisions: made,
      observations: seen.filter((one) => !replaced.has(one.id)),
      end: effectiveEnd(record.fields, facts),
    }
  })
  return views.sort((a, b) => newest(b) - newest(a) || b.record.seq - a.record.seq)
}

/** The trials that a trial goes on from, however many rounds ago. */
export function goneOnFrom(store: Store, trial: RecordView): Set<string> {
  const line = new Set<string>()
  for (let at = trial.fields.parent_trial; typeof at === 'string' && at && !line.has(at); ) {
    line.add(at)
    at = store.get(at)?.fields.parent_trial
  }
  return line
}

/** The trial by which a unit tries a practice in a new way: it is to start, runs, or waits for its decision. */
export function trying(store: Store, trials: TrialView[], practice: RecordView, unit: string): TrialView | undefined {
  return trials.find(
    ({ record, phase }) =>
      record.unit === unit &&
      ['planned', 'running', 'review'].includes(phase) &&
      goneOnFrom(store, record).has(String(practice.fields.trial)),
  )
}

/** The trial by which a unit goes on from a practice: a mere idea counts, and so does what it has taken into use. */
export function goingOn(store: Store, trials: TrialView[], practice: RecordView, unit: string): TrialView | undefined {
  return trials.find(
    ({ record, phase }) =>
      record.unit === unit &&
      ['idea', 'planned', 'running', 'review', 'adopted'].includes(phase) &&
      goneOnFrom(store, record).has(String(practice.fields.trial)),
  )
}

/** The decisions between which people have to choose: the standing one and those that say something else. */
export function toSettle(view: TrialView): RecordView[] {
  const made = view.decisions.map(asDecision)
  const others = contradictions(made)
  if (!others.length) return []
  const ids = [standingDecision(made)!.id, ...others.map((one) => one.id)]
  return ids.map((id) => view.decisions.find((one) => one.id === id)!)
}

/** True when a decision only says again, in place of another, what one before it has said: that settled a contradiction
 *  (settle.tsx), and its words are told with the one that they are from. */
export function isSettling(one: RecordView, decisions: RecordView[]): boolean {
  if (!one.fields.replaces) return false
  const same = (name: string, other: RecordView) => (one.fields[name] ?? null) === (other.fields[name] ?? null)
  return decisions
    .slice(0, decisions.indexOf(one))
    .some(
      (other) => other.id !== one.fields.replaces && ['choice', 'reason', 'learned'].every((name) => same(name, other)),
    )
}

/** The ids of the trials that another one carries on, in whichever unit. */
export function carriedOn(store: Store): Set<unknown> {
  const all = store.ofType('trial')
  const isToldOf = (one: RecordView) => Boolean((one.fields.kin as { after?: unknown } | undefined)?.after)
  return new Set([...all.map((one) => one.fields.parent_trial), ...all.filter(isToldOf).map((one) => one.id)])
}

function newest(view: TrialView): number {
  return view.observations.at(-1)?.seq ?? -1
}

/** The units in which the user may write, the membership's own first. */
export function ownUnits(store: Store, memberships: { unit: string }[]): RecordView[] {
  const all = store.ofType('unit')
  const own = new Set(memberships.map((one) => one.unit))
  const parents = new Map(all.map((one) => [one.id, one.fields.parent as string | undefined]))
  const isWithin = (id: string | undefined, depth = 0): boolean =>
    id !== undefined && depth < 20 && (own.has(id) || isWithin(parents.get(id), depth + 1))
  const name = (one: RecordView) => String(one.fields.name)
  return all
    .filter((one) => isWithin(one.id))
    .sort((a, b) => Number(own.has(b.id)) - Number(own.has(a.id)) || name(a).localeCompare(name(b), 'da'))
}

/**
 * The units to choose between when writing, as soon as somebody is signed in: until the first download has brought
 * their names, the membership alone says where a new record belongs.
 */
export function unitChoices(store: Store, account: Account): { id: string; name: string }[] {
  const toChoose = (units: RecordView[]) => units.map((one) => ({ id: one.id, name: String(one.fields.name) }))
  const all = store.ofType('unit')
  const parents = new Set(all.map((one) => one.fields.parent))
  // What the account says may be of yesterday.
  const known = [ownUnits(store, ownMemberships(store)), ownUnits(store, account.memberships)].find((one) => one.length)
  if (all.length) return toChoose(known ?? all.filter((one) => !parents.has(one.id)))
  return [{ id: account.memberships[0]?.unit ?? account.organisation.id, name: account.organisation.name }]
}

/** The name of a record's unit, for whoever belongs to several: where two of them try the same, no title tells which is which. */
export function unitMark(store: Store, account: Account, unit: string): string | undefined {
  const choices = unitChoices(store, account)
  return choices.length > 1 ? choices.find((one) => one.id === unit)?.name : undefined
}
