// What waits for a person: the same things that the leaders' page counts, and what is about to. One list for the start
// screen, the board, the app's badge and the reminders, so that they never disagree. Over the store, in memory.

import { adoptionWantedSince, carryingOnSince, daysBetween, standingChoice, todayIn } from '../domain/phases'
import type { Store } from '../store/store'
import type { Account, RecordView } from '../store/types'
import { type PracticeView, practiceViews } from './practices'
import { leads } from './roles'
import { asDecision, carriedOn, ownUnits, type TrialView, toSettle, trialViews, trying } from './trials'

export type WaitKind =
  | 'ends'
  | 'contradiction'
  | 'review'
  | 'adoption'
  | 'carry_on'
  | 'check_in'
  | 'slipping'
  | 'concern'
  | 'barrier'
  | 'step'
  | 'owner'
  | 'deputy'

export interface Waiting {
  kind: WaitKind
  id: string
  title: string
  href: string
  unit: string
  /** How many days it has waited; what ends soon has them negative: the days that are left. */
  days: number
  /** Only a leader can answer it. */
  forLeader: boolean
  /** A colleague is to answer: this person carries the practice, and nobody checks their own. */
  forColleague?: boolean
}

const SOON = 2

interface Asked {
  store: Store
  account: Account
  today: string
  units: Set<string>
  trials: TrialView[]
  /** Trials that another one carries on, and those that have become a practice. */
  carriedOn: Set<unknown>
  inUse: Set<unknown>
}

/** Everything that waits for the person in their units, or in `units` alone: the most urgent first. */
export function waiting(
  store: Store,
  account: Account,
  today: string,
  trials: TrialView[] = trialViews(store, today),
  units: Set<string> = new Set(ownUnits(store, account.memberships).map((one) => one.id)),
): Waiting[] {
  const inUse = new Set(store.ofType('practice').map((one) => one.fields.trial))
  const asked = { store, account, today, units, trials, carriedOn: carriedOn(store), inUse }
  return [
    ...trials.filter((one) => units.has(one.record.unit)).flatMap((one) => ofTrial(asked, one)),
    ...practiceViews(store, today).flatMap((one) => ofPractice(asked, one)),
    ...concerns(asked),
    ...barriers(asked),
    ...steps(asked),
  ].sort((a, b) => rank(a) - rank(b) || b.days - a.days || a.title.localeCompare(b.title, 'da'))
}

/** What ends within two days cannot wait; then what has waited longest; a missing owner or deputy comes last. */
function rank(one: Waiting): number {
  return one.kind === 'ends' ? 0 : one.kind === 'owner' || one.kind === 'deputy' ? 2 : 1
}

function since(day: unknown, today: string): number {
  return typeof day === 'string' ? Math.max(0, daysBetween(day.slice(0, 10), today)) : 0
}

/** The organisation's day on which something came to the server, or was written while it has not. */
export function cameOn(record: RecordView, { time_zone }: Account): string | undefined {
  const moment = record.received_at ?? record.captured_at
  return moment ? todayIn(new Date(moment), time_zone) : undefined
}

/** Since when a barrier waits: the day of its raising, else that on which it came. */
export function metOn(barrier: RecordView, account: Account): string | undefined {
  return (barrier.fields.raised_on as string | undefined) ?? cameOn(barrier, account)
}

function ofTrial(asked: Asked, view: TrialView): Waiting[] {
  const { today } = asked
  const { id, unit, fields } = view.record
  const href = `/proevehandlinger/${id}`
  const found = { id, unit, title: view.title, href, forLeader: false }
  const second = toSettle(view)[1]
  if (second) return [{ ...found, kind: 'contradiction', days: since(second.fields.decided_on, today) }]
  const made = view.decisions.map(asDecision)
  const isInUse = asked.inUse.has(id) && standingChoice(made) === 'adopt'
  const wanted = isInUse ? undefined : adoptionWantedSince(fields, made)
  const adopts: Waiting = {
    ...found,
    kind: 'adoption',
    // What is only wished for is decided on where it shows why, and what has happened.
    href: standingChoice(made) === 'adopt' ? `/praksis/ny/${id}` : href,
    days: since(wanted, today),
    forLeader: true,
  }
  // What the unit has asked of its leader waits for nobody else.
  if (wanted) return isLed(asked, unit) ? [adopts] : []
  const left = asked.carriedOn.has(id) ? undefined : carryingOnSince(made)
  const way = standingChoice(made) === 'scale' ? 'skalering' : 'justering'
  if (left) return [{ ...found, kind: 'carry_on', href: `/ny/${way}/${id}`, days: since(left, today) }]
  if (view.phase === 'review')
    return [{ ...found, kind: 'review', href: `${href}/saml-op`, days: since(view.end, today) }]
  if (view.phase !== 'running') return []
  const past = view.end ? daysBetween(view.end, today) : -Infinity
  const waits: Waiting[] = past >= -SOON ? [{ ...found, kind: 'ends', days: past }] : []
  const isCarried = fields.deputy && (fields.owner || fields.owner_role)
  if (!isCarried && isLed(asked, unit))
    waits.push(lacking(view.record, found, since(fields.deputy_gone_on ?? fields.starts_on, today)))
  return waits
}

