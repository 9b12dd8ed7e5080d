// A note sheet: what it turns into, what of it lies on the phone after each letter, and where it comes back to.

import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import { type Entry, type Fields, SaveFailed } from '../src/store/types'
import { da } from '../src/text/da'
import { da as terms } from '../src/text/terms.da'
import { cutOff, keepOpen } from '../src/ui/capture/cut-off'
import { Keeper } from '../src/ui/capture/keeping'
import {
  barrierOfKind,
  type Kind,
  knownBarriers,
  lastValue,
  NEW,
  NO_WORDS,
  noteHref,
  sheetFaults,
  type Words,
  wantedOf,
  wayBack,
} from '../src/ui/capture/noting'
import { clearance } from '../src/ui/clearance'
import { entryTitle, isNew } from '../src/ui/entries'
import { record } from './support/records'

const TODAY = '2026-11-25'
const WORKED = { ...NO_WORDS, outcome: 'worked' as const }

/** Where a sheet is written: its store, its keeper, and a way to type into it. */
async function sheet() {
  const store = await Store.open(newId())
  const keeper = new Keeper(store, 'nord', 'trial')
  const type = (words: Partial<Words>, isLast = false) => {
    const ofKind = (own: string | undefined) => (kind: Kind) => barrierOfKind(store, 'nord', kind, da, own)
    return keeper.keep((own) => wantedOf({ ...WORKED, ...words }, [], TODAY, ofKind(own)), [], isLast)
  }
  const kept = async () => {
    await store.close()
    const again = await Store.open(store.user)
    return again.queue().map(({ type, fields, record }) => ({ type, record, ...fields }) as Fields)
  }
  return { store, keeper, type, kept }
}

test('a note whose sheet was cut off is known again in its tab, for a while, and not while it is open in another', async () => {
  const session = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => session.get(key) ?? null,
    setItem: (key: string, value: string) => session.set(key, value),
    removeItem: (key: string) => session.delete(key),
  })
  const { store, keeper, type } = await sheet()
  await type({ text: 'Halvt' })
  keepOpen(keeper.record)
  expect(cutOff(store, 'trial'), 'a tab that was doubled').toBeUndefined()
  await store.close()
  const again = await Store.open(store.user)
  expect(cutOff(again, 'trial')?.fields.text).toBe('Halvt')
  expect(cutOff(again, 'another trial')).toBeUndefined()
  expect(cutOff(again, 'trial', Date.now() + 31 * 60_000)).toBeUndefined()
  keepOpen(undefined)
  expect(cutOff(again, 'trial')).toBeUndefined()
  vi.unstubAllGlobals()
})

const barrier = (id: string, fields: Fields, seq = 1) =>
  record(id, 'barrier', { kind: 'time', text: id, ...fields }, { seq })

