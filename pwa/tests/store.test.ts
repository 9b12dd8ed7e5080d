import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { attachmentsIn } from '../src/store/blobs'
import { bring, fileOf, queueFile } from '../src/store/bring'
import { idMaker, newId } from '../src/store/ids'
import { editAndSendAgain, letRest } from '../src/store/mending'
import { Store } from '../src/store/store'
import { type Entry, SaveFailed } from '../src/store/types'
import { wireTime } from '../src/store/wire-time'

const note = (text: string) => ({ type: 'observation', fields: { unit: 'nord', outcome: 'worked', text } })

async function reopened(store: Store): Promise<Store> {
  await store.close()
  return Store.open(store.user)
}

afterEach(() => vi.restoreAllMocks())

describe('saving', () => {
  test('what a sheet in another living tab has saved stays its own until that tab is gone', async () => {
    const user = newId()
    const alive = new Set(['first', 'second'])
    const tabs = (own: string) => ({ own, alive: async () => alive })
    const first = await Store.open(user, tabs('first'))
    const { ids } = await first.save([note('halv')], { open: true })
    const second = await Store.open(user, tabs('second'))
    expect(second.entry(ids[0]!)?.state).toBe('open')
    expect(await first.amend(ids[0]!, { text: 'hel' })).toBe(true)
    alive.delete('first')
    const third = await Store.open(user, tabs('third'))
    expect(third.entry(ids[0]!)).toMatchObject({ state: 'waiting', fields: { text: 'hel' } })
  })

  test('a tab that lives on lets be sent what a closed one has left open', async () => {
    const user = newId()
    const alive = new Set(['first', 'second'])
    const second = await Store.open(user, { own: 'second', alive: async () => alive })
    const first = await Store.open(user, { own: 'first', alive: async () => alive })
    const { ids } = await first.save([note('efterladt')], { open: true })
    await vi.waitFor(() => expect(second.entry(ids[0]!)).toBeDefined())
    await second.adopt()
    expect(second.entry(ids[0]!)?.state).toBe('open')
    alive.delete('first')
    await second.adopt()
    expect(second.entry(ids[0]!)?.state).toBe('waiting')
  })

  test('what was saved is there when the app is opened again, in the order of saving', async () => {
    const store = await Store.open(newId())
    for (const text of ['en', 'to', 'tre']) await store.save([note(text)])
    const again = await reopened(store)
    expect(again.queue().map((one) => one.fields.text)).toEqual(['en', 'to', 'tre'])
    expect(again.ofType('observation').map((one) => one.pending)).toEqual([true, true, true])
  })

  test('several mutations are saved together, and their draft goes in the same transaction', async () => {
    const store = await Store.open(newId())
    await store.saveDraft('observation', { text: 'hal' })
    const { ids } = await store.save([note('en'), note('to')], { draft: 'observation' })
    expect(ids).toHaveLength(2)
    expect(await store.draft('observation')).toBeUndefined()
  })

  test('what failed and is saved after all goes by the ids of the file, when it is the same', async () => {
    const store = await Store.open(newId())
    vi.spyOn(store.connection, 'write').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))
    const { file } = (await store.save([note('en'), note('to')]).catch((error) => error)) as SaveFailed
    await store.save([note('en'), note('noget andet')])
    await store.save([note('en')])
    const [first, changed, second] = store.queue()
    expect(first).toMatchObject({ id: file.entries[0]!.id, at: file.entries[0]!.at })
    // Other words are another note, and so are the same once more: the first is on the phone by now.
    expect(changed!.id).not.toBe(file.entries[1]!.id)
    expect(second!.id).not.toBe(first!.id)
  })

  test('a failure stores nothing, keeps the draft and hands over a file with the words', async () => {
    const store = await Store.open(newId())
    await store.saveDraft('observation', { text: 'vigtigt' })
    vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const failure = await store.save([note('vigtigt')], { draft: 'observation' }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(SaveFailed)
    expect((failure as SaveFailed).isFull).toBe(true)
    expect((failure as SaveFailed).file.entries[0]?.fields.text).toBe('vigtigt')
    expect(store.queue()).toEqual([])
    vi.restoreAllMocks()
    const again = await reopened(store)
    expect(again.queue()).toEqual([])
    expect(await again.draft('observation')).toEqual({ text: 'vigtigt' })
  })

  test('on a full disk an app that ended with a sheet open opens: what was saved can be read and taken along', async () => {
    const store = await Store.open(newId())
    const { ids } = await store.save([note('på arket')], { open: true })
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const full = await reopened(store)
    expect(queueFile(full).entries.map((one) => one.fields.text)).toEqual(['på arket'])
    vi.restoreAllMocks()
    expect((await reopened(full)).entry(ids[0]!)?.state).toBe('waiting')
  })

  test('nothing is called saved before the browser has it on the disk', async () => {
    const asked = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const store = await Store.open(newId())
    const { ids } = await store.save([note('på arket')], { open: true })
    await store.amend(ids[0]!, { text: 'rettet' })
    await store.release(ids)
    const photo = await attachmentsIn(store).add(newId(), ids[0]!, 'photo', 'image/jpeg', new Uint8Array(9))
    await attachmentsIn(store).drop(photo.id)
    await bring(await Store.open(newId()), queueFile(store).entries)
    const writes = asked.mock.calls.filter(([, mode]) => mode === 'readwrite')
    expect(writes.flatMap(([names]) => names as string[])).toEqual(
      expect.arrayContaining(['queue', 'attachments', 'pieces']),
    )
    for (const [, , options] of writes) expect(options).toEqual({ durability: 'strict' })
  })

  test('what is being saved while somebody signs out is saved', async () => {
    const store = await Store.open(newId())
    const write = store.connection.write.bind(store.connection)
    vi.spyOn(store.connection, 'write').mockImplementation(async (...asked) => {
      const transaction = await write(...asked)
      void store.close()
      return transaction as never
    })
    const { ids } = await store.save([{ type: 'observation', fields: { unit: 'nord' } }])
    vi.restoreAllMocks()
    expect((await Store.open(store.user)).entry(ids[0]!)).toMatchObject({ state: 'waiting' })
  })

  test('a connection that the browser has closed is opened again', async () => {
    const store = await Store.open(newId())
    ;(await store.connection.get()).close()
    await store.save([note('efter')])
    expect((await reopened(store)).queue()).toHaveLength(1)
  })

  test('two people on one phone never see each other’s notes', async () => {
    const [mette, musa] = [await Store.open(newId()), await Store.open(newId())]
    await mette.save([note('Mettes')])
    await mette.saveDraft('observation', 'Mettes kladde')
    expect(musa.queue()).toEqual([])
    expect(await musa.draft('observation')).toBeUndefined()
    expect((await reopened(mette)).queue()).toHaveLength(1)
  })
})

