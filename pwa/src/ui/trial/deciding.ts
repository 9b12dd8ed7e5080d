// From what the review's form holds to a decision, and what speaks against it. Pure.

import { create, edit, type Fault, faults, vouchedIn } from '../../domain/capture'
import { daysBetween, sinceExtension } from '../../domain/phases'
import { plusDays } from '../../domain/practices'
import type { Store } from '../../store/store'
import type { Account, Fields, NewMutation, RecordView } from '../../store/types'
import { leads, rolesAt } from '../roles'
import { asDecision, carriedOn, type TrialView, toSettle } from '../trials'

export type Choice = 'abandon' | 'adapt' | 'scale' | 'extend' | 'adopt'
export const CHOICES: Choice[] = ['abandon', 'adapt', 'scale', 'extend', 'adopt']

/** The keys of the draft `review-<trial>`: taking into use reads it too. */
export interface Review {
  [name: string]: string
  as_planned: string
  learned: string
  effect: string
  effort: string
  reason: string
  took_part: string
  dilemma: string
  choice: string
  ends_on: string
  /** The fields of which somebody has said that no number in them is a CPR number, with spaces between. */
  vouched: string
}

export const NO_REVIEW: Review = {
  ...{ as_planned: '', learned: '', effect: '', effort: '', reason: '' },
  ...{ took_part: '', dilemma: '', choice: '', ends_on: '', vouched: '' },
}

/** Where a unit's wish to adopt keeps what its review said: the leader goes on from it. */
const WISHED: Partial<Record<keyof Review, string>> = {
  reason: 'adopt_because',
  learned: 'adopt_learned',
  as_planned: 'adopt_as_planned',
  effect: 'adopt_effect',
  effort: 'adopt_effort',
  dilemma: 'adopt_dilemma',
  took_part: 'adopt_took_part',
}

/** The unit's wish in place of a decision that only a leader can take. Undefined when nothing of it is new. */
export function toWish(trial: RecordView, review: Review, today: string, notCpr: string[]): NewMutation | undefined {
  const fields: Fields = { adopt_asked_on: today }
  for (const [name, kept] of Object.entries(WISHED)) {
    const typed = review[name] ?? ''
    fields[kept!] = name === 'effect' || name === 'effort' ? (typed ? Number(typed) : null) : typed || null
  }
  return edit(
    'trial',
    trial,
    fields,
    notCpr.map((one) => WISHED[one] ?? one),
  )
}

/** The wish taken back. */
export function unwished(trial: RecordView): NewMutation | undefined {
  const names = ['adopt_asked_on', ...Object.values(WISHED)]
  return edit('trial', trial, Object.fromEntries(names.map((name) => [name!, null])))
}

/** The review as the unit wrote it when it asked. */
export function fromWish(trial: RecordView): Review {
  const told = Object.entries(WISHED).map(([name, kept]) => [name, String(trial.fields[kept!] ?? '')])
  return { ...NO_REVIEW, ...Object.fromEntries(told) }
}

/** What stays as it was when a decision is made anew: all but its reason. */
const KEPT = ['learned', 'as_planned', 'effect', 'effort', 'dilemma', 'took_part']

export function keptFrom(decision: RecordView | undefined): Fields {
  return Object.fromEntries(KEPT.map((name) => [name, decision?.fields[name] ?? null]))
}

/** The final decisions that count, the standing one first. */
export function madeAbout(view: TrialView): RecordView[] {
  const { final } = sinceExtension(view.decisions.map(asDecision))
  return final.flatMap(({ id }) => view.decisions.find((one) => one.id === id) ?? [])
}

/** The decision that the person may make anew. Two against each other are settled first; what another trial carries on is no
 *  mistake any more; and a trial that never had its days has none to go on to. */
export function toMakeAnew(store: Store, account: Account, view: TrialView): RecordView | undefined {
  const [stands] = madeAbout(view)
  const { id, unit, fields } = view.record
  if (!stands || toSettle(view).length || !fields.starts_on || !view.end) return undefined
  const choice = String(stands.fields.choice)
  if (['adapt', 'scale'].includes(choice) && carriedOn(store).has(id)) return undefined
  // To take a leader's decision back is a leader's too.
  const isAllowed = choice === 'adopt' ? leads(store, account, unit) : rolesAt(store, account, unit).size > 0
  return isAllowed ? stands : undefined
}