describe('what a sheet keeps', () => {
  test('what is emptied again is not there', async () => {
    const { type, kept } = await sheet()
    await type({})
    await type({ text: 'Fru Hansen', value: '2,5', surprise: true })
    await type({})
    const [note] = await kept()
    expect(Object.keys(note!).sort()).toEqual(['outcome', 'record', 'seen_at', 'trial', 'type', 'unit'])
  })

  test('what is faulty leaves what was sound before it', async () => {
    const { type, kept } = await sheet()
    await type({})
    await type({ text: 'Kort', value: '2,5' })
    await type({ text: 'x'.repeat(501), value: '2,5x' })
    expect((await kept())[0]).toMatchObject({ text: 'Kort', value: '2.5' })
  })

  test('two outcomes tapped at once are one note, with the latter', async () => {
    const { keeper, kept } = await sheet()
    const tap = (outcome: 'worked' | 'not') => keeper.keep(() => ({ note: { outcome, surprise: null } }), [])
    await Promise.all([tap('worked'), tap('not')])
    expect((await kept()).map((one) => one.outcome)).toEqual(['not'])
  })

  test('a new barrier lies before the note that points at it, from its first letter to its last', async () => {
    const { type, kept, keeper } = await sheet()
    await type({ text: 'Gik' })
    await type({ text: 'Gik', isInTheWay: true, barrier: NEW, barrierText: 'R' })
    await type({ text: 'Gik fint', isInTheWay: true, barrier: NEW, barrierText: 'Ruten', kind: 'culture' })
    const own = keeper.own!
    const [first, note, ...more] = await kept()
    expect(more).toEqual([])
    expect(first).toMatchObject({ type: 'barrier', record: own, kind: 'culture', text: 'Ruten' })
    expect(note).toMatchObject({ type: 'observation', barrier: own, text: 'Gik fint', trial: 'trial' })
  })

  test('without a kind it is of another kind; without words its kind is used, once in a unit', async () => {
    const { store, type, kept } = await sheet()
    await type({})
    await type({ isInTheWay: true, barrier: NEW, barrierText: 'Ruten' })
    await type({ isInTheWay: true, barrier: NEW, kind: 'time' })
    expect(store.ofType('barrier').map(({ fields }) => [fields.kind, fields.text])).toEqual([['time', 'Tid']])
    const second = new Keeper(store, 'nord', 'trial')
    const ofKind = (own: string | undefined) => (kind: Kind) => barrierOfKind(store, 'nord', kind, da, own)
    const again = { ...WORKED, isInTheWay: true, barrier: NEW, kind: 'time' as const }
    await second.keep((own) => wantedOf(WORKED, [], TODAY, ofKind(own)), [])
    await second.keep((own) => wantedOf(again, [], TODAY, ofKind(own)), [])
    const all = await kept()
    expect(all.map((one) => one.type)).toEqual(['barrier', 'observation', 'observation'])
    expect(all.slice(1).map((one) => one.barrier)).toEqual([all[0]!.record, all[0]!.record])
  })

  test('a barrier written after another tab has let the note go becomes a correction when the sheet is left', async () => {
    const { store, type, keeper } = await sheet()
    await type({ text: 'Gik' })
    const first = keeper.ids[0]!
    // The other tab, which this one does not hear of.
    const row = (await (await store.connection.get()).getAll('queue'))[0]!
    const other = await store.connection.write(['queue'])
    await other.objectStore('queue').put({ ...row, body: { ...store.entry(first)!, state: 'waiting' } })
    await other.done
    const words = { text: 'Gik', isInTheWay: true, barrier: NEW, barrierText: 'Ruten' }
    await type(words)
    expect(store.queue().map((one) => [one.id, one.state])).toEqual([[first, 'waiting']])
    await type(words, true)
    const [note, barrier, again] = store.queue()
    expect(note).toMatchObject({ id: first, state: 'waiting' })
    expect(barrier).toMatchObject({ type: 'barrier', fields: { text: 'Ruten' } })
    expect(again?.fields).toMatchObject({ text: 'Gik', barrier: barrier!.record, replaces: first })
  })

  test('a known one is pointed at, and what was begun on as a new one is taken back', async () => {
    const { store, type, kept } = await sheet()
    await type({})
    await type({ isInTheWay: true, barrier: NEW, barrierText: 'Ruten' })
    await type({ isInTheWay: true, barrier: 'known', barrierText: 'Ruten' })
    expect(store.ofType('observation')[0]?.fields.barrier).toBe('known')
    await type({ isInTheWay: false, barrier: 'known', barrierText: 'Ruten' })
    const all = await kept()
    expect(all.map((one) => one.type)).toEqual(['observation'])
    expect(all[0]).not.toHaveProperty('barrier')
  })

  test('what was sent from under the sheet is corrected when the sheet is left', async () => {
    const { store, keeper, type, kept } = await sheet()
    await type({ text: 'Kort' })
    await store.release(keeper.ids)
    await type({ text: 'Kort, og så', isInTheWay: true, barrier: NEW, barrierText: 'Ruten' })
    await type({ text: 'Kort, og så', isInTheWay: true, barrier: NEW, barrierText: 'Ruten' }, true)
    const [first, made, corrected, ...more] = await kept()
    expect(more).toEqual([])
    expect(first).toMatchObject({ text: 'Kort' })
    expect(made).toMatchObject({ type: 'barrier', text: 'Ruten' })
    expect(corrected).toMatchObject({ text: 'Kort, og så', replaces: first!.record!, barrier: made!.record! })
  })

  test('the note keeps its id and its pictures when a barrier is laid before it', async () => {
    const { keeper, type, kept } = await sheet()
    await type({})
    const { record } = keeper
    await type({ attachments: ['one'] })
    await type({ attachments: ['one', 'two'], isInTheWay: true, barrier: NEW, barrierText: 'Ruten' })
    const [, note, ...more] = await kept()
    expect(more).toEqual([])
    expect(note).toMatchObject({ record, attachments: ['one', 'two'] })
    expect(keeper.record).toBe(record)
  })

  test('a picture that is removed is named no more, and the last one leaves nothing behind', async () => {
    const { store, type } = await sheet()
    await type({ attachments: ['one', 'two'] })
    await type({ attachments: ['two'] })
    expect(store.ofType('observation')[0]?.fields.attachments).toEqual(['two'])
    await type({ attachments: [] })
    expect(store.ofType('observation')[0]?.fields).not.toHaveProperty('attachments')
  })

  test('a picture taken after the note was sent comes with its correction', async () => {
    const { store, keeper, type, kept } = await sheet()
    await type({ attachments: ['one'] })
    await store.release(keeper.ids)
    await type({ attachments: ['one', 'two'] })
    await type({ attachments: ['one', 'two'] }, true)
    const [first, corrected] = await kept()
    expect(corrected).toMatchObject({ replaces: first!.record!, attachments: ['one', 'two'] })
  })

  test('a note that the disk did not take, and then takes, is the one in the file', async () => {
    const { store, keeper, type } = await sheet()
    const full = vi.spyOn(store.connection, 'write').mockRejectedValueOnce(new Error('full'))
    const { file } = (await type({}).catch((error) => error)) as SaveFailed
    full.mockRestore()
    await type({})
    expect(keeper.ids).toEqual(file.entries.map((one) => one.id))
    const fullAgain = vi.spyOn(store.connection, 'write').mockRejectedValueOnce(new Error('full'))
    const barrier = { kind: 'time', text: 'Ruten er fuld' }
    const wanted = () => ({ note: {}, barrier })
    const failed = (await keeper.keep(wanted as never, []).catch((error) => error)) as SaveFailed
    fullAgain.mockRestore()
    await keeper.keep(wanted as never, [])
    expect(keeper.own).toBe(failed.file.entries[0]!.record)
  })

  test('when the disk takes no more, the words come back as a file and the next letter tries again', async () => {
    const { store, type, kept } = await sheet()
    await type({})
    const full = vi.spyOn(store.connection, 'write').mockRejectedValueOnce(new Error('full'))
    await expect(type({ text: 'vigtigt' })).rejects.toBeInstanceOf(SaveFailed)
    full.mockRestore()
    await type({ text: 'vigtigt!' })
    expect((await kept())[0]).toMatchObject({ text: 'vigtigt!' })
  })
})

