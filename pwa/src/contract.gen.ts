// Written by `proev contract` from the record definitions on the server. Do not edit.

export const SCHEMA = 1

export type Role = 'staff' | 'leader' | 'admin'

/** What hinders a wanted behaviour; can be raised to a unit above, which then owes an answer. */
export interface Barrier {
  kind: 'culture' | 'economy' | 'silo' | 'time' | 'skills' | 'knowledge' | 'professional_boundary' | 'other'
  text: string
  behaviour?: string
  raised_to?: string
  raised_on?: string
  answer?: string
  answered_on?: string
}

/** Wanted behaviour, concretely: who does what, and when. */
export interface Behaviour {
  who: string
  does: string
  when: string
  why?: string
  theme?: string
  active?: boolean
}

/** Do we still do it? Asked 30, 90 and 180 days after the start and then yearly, in every unit, not of the owner. */
export interface CheckIn {
  practice: string
  checked_on: string
  still_done: 'yes' | 'partly' | 'no'
  note?: string
}

/** The same field changed on two phones: both values, for people to choose from. */
export interface Conflict {
  record_type: string
  record: string
  field: string
  kept?: unknown
  other?: unknown
  other_by?: string
  resolved_on?: string
}

/** What was decided about a trial, barrier, dilemma or practice, and why. Never changed, only replaced. */
export interface Decision {
  subject_type: 'trial' | 'barrier' | 'dilemma' | 'practice'
  subject: string
  choice: string
  reason: string
  learned?: string
  as_planned?: 'yes' | 'partly' | 'no'
  effect?: number
  effort?: number
  dilemma?: string
  ends_on?: string
  check_on?: string
  decided_on: string
  took_part?: string
  replaces?: string
}

/** Between what and what a choice has to be made, such as economy against the citizen's wish. */
export interface Dilemma {
  between: string
  and: string
  text?: string
  theme?: string
}

/** A citizen's words. Holds no name; a concern (`different`) is closed by a reply only. */
export interface Feedback {
  heard_on: string
  channel: 'in_person' | 'phone' | 'letter' | 'kiosk' | 'qr' | 'other'
  mood?: number
  good?: string
  different?: string
  tag?: string
  language?: string
  touchpoint?: string
  trial?: string
  practice?: string
  entered_by: 'staff' | 'citizen'
  reply?: string
  replied_on?: string
}

/** A mutation that could not become a record, kept whole, with the reason and a way on. */
export interface Held {
  mutation: unknown
  reason: string
  detail: string
  sent_by?: string
  resolved_on?: string
  answer?: string
}

/** What an ended trial taught, for the whole organisation; no author. Made from trials that are `shared`. */
export interface LearningCard {
  trial: string
  unit_name?: string
  title?: string
  change?: string
  barrier_kinds?: ('culture' | 'economy' | 'silo' | 'time' | 'skills' | 'knowledge' | 'professional_boundary' | 'other')[]
  choice?: string
  learned?: string
  ended_on?: string
  practice_phase?: string
  origin_trial?: string
  as_planned?: 'yes' | 'partly' | 'no'
  practice?: string
}

/** Somebody's role in a unit and all below it. Made from the accounts. */
export interface Membership {
  person: string
  role: 'staff' | 'leader' | 'admin'
}

/** What somebody saw. The outcome alone is enough; a correction is a new one that `replaces` it. */
export interface Observation {
  trial: string
  seen_at: string
  outcome: 'worked' | 'partly' | 'not'
  surprise?: boolean
  text?: string
  value?: string
  barrier?: string
  attachments?: string[]
  replaces?: string
}

/** A colleague, by name only, so that an owner or deputy can be chosen offline. Made from the accounts. */
export interface Person {
  name: string
  active?: boolean
}

/** A trial that was taken into everyday use: which routine carries it, and what stops instead. */
export interface Practice {
  title: string
  trial: string
  who: string
  does: string
  when: string
  routine: string
  stops: string
  adopted_on: string
  owner?: string
  deputy?: string
  deputy_gone_on?: string
  owner_gone?: string
  retired_on?: string
  retired_because?: string
  succeeded_by?: string
  spread?: unknown
}

