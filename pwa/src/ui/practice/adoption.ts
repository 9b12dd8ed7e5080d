// What taking a trial into use turns into: the decision, the practice, and the units that take it up from the start.
// Pure; in the order in which the server must apply them.

import { create, tidy } from '../../domain/capture'
import { standingChoice, standingDecision } from '../../domain/phases'
import type { Store } from '../../store/store'
import type { Fields, NewMutation, RecordView } from '../../store/types'
import type { PracticeView } from '../practices'
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
  /** "no" when the practice that the trial adjusted goes on beside this one. */
  supersedes: string
}
export type Review = Record<string, string>

/** What has been decided about the trial before: nothing that matters, to adopt it, something else that this replaces, or
 *  things that point in different directions and must be settled first. */
export type Before =
  | { kind: 'open' }
  | { kind: 'decided' }
  | { kind: 'other'; id: string; choice: string }
  | { kind: 'unclear' }

export function decidedBefore(view: TrialView): Before {
  const made = view.decisions.map(asDecision)
  const first = standingDecision(made)
  if (!first) return { kind: 'open' }
  const { choice } = first
  if (choice === 'adopt') return { kind: 'decided' }
  const adopting = { id: '', choice: 'adopt', ends_on: null, replaces: first.id }
  if (standingChoice([...made, adopting]) !== 'adopt') return { kind: 'unclear' }
  return { kind: 'other', id: first.id, choice }
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
    replaces: before.kind === 'other' ? before.id : null,
  })
}

export function practiceFields(trial: string, answers: Answers, today: string): Fields {
  const { title, routine, stops, who, does, when, owner, deputy } = answers
  return tidy({ title, trial, who, does, when, routine, stops, adopted_on: today, owner, deputy })
}

/** The practice that a trial adjusted, and that it takes the place of when it is taken into use: of one of the trials that it
 *  goes on from, in the same unit, and not retired. */
export function adjusted(store: Store, trial: RecordView, practices: PracticeView[]): PracticeView | undefined {
  const line = goneOnFrom(store, trial)
  return practices.find(
    (one) => one.phase !== 'retired' && one.record.unit === trial.unit && line.has(String(one.record.fields.trial)),
  )
}

/** The decision that lets the new practice take the place of the one that it adjusts. */
export function superseding(practice: RecordView, reason: string, today: string): NewMutation {
  const about = { subject_type: 'practice', subject: practice.id, choice: 'retire' }
  return create('decision', practice.unit, { ...about, reason: [...reason].slice(0, 280).join(''), decided_on: today })
}

export function adoption(
  trial: { id: string; unit: string },
  answers: Answers,
  review: Review,
  before: Before,
  today: string,
  practice: string,
  notCpr: { decision: string[]; practice: string[] },
): NewMutation[] {
  const decision = create('decision', trial.unit, decisionFields(trial.id, review, before, today), notCpr.decision)
  return [
    ...(before.kind === 'decided' ? [] : [decision]),
    { ...create('practice', trial.unit, practiceFields(trial.id, answers, today), notCpr.practice), record: practice },
    ...answers.units
      .filter((unit) => unit !== trial.unit)
      .map((unit) => create('uptake', unit, { practice, since_on: today })),
  ]
}
