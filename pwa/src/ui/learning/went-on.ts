// What became of what an ended trial tried: a practice at once or in a later round, a round that nobody has decided about yet,
// or nothing more. As far as the phone knows; pure over the store.

import type { Store } from '../../store/store'
import { becameOf, practiceViews } from '../practices'
import { type Relative, wayOf } from '../trial/family'
import { trialViews } from '../trials'
import type { Card } from './cards'

export type Outcome =
  | { kind: 'practice'; phase: string }
  /** `rounds`: how many after this one. No address where the phone holds nothing of it. */
  | { kind: 'later'; rounds: number; title: string; href?: string; phase?: string }
  | { kind: 'on'; title: string; href?: string }
  | { kind: 'none' }

type Later = Extract<Outcome, { kind: 'later' }>
type Round = Relative & { rounds: number }

/** Undefined while nobody can say. */
export function outcomeOf(store: Store, card: Card, today: string): Outcome | undefined {
  if (card.practicePhase) return { kind: 'practice', phase: card.practicePhase }
  const rounds = roundsAfter(store, card.trial, today)
  const later = becameLater(store, rounds, today)
  if (later) return later
  const open = rounds.findLast((one, at) => isOpen(one, rounds[at + 1]))
  if (open) return { kind: 'on', title: open.title, ...(open.isHeld ? { href: `/proevehandlinger/${open.id}` } : {}) }
  // It was to go on, and there is no more of it here: where it is another unit's, that tells nothing.
  const isOver = ['abandon', 'cancel'].includes(card.choice) || (card.isOwn && rounds.length > 0)
  return isOver ? { kind: 'none' } : undefined
}

/** Those that went on from a trial, each before what went on from it. */
function roundsAfter(store: Store, trial: string, today: string): Round[] {
  const way = wayOf(store, trialViews(store, today), trial, today)
  const at = way.findIndex((one) => one.id === trial)
  const here = way[at]?.depth ?? -1
  return way.slice(at + 1).map(({ depth, ...one }) => ({ ...one, rounds: depth - here }))
}

/** The practice of the nearest round that became one, sooner one that is in use. */
function becameLater(store: Store, rounds: Round[], today: string): Outcome | undefined {
  const practices = becameOf(practiceViews(store, today))
  const found = rounds.flatMap((round): Later[] => {
    const held = practices.get(round.id)
    const about = { kind: 'later' as const, rounds: round.rounds }
    if (held) return [{ ...about, title: held.title, href: `/praksis/${held.record.id}`, phase: held.phase }]
    if (round.isHeld || round.phase !== 'adopted') return []
    const card = store.ofType('learning_card').find((one) => one.fields.trial === round.id)
    const phase = card?.fields.practice_phase
    const told = { ...(card ? { href: `/laering/${card.id}` } : {}), ...(phase ? { phase: String(phase) } : {}) }
    return [{ ...about, title: round.title, ...told }]
  })
  return found.sort((a, b) => Number(a.phase === 'retired') - Number(b.phase === 'retired') || a.rounds - b.rounds)[0]
}

/** True while something may still come of a round. `next`: what stands after it. */
function isOpen(round: Round, next: Round | undefined): boolean {
  if (['adapted', 'scaled'].includes(round.phase)) return !next || next.rounds <= round.rounds
  return !['abandoned', 'cancelled'].includes(round.phase)
}