/** A step in carrying a decision through. */
export interface Step {
  decision: string
  text: string
  due_on: string
  done_on?: string
  role?: string
}

/** A direction, not a target: no number is attached. */
export interface Theme {
  title: string
  direction?: string
  from?: string
  until?: string
}

/** A place where citizens are asked, such as the QR code on a counter; its token can be withdrawn. */
export interface Touchpoint {
  name: string
  place?: string
  active?: boolean
  token?: string
}

/** A prøvehandling: one action to a limited extent, for a limited period, with a limited target group. A title is enough: it is then an idea. Its phase is derived from its fields, its decisions and the day. */
export interface Trial {
  title: string
  change?: string
  behaviour?: string
  who?: string
  does?: string
  when?: string
  barriers?: string[]
  theme?: string
  citizen_value?: string
  prediction?: string
  learning_question?: string
  target_group?: string
  max_people?: number
  place?: string
  extent?: string
  starts_on?: string
  ends_on?: string
  stop_rule?: string
  prompted_by?: string
  citizens_part?: string
  together?: string
  risk_checked?: boolean
  measure_name?: string
  measure_unit?: string
  measure_better?: 'up' | 'down' | 'none'
  baseline?: string[]
  owner?: string
  owner_role?: string
  deputy?: string
  deputy_gone_on?: string
  owner_gone?: string
  parent_trial?: string
  origin_trial?: string
  shared?: boolean
  adopt_asked_on?: string
  adopt_because?: string
  adopt_learned?: string
  adopt_as_planned?: 'yes' | 'partly' | 'no'
  adopt_effect?: number
  adopt_effort?: number
  adopt_dilemma?: string
  adopt_took_part?: string
  adjust_because?: string
  kin?: unknown
}

/** A place in the organisation's tree; it belongs to itself. Says what it exists for. */
export interface Unit {
  name: string
  parent?: string
  kind: 'organisation' | 'department' | 'unit' | 'team'
  core_task?: string
  purpose?: string
  active?: boolean
}

/** Another unit takes a practice up: that is how it spreads. It may stop (`until_on`), and agree on when to look again. */
export interface Uptake {
  practice: string
  since_on: string
  until_on?: string
  until_reason?: string
  again_on?: string
  again_how?: string
}

export interface RecordFields {
  barrier: Barrier
  behaviour: Behaviour
  check_in: CheckIn
  conflict: Conflict
  decision: Decision
  dilemma: Dilemma
  feedback: Feedback
  held: Held
  learning_card: LearningCard
  membership: Membership
  observation: Observation
  person: Person
  practice: Practice
  step: Step
  theme: Theme
  touchpoint: Touchpoint
  trial: Trial
  unit: Unit
  uptake: Uptake
}

export type RecordType = keyof RecordFields

export interface FieldSpec {
  kind: string
  required?: boolean
  most?: number
  free?: boolean
  choices?: string[]
}

export interface TypeSpec {
  fields: Record<string, FieldSpec>
}