function ofPractice(asked: Asked, view: PracticeView): Waiting[] {
  const { store, account, today, units, trials } = asked
  const { id, unit, fields } = view.record
  if (view.phase === 'retired') return []
  const href = `/praksis/${id}`
  const found = { id, unit, title: view.title, href, forLeader: false }
  const waits: Waiting[] = []
  // Each unit for itself: where it slips, and where the question is due.
  for (const one of view.units.filter((place) => units.has(place.unit))) {
    const here = { ...found, unit: one.unit }
    // While the unit tries it in a new way, that is the answer to its slipping.
    const slips = one.phase === 'slipping' && !trying(store, trials, view.record, one.unit)
    const isSilent = slips && !one.slip?.answer // it slips because the question was not answered
    if (one.overdue >= 0 && !isSilent) {
      const asks: Waiting = { ...here, kind: 'check_in', days: one.overdue }
      const isOwn = fields.owner === account.user.id
      waits.push(isOwn ? { ...asks, forColleague: true } : { ...asks, href: `${href}/tjek/${one.unit}` })
    }
    if (slips) waits.push({ ...here, kind: 'slipping', days: since(one.slip?.since, today) })
  }
  if (!(fields.owner && fields.deputy) && units.has(unit) && isLed(asked, unit))
    waits.push(lacking(view.record, found, since(fields.deputy_gone_on ?? fields.adopted_on, today)))
  return waits
}

/** Somebody is to be chosen: who carries it, and where there is somebody, who stands in for them. */
function lacking({ fields }: RecordView, found: Omit<Waiting, 'kind' | 'days'>, days: number): Waiting {
  const isOwned = fields.owner || fields.owner_role
  return { ...found, kind: isOwned ? 'deputy' : 'owner', href: `${found.href}/ret`, days, forLeader: true }
}

function isLed({ store, account }: Asked, unit: string): boolean {
  return leads(store, account, unit)
}

function concerns(asked: Asked): Waiting[] {
  const open = asked.store.ofType('feedback').filter((one) => one.fields.different && !one.fields.reply)
  return open
    .filter((one) => asked.units.has(one.unit) && isLed(asked, one.unit))
    .map((one) => ({
      kind: 'concern',
      id: one.id,
      title: String(one.fields.different),
      href: `/borger/${one.id}`,
      unit: one.unit,
      days: since(one.fields.heard_on, asked.today),
      forLeader: true,
    }))
}

/** Barriers without an answer, for the leaders at both ends: where they were met, and where the answer is owed. */
function barriers(asked: Asked): Waiting[] {
  const raised = asked.store.ofType('barrier').filter((one) => one.fields.raised_to && !one.fields.answer)
  return raised
    .filter((one) =>
      [one.unit, String(one.fields.raised_to)].some((unit) => asked.units.has(unit) && isLed(asked, unit)),
    )
    .map((one) => ({
      kind: 'barrier',
      id: one.id,
      title: String(one.fields.text),
      href: `/barriere/${one.id}`,
      unit: one.unit,
      days: since(metOn(one, asked.account), asked.today),
      forLeader: true,
    }))
}

function steps({ store, today, units }: Asked): Waiting[] {
  const late = store.ofType('step').filter((one) => !one.fields.done_on && String(one.fields.due_on) < today)
  return late
    .filter((one) => units.has(one.unit))
    .map((one) => ({
      kind: 'step',
      id: one.id,
      title: String(one.fields.text),
      href: subjectHref(store.get(String(one.fields.decision))),
      unit: one.unit,
      days: since(one.fields.due_on, today),
      forLeader: false,
    }))
}

const PLACES: Record<string, string> = {
  trial: '/proevehandlinger',
  practice: '/praksis',
  barrier: '/barriere',
  dilemma: '/dilemma',
}

/** The page of what a decision is about. */
export function subjectHref(decision: RecordView | undefined): string {
  const place = PLACES[String(decision?.fields.subject_type)]
  return place ? `${place}/${decision?.fields.subject}` : '/'
}
