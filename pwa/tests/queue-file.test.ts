import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import { attachmentsIn } from '../src/store/blobs'
import { bring, fileOf, queueFile, wholeFile } from '../src/store/bring'
import { newId } from '../src/store/ids'
import { editAndSendAgain } from '../src/store/mending'
import { Store } from '../src/store/store'
import type { QueueFile, SaveFailed } from '../src/store/types'
import { Phone } from './support/phone'
import { FakeServer, problem } from './support/server'

const bytes = (size: number, from = 0) => Uint8Array.from({ length: size }, (_, at) => (from + at) % 251)

async function noteWithPhoto(store: Store, size = 100_000): Promise<string> {
  const id = newId()
  const fields = { unit: 'nord', outcome: 'worked', text: 'med billede', attachments: [id] }
  const { ids } = await store.save([{ type: 'observation', fields }])
  await attachmentsIn(store).add(id, ids[0]!, 'photo', 'image/jpeg', bytes(size))
  return id
}

/** A user's other phone: another disk. */
async function emptied(phone: Phone): Promise<Phone> {
  const [names, blobs] = [['records', 'queue', 'meta'] as const, ['attachments', 'pieces'] as const]
  const transaction = await phone.store.connection.write([...names, ...blobs])
  for (const name of [...names, ...blobs]) await transaction.objectStore(name).clear()
  await transaction.done
  await phone.reopen()
  return phone
}

async function saved(store: Store): Promise<{ entries: unknown[]; attachments: unknown[] }> {
  return fileOf(await (await wholeFile(store)).file.text())!
}

test('the file of a phone that dies brings its photos to the next one, to be sent from there', async () => {
  const phone = await Phone.of(new FakeServer())
  const id = await noteWithPhoto(phone.store)
  const { entries, attachments } = await saved(phone.store)
  const next = await emptied(phone)
  expect(next.store.memory.attachments.size).toBe(0)
  expect(await bring(next.store, entries, attachments)).toMatchObject({ queued: 1, attached: 1, notAttached: 0 })
  expect(await bring(next.store, entries, attachments)).toMatchObject({ queued: 0, known: 1, attached: 0 })
  expect(next.store.memory.attachments.get(id)).toMatchObject({ state: 'waiting', size: 100_000 })
  expect(Buffer.from(await attachmentsIn(next.store).whole(id)).equals(Buffer.from(bytes(100_000)))).toBe(true)
})

test('brought twice at once, in one tab or two that have not heard of each other, each is there once', async () => {
  const phone = await Phone.of(new FakeServer())
  for (const text of ['en', 'to']) await phone.note(text)
  const { entries } = await saved(phone.store)
  const next = await emptied(phone)
  const other = await Store.open(next.user, { own: 'other', alive: async () => new Set(['alone', 'other']) })
  const brought = await Promise.all([bring(next.store, entries), bring(next.store, entries), bring(other, entries)])
  expect(brought.map((one) => one.queued).sort()).toEqual([0, 0, 2])
  await Promise.all([next.store.reload(), other.reload()])
  for (const store of [next.store, other]) expect(store.queue().map((one) => one.fields.text)).toEqual(['en', 'to'])
})

test('what the server has is not in the file, nor what is being recorded', async () => {
  const phone = await Phone.of(new FakeServer())
  await noteWithPhoto(phone.store, 25)
  await phone.engine.run()
  await attachmentsIn(phone.store).open('v1', 'r1', 'audio', 'audio/webm')
  const { file, left } = await wholeFile(phone.store)
  expect(JSON.parse(await file.text())).toEqual(queueFile(phone.store))
  expect(left.map((one) => one.id)).toEqual(['v1'])
})

test('what cannot be read is told, and the rest is in the file', async () => {
  const phone = await Phone.of(new FakeServer())
  const photos = [
    await noteWithPhoto(phone.store, 25),
    await noteWithPhoto(phone.store, 30),
    await noteWithPhoto(phone.store),
  ]
  const { getAll } = IDBObjectStore.prototype
  IDBObjectStore.prototype.getAll = function (query, ...rest) {
    const first = query instanceof IDBKeyRange ? (query.lower as string[])[0] : undefined
    if (first === photos[0]) throw new DOMException('cannot be read', 'UnknownError')
    return getAll.call(this, query, ...rest)
  }
  const pieces = await phone.store.connection.write(['pieces'])
  await pieces.objectStore('pieces').delete([photos[1]!, 0])
  await pieces.done
  const { file, left } = await wholeFile(phone.store)
  IDBObjectStore.prototype.getAll = getAll
  expect(left.map((one) => one.id)).toEqual([photos[0], photos[1]])
  const { entries, attachments } = fileOf(await file.text())!
  expect(entries).toHaveLength(3)
  expect(attachments).toMatchObject([{ id: photos[2] }])
})

test("other people's photos wait until the server has their note, and what is damaged stays in the file", async () => {
  const phone = await Phone.of(new FakeServer())
  await noteWithPhoto(phone.store, 25)
  const { attachments } = await saved(phone.store)
  const [told] = attachments as NonNullable<QueueFile['attachments']>
  const other = await Store.open(newId())
  expect(await bring(other, [], attachments)).toMatchObject({ attached: 0, notAttached: 0, theirs: [told] })
  expect(other.memory.attachments.size).toBe(0)
  const own = { ...told!, user: other.user }
  const damaged = [
    ...[{ ...own, bytes: own.bytes.slice(4) }, { ...own, bytes: '?' }, { ...own, kind: 'film' }, 7, null],
    // The server could not be told of these, ever: they would wait, and keep a retired phone from forgetting.
    ...[
      { ...own, id: 'photo-1' },
      { ...own, id: own.id.toUpperCase() },
      { ...own, mime: 'image/jpeg→' },
    ],
    ...[
      { ...own, mime: 7 },
      { ...own, user: 'Mette' },
    ],
  ]
  expect(await bring(other, [], damaged)).toMatchObject({ attached: 0, notAttached: damaged.length, theirs: [] })
  expect(await bring(other, [], [own])).toMatchObject({ attached: 1, notAttached: 0 })
})

