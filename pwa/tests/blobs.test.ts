import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { AttachmentFailed, attachmentsIn } from '../src/store/blobs'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'

const JPEG = 'image/jpeg'
const WEBM = 'audio/webm'
const note = { type: 'observation', fields: { unit: 'nord', outcome: 'worked', text: 'med billede' } }
const bytes = (size: number, from = 0) => Uint8Array.from({ length: size }, (_, at) => (from + at) % 251)
const hash = (...told: Uint8Array[]) => createHash('sha256').update(Buffer.concat(told)).digest('hex')

async function reopened(store: Store): Promise<Store> {
  await store.close()
  return Store.open(store.user)
}

async function contentOf(store: Store, id: string): Promise<Buffer> {
  return Buffer.from(await (await attachmentsIn(store).bytes(id))!.arrayBuffer())
}

/** The disk takes nothing more into this object store. */
function fill(name: string, how: 'at once' | 'later' = 'at once'): void {
  for (const act of ['add', 'put'] as const) {
    const real = IDBObjectStore.prototype[act]
    vi.spyOn(IDBObjectStore.prototype, act).mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === name && how === 'at once') throw new DOMException('full', 'QuotaExceededError')
      const request = real.apply(this, args)
      const transaction = this.transaction as unknown as { _abort(name: string): void }
      if (this.name === name) transaction._abort('QuotaExceededError')
      return request
    })
  }
}

afterEach(() => vi.restoreAllMocks())

test('a photo is on the disk with its hash when it is called added', async () => {
  const store = await Store.open(newId())
  const told = await attachmentsIn(store).add('p1', 'r1', 'photo', JPEG, bytes(700_000))
  expect(told).toMatchObject({ state: 'waiting', size: 700_000, sha256: hash(bytes(700_000)), user: store.user })
  const again = await reopened(store)
  expect(attachmentsIn(again).of('r1')).toEqual([told])
  expect(await contentOf(again, 'p1')).toEqual(Buffer.from(bytes(700_000)))
  expect((await attachmentsIn(again).bytes('p1'))?.type).toBe(JPEG)
})

test('a view into a larger buffer is stored as what it shows', async () => {
  const store = await Store.open(newId())
  const whole = bytes(100)
  await attachmentsIn(store).add('p1', 'r1', 'photo', JPEG, whole.subarray(10, 20))
  expect(await contentOf(store, 'p1')).toEqual(Buffer.from(whole.subarray(10, 20)))
})

test('a recording keeps its pieces in their order, more than ten of them, though nobody waits for one', async () => {
  const store = await Store.open(newId())
  const attachments = attachmentsIn(store)
  await attachments.open('v1', 'r1', 'audio', WEBM)
  const pieces = Array.from({ length: 12 }, (_, at) => bytes(50, at))
  await Promise.all(pieces.map((piece) => attachments.piece('v1', piece)))
  expect(attachments.of('r1')[0]).toMatchObject({ state: 'recording', size: 600, sha256: '' })
  const closed = await attachments.close('v1')
  expect(closed).toMatchObject({ state: 'waiting', size: 600, sha256: hash(...pieces) })
  expect(closed).not.toHaveProperty('tab')
  expect(await contentOf(store, 'v1')).toEqual(Buffer.concat(pieces))
})

test('a recording cut off by a crash is closed with what it has; one in a living tab is left alone', async () => {
  const user = newId()
  const alive = new Set(['first', 'second'])
  const tabs = (own: string) => ({ own, alive: async () => alive })
  const first = await Store.open(user, tabs('first'))
  await attachmentsIn(first).open('v1', 'r1', 'audio', WEBM)
  await attachmentsIn(first).piece('v1', bytes(50))
  const second = await Store.open(user, tabs('second'))
  await attachmentsIn(second).closeLeft()
  expect(second.memory.attachments.get('v1')?.state).toBe('recording')
  alive.delete('first')
  await attachmentsIn(second).closeLeft()
  expect(second.memory.attachments.get('v1')).toMatchObject({ state: 'waiting', size: 50, sha256: hash(bytes(50)) })
})

test('a recording is not closed under the hands of its own tab', async () => {
  const store = await Store.open(newId())
  const attachments = attachmentsIn(store)
  await attachments.open('v1', 'r1', 'audio', WEBM)
  await attachments.piece('v1', bytes(50))
  await attachments.closeLeft()
  await attachments.piece('v1', bytes(50, 7))
  expect((await attachments.close('v1'))?.size).toBe(100)
})

test('a recording that has just begun is not closed by who hears that it has', async () => {
  const store = await Store.open(newId())
  const attachments = attachmentsIn(store)
  const closing: Promise<void>[] = []
  store.subscribe(() => closing.push(attachments.closeLeft()))
  await attachments.open('v1', 'r1', 'audio', WEBM)
  await attachments.piece('v1', bytes(10))
  await Promise.all(closing)
  expect(closing.length).toBeGreaterThan(0)
  expect(await attachments.close('v1')).toMatchObject({ size: 10, state: 'waiting' })
})

test('a recording that could not begin leaves nothing', async () => {
  const store = await Store.open(newId())
  fill('attachments')
  await expect(attachmentsIn(store).open('v1', 'r1', 'audio', WEBM)).rejects.toThrow(AttachmentFailed)
  vi.restoreAllMocks()
  await attachmentsIn(store).piece('v1', bytes(10))
  const again = await reopened(store)
  expect([again.memory.attachments.size, (await attachmentsIn(again).whole('v1')).byteLength]).toEqual([0, 0])
})

