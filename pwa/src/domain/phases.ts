// The life of a trial: pure functions of records and the day. The same rules stand in server/proev/rules.py, and both
// run the vectors in tests/contract/vectors.

export interface TrialLike {
  [field: string]: unknown
  starts_on?: string | null
  ends_on?: string | null
}

export interface DecisionLike {
  id?: string
  choice: string
  ends_on?: string | null
  decided_on?: string | null
  /** A practice's "try again": when they look again. */
  check_on?: string | null
  replaces?: string | null
}

export type TrialPhase =
  | 'idea'
  | 'planned'
  | 'running'
  | 'review'
  | 'abandoned'
  | 'adapted'
  | 'scaled'
  | 'adopted'
  | 'cancelled'

export const STARTING = [
  'change',
  'who',
  'does',
  'when',
  'prediction',
  'learning_question',
  'target_group',
  'starts_on',
  'ends_on',
] as const

/** What a final choice makes of a trial. */
export const FINAL: Record<string, TrialPhase> = {
  abandon: 'abandoned',
  adapt: 'adapted',
  scale: 'scaled',
  adopt: 'adopted',
  cancel: 'cancelled',
}

/** The names of the fields that starting still lacks, in the order in which the form asks for them. */
export function startingNeeds(trial: TrialLike): string[] {
  const missing = STARTING.filter((name) => !trial[name])
  if (!missing.length && trial.ends_on! < trial.starts_on!) return ['ends_on']
  return missing
}

/** The decisions that no later one replaces, in order of receipt. */
export function standing<T extends DecisionLike>(decisions: T[]): T[] {
  const replaced = new Set(decisions.map((one) => one.replaces).filter(Boolean))
  return decisions.filter((one) => !one.id || !replaced.has(one.id))
}

/** The latest standing extension, and the standing final decisions received after it. */
export function sinceExtension<T extends DecisionLike>(decisions: T[]): { extension: T | undefined; final: T[] } {
  const valid = standing(decisions)
  const at = valid.findLastIndex((one) => one.choice === 'extend')
  return { extension: at < 0 ? undefined : valid[at], final: valid.slice(at + 1).filter((one) => one.choice in FINAL) }
}

/** The day on which the trial ends: the latest extension's, else its own. */
export function effectiveEnd(trial: TrialLike, decisions: DecisionLike[]): string | undefined {
  return sinceExtension(decisions).extension?.ends_on ?? trial.ends_on ?? undefined
}

/** The final choice that stands: the first one since the latest extension. */
export function standingChoice(decisions: DecisionLike[]): string | undefined {
  return sinceExtension(decisions).final[0]?.choice
}

/** Final decisions that came after the standing one without naming it in `replaces`: for people to settle. They do by
 * one more decision that replaces one of the two and chooses as the other did; so the same choice again is none. */
export function contradictions<T extends DecisionLike>(decisions: T[]): T[] {
  const { final } = sinceExtension(decisions)
  return final.slice(1).filter((one) => one.choice !== final[0]!.choice)
}

/** idea → planned → running → review → abandoned · adapted · scaled · adopted · cancelled. */
export function trialPhase(trial: TrialLike, decisions: DecisionLike[], today: string): TrialPhase {
  const final = standingChoice(decisions)
  if (final) return FINAL[final]!
  if (startingNeeds(trial).length) return 'idea'
  if (trial.starts_on! > today) return 'planned'
  return today <= (effectiveEnd(trial, decisions) ?? today) ? 'running' : 'review'
}

/** True once everything that starting needs is there and the first day has come. */
export function isStarted(trial: TrialLike, today: string): boolean {
  return !startingNeeds(trial).length && trial.starts_on! <= today
}

/** Whole days from one calendar day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** How many days the trial lasts, both days counted; undefined while a day is missing. */
export function periodDays(trial: TrialLike, decisions: DecisionLike[] = []): number | undefined {
  const end = effectiveEnd(trial, decisions)
  return trial.starts_on && end ? daysBetween(trial.starts_on, end) + 1 : undefined
}

/** The calendar day of a moment in a time zone. */
export function todayIn(now: Date, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  return parts.format(now)
}

/** The final decision that stands. */
export function standingDecision<T extends DecisionLike>(decisions: T[]): T | undefined {
  return sinceExtension(decisions).final[0]
}

/** Since when a trial waits to be taken into use, as long as no practice has come of it: since a leader decided so, or since
 * its unit asked for it and nobody has decided anything else. An extension after the asking answers it too. */
export function adoptionWantedSince(trial: TrialLike, decisions: DecisionLike[]): string | undefined {
  const { extension, final } = sinceExtension(decisions)
  if (final[0]) return final[0].choice === 'adopt' ? (final[0].decided_on ?? undefined) : undefined
  const asked = trial.adopt_asked_on ? String(trial.adopt_asked_on) : undefined
  return asked && extension?.decided_on && extension.decided_on > asked ? undefined : asked
}

/** Since when a trial that was adapted or scaled waits for the one that carries it on, as long as there is none. */
export function carryingOnSince(decisions: DecisionLike[]): string | undefined {
  const final = standingDecision(decisions)
  return final && ['adapt', 'scale'].includes(final.choice) ? (final.decided_on ?? undefined) : undefined
}
