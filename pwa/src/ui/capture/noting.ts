// What a note sheet holds and what it turns into: the note's fields, and the barrier that it points at. Pure over the store.

import { type Fault, faults, toDecimal } from '../../domain/capture'
import type { Store } from '../../store/store'
import type { Fields, RecordView } from '../../store/types'
import { da, type Text } from '../../text/da'

export type Outcome = 'worked' | 'partly' | 'not'
export const KINDS = [
  'time',
  'culture',
  'skills',
  'knowledge',
  'silo',
  'economy',
  'professional_boundary',
  'other',
] as const
export type Kind = (typeof KINDS)[number]

/** The notes that have words waiting for their correction, the oldest first. */
export type Aside = { notes?: string[] }
export const asideOf = (trial: string) => `note-${trial}`
/** Where a correction is kept until it is saved (ui/trial/correcting.ts). */
export const correction = (note: string) => `correct-${note}`

/** Chosen among the known barriers: none of them, it is written here. */
export const NEW = 'new'

export interface Words {
  text: string
  value: string
  surprise: boolean
  isInTheWay: boolean
  /** A known barrier's id, or NEW; undefined while nothing has been chosen. */
  barrier: string | undefined
  kind: Kind | undefined
  barrierText: string
  /** Pictures and voice notes, by their ids. */
  attachments: string[]
}

export const NO_WORDS: Words = {
  text: '',
  value: '',
  surprise: false,
  isInTheWay: false,
  barrier: undefined,
  kind: undefined,
  barrierText: '',
  attachments: [],
}

export interface NewBarrier {
  kind: Kind
  text: string
}

/** What is to lie on the phone. A field that is null is emptied; one that is not there stays as it is. */
export interface Wanted {
  note: Fields
  barrier?: string | NewBarrier | null
}

/** What is wrong with what has been typed so far. */
export function wordFaults(words: Words, notCpr: string[], today: string): Fault[] {
  const known = { trial: 'x', seen_at: 'x', outcome: 'worked' }
  const found = faults('observation', { ...known, text: words.text }, today, notCpr)
  if (words.value.trim() && toDecimal(words.value) === undefined) found.push({ field: 'value', key: 'not_number' })
  if (isWritten(words) && words.barrierText) {
    const vouched = notCpr.includes('barrierText') ? ['text'] : []
    for (const fault of faults('barrier', { kind: 'other', text: words.barrierText }, today, vouched))
      found.push({ ...fault, field: 'barrierText' })
  }
  return found
}

/** And what is missing when the sheet is done: “something was in the way” says what. */
export function sheetFaults(words: Words, notCpr: string[], today: string, hasKnown: boolean): Fault[] {
  const found = wordFaults(words, notCpr, today)
  if (!words.isInTheWay) return found
  if (words.barrier === undefined && hasKnown) return [...found, { field: 'barrier', key: 'which_barrier' }]
  if (isWritten(words) && !words.kind && !words.barrierText.trim())
    found.push({ field: 'barrierText', key: 'which_barrier' })
  return found
}

function isWritten(words: Words): boolean {
  return words.isInTheWay && (words.barrier === undefined || words.barrier === NEW)
}

/** What may be kept as it stands; a faulty field waits on the screen until it is mended, and what was sound before it stays. */
export function wantedOf(
  words: Words & { outcome: Outcome },
  notCpr: string[],
  today: string,
  ofKind: (kind: Kind) => string | NewBarrier,
): Wanted {
  const wrong = new Set(wordFaults(words, notCpr, today).map((one) => one.field))
  const attachments = words.attachments.length ? words.attachments : null
  const note: Fields = { outcome: words.outcome, surprise: words.surprise || null, attachments }
  if (!wrong.has('text')) note.text = words.text.normalize('NFC').trim() || null
  if (!wrong.has('value')) note.value = toDecimal(words.value) ?? null
  if (wrong.has('barrierText')) return { note }
  return { note, barrier: barrierOf(words, ofKind) }
}

function barrierOf(words: Words, ofKind: (kind: Kind) => string | NewBarrier): string | NewBarrier | null {
  if (!words.isInTheWay) return null
  if (!isWritten(words)) return words.barrier!
  const text = words.barrierText.normalize('NFC').trim()
  if (text) return { kind: words.kind ?? 'other', text }
  return words.kind ? ofKind(words.kind) : null
}

/** A kind alone: the unit's barrier that says no more than that, or else such a one. `own` is the one that this sheet wrote. */
export function barrierOfKind(
  store: Store,
  unit: string,
  kind: Kind,
  text: Text,
  own: string | undefined,
): string | NewBarrier {
  const labels = [text.barrierKinds[kind], da.barrierKinds[kind]].map((one) => one.toLowerCase())
  const same = store
    .ofType('barrier')
    .find(
      (one) =>
        one.unit === unit &&
        one.id !== own &&
        one.fields.kind === kind &&
        labels.includes(String(one.fields.text).trim().toLowerCase()),
    )
  return same ? same.id : { kind, text: text.barrierKinds[kind] }
}

/** The barriers to choose among: the trial's own, those that it has met, newest first, then the unit's that nothing has settled. */
export function knownBarriers(store: Store, trial: RecordView, own: string | undefined): RecordView[] {
  const newest = (a: RecordView, b: RecordView) => b.seq - a.seq
  const met = store
    .ofType('observation')
    .filter((one) => one.fields.trial === trial.id && one.fields.barrier)
    .sort(newest)
  const { barriers, prompted_by } = trial.fields
  const pointed = [...(Array.isArray(barriers) ? barriers : []), prompted_by, ...met.map((one) => one.fields.barrier)]
  const ofTrial = pointed.flatMap((id) => store.get(String(id)) ?? []).filter((one) => one.type === 'barrier')
  const decided = new Set(store.ofType('decision').map((one) => one.fields.subject))
  const isOpen = ({ id, fields }: RecordView) => !fields.answer && (fields.raised_to || !decided.has(id))
  const ofUnit = store
    .ofType('barrier')
    .filter((one) => one.unit === trial.unit && isOpen(one))
    .sort(newest)
  return [...new Map([...ofTrial, ...ofUnit].map((one) => [one.id, one])).values()].filter((one) => one.id !== own)
}

/** The number noted before this one; `seenAt` tells the one that is being noted from the others. */
export function lastValue(observations: RecordView[], seenAt: string | undefined): string | undefined {
  const last = observations.findLast((one) => one.fields.value !== undefined && one.fields.seen_at !== seenAt)
  return last && String(last.fields.value)
}

/** Where noting on a trial began, as its address carries it. */
export function noteHref(trial: string, from: string): string {
  return `/noter/${trial}?fra=${encodeURIComponent(from)}`
}

/** The way back to there: a unit's board or a trial's page, else the start screen. */
export function wayBack(search: string): string {
  const from = new URLSearchParams(search).get('fra') ?? ''
  return /^\/(tavle|proevehandlinger)\/[\w-]+$/.test(from) ? from : '/'
}
