// What the screens ask about practices: their phase, where they are done, which question is due. Over the store, in memory.

import { standing } from '../domain/phases'
import {
  agreedDays,
  answeringPeople,
  type CheckInLike,
  checkedOn,
  type Due,
  hasStopped,
  isSustained,
  type PracticeLike,
  type PracticePhase,
  places,
  practicePhase,
  tookBack,
  type UnitState,
  type UptakeLike,
  unitStates,
  withTrial,
} from '../domain/practices'
import type { Store } from '../store/store'
import type { Account, Entry, Fields, RecordView } from '../store/types'
import { forReview } from './attention/count'
import { entryKept } from './attention/kept'
import { lineOf, ownMemberships, rolesAt } from './roles'
import { asDecision, goneOnFrom, grouped, unitChoices } from './trials'

/** How a practice stands in a unit whose answers are not on this phone, as the server last told. */
export interface Away {
  unit: string
  name: string
  since_on: string
  phase: PracticePhase
  /** The latest day for which it has answered. */
  checked_on?: string
  /** A unit that did it and stopped, and why; it may do it again meanwhile. */
  until_on?: string
  until_reason?: string
}

/** One time that a unit let go of the practice. `name`: where the unit is not on this phone. */
export interface Stop {
  id: string
  unit: string
  name?: string
  since_on: string
  until_on: string
  until_reason: string
}

export interface PracticeView {
  record: RecordView
  title: string
  phase: PracticePhase
  sustained: boolean
  /** False where it comes from a unit whose answers are not on this phone: the phase then is that of one's own units. */
  isWhole: boolean
  /** True where a decision has ended it, for all units; false where only one's own have let go of it. */
  isEnded: boolean
  /** True where a phone that is kept light lacks answers of units below one's own: what they do is told. */
  lacksAnswers: boolean
  /** How many different people have answered since it was begun. */
  people: number
  /** The units that do it, and since when; its own first. */
  places: Map<string, string>
  /** How it stands in each unit whose answers are on this phone. */
  units: UnitState[]
  away: Away[]
  /** Where it was done and is no more, or is again: what is on this phone, and what the server told of others. */
  stops: Stop[]
  /** Per unit the next question; `overdue` ≥ 0 when it is due. None once retired. */
  due: Due[]
  /** Per unit the days on which it has agreed to look again. */
  agreed: Map<string, string[]>
  uptakes: RecordView[]
  checkIns: RecordView[]
  decisions: RecordView[]
  /** The decision about its trial that took the adoption back, and with it the practice. */
  tookBack: RecordView | undefined
}

/** All practices on the phone: those that slip first, then by age. */
export function practiceViews(store: Store, today: string): PracticeView[] {
  const uptakes = grouped(store, 'uptake', 'practice')
  const checkIns = grouped(store, 'check_in', 'practice')
  const decisions = grouped(store, 'decision', 'subject')
  const isKnown = readable(store)
  const views = store
    .ofType('practice')
    .map((record) =>
      viewOf(
        record,
        uptakes.get(record.id) ?? [],
        checkIns.get(record.id) ?? [],
        decisions.get(record.id) ?? [],
        decisions.get(String(record.fields.trial)) ?? [],
        isKnown,
        today,
      ),
    )
  const slips = (view: PracticeView) => Number(view.phase === 'slipping')
  return views.sort((a, b) => slips(b) - slips(a) || b.record.seq - a.record.seq)
}

function viewOf(
  record: RecordView,
  uptakes: RecordView[],
  checkIns: RecordView[],
  decisions: RecordView[],
  ofTrial: RecordView[],
  isKnown: (unit: string) => boolean,
  today: string,
): PracticeView {
  const practice = { ...record.fields, unit: record.unit } as unknown as PracticeLike
  const taken = uptakes.map((one) => ({ ...one.fields, unit: one.unit }) as unknown as UptakeLike)
  const said = checkIns.map((one) => checkInOf(one))
  // The decision to retire it stays in the unit that it came from; the practice itself says so everywhere else.
  const ended = { id: 'ended', choice: 'retire' }
  const isRetiredAway = !isKnown(record.unit) && Boolean(record.fields.retired_on)
  const own = [...decisions.map(asDecision), ...(isRetiredAway ? [ended] : [])]
  const choices = withTrial(own, ofTrial.map(asDecision))
  const back = tookBack(ofTrial.map(asDecision))
  // Of a practice that comes from another unit, this phone holds the answers of its own units only, and of a very large scope
  // not those of units below: what they do is told.
  const spread = (record.fields.spread ?? []) as unknown as Away[]
  const lacking = new Set(spread.filter((one) => isKnown(one.unit) && lacks(checkIns, one)).map((one) => one.unit))
  const isHere = (unit: string) => isKnown(unit) && !lacking.has(unit)
  const near = taken.filter((one) => isHere(one.unit))
  const isWhole = isKnown(record.unit) || !near.length
  const states = unitStates(practice, near, said, choices, today)
  const units = states.filter((one) => (one.unit === record.unit ? isWhole && !lacking.has(one.unit) : true))
  const told = spread.filter((one) => !isHere(one.unit))
  const away = told.filter((one) => !one.until_on)
  const judged = isWhole ? practicePhase(practice, said, choices, today, near) : phaseOf(units)
  const home = lacking.has(record.unit) && judged !== 'retired' && away.find((one) => one.unit === record.unit)
  const here = home ? home.phase : judged
  // Where it is at home, it slips as soon as it slips anywhere; elsewhere people see how it goes with themselves.
  const slips = [...away, ...(home ? units : [])].some((one) => one.phase === 'slipping')
  const phase = isWhole && here !== 'retired' && slips ? 'slipping' : here
  const people = answeringPeople(practice, taken, said, today)
  return {
    record,
    title: String(record.fields.title ?? ''),
    phase,
    sustained: isSustained(phase, people),
    isWhole,
    isEnded: standing(choices).some((one) => one.choice === 'retire'),
    lacksAnswers: lacking.size > 0,
    people,
    places: places(practice, taken, today),
    units,
    away,
    stops: stopsOf(
      uptakes,
      told.filter((one) => !isKnown(one.unit)),
      today,
    ),
    due: phase === 'retired' ? [] : units.map(({ unit, due_on, overdue }) => ({ unit, due_on, overdue })),
    agreed: new Map(units.map(({ unit }) => [unit, agreedDays(practice, taken, own, unit)])),
    uptakes,
    checkIns,
    decisions,
    tookBack: ofTrial.find((one) => one.id === back?.id),
  }
}