describe('“something was in the way”', () => {
  const keys = (words: Partial<Words>, hasKnown: boolean) =>
    sheetFaults({ ...NO_WORDS, ...words }, [], TODAY, hasKnown).map((one) => `${one.field}: ${one.key}`)

  test('is asked about when nothing says what, and only then', () => {
    expect(keys({}, true)).toEqual([])
    expect(keys({ isInTheWay: true }, true)).toEqual(['barrier: which_barrier'])
    expect(keys({ isInTheWay: true }, false)).toEqual(['barrierText: which_barrier'])
    expect(keys({ isInTheWay: true, barrier: NEW, barrierText: '  ' }, true)).toEqual(['barrierText: which_barrier'])
    expect(keys({ isInTheWay: true, barrier: NEW, kind: 'time' }, true)).toEqual([])
    expect(keys({ isInTheWay: true, barrier: 'known' }, true)).toEqual([])
    expect(keys({ isInTheWay: true, barrierText: 'Ruten' }, false)).toEqual([])
  })

  test('offers the trial’s own, then what it has met, then what is open in the unit', () => {
    const trial = { ...barrier('trial', { barriers: ['card'], prompted_by: 'prompt' }), type: 'trial' }
    const records = [
      trial,
      barrier('old', {}, 1),
      barrier('new', {}, 9),
      barrier('answered', { answer: 'Ja' }),
      barrier('decided', {}),
      barrier('raised', { raised_to: 'over' }, 2),
      { ...barrier('elsewhere', {}), unit: 'syd' },
      barrier('met', { answer: 'Ja' }),
      barrier('prompt', {}),
      barrier('card', {}, 3),
      { ...barrier('d', { subject: 'decided' }), type: 'decision' },
      { ...barrier('o', { trial: 'trial', barrier: 'met' }), type: 'observation' },
    ]
    const store = {
      get: (id: string) => records.find((one) => one.id === id),
      ofType: (type: string) => records.filter((one) => one.type === type),
    } as unknown as Store
    const ids = (own?: string) => knownBarriers(store, trial, own).map((one) => one.id)
    expect(ids()).toEqual(['card', 'prompt', 'met', 'new', 'raised', 'old'])
    expect(ids('new')).not.toContain('new')
  })
})