describe('an open sheet', () => {
  test('can be changed and taken back until it is released', async () => {
    const store = await Store.open(newId())
    const { ids } = await store.save([note('kort')], { open: true })
    const id = ids[0]!
    expect(store.unsent()[0]?.state).toBe('open')
    expect(await store.amend(id, { text: 'længere' })).toBe(true)
    await store.release([id])
    expect(store.entry(id)).toMatchObject({ state: 'waiting', fields: { text: 'længere' } })
    expect(await store.amend(id, { text: 'for sent' })).toBe(false)
    expect(await store.undo([id])).toBe(false)
  })

  test('taken back, it leaves nothing', async () => {
    const store = await Store.open(newId())
    const { ids } = await store.save([note('fortrudt')], { open: true })
    expect(await store.undo(ids)).toBe(true)
    expect((await reopened(store)).queue()).toEqual([])
  })

  test('is sent as it is after a crash', async () => {
    const store = await Store.open(newId())
    await store.save([note('åben')], { open: true })
    expect((await reopened(store)).queue()[0]?.state).toBe('waiting')
  })

  test('another choice takes the place of the first in one transaction', async () => {
    const store = await Store.open(newId())
    const { ids } = await store.save([note('første')], { open: true })
    await store.replace(ids[0]!, [note('anden')])
    expect((await reopened(store)).queue().map((one) => one.fields.text)).toEqual(['anden'])
  })
})