/** True when a unit has answered and its latest answer is not on this phone. */
function lacks(said: RecordView[], { unit, checked_on, until_on }: Away): boolean {
  return (
    Boolean(checked_on && !until_on) &&
    !said.some((one) => one.unit === unit && checkInOf(one).checked_on >= checked_on!)
  )
}

/** The newest first. */
function stopsOf(uptakes: RecordView[], told: Away[], today: string): Stop[] {
  const own = uptakes
    .filter((one) => hasStopped({ ...one.fields, unit: one.unit } as unknown as UptakeLike, today))
    .map(({ id, unit, fields }) => ({ ...(fields as unknown as Stop), id, unit }))
  const others = told
    .filter((one) => one.until_on)
    .map((one) => ({ ...one, id: `${one.unit}${one.until_on}` }) as unknown as Stop)
  return [...own, ...others].sort((a, b) => b.until_on.localeCompare(a.until_on))
}

/** How it stands in one's own units alone: it slips where one slips, else as where it was begun first; let go of by all, it
 *  is used no more. */
function phaseOf(units: UnitState[]): PracticePhase {
  if (units.some((one) => one.phase === 'slipping')) return 'slipping'
  return [...units].sort((a, b) => a.since.localeCompare(b.since))[0]?.phase ?? 'retired'
}

/** A check-in as the rules read it, for the day that counts, with what somebody wrote. */
export function checkInOf(record: RecordView): CheckInLike & { note?: string } {
  const { id, fields, unit, created_by, received_at } = record
  const said = { ...fields, id, unit, created_by, received_at } as unknown as CheckInLike & { note?: string }
  return { ...said, checked_on: checkedOn(said) }
}

/** Whether the answers of a unit reach this phone: those of one's own units and all below them do. */
function readable(store: Store): (unit: string) => boolean {
  const units = new Set(ownMemberships(store).map((one) => one.unit))
  return (unit) => !units.size || lineOf(store, unit).some((one) => units.has(one))
}

/** By trial the practice that came of it: of several the one that was begun last and is still in use, as on the learning
 *  cards that the server makes. */
export function becameOf(practices: PracticeView[]): Map<string, PracticeView> {
  const found = new Map<string, PracticeView>()
  for (const one of [...practices].sort((a, b) => b.record.seq - a.record.seq)) {
    const trial = String(one.record.fields.trial)
    const known = found.get(trial)
    if (!known || (known.phase === 'retired' && one.phase !== 'retired')) found.set(trial, one)
  }
  return found
}

/** The practice that gave way when a trial that went on from it was taken into use: retired in the same unit, the latest of
 *  several, or another unit's that it had taken up and has let go of. None while the unit still does one of them. */
export function gaveWay(store: Store, trial: RecordView, practices: PracticeView[]): PracticeView | undefined {
  const line = goneOnFrom(store, trial)
  const isOwn = (one: PracticeView) => one.record.unit === trial.unit && !one.tookBack
  const isLetGo = (one: PracticeView) => !one.isEnded && one.stops.some((stop) => stop.unit === trial.unit)
  const earlier = practices.filter((one) => line.has(String(one.record.fields.trial)) && (isOwn(one) || isLetGo(one)))
  if (earlier.some((one) => !one.isEnded && one.places.has(trial.unit))) return undefined
  const latest = (one: PracticeView) => one.decisions.at(-1)?.seq ?? 0
  return earlier.sort((a, b) => latest(a) - latest(b)).at(-1)
}