test('the last number is the one noted before this', () => {
  const seen = (seen_at: string, value?: string) => barrier(seen_at, { seen_at, ...(value ? { value } : {}) })
  expect(lastValue([seen('1', '4'), seen('2'), seen('3', '2.5')], '3')).toBe('4')
  expect(lastValue([seen('3', '2.5')], '3')).toBeUndefined()
  expect(lastValue([seen('1', '4'), seen('2', '0')], undefined)).toBe('0')
})

test('the way back is where noting began, and never out of the app', () => {
  const back = (from: string) => wayBack(new URL(noteHref('t', from), 'https://here').search)
  expect(back('/tavle/0190-ab')).toBe('/tavle/0190-ab')
  expect(back('/proevehandlinger/t')).toBe('/proevehandlinger/t')
  for (const other of ['', '//evil', 'https://evil', '/mig', '/tavle/..//evil', 'javascript:alert(1)'])
    expect(back(other)).toBe('/')
})

test('what is said in passing goes above the bars that it would lie over, one after the other', () => {
  const toast = { top: 700, bottom: 760 }
  expect(clearance(toast, [])).toBe(0)
  expect(clearance(toast, [{ top: 780, bottom: 844 }])).toBe(0)
  expect(clearance(toast, [{ top: 300, bottom: 380 }])).toBe(0)
  expect(clearance(toast, [{ top: 690, bottom: 780 }])).toBe(78)
  expect(
    clearance(toast, [
      { top: 640, bottom: 690 },
      { top: 740, bottom: 844 },
    ]),
  ).toBe(128)
})

describe('an entry in a few words', () => {
  const entry = (one: Partial<Entry>) => ({ id: 'm', record: 'm', base: 0, fields: {}, ...one }) as Entry
  const known: Record<string, Fields> = { kaffe: { title: 'Kaffe på kajen' }, valg: { between: 'en rute', and: 'tid' } }
  const title = (one: Partial<Entry>) => entryTitle(entry(one), terms, (id) => known[id])

  test('is a correction only when the record was there before', () => {
    const fields = { title: 'Opkald' }
    expect(title({ type: 'trial', record: 'preset', fields: { ...fields, unit: 'nord' } })).toBe(
      'Prøvehandling: Opkald',
    )
    expect(title({ type: 'trial', record: 'preset', base: 2, fields })).toBe('Rettelse: Prøvehandling: Opkald')
  })

  test('makes its record when that was not there before, under whatever id, and has not come since', () => {
    const mend = entry({ type: 'trial', record: 'of-the-mended', fields: { title: 'Opkald' } })
    expect(isNew(mend, false)).toBe(true)
    expect(isNew(mend, true)).toBe(false)
    expect(isNew(entry({ base: 2 }), false)).toBe(false)
  })

  test('a decision says what was chosen about what, as far as the phone knows', () => {
    const decided = (choice: string, subject: string) =>
      title({ type: 'decision', fields: { unit: 'nord', choice, subject } })
    expect(decided('abandon', 'kaffe')).toBe('Beslutning: Stop – Kaffe på kajen')
    expect(decided('Ruten holder', 'valg')).toBe('Beslutning: Ruten holder – en rute')
    expect(decided('adapt', 'gone')).toBe('Beslutning: Justér')
  })
})
