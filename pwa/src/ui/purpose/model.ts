// What the screens of this part ask: which barriers hinder which behaviour, what meets them, who owes an answer, how far
// a decision has been carried through. Pure over the store, worked out once per drawing.

import { daysBetween, standing } from '../../domain/phases'
import type { Store } from '../../store/store'
import type { Account, RecordView } from '../../store/types'
import { grouped, type TrialView, trialViews } from '../trials'
import { metOn } from '../waiting'

export interface StepView {
  record: RecordView
  state: 'done' | 'overdue' | 'ahead'
  /** How many days it is over time; 0 when it is not. */
  days: number
}

export interface DecisionView {
  record: RecordView
  /** False once a later decision has taken its place. */
  stands: boolean
  steps: StepView[]
}

/** owed: raised, and nobody above has answered · open: nothing settled yet · answered · decided. */
export type BarrierState = 'owed' | 'open' | 'answered' | 'decided'

export interface BarrierView {
  record: RecordView
  text: string
  kind: string
  state: BarrierState
  /** Days since it came to the server, or was written while it has not. */
  age: number
  raisedTo: string | undefined
  behaviour: RecordView | undefined
  trials: TrialView[]
  observations: RecordView[]
  decisions: DecisionView[]
}

export interface BehaviourView {
  record: RecordView
  isActive: boolean
  theme: RecordView | undefined
  barriers: BarrierView[]
  trials: TrialView[]
}

export interface DilemmaView {
  record: RecordView
  isDecided: boolean
  theme: RecordView | undefined
  decisions: DecisionView[]
  trials: TrialView[]
}

export interface ThemeView {
  record: RecordView
  state: 'ahead' | 'current' | 'over'
  behaviours: BehaviourView[]
  dilemmas: DilemmaView[]
  trials: TrialView[]
}

export interface Purpose {
  trials: TrialView[]
  barriers: Map<string, BarrierView>
  behaviours: Map<string, BehaviourView>
  dilemmas: Map<string, DilemmaView>
  themes: Map<string, ThemeView>
}

const STATES: BarrierState[] = ['owed', 'open', 'answered', 'decided']
const RUNNING_FIRST = ['running', 'review', 'planned', 'idea']

/** Everything that the phone holds about purpose, linked both ways. */
export function purposeOf(store: Store, account: Account, today: string): Purpose {
  const trials = runningFirst(trialViews(store, today))
  const decisions = decisionsBySubject(store, today)
  const barriers = barrierViews(store, account, today, trials, decisions)
  const behaviours = behaviourViews(store, trials, [...barriers.values()])
  const dilemmas = dilemmaViews(store, trials, decisions)
  return { trials, barriers, behaviours, dilemmas, themes: themeViews(store, today, trials, behaviours, dilemmas) }
}

function runningFirst(trials: TrialView[]): TrialView[] {
  const place = (one: TrialView) => (RUNNING_FIRST.indexOf(one.phase) + 1 || 9) - 1
  return [...trials].sort((a, b) => place(a) - place(b))
}

/** How a step stands on a day. */
export function stepView(record: RecordView, today: string): StepView {
  if (record.fields.done_on) return { record, state: 'done', days: 0 }
  const days = daysBetween(String(record.fields.due_on), today)
  return days > 0 ? { record, state: 'overdue', days } : { record, state: 'ahead', days: 0 }
}

function decisionsBySubject(store: Store, today: string): Map<string, DecisionView[]> {
  const steps = grouped(store, 'step', 'decision')
  const found = new Map<string, DecisionView[]>()
  for (const [subject, made] of grouped(store, 'decision', 'subject')) {
    const plain = made.map((one) => ({ id: one.id, choice: '', replaces: one.fields.replaces as string | null }))
    const valid = new Set(standing(plain).map((one) => one.id))
    const views = made.map((record) => ({
      record,
      stands: valid.has(record.id),
      steps: (steps.get(record.id) ?? [])
        .map((one) => stepView(one, today))
        .sort((a, b) => String(a.record.fields.due_on).localeCompare(String(b.record.fields.due_on))),
    }))
    found.set(subject, views.reverse())
  }
  return found
}

/** Raised and unanswered weighs most; then a decision settles a barrier, or an answer does. */
export function barrierState(fields: RecordView['fields'], decisions: DecisionView[]): BarrierState {
  if (fields.raised_to && !fields.answer) return 'owed'
  if (decisions.some((one) => one.stands)) return 'decided'
  return fields.answer ? 'answered' : 'open'
}

/** Days since a barrier was raised; else since the server received it, or since it was written: the same count as in the
 * leaders' overview. */
function ageOf(record: RecordView, account: Account, today: string): number {
  return Math.max(0, daysBetween(metOn(record, account) ?? today, today))
}

