// One note sheet's keeper: after every letter the note, and the barrier that is written with it, lie on the phone as the
// sheet shows them. One after the other, and a note never points at a barrier that is not laid down before it.

import { create, edit } from '../../domain/capture'
import type { Store } from '../../store/store'
import { type Entry, type Fields, type NewMutation, SaveFailed } from '../../store/types'
import { wireTime } from '../../store/wire-time'
import type { NewBarrier, Wanted } from './noting'

export class Keeper {
  private readonly store: Store
  private readonly unit: string
  private readonly trial: string
  /** The note's mutation, and so the record. */
  private note: string | undefined
  private barrier: { entry: string; record: string } | undefined
  private keeping: Promise<unknown> = Promise.resolve()
  /** The barrier's record as it is to be, also when the phone does not take it at once. */
  private toBe: string | undefined
  /** The note itself, whichever mutation carries it. */
  record: string | undefined
  seenAt: string | undefined
  savedAt = ''

  constructor(store: Store, unit: string, trial: string) {
    this.store = store
    this.unit = unit
    this.trial = trial
  }

  /** The barrier that was written here. */
  get own(): string | undefined {
    return this.barrier?.record
  }

  /** The note first: what is taken back goes before what it points at. */
  get ids(): string[] {
    return [this.note, this.barrier?.entry].filter((one) => one !== undefined)
  }

  /** `isLast`: the sheet is left, so what has been sent from under it is corrected. Throws `SaveFailed`. */
  keep(wanted: (own: string | undefined) => Wanted, notCpr: string[], isLast = false): Promise<void> {
    const kept = this.keeping.then(() => this.lay(wanted(this.own), notCpr, isLast))
    this.keeping = kept.catch(() => undefined)
    return kept
  }

  private async lay(wanted: Wanted, notCpr: string[], isLast: boolean): Promise<void> {
    const vouched = notCpr.filter((one) => one !== 'barrierText')
    const forBarrier = notCpr.includes('barrierText') ? ['text'] : []
    if (!this.note) return this.begin(wanted, vouched)
    const entry = this.store.entry(this.note)
    if (entry?.state !== 'open') {
      if (entry && isLast) await this.correct(entry, wanted, vouched, forBarrier)
      return
    }
    const { note, barrier } = wanted
    if (!isNew(barrier)) {
      const fields = barrier === undefined ? note : { ...note, barrier }
      if (!(await this.amend(entry, fields, vouched))) return this.lay(wanted, notCpr, isLast)
      return barrier === undefined ? undefined : this.takeBack()
    }
    const written = this.barrier && this.store.entry(this.barrier.entry)
    const isKept =
      written?.state === 'open'
        ? (await this.amend(written, { ...barrier }, forBarrier)) &&
          (await this.amend(entry, { ...note, barrier: written.record }, vouched))
        : await this.layBehind(entry, barrier, note, vouched, forBarrier)
    if (!isKept) return this.lay(wanted, notCpr, isLast)
  }

  /** The barrier that was written here is wanted no more, and nothing points at it. */
  private async takeBack(): Promise<void> {
    const entry = this.barrier && this.store.entry(this.barrier.entry)
    try {
      if (entry) await this.store.undo([entry.id])
    } catch (error) {
      throw new SaveFailed(error, [entry!])
    }
    this.barrier = undefined
  }

  private async begin({ note }: Wanted, vouched: string[]): Promise<void> {
    this.seenAt ??= wireTime()
    const made = create('observation', this.unit, { trial: this.trial, seen_at: this.seenAt, ...note }, vouched)
    const kept = await this.store.save([made], { open: true })
    this.note = kept.ids[0]!
    this.record ??= this.note
    this.savedAt = kept.savedAt
  }

  /** The barrier and, behind it, the note once more in the place of the first: all in one transaction. False when that has
   *  been sent meanwhile. */
  private async layBehind(
    before: Entry,
    barrier: NewBarrier,
    note: Fields,
    vouched: string[],
    forBarrier: string[],
  ): Promise<boolean> {
    this.toBe ??= this.store.newId()
    const record = this.toBe
    const made = { ...create('barrier', this.unit, { ...barrier }, forBarrier), record }
    const fields = { ...before.fields, ...note, barrier: record }
    // The note keeps its id: its pictures belong to it.
    const again = { ...create('observation', this.unit, fields, both(before, vouched)), record: before.record }
    const kept = await this.store.replace(before.id, [made, again])
    if (!kept) return false
    this.toBe = undefined
    this.barrier = { entry: kept.ids[0]!, record }
    this.note = kept.ids[1]!
    return true
  }

  /** False when it has been sent meanwhile. */
  private async amend(entry: Entry, fields: Fields, vouched: string[]): Promise<boolean> {
    return !differs(entry.fields, fields) || (await this.store.amend(entry.id, fields, vouched))
  }

  /** The note has been sent meanwhile (another tab let it go): what was added becomes a correction. */
  private async correct(before: Entry, wanted: Wanted, vouched: string[], forBarrier: string[]): Promise<void> {
    const made: NewMutation[] = []
    const fields: Fields = { ...wanted.note }
    if (isNew(wanted.barrier)) {
      const written = this.own ? this.store.get(this.own) : undefined
      const record = written?.id ?? this.store.newId()
      const laid = written
        ? edit('barrier', written, { ...wanted.barrier }, forBarrier)
        : { ...create('barrier', this.unit, { ...wanted.barrier }, forBarrier), record }
      if (laid) made.push(laid)
      fields.barrier = record
    } else if (wanted.barrier !== undefined) fields.barrier = wanted.barrier
    if (differs(before.fields, fields))
      made.push(
        create(
          'observation',
          this.unit,
          { ...before.fields, ...fields, replaces: before.record },
          both(before, vouched),
        ),
      )
    if (!made.length) return
    const kept = await this.store.save(made)
    if (made.at(-1)!.type === 'observation') this.note = kept.ids.at(-1)!
  }
}

/** What has been vouched for, then and now. */
function both(before: Entry, vouched: string[]): string[] {
  return [...new Set([...(before.not_cpr ?? []), ...vouched])]
}

function isNew(barrier: Wanted['barrier']): barrier is NewBarrier {
  return typeof barrier === 'object' && barrier !== null
}

function differs(before: Fields, fields: Fields): boolean {
  return Object.entries(fields).some(([name, value]) => JSON.stringify(before[name] ?? null) !== JSON.stringify(value))
}