/** The other units that do it beside its own: they lose it when it is retired. By name, as far as that was told. */
export function doneElsewhere({ record, places, away }: PracticeView): { unit: string; name?: string }[] {
  const told = new Map<string, { unit: string; name?: string }>([...places.keys()].map((unit) => [unit, { unit }]))
  for (const { unit, name } of away) told.set(unit, { unit, name })
  told.delete(record.unit)
  return [...told.values()]
}

/** The units in which the person may answer, their own first. */
export function answeringUnits(store: Store, account: Account, view: PracticeView): UnitState[] {
  return unitChoices(store, account)
    .map((choice) => view.units.find((one) => one.unit === choice.id))
    .filter((one): one is UnitState => one !== undefined)
}

/** What the person has answered for a unit today, the last of several. */
export function answeredToday(
  view: PracticeView,
  unit: string,
  account: Account,
  today: string,
): RecordView | undefined {
  const own = view.checkIns.filter((one) => one.unit === unit && one.created_by === account.user.id)
  return own.findLast((one) => checkInOf(one).checked_on === today)
}

/** The person's units that do it: its own first, then as they took it up. */
export function ownPlaces(store: Store, account: Account, view: PracticeView): string[] {
  return [...view.places.keys()].filter((unit) => rolesAt(store, account, unit).size > 0)
}

/** Since when it is done; of another unit's practice, since when it is done here, or was. */
export function begunOn(view: PracticeView): string {
  const here = view.units.flatMap((one) => view.places.get(one.unit) ?? []).sort()
  return (!view.isWhole && here[0]) || stoppedHere(view)?.since_on || String(view.record.fields.adopted_on)
}

/** Until when it was done; of another unit's practice, until when it was done here. None while it is. */
export function endedOn(view: PracticeView): string | undefined {
  if (view.phase !== 'retired') return undefined
  // A phone that does not hold the decision is told of it on the practice.
  const decided = (lastRetired(view) ?? view.tookBack)?.fields.decided_on ?? view.record.fields.retired_on
  return stoppedHere(view)?.until_on ?? (decided ? String(decided) : undefined)
}

/** How another unit's practice was let go of by all units whose answers are on this phone. None while one of them does it, and
 *  none of a unit's own practice. */
function stoppedHere({ isWhole, units, stops }: PracticeView): Stop | undefined {
  return isWhole || units.length ? undefined : stops.find((one) => one.name === undefined)
}

/** The phase in a word of its own where it has not ended, but one's own units have let go of it. */
export function standsAs({ phase, isEnded }: PracticeView): PracticePhase | 'stopped' {
  return phase === 'retired' && !isEnded ? 'stopped' : phase
}

/** True of the decision by which a retired practice came back: it is no agreement on how to get going. */
export function isTakenBack({ choice, replaces }: Fields): boolean {
  return choice === 'continue' && Boolean(replaces)
}

/** The standing decision that retired the practice. */
export function lastRetired({ decisions }: PracticeView): RecordView | undefined {
  const stands = new Set(standing(decisions.map(asDecision)).map((one) => one.id))
  return decisions.filter((one) => stands.has(one.id) && one.fields.choice === 'retire').at(-1)
}

/** Those of them in which it slips: each chooses its own way on. */
export function slippingPlaces(store: Store, account: Account, view: PracticeView): string[] {
  const slips = new Set(view.units.filter((one) => one.phase === 'slipping').map((one) => one.unit))
  return ownPlaces(store, account, view).filter((unit) => slips.has(unit))
}

/** The name of the unit that it belongs to, as far as it was told. */
export function homeName(store: Store, { record, away }: PracticeView): string | undefined {
  const name = store.get(record.unit)?.fields.name ?? away.find((one) => one.unit === record.unit)?.name
  return name === undefined ? undefined : String(name)
}

/** The practice that its unit does now in place of one that has ended: the page of what the phone holds of it. */
export function successorOf(store: Store, { record }: PracticeView): { href: string; title: string } | undefined {
  const id = record.fields.succeeded_by
  const made = typeof id === 'string' ? store.get(id) : undefined
  const card = id && store.ofType('learning_card').find((one) => one.fields.practice === id)
  if (made) return { href: `/praksis/${made.id}`, title: String(made.fields.title) }
  return card ? { href: `/laering/${card.id}`, title: String(card.fields.title) } : undefined
}

/** True where it took the place of nothing: "intet" is an answer to what people stop doing. */
export function stopsNothing({ record }: PracticeView): boolean {
  return /^\s*(intet|ingenting|nothing)?\W*$/i.test(String(record.fields.stops ?? ''))
}

/** True when the person owns the practice: then it is the others who are asked. */
export function isOwner(view: PracticeView, account: Account): boolean {
  return view.record.fields.owner === account.user.id
}

/** The practice of a trial whose answers lie among what needs a person: it is sent from there, and nothing is answered anew. */
export function heldPractice(store: Store, account: Account, trial: string): Entry | undefined {
  const kept = [...store.held(), ...forReview(store, account).map(entryKept)]
  return kept.find((one) => one.type === 'practice' && one.fields.trial === trial)
}