function barrierViews(
  store: Store,
  account: Account,
  today: string,
  trials: TrialView[],
  decisions: Map<string, DecisionView[]>,
): Map<string, BarrierView> {
  const tries = byEach(trials, (one) => [...list(one.record.fields.barriers), one.record.fields.prompted_by])
  const seen = byEach(
    trials.flatMap((one) => one.observations),
    (one) => [one.fields.barrier],
  )
  const views = store.ofType('barrier').map((record): BarrierView => {
    const made = decisions.get(record.id) ?? []
    return {
      record,
      text: String(record.fields.text ?? ''),
      kind: String(record.fields.kind ?? 'other'),
      state: barrierState(record.fields, made),
      age: ageOf(record, account, today),
      raisedTo: record.fields.raised_to as string | undefined,
      behaviour: pointed(store, record.fields.behaviour),
      trials: tries.get(record.id) ?? [],
      observations: seen.get(record.id) ?? [],
      decisions: made,
    }
  })
  views.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state) || b.age - a.age)
  return keyed(views)
}

function behaviourViews(store: Store, trials: TrialView[], barriers: BarrierView[]): Map<string, BehaviourView> {
  const tries = byEach(trials, (one) => [one.record.fields.behaviour])
  const hinder = byEach(barriers, (one) => [one.record.fields.behaviour])
  const views = store.ofType('behaviour').map((record) => ({
    record,
    isActive: record.fields.active !== false,
    theme: pointed(store, record.fields.theme),
    barriers: hinder.get(record.id) ?? [],
    trials: tries.get(record.id) ?? [],
  }))
  return keyed(views.sort((a, b) => Number(b.isActive) - Number(a.isActive)))
}

function dilemmaViews(
  store: Store,
  trials: TrialView[],
  decisions: Map<string, DecisionView[]>,
): Map<string, DilemmaView> {
  const tries = byEach(trials, (one) => [one.record.fields.prompted_by])
  const views = store.ofType('dilemma').map((record) => {
    const made = decisions.get(record.id) ?? []
    return {
      record,
      isDecided: made.some((one) => one.stands),
      theme: pointed(store, record.fields.theme),
      decisions: made,
      trials: tries.get(record.id) ?? [],
    }
  })
  return keyed(views.sort((a, b) => Number(a.isDecided) - Number(b.isDecided)))
}

function themeViews(
  store: Store,
  today: string,
  trials: TrialView[],
  behaviours: Map<string, BehaviourView>,
  dilemmas: Map<string, DilemmaView>,
): Map<string, ThemeView> {
  const own = byEach([...behaviours.values()], (one) => [one.record.fields.theme])
  const choices = byEach([...dilemmas.values()], (one) => [one.record.fields.theme])
  const tries = byEach(trials, (one) => {
    const behaviour = behaviours.get(String(one.record.fields.behaviour))
    return [...new Set([one.record.fields.theme, behaviour?.record.fields.theme])]
  })
  const views = store.ofType('theme').map((record) => ({
    record,
    state: themeState(record.fields, today),
    behaviours: own.get(record.id) ?? [],
    dilemmas: choices.get(record.id) ?? [],
    trials: tries.get(record.id) ?? [],
  }))
  return keyed(views)
}

/** Where a direction's period lies; without days it simply holds. */
export function themeState(fields: RecordView['fields'], today: string): ThemeView['state'] {
  if (fields.from && String(fields.from) > today) return 'ahead'
  return fields.until && String(fields.until) < today ? 'over' : 'current'
}

/** The current decisions' steps: how many are taken, and the one that is furthest over time. */
export function carriedThrough(decisions: DecisionView[]): { done: number; all: number; overdue: number } {
  const steps = decisions.filter((one) => one.stands).flatMap((one) => one.steps)
  return {
    done: steps.filter((one) => one.state === 'done').length,
    all: steps.length,
    overdue: Math.max(0, ...steps.map((one) => one.days)),
  }
}

function pointed(store: Store, id: unknown): RecordView | undefined {
  return typeof id === 'string' ? store.get(id) : undefined
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function keyed<T extends { record: RecordView }>(views: T[]): Map<string, T> {
  return new Map(views.map((one) => [one.record.id, one]))
}

/** Things by each of the records that they point at, once each. */
function byEach<T>(things: T[], keys: (one: T) => unknown[]): Map<string, T[]> {
  const found = new Map<string, T[]>()
  for (const one of things) {
    for (const key of new Set(keys(one))) {
      if (typeof key !== 'string') continue
      const same = found.get(key)
      if (same) same.push(one)
      else found.set(key, [one])
    }
  }
  return found
}
