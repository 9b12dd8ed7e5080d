// What a correction's form holds, and the mutations that it turns into. Pure over the store.

import { create, edit, type Fault } from '../../domain/capture'
import { names } from '../../store/memory'
import type { Json, NewMutation, RecordView } from '../../store/types'
import { wireTime } from '../../store/wire-time'
import { type Kind, type NewBarrier, type Outcome, sheetFaults, type Words, wantedOf } from '../capture/noting'

/** The keys of the draft `correct-<note>`: what a note could not be sent with is put there too. */
export interface Form {
  [name: string]: Json
  outcome: string
  day: string
  text: string
  value: string
  surprise: boolean
  isInTheWay: boolean
  /** As in `Words`; empty while nothing has been chosen. */
  barrier: string
  kind: string
  barrierText: string
  attachments: string[]
}

/** The note as it was, with its number as people write it. */
export function begunOn({ fields }: RecordView, value: string): Form {
  return {
    outcome: String(fields.outcome),
    day: String(fields.seen_at).slice(0, 10),
    text: String(fields.text ?? ''),
    value,
    surprise: fields.surprise === true,
    isInTheWay: Boolean(fields.barrier),
    barrier: String(fields.barrier ?? ''),
    kind: '',
    barrierText: '',
    attachments: names(fields),
  }
}

export function wordsOf(form: Form): Words {
  return { ...form, barrier: form.barrier || undefined, kind: (form.kind || undefined) as Kind | undefined }
}

export interface Correcting {
  before: RecordView
  form: Form
  notCpr: string[]
  today: string
  /** The id of the barrier that may be written with it. */
  fresh: string
}

/** `hasKnown`: there are barriers to choose among. */
export function correctionFaults({ before, form, notCpr, today }: Correcting, hasKnown: boolean): (Fault | 'day')[] {
  const found = sheetFaults(wordsOf(form), notCpr, today, hasKnown)
  // The day that it has stands also where the phone's clock was ahead.
  const isSound = form.day && (form.day <= today || String(before.fields.seen_at).startsWith(form.day))
  return isSound ? found : ['day', ...found]
}

/** The same moment of another day, by this phone's clock. */
export function movedTo(day: string, seenAt: string): string {
  if (seenAt.startsWith(day)) return seenAt
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  const moved = new Date(seenAt)
  moved.setFullYear(year, month - 1, date)
  return wireTime(moved)
}

/** A new note in place of the old one, and before it the barrier that is written with it; nothing when nothing differs. */
export function toCorrection(
  { before, form, notCpr, today, fresh }: Correcting,
  ofKind: (kind: Kind) => string | NewBarrier,
): NewMutation[] {
  const outcome = form.outcome as Outcome
  const { note, barrier } = wantedOf({ ...wordsOf(form), outcome }, notCpr, today, ofKind)
  const { trial, seen_at } = before.fields
  const fields = { trial: trial ?? null, seen_at: movedTo(form.day, String(seen_at)), ...note }
  const vouched = notCpr.filter((one) => one !== 'barrierText')
  const pointingAt = (barrier: string | null) =>
    create('observation', before.unit, { ...fields, barrier, replaces: before.id }, vouched)
  if (typeof barrier === 'object' && barrier) {
    const forBarrier = notCpr.includes('barrierText') ? ['text'] : []
    return [{ ...create('barrier', before.unit, { ...barrier }, forBarrier), record: fresh }, pointingAt(fresh)]
  }
  const known = barrier ?? null
  return edit('observation', before, { ...fields, barrier: known }) ? [pointingAt(known)] : []
}