test('a recording with nothing in it is nothing', async () => {
  const store = await Store.open(newId())
  await attachmentsIn(store).open('v1', 'r1', 'audio', WEBM)
  expect(await attachmentsIn(store).close('v1')).toBeUndefined()
  expect((await reopened(store)).memory.attachments.size).toBe(0)
})

test.each(['at once', 'later'] as const)(
  'a full disk is told (%s), what was written before is kept, and nothing is added behind a hole',
  async (how) => {
    const store = await Store.open(newId())
    const attachments = attachmentsIn(store)
    await attachments.open('v1', 'r1', 'audio', WEBM)
    await attachments.piece('v1', bytes(50))
    fill('pieces', how)
    const failed = await attachments.piece('v1', bytes(60)).catch((error) => error)
    expect(failed).toBeInstanceOf(AttachmentFailed)
    expect(failed.isFull).toBe(true)
    await expect(attachments.add('p1', 'r1', 'photo', JPEG, bytes(9))).rejects.toThrow(AttachmentFailed)
    vi.restoreAllMocks()
    await expect(attachments.piece('v1', bytes(70))).rejects.toThrow(AttachmentFailed)
    expect((await attachments.close('v1'))?.sha256).toBe(hash(bytes(50)))
    expect([...(await reopened(store)).memory.attachments.keys()]).toEqual(['v1'])
  },
)

test('a recording that the disk would not let end is ended at the next start', async () => {
  const store = await Store.open(newId())
  await attachmentsIn(store).open('v1', 'r1', 'audio', WEBM)
  await attachmentsIn(store).piece('v1', bytes(50))
  fill('attachments')
  await expect(attachmentsIn(store).close('v1')).rejects.toThrow(AttachmentFailed)
  vi.restoreAllMocks()
  const again = await reopened(store)
  await attachmentsIn(again).closeLeft()
  expect(again.memory.attachments.get('v1')?.state).toBe('waiting')
})

test('what is dropped is gone with its bytes, and its last piece comes too late', async () => {
  const store = await Store.open(newId())
  const attachments = attachmentsIn(store)
  await attachments.open('v1', 'r1', 'audio', WEBM)
  await attachments.piece('v1', bytes(50))
  await attachments.drop('v1')
  await attachments.piece('v1', bytes(50))
  const again = await reopened(store)
  expect(attachmentsIn(again).of('r1')).toEqual([])
  expect(await (await again.connection.get()).count('pieces')).toBe(0)
  expect(await attachmentsIn(again).bytes('v1')).toBeUndefined()
})

test('a note that was left open by a crash names what was added to it', async () => {
  const store = await Store.open(newId())
  const { ids } = await store.save([note], { open: true })
  await attachmentsIn(store).add('p1', ids[0]!, 'photo', JPEG, bytes(9))
  await attachmentsIn(store).add('p2', ids[0]!, 'photo', JPEG, bytes(9))
  await store.amend(ids[0]!, { attachments: ['p1'] })
  const again = await reopened(store)
  expect(again.entry(ids[0]!)).toMatchObject({ state: 'waiting', fields: { attachments: ['p1', 'p2'] } })
})

test('a sheet that closes names what was added, and not what was dropped', async () => {
  const store = await Store.open(newId())
  const { ids } = await store.save([note], { open: true })
  await attachmentsIn(store).add('p1', ids[0]!, 'photo', JPEG, bytes(9))
  await attachmentsIn(store).add('p2', ids[0]!, 'photo', JPEG, bytes(9))
  await attachmentsIn(store).drop('p1')
  await store.release(ids)
  expect(store.entry(ids[0]!)?.fields.attachments).toEqual(['p2'])
})

test('what a record names is its own, also when it was added to the note that it stands instead of', async () => {
  const store = await Store.open(newId())
  const first = await store.save([note], { open: true })
  await attachmentsIn(store).add('p1', first.ids[0]!, 'photo', JPEG, bytes(9))
  const again = { ...note, fields: { ...note.fields, attachments: ['p1'] } }
  const second = (await store.replace(first.ids[0]!, [again]))!
  expect(
    attachmentsIn(store)
      .of(second.ids[0]!)
      .map((one) => one.id),
  ).toEqual(['p1'])
})

test('a database of the app before photos is taken over with what is in it', async () => {
  const user = newId()
  const old = await openDB(`proev-${user}`, 1, {
    upgrade(database) {
      database.createObjectStore('records', { keyPath: 'id' })
      database.createObjectStore('queue', { keyPath: 'n', autoIncrement: true })
      database.createObjectStore('drafts')
      database.createObjectStore('meta')
    },
  })
  const entry = {
    id: 'm1',
    author: user,
    type: 'observation',
    record: 'm1',
    base: 0,
    op: 'put',
    at: '',
    state: 'waiting',
  }
  await old.add('queue', { body: { ...entry, fields: { text: 'fra før' } } })
  await old.put('records', { id: 'r1', body: { id: 'r1', type: 'unit', unit: 'r1', fields: { name: 'Nord' } } })
  await old.put('drafts', { body: { value: 'halvt' } }, 'form')
  await old.put('meta', 'her', 'cursor')
  old.close()
  const store = await Store.open(user)
  expect(store.queue()).toMatchObject([{ id: 'm1', n: 1, fields: { text: 'fra før' } }])
  expect(store.get('r1')?.fields.name).toBe('Nord')
  expect(await store.draft('form')).toBe('halvt')
  // What it wrote itself it does not know the order of: everything is fetched once more.
  expect(await store.meta('cursor')).toBeUndefined()
  await attachmentsIn(store).add('p1', 'm1', 'photo', JPEG, bytes(9))
  expect(attachmentsIn(store).of('m1')).toHaveLength(1)
})