/** What a review begins with: the words of the decision that stands, where it is made anew, else those of the unit's wish. */
export function begunReview(view: TrialView): Review {
  const [stands] = madeAbout(view)
  if (!stands) return fromWish(view.record)
  const told = Object.entries(keptFrom(stands)).map(([name, value]) => [name, String(value ?? '')])
  return { ...NO_REVIEW, ...Object.fromEntries(told) }
}

/** The fields of a review that are vouched for: by who wrote it, and where words stand as they were carried over from a
 *  record. The decision may be saved on another screen than the one that they were looked at on. */
export function vouchedOf(review: { [name: string]: string }, carried: Review, today: string): string[] {
  const own = (review.vouched ?? '').split(' ').filter(Boolean)
  const kept = Object.entries(carried).filter(([name, words]) => words && review[name] === words)
  return [...new Set([...own, ...vouchedIn('decision', Object.fromEntries(kept), today)])]
}

export const LONGEST = 180
export const LONG = 42

function toFields(review: Review, trial: RecordView, choice: string, today: string): Fields {
  const { as_planned, learned, effect, effort, reason, took_part, dilemma, ends_on } = review
  return {
    ...{ subject_type: 'trial', subject: trial.id, choice, reason, learned, as_planned, took_part, dilemma },
    effect: effect ? Number(effect) : null,
    effort: effort ? Number(effort) : null,
    ends_on: choice === 'extend' ? ends_on : null,
    decided_on: today,
  }
}

/** How long a trial becomes with a new last day, both days counted. */
export function extendedDays(trial: RecordView, endsOn: string): number {
  return daysBetween(String(trial.fields.starts_on), endsOn) + 1
}

/** Between which days an extended trial may end: after the day that it has – in place of a decision that was a mistake, on that
 *  day too –, not before today, and within the longest period. Undefined when there is no such day, or no period. */
export function extensionDays(
  trial: RecordView,
  end: string | undefined,
  today: string,
  isAgain = false,
): { min: string; max: string } | undefined {
  const { starts_on } = trial.fields
  if (!starts_on || !end) return undefined
  const later = isAgain ? end : plusDays(end, 1)
  const min = later > today ? later : today
  const max = plusDays(String(starts_on), LONGEST - 1)
  return min <= max ? { min, max } : undefined
}

export interface Deciding {
  review: Review
  trial: RecordView
  /** The last day as it is now. */
  end: string | undefined
  choice: string
  today: string
  notCpr: string[]
  /** The decisions that this one takes the place of. */
  instead?: string[]
}

/** What is asked for depends on the choice; the words are checked in any case. */
export function decisionFaults({ review, trial, end, choice, today, notCpr, instead = [] }: Deciding): Fault[] {
  const found = faults('decision', toFields(review, trial, choice, today), today, notCpr)
  const needsLearned = choice !== 'extend' && choice !== 'cancel'
  if (needsLearned && !review.learned.trim()) found.push({ field: 'learned', key: 'required' })
  if (choice === 'extend') {
    if (!review.ends_on) found.push({ field: 'ends_on', key: 'required' })
    // In place of a decision that was a mistake, it may go on to the day that it had.
    else if (end && (instead.length ? review.ends_on < end : review.ends_on <= end))
      found.push({ field: 'ends_on', key: 'not_later' })
    else if (review.ends_on < today) found.push({ field: 'ends_on', key: 'is_over' })
    else if (extendedDays(trial, review.ends_on) > LONGEST) found.push({ field: 'ends_on', key: 'too_long_period' })
  }
  return found
}

export function toDecision({ review, trial, choice, today, notCpr, instead = [] }: Deciding): NewMutation[] {
  const fields = toFields(review, trial, choice, today)
  const [first, ...others] = instead
  // Where two have said the same, both give way; an extension leaves all before it behind.
  const again = choice === 'extend' ? [] : others
  return [
    ...decided(trial, first ? { ...fields, replaces: first } : fields, notCpr),
    ...again.map((replaces) => create('decision', trial.unit, { ...fields, replaces }, notCpr)),
  ]
}

/** A decision about a trial, and what goes with it: an extension answers the unit's wish to adopt. A later day says so by
 *  itself; of the two on one day nothing else tells which came first. */
export function decided(trial: RecordView, fields: Fields, notCpr: string[]): NewMutation[] {
  const isSameDay = fields.choice === 'extend' && String(trial.fields.adopt_asked_on ?? '') >= String(fields.decided_on)
  const answered = isSameDay ? edit('trial', trial, { adopt_asked_on: null }) : undefined
  return [create('decision', trial.unit, fields, notCpr), ...(answered ? [answered] : [])]
}