test('what its phone put aside and its author has mended since is not brought: its mend is', async () => {
  const server = new FakeServer()
  const phone = await Phone.of(server)
  const large = await phone.note('for langt')
  server.fates.push(problem(413, 'too_large'))
  await phone.engine.run()
  expect(phone.store.held()).toMatchObject([{ id: large, reason: 'too_large' }])
  await editAndSendAgain(phone.store, large, { text: 'kort' })
  const { entries } = await saved(phone.store)
  const next = await emptied(phone)
  expect(await bring(next.store, entries)).toMatchObject({ queued: 1, known: 0, others: [] })
  expect(await bring(await Store.open(newId()), entries)).toMatchObject({ others: [{ fields: { text: 'kort' } }] })
  await next.engine.run()
  expect([next.states(), server.notes()]).toEqual([['applied'], ['kort']])
})

describe('entries that a file has brought', () => {
  const edit = (author: string, record: string, title: string) => {
    const id = newId()
    const said = { n: 1, id, author, type: 'trial', record, base: 1, op: 'put', at: '2026-11-01T08:00:00+01:00' }
    return { ...said, fields: { title }, state: 'applied', device: 'of another file' }
  }

  test('travel as written by a device of the file, one device a request, carried by this phone', async () => {
    const server = new FakeServer()
    const phone = await Phone.of(server)
    const id = server.put('trial', 'nord', { title: 'Kaffe' })
    await phone.engine.run()
    await phone.note('før')
    await bring(phone.store, [edit(phone.user, id, 'et'), edit(phone.user, id, 'to')])
    await bring(phone.store, [edit(phone.user, id, 'tre')])
    await phone.note('efter')
    server.bodies.length = 0
    await phone.engine.run()
    const told = server.bodies.map(({ device, carried_by, install, mutations }) => [
      device === phone.device ? 'phone' : device,
      carried_by,
      Boolean(install),
      mutations.length,
    ])
    const [, one, two] = server.bodies.map(({ device }) => device)
    expect(told).toEqual([
      ['phone', undefined, true, 1],
      [one, phone.device, false, 2],
      [two, phone.device, false, 1],
      ['phone', undefined, true, 1],
    ])
    expect(new Set([one, two, phone.device, 'of another file']).size).toBe(4)
  })

  test('go as theirs after a restore too, and when they are mended', async () => {
    const server = new FakeServer()
    const phone = await Phone.of(server)
    const id = server.put('trial', 'nord', { title: 'Kaffe' })
    server.judge = () => ({ status: 'held', reason: 'invalid', detail: 'For langt.' })
    const brought = edit(phone.user, id, 'et')
    await bring(phone.store, [brought])
    await phone.engine.run()
    const { device } = server.bodies.at(-1)!
    server.restore([])
    await phone.reopen()
    for (let n = 0; n < 2; n++) await phone.engine.run()
    expect(server.bodies.findLast(({ mutations }) => mutations.length)).toMatchObject({ device })
    server.judge = () => undefined
    await editAndSendAgain(phone.store, brought.id, { title: 'kort' })
    await phone.engine.run()
    expect(server.bodies.at(-1)).toMatchObject({
      device,
      carried_by: phone.device,
      mutations: [{ fields: { title: 'kort' } }],
    })
  })
})

test('what was offered as a file because the phone was full, and lies on the phone after all, is there once', async () => {
  const server = new FakeServer()
  const phone = await Phone.of(server)
  const full = vi
    .spyOn(phone.store.connection, 'write')
    .mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))
  const { file } = (await phone.note('vigtigt').catch((error) => error)) as SaveFailed
  full.mockRestore()
  await phone.note('vigtigt')
  expect(await bring(phone.store, fileOf(JSON.stringify(file))!.entries)).toMatchObject({ queued: 0, known: 1 })
  await phone.engine.run()
  expect(server.notes()).toEqual(['vigtigt'])
})

test('what an open sheet could not keep, and offered as a file, is not called known when it is brought', async () => {
  const server = new FakeServer()
  const phone = await Phone.of(server)
  const made = { type: 'observation', fields: { unit: 'nord', outcome: 'worked' } }
  const { ids } = await phone.store.save([made], { open: true })
  const full = vi
    .spyOn(phone.store.connection, 'write')
    .mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'))
  const { file } = (await phone.store.amend(ids[0]!, { text: 'vigtigt' }).catch((error) => error)) as SaveFailed
  full.mockRestore()
  await phone.store.release(ids) // the sheet is left; what was saved before is sent
  await phone.engine.run()
  const { entries } = fileOf(JSON.stringify(file))!
  expect(await bring(phone.store, entries)).toMatchObject({ queued: 1, known: 0 })
  expect(await bring(phone.store, entries)).toMatchObject({ queued: 0, known: 1 })
  await phone.engine.run()
  expect(server.bodies.at(-1)!.mutations).toMatchObject([{ record: ids[0], fields: { text: 'vigtigt' } }])
})