describe('a held mutation', () => {
  async function held(): Promise<{ store: Store; id: string }> {
    const store = await Store.open(newId())
    const { ids } = await store.save([note('holdt')])
    await store.setEntries([{ ...store.entry(ids[0]!)!, state: 'held', reason: 'invalid', detail: 'For langt.' }])
    return { store, id: ids[0]! }
  }

  test('is edited and sent again as a new one in its place', async () => {
    const { store, id } = await held()
    const saved = await editAndSendAgain(store, id, { text: 'kortere' })
    expect(store.entry(id)?.state).toBe('mended')
    expect(store.entry(saved!.ids[0]!)).toMatchObject({
      instead_of: id,
      record: id,
      state: 'waiting',
      fields: { text: 'kortere' },
    })
    expect(store.held()).toEqual([])
  })

  test('makes a record of its own when its id belongs to something else', async () => {
    const { store, id } = await held()
    await store.setEntries([{ ...store.entry(id)!, reason: 'id_reused' }])
    const saved = await editAndSendAgain(store, id, { text: 'en anden' })
    const [made] = saved!.ids
    expect(store.entry(made!)).toMatchObject({ instead_of: id, record: made, base: 0 })
  })

  test('makes the same record of its own wherever it is mended', async () => {
    const made = new Set<string>()
    for (const words of ['en anden', 'en tredje']) {
      const { store, id } = await held()
      await store.setEntries([
        { ...store.entry(id)!, reason: 'id_reused', held: '01a21c14-6b21-75fc-95f0-7b4f0a94e6b1' },
      ])
      const saved = await editAndSendAgain(store, id, { text: words })
      made.add(store.entry(saved!.ids[0]!)!.record)
    }
    expect([...made]).toEqual(['01a21c14-6b21-7dfc-95f0-7b4f0a94e6b1'])
  })

  test('mended twice at once it is sent again once, and stays mended on the disk', async () => {
    const { store, id } = await held()
    const both = [editAndSendAgain(store, id, { text: 'a' }), editAndSendAgain(store, id, { text: 'b' })]
    expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1)
    const after = await reopened(store)
    expect(after.queue().map((one) => one.state)).toEqual(['mended', 'waiting'])
  })

  test('can be left to rest, and is still in the export', async () => {
    const { store, id } = await held()
    await letRest(store, id)
    expect(store.held()).toEqual([])
    expect(queueFile(store).entries.map((one) => one.id)).toEqual([id])
  })
})

describe('a sheet', () => {
  test('amended twice at once keeps both', async () => {
    const store = await Store.open(newId())
    const { ids } = await store.save([note('')], { open: true })
    await Promise.all([store.amend(ids[0]!, { outcome: 'not' }), store.amend(ids[0]!, { text: 'skrevet' })])
    const after = await reopened(store)
    expect(after.entry(ids[0]!)?.fields).toMatchObject({ outcome: 'not', text: 'skrevet' })
  })

  test('emptied while it is open, a new record does not have the field; an edit says that it is empty', async () => {
    const store = await Store.open(newId())
    const { ids } = await store.save(
      [note('skrevet'), { type: 'trial', record: 't', base: 3, fields: { title: 'B', place: 'Her' } }],
      { open: true },
    )
    expect(await store.amend(ids[0]!, { text: null })).toBe(true)
    expect(await store.amend(ids[1]!, { place: null })).toBe(true)
    const after = await reopened(store)
    expect(after.entry(ids[0]!)?.fields).toEqual({ unit: 'nord', outcome: 'worked' })
    expect(after.entry(ids[1]!)?.fields).toEqual({ title: 'B', place: null })
  })

  test('let go of while the disk stumbles is sent the next time that somebody looks', async () => {
    const store = await Store.open(newId())
    const { ids } = await store.save([note('åben')], { open: true })
    const stumble = vi.spyOn(store.connection, 'write').mockRejectedValueOnce(new Error('the disk stumbles'))
    await expect(store.release(ids)).rejects.toThrow('the disk stumbles')
    stumble.mockRestore()
    await store.adopt()
    expect(store.entry(ids[0]!)?.state).toBe('waiting')
  })
})