export const contract: Record<RecordType, TypeSpec> = {
  barrier: { fields: {"kind": {"kind": "choice", "required": true, "choices": ["culture", "economy", "silo", "time", "skills", "knowledge", "professional_boundary", "other"]}, "text": {"kind": "text", "required": true, "most": 280, "free": true}, "behaviour": {"kind": "reference"}, "raised_to": {"kind": "reference"}, "raised_on": {"kind": "day"}, "answer": {"kind": "text", "most": 280, "free": true}, "answered_on": {"kind": "day"}} },
  behaviour: { fields: {"who": {"kind": "text", "required": true, "most": 120, "free": true}, "does": {"kind": "text", "required": true, "most": 120, "free": true}, "when": {"kind": "text", "required": true, "most": 120, "free": true}, "why": {"kind": "text", "most": 280, "free": true}, "theme": {"kind": "reference"}, "active": {"kind": "flag"}} },
  check_in: { fields: {"practice": {"kind": "reference", "required": true}, "checked_on": {"kind": "day", "required": true}, "still_done": {"kind": "choice", "required": true, "choices": ["yes", "partly", "no"]}, "note": {"kind": "text", "most": 280, "free": true}} },
  conflict: { fields: {"resolved_on": {"kind": "day"}} },
  decision: { fields: {"subject_type": {"kind": "choice", "required": true, "choices": ["trial", "barrier", "dilemma", "practice"]}, "subject": {"kind": "reference", "required": true}, "choice": {"kind": "text", "required": true, "most": 160, "free": true}, "reason": {"kind": "text", "required": true, "most": 280, "free": true}, "learned": {"kind": "text", "most": 500, "free": true}, "as_planned": {"kind": "choice", "choices": ["yes", "partly", "no"]}, "effect": {"kind": "integer", "most": 3}, "effort": {"kind": "integer", "most": 3}, "dilemma": {"kind": "text", "most": 200, "free": true}, "ends_on": {"kind": "day"}, "check_on": {"kind": "day"}, "decided_on": {"kind": "day", "required": true}, "took_part": {"kind": "text", "most": 120, "free": true}, "replaces": {"kind": "reference"}} },
  dilemma: { fields: {"between": {"kind": "text", "required": true, "most": 120, "free": true}, "and": {"kind": "text", "required": true, "most": 120, "free": true}, "text": {"kind": "text", "most": 280, "free": true}, "theme": {"kind": "reference"}} },
  feedback: { fields: {"heard_on": {"kind": "day_or_hour", "required": true}, "channel": {"kind": "choice", "required": true, "choices": ["in_person", "phone", "letter", "kiosk", "qr", "other"]}, "mood": {"kind": "integer", "most": 4}, "good": {"kind": "text", "most": 500, "free": true}, "different": {"kind": "text", "most": 500, "free": true}, "tag": {"kind": "text", "most": 40, "free": true}, "language": {"kind": "text", "most": 35}, "touchpoint": {"kind": "reference"}, "trial": {"kind": "reference"}, "practice": {"kind": "reference"}, "entered_by": {"kind": "choice", "required": true, "choices": ["staff", "citizen"]}, "reply": {"kind": "text", "most": 280, "free": true}, "replied_on": {"kind": "day"}} },
  held: { fields: {} },
  learning_card: { fields: {} },
  membership: { fields: {} },
  observation: { fields: {"trial": {"kind": "reference", "required": true}, "seen_at": {"kind": "instant", "required": true}, "outcome": {"kind": "choice", "required": true, "choices": ["worked", "partly", "not"]}, "surprise": {"kind": "flag"}, "text": {"kind": "text", "most": 500, "free": true}, "value": {"kind": "decimal"}, "barrier": {"kind": "reference"}, "attachments": {"kind": "references", "most": 8}, "replaces": {"kind": "reference"}} },
  person: { fields: {} },
  practice: { fields: {"title": {"kind": "text", "required": true, "most": 80, "free": true}, "trial": {"kind": "reference", "required": true}, "who": {"kind": "text", "required": true, "most": 120, "free": true}, "does": {"kind": "text", "required": true, "most": 120, "free": true}, "when": {"kind": "text", "required": true, "most": 120, "free": true}, "routine": {"kind": "text", "required": true, "most": 160, "free": true}, "stops": {"kind": "text", "required": true, "most": 160, "free": true}, "adopted_on": {"kind": "day", "required": true}, "owner": {"kind": "reference"}, "deputy": {"kind": "reference"}} },
  step: { fields: {"decision": {"kind": "reference", "required": true}, "text": {"kind": "text", "required": true, "most": 160, "free": true}, "due_on": {"kind": "day", "required": true}, "done_on": {"kind": "day"}, "role": {"kind": "text", "most": 60, "free": true}} },
  theme: { fields: {"title": {"kind": "text", "required": true, "most": 80, "free": true}, "direction": {"kind": "text", "most": 280, "free": true}, "from": {"kind": "day"}, "until": {"kind": "day"}} },
  touchpoint: { fields: {"name": {"kind": "text", "required": true, "most": 80, "free": true}, "place": {"kind": "text", "most": 80, "free": true}, "active": {"kind": "flag"}, "token": {"kind": "text", "most": 64}} },
  trial: { fields: {"title": {"kind": "text", "required": true, "most": 80, "free": true}, "change": {"kind": "text", "most": 280, "free": true}, "behaviour": {"kind": "reference"}, "who": {"kind": "text", "most": 120, "free": true}, "does": {"kind": "text", "most": 120, "free": true}, "when": {"kind": "text", "most": 120, "free": true}, "barriers": {"kind": "references", "most": 10}, "theme": {"kind": "reference"}, "citizen_value": {"kind": "text", "most": 280, "free": true}, "prediction": {"kind": "text", "most": 200, "free": true}, "learning_question": {"kind": "text", "most": 160, "free": true}, "target_group": {"kind": "text", "most": 80, "free": true}, "max_people": {"kind": "integer", "most": 10000}, "place": {"kind": "text", "most": 80, "free": true}, "extent": {"kind": "text", "most": 120, "free": true}, "starts_on": {"kind": "day"}, "ends_on": {"kind": "day"}, "stop_rule": {"kind": "text", "most": 160, "free": true}, "prompted_by": {"kind": "reference"}, "citizens_part": {"kind": "text", "most": 160, "free": true}, "together": {"kind": "reference"}, "risk_checked": {"kind": "flag"}, "measure_name": {"kind": "text", "most": 60, "free": true}, "measure_unit": {"kind": "text", "most": 20, "free": true}, "measure_better": {"kind": "choice", "choices": ["up", "down", "none"]}, "baseline": {"kind": "decimals", "most": 100}, "owner": {"kind": "reference"}, "owner_role": {"kind": "text", "most": 60, "free": true}, "deputy": {"kind": "reference"}, "parent_trial": {"kind": "reference"}, "origin_trial": {"kind": "reference"}, "shared": {"kind": "flag"}, "adopt_asked_on": {"kind": "day"}, "adopt_because": {"kind": "text", "most": 280, "free": true}, "adopt_learned": {"kind": "text", "most": 500, "free": true}, "adopt_as_planned": {"kind": "choice", "choices": ["yes", "partly", "no"]}, "adopt_effect": {"kind": "integer", "most": 3}, "adopt_effort": {"kind": "integer", "most": 3}, "adopt_dilemma": {"kind": "text", "most": 200, "free": true}, "adopt_took_part": {"kind": "text", "most": 120, "free": true}, "adjust_because": {"kind": "text", "most": 280, "free": true}} },
  unit: { fields: {"name": {"kind": "text", "required": true, "most": 80, "free": true}, "parent": {"kind": "reference"}, "kind": {"kind": "choice", "required": true, "choices": ["organisation", "department", "unit", "team"]}, "core_task": {"kind": "text", "most": 200, "free": true}, "purpose": {"kind": "text", "most": 400, "free": true}, "active": {"kind": "flag"}} },
  uptake: { fields: {"practice": {"kind": "reference", "required": true}, "since_on": {"kind": "day", "required": true}, "until_on": {"kind": "day"}, "until_reason": {"kind": "text", "most": 280, "free": true}, "again_on": {"kind": "day"}, "again_how": {"kind": "text", "most": 280, "free": true}} },
}

/** The fields whose words the search finds, by type. */
export const SEARCHED = {
  barrier: ["text"],
  decision: ["learned"],
  learning_card: ["title", "change", "learned", "unit_name"],
  practice: ["title", "who", "does", "when", "routine", "stops"],
  trial: ["title", "change", "who", "does", "when", "prediction", "learning_question", "target_group", "place"],
}
