// What has been learned, as the phone knows it: the organisation's learning cards and the own units' ended trials, each
// trial once. The own trial's words are the newer ones.

import { useMemo } from 'preact/hooks'
import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { becameOf, practiceViews } from '../practices'
import { recordsOf } from '../search'
import { taughtBy } from '../trial/taught'
import { grouped } from '../trials'
import { textsOf } from './held'

export interface Card {
  /** The learning card's id, or the trial's where there is no card yet: its address. */
  id: string
  trial: string
  title: string
  unit: string
  change: string
  learned: string
  /** What else the trial says, where it is on the phone: found by the search, and shown when it is. */
  also: string[]
  choice: string
  endedOn: string
  barrierKinds: string[]
  /** The phase of the practice that came of it; absent when none did. */
  practicePhase?: string
  /** The practice that came of it; the phone may not hold it. */
  practice?: string
  /** The trial elsewhere that this one began from. */
  origin?: string
  /** True when the trial itself is on the phone. */
  isOwn: boolean
  /** False while only its own unit sees it. */
  isShared: boolean
  seq: number
}

const TYPES = ['learning_card', 'trial', 'decision', 'practice', 'uptake', 'check_in', 'barrier', 'unit']

const said = (value: unknown) => (typeof value === 'string' ? value : '')

/** All cards, the newest first. */
export function useCards(): Card[] {
  const { store, today } = useApp()
  return useMemo(() => cardsOf(store, today), [store, today, ...TYPES.map((type) => recordsOf(store, type))])
}

export function cardsOf(store: Store, today: string): Card[] {
  const byTrial = new Map(store.ofType('learning_card').map((one) => [said(one.fields.trial), fromRecord(one)]))
  for (const own of ownCards(store, today)) byTrial.set(own.trial, { ...own, id: byTrial.get(own.trial)?.id ?? own.id })
  return [...byTrial.values()].sort((a, b) => b.endedOn.localeCompare(a.endedOn) || b.seq - a.seq)
}

/** A learning card's fields, from the phone or from the server's answer. */
export function fromRecord(record: Pick<RecordView, 'id' | 'fields'> & { seq?: number }): Card {
  const { fields } = record
  const kinds = Array.isArray(fields.barrier_kinds) ? fields.barrier_kinds.map(String) : []
  return {
    id: record.id,
    trial: said(fields.trial),
    title: said(fields.title),
    unit: said(fields.unit_name),
    change: said(fields.change),
    learned: said(fields.learned),
    also: [],
    choice: said(fields.choice),
    endedOn: said(fields.ended_on),
    barrierKinds: kinds,
    ...(fields.practice ? { practice: said(fields.practice) } : {}),
    ...(fields.practice_phase ? { practicePhase: said(fields.practice_phase) } : {}),
    ...(fields.origin_trial ? { origin: said(fields.origin_trial) } : {}),
    isOwn: false,
    isShared: true,
    seq: record.seq ?? 0,
  }
}

function ownCards(store: Store, today: string): Card[] {
  const decisions = grouped(store, 'decision', 'subject')
  const practices = becameOf(practiceViews(store, today))
  const found: Card[] = []
  for (const trial of store.ofType('trial')) {
    const made = decisions.get(trial.id)
    const final = made && taughtBy(made)
    if (!final) continue
    const practice = practices.get(trial.id)
    found.push({
      id: trial.id,
      trial: trial.id,
      title: said(trial.fields.title),
      unit: said(store.get(trial.unit)?.fields.name),
      change: said(trial.fields.change),
      learned: said(final.fields.learned),
      also: textsOf(trial).filter((one) => one !== trial.fields.change),
      choice: said(final.fields.choice),
      endedOn: said(final.fields.decided_on),
      barrierKinds: barrierKinds(store, trial),
      ...(practice ? { practicePhase: practice.phase } : {}),
      ...(practice && final.fields.choice === 'adopt' ? { practice: practice.record.id } : {}),
      ...(trial.fields.origin_trial ? { origin: said(trial.fields.origin_trial) } : {}),
      isOwn: true,
      isShared: trial.fields.shared === true,
      seq: final.seq,
    })
  }
  return found
}

function barrierKinds(store: Store, trial: RecordView): string[] {
  const ids = Array.isArray(trial.fields.barriers) ? trial.fields.barriers : []
  return [...new Set(ids.map((id) => said(store.get(String(id))?.fields.kind)).filter(Boolean))]
}