describe('unsent edits lie over what the server sent', () => {
  test('field by field, an emptied one is gone, a deleted record too', async () => {
    const store = await Store.open(newId())
    const synced = { id: 't', type: 'trial', unit: 'nord', version: 3, seq: 9, created_by: 'x', captured_at: null }
    store.memory.synced.set('t', {
      ...synced,
      skew: 0,
      received_at: null,
      fields: { title: 'A', place: 'Her' },
      gen: 0,
    })
    await store.save([{ type: 'trial', record: 't', base: 3, fields: { title: 'B', place: null } }])
    expect(store.get('t')).toMatchObject({ version: 3, pending: true, fields: { title: 'B' } })
    expect(store.get('t')?.fields).not.toHaveProperty('place')
    await store.save([{ type: 'trial', record: 't', base: 3, op: 'delete', fields: {} }])
    expect(store.get('t')).toBeUndefined()
  })
})

test('ids ascend even when the clock stands still or is set back', () => {
  const ids = [newId(5_000), newId(5_000), newId(1), newId(6_000)]
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('two phones whose clocks stand before 1970 make different ids', () => {
  const before = Date.UTC(1969, 11, 31, 23)
  const [one, other] = [idMaker()(before), idMaker()(before)]
  expect(one).not.toBe(other)
  expect(one).toMatch(/^00000000-0000-7[0-9a-f]{3}-[89ab]/)
})

test('a moment is written with its offset', () => {
  const told = wireTime(new Date('2026-11-24T07:05:44Z'))
  expect(told).toMatch(/^2026-11-24T\d\d:\d\d:44[+-]\d\d:\d\d$/)
  expect(Date.parse(told)).toBe(Date.parse('2026-11-24T07:05:44Z'))
})

describe('a file that a phone has saved', () => {
  test("puts one's own entries into the queue as they were written, twice harmlessly; others' are left to the server", async () => {
    const old = await Store.open(newId())
    const { ids } = await old.save([note('et'), { ...note('to'), not_cpr: ['text'] }])
    const answered = { state: 'held' as const, reason: 'forbidden', received_at: '2026-11-24T09:00:00Z' }
    await old.setEntries([{ ...old.entry(ids[0]!)!, ...answered }])
    const theirs = fileOf(JSON.stringify(queueFile(old)))!.entries
    const store = await Store.open(newId())
    const own = (theirs as Entry[]).map((one) => ({ ...one, author: store.user }))

    expect(await bring(store, [...own, ...theirs, { id: 7 }])).toEqual({
      queued: 2,
      known: 0,
      attached: 0,
      notAttached: 0,
      theirs: [],
      others: [...theirs, { id: 7 }],
    })
    expect(await bring(store, own)).toMatchObject({ queued: 0, known: 2, others: [] })
    const { id, type, record, at, fields } = own[0]!
    const kept = (await reopened(store)).queue()
    expect(kept[0]).toEqual({
      n: 1,
      id,
      author: store.user,
      type,
      record,
      base: 0,
      op: 'put',
      at,
      fields,
      device: kept[1]!.device,
      state: 'waiting',
    })
    expect(kept[1]).toMatchObject({ id: ids[1], not_cpr: ['text'], state: 'waiting' })
  })

  test('is told apart from any other file', () => {
    for (const text of ['', '[]', '{"entries":[]}', '{"proev_queue":2,"entries":[]}', '{"proev_queue":1}'])
      expect(fileOf(text)).toBeUndefined()
  })
})
