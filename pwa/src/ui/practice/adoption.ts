// What taking a trial into use turns into: the decision, the practice, and the units that take it up from the start.
// Pure; in the order in which the server must apply them.

import { create, edit, tidy, vouchedIn } from '../../domain/capture'
import { sinceExtension, standing } from '../../domain/phases'
import type { Store } from '../../store/store'
import type { Fields, NewMutation, RecordView } from '../../store/types'
import { doneElsewhere, type PracticeView } from '../practices'
import { asDecision, goneOnFrom, type TrialView } from '../trials'

/** What the review screen and this one have asked, as typed. */
export interface Answers {
  title: string
  routine: string
  stops: string
  who: string
  does: string
  when: string
  owner: string
  deputy: string
  /** Further units that take it up from the start. */
  units: string[]
  /** "yes" or "no": whether it takes the place of the practice that the trial adjusted; empty while nobody has said. */
  supersedes: string
}
export type Review = Record<string, string>

/** What has been decided about the trial before: nothing that matters, to adopt it, something else that this replaces, or
 *  things that point in different directions and must be settled first. */
export type Before =
  | { kind: 'open' }
  | { kind: 'decided' }
  | { kind: 'other'; ids: [string, ...string[]]; choice: string }
  | { kind: 'unclear' }

export function decidedBefore(view: TrialView): Before {
  const [first, ...others] = sinceExtension(view.decisions.map(asDecision)).final
  if (!first) return { kind: 'open' }
  const { id, choice } = first
  if (choice === 'adopt') return { kind: 'decided' }
  if (others.some((one) => one.choice !== choice)) return { kind: 'unclear' }
  // The same may have been said twice, by two people or when a contradiction was settled: all of it gives way.
  return { kind: 'other', ids: [id, ...others.map((one) => one.id)], choice }
}

export function decisionFields(trial: string, review: Review, before: Before, today: string): Fields {
  const number = (name: string) => (review[name] ? Number(review[name]) : null)
  return tidy({
    subject_type: 'trial',
    subject: trial,
    choice: 'adopt',
    reason: review.reason ?? '',
    learned: review.learned ?? '',
    as_planned: review.as_planned ?? '',
    effect: number('effect'),
    effort: number('effort'),
    dilemma: review.dilemma ?? '',
    took_part: review.took_part ?? '',
    decided_on: today,
    replaces: before.kind === 'other' ? before.ids[0] : null,
  })
}

export function practiceFields(trial: string, answers: Answers, today: string): Fields {
  const { title, routine, stops, who, does, when, owner, deputy } = answers
  return tidy({ title, trial, who, does, when, routine, stops, adopted_on: today, owner, deputy })
}

/** The practice that a trial adjusted, and that it takes the place of when it is taken into use: of the nearest of the trials
 *  that it goes on from, done in the same unit – its own or taken up there – and not retired. */
export function adjusted(store: Store, trial: RecordView, practices: PracticeView[]): PracticeView | undefined {
  const done = practices.filter((one) => one.phase !== 'retired' && one.places.has(trial.unit))
  return [...goneOnFrom(store, trial)].flatMap((earlier) =>
    done.filter((one) => one.record.fields.trial === earlier),
  )[0]
}

/** True when the new practice takes the old one's place: as somebody said; until then where that ends nothing for other units. */
export function isInstead({ supersedes }: { supersedes: string }, old: PracticeView, unit: string): boolean {
  if (supersedes) return supersedes === 'yes'
  return unit !== old.record.unit || !doneElsewhere(old).length
}

/** What lets the new practice take the place of the one that it adjusts: at home that one is retired; the units that have taken
 *  it up and now do the new one let go of it, and nobody else does. */
export function superseding(old: PracticeView, units: string[], because: string, today: string): NewMutation[] {
  const reason = [...because].slice(0, 280).join('')
  // It names the new one by its title, which was looked at where it was written.
  const [home] = units
  if (home === old.record.unit) {
    const about = { subject_type: 'practice', subject: old.record.id, choice: 'retire' }
    const fields = { ...about, reason, decided_on: today }
    return [create('decision', home, fields, vouchedIn('decision', fields, today))]
  }
  const fields = { until_on: today, until_reason: reason }
  return old.uptakes
    .filter((one) => units.includes(one.unit) && !one.fields.until_on)
    .flatMap((one) => edit('uptake', one, fields, vouchedIn('uptake', fields, today)) ?? [])
}

/** The practice that a trial has been before, and that went with its adoption: the same one comes back, with its history. */
export function goneBefore(trial: string, practices: PracticeView[]): PracticeView | undefined {
  return practices.find(
    (one) =>
      one.record.fields.trial === trial &&
      one.tookBack &&
      !standing(one.decisions.map(asDecision)).some((made) => made.choice === 'retire'),
  )
}

/** The same decision, in place of another one. */
function replacing(decision: NewMutation, replaces: string): NewMutation {
  return { ...decision, fields: { ...decision.fields, replaces } }
}

/** `practice`: the id of a new one, or the one that comes back. */
export function adoption(
  trial: { id: string; unit: string },
  answers: Answers,
  review: Review,
  before: Before,
  today: string,
  practice: string | RecordView,
  notCpr: { decision: string[]; practice: string[] },
): NewMutation[] {
  const fields = practiceFields(trial.id, answers, today)
  const decision = create('decision', trial.unit, decisionFields(trial.id, review, before, today), notCpr.decision)
  const id = typeof practice === 'string' ? practice : practice.id
  const change =
    typeof practice === 'string'
      ? { ...create('practice', trial.unit, fields, notCpr.practice), record: id }
      : edit('practice', practice, { owner: '', deputy: '', ...fields }, notCpr.practice)
  return [
    ...(before.kind === 'decided' ? [] : [decision]),
    ...(before.kind === 'other' ? before.ids.slice(1).map((replaces) => replacing(decision, replaces)) : []),
    ...(change ? [change] : []),
    ...answers.units
      .filter((unit) => unit !== trial.unit)
      .map((unit) => create('uptake', unit, { practice: id, since_on: today })),
  ]
}
