// Photos and voice notes of somebody else that a file has brought: sent in their place by who leads the unit of the note.

import { beforeEach, describe, expect, test } from 'vitest'
import { attachmentsIn } from '../src/store/blobs'
import { bring, bringTheirs, fileOf, wholeFile } from '../src/store/bring'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import type { Account, AttachmentInFile, Entry } from '../src/store/types'
import { HttpUploads } from '../src/sync/tus'
import { unsentCount } from '../src/ui/attention/count'
import { mayBring } from '../src/ui/theirs'
import { Phone } from './support/phone'
import { FakeServer, problem } from './support/server'
import { refusal } from './support/uploads'

const DAY = 86_400_000
const bytes = (size: number) => Uint8Array.from({ length: size }, (_, at) => at % 251)

let server: FakeServer
let phone: Phone
let entry: Entry
let theirs: AttachmentInFile[]
let id: string

const state = () => phone.store.memory.attachments.get(id)?.state
const begun = () => phone.uploads.asked.filter((one) => one === `begin ${id}`).length
const isThere = () => phone.uploads.whole(id)?.equals(bytes(25)) ?? false

/** The note of the file as a server keeps it for the leader. */
function hold(): string {
  const { id, type, fields } = entry
  return server.put('held', 'nord', { mutation: { id, type, fields }, reason: 'carried_in', sent_by: entry.author })
}

beforeEach(async () => {
  const old = await Store.open(newId())
  id = newId()
  const fields = { unit: 'nord', outcome: 'worked', attachments: [id] }
  const { ids } = await old.save([{ type: 'observation', fields }])
  await attachmentsIn(old).add(id, ids[0]!, 'photo', 'image/jpeg', bytes(25))
  const file = fileOf(await (await wholeFile(old)).file.text())!
  entry = file.entries[0] as Entry
  server = new FakeServer()
  phone = await Phone.of(server)
  await phone.engine.run()
  theirs = (await bring(phone.store, file.entries, file.attachments)).theirs
})

describe('one that is sent in its author’s place', () => {
  test('waits here, counts as unsent, is sent once and is still its author’s', async () => {
    expect(theirs.map((one) => one.id)).toEqual([id])
    expect(await bringTheirs(phone.store, theirs)).toEqual({ attached: 1, notAttached: 0 })
    expect([state(), unsentCount(phone.store), begun()]).toEqual(['waiting', 1, 0])
    await phone.reopen()
    await phone.engine.run()
    expect([isThere(), state(), unsentCount(phone.store), begun()]).toEqual([true, 'sent', 0, 1])
    expect(phone.store.memory.attachments.get(id)?.user).toBe(entry.author)
    expect(await bringTheirs(phone.store, theirs)).toEqual({ attached: 0, notAttached: 0 })
    await phone.engine.run()
    expect(begun()).toBe(1)
  })

  test('is sent by a phone that has heard nothing yet when it is brought', async () => {
    const fresh = await Phone.of(server)
    await bringTheirs(fresh.store, theirs)
    await fresh.engine.run()
    expect(fresh.uploads.whole(id)?.equals(bytes(25))).toBe(true)
  })

  test('is told as damaged when it is', async () => {
    const [one] = theirs
    expect(await bringTheirs(phone.store, [{ ...one!, bytes: one!.bytes.slice(4) }])).toEqual({
      attached: 0,
      notAttached: 1,
    })
  })

  test('goes after the text', async () => {
    await bringTheirs(phone.store, theirs)
    await phone.note('mit eget')
    server.fates.push('down')
    await phone.engine.run()
    expect(phone.uploads.asked).toEqual([])
    await phone.wake()
    expect([phone.states(), isThere()]).toEqual([['applied'], true])
  })

  test('is refused to who does not lead there any more, can be taken along, and is sent when it is brought again', async () => {
    await bringTheirs(phone.store, theirs)
    phone.uploads.judge = () => refusal(409, 'upload_differs')
    await phone.engine.run()
    expect([state(), unsentCount(phone.store)]).toEqual(['refused', 0])
    const { attachments } = fileOf(await (await wholeFile(phone.store)).file.text())!
    expect(attachments).toEqual(theirs)
    phone.uploads.judge = () => undefined
    expect(await bringTheirs(phone.store, theirs)).toEqual({ attached: 1, notAttached: 0 })
    await phone.engine.run()
    expect([state(), isThere()]).toEqual(['sent', true])
  })

  test('is not named by what its bringer writes about the note', async () => {
    server.put('observation', 'nord', { outcome: 'worked', attachments: [id] }, entry.record)
    await phone.engine.run()
    await bringTheirs(phone.store, theirs)
    const change = { type: 'observation', record: entry.record, base: 1, fields: { text: 'rettet' } }
    await phone.store.save([change], { open: true })
    await phone.store.adopt(true)
    expect(phone.store.queue().at(-1)?.fields).toEqual({ text: 'rettet' })
  })

  test('is nothing to another user of the phone', async () => {
    await bringTheirs(phone.store, theirs)
    const other = await Phone.of(server)
    await other.engine.run()
    expect([other.store.memory.attachments.size, other.uploads.asked, unsentCount(other.store)]).toEqual([0, [], 0])
  })

  test('is asked about before a withdrawn phone forgets, also when its note is gone', async () => {
    await bringTheirs(phone.store, theirs)
    server.restore([])
    await phone.engine.run()
    expect([state(), begun()]).toEqual(['waiting', 0])
    server.fates.push(problem(403, 'device_revoked', undefined, { device: 'retired' }))
    phone.uploads.judge = () => refusal(409, 'upload_differs')
    await phone.engine.run()
    expect([phone.forgot, state()]).toEqual([undefined, 'refused'])
  })
})

describe('a restored server', () => {
  test.each(['waiting', 'sent'])('gets one that was %s when it has the note again', async (before) => {
    const held = hold()
    await bringTheirs(phone.store, theirs)
    if (before === 'sent') await phone.engine.run()
    const asked = begun()
    phone.uploads.begun.clear()
    server.restore([held])
    await phone.engine.run()
    expect([state(), begun(), unsentCount(phone.store)]).toEqual(['waiting', asked, 1])
    hold()
    await phone.engine.run()
    expect([state(), begun(), isThere()]).toEqual(['sent', asked + 1, true])
  })

  test('gets it when another record names it', async () => {
    await bringTheirs(phone.store, theirs)
    server.restore([])
    server.put('observation', 'nord', { outcome: 'worked', attachments: [id] })
    await phone.engine.run()
    expect([state(), isThere()]).toEqual(['sent', true])
  })

  test('gets it when the file is brought again', async () => {
    await bringTheirs(phone.store, theirs)
    server.restore([])
    await phone.engine.run()
    expect([state(), begun()]).toEqual(['waiting', 0])
    expect(await bringTheirs(phone.store, theirs)).toEqual({ attached: 1, notAttached: 0 })
    await phone.engine.run()
    expect([state(), isThere()]).toEqual(['sent', true])
  })

  test.each(['waiting', 'sent'])(
    'lets people decide about one that was %s when its note never comes',
    async (before) => {
      const held = hold()
      await bringTheirs(phone.store, theirs)
      if (before === 'sent') await phone.engine.run()
      server.restore([held])
      for (let n = 0; n < 2; n++) await phone.engine.run()
      server.clock += 29 * DAY
      for (let n = 0; n < 2; n++) await phone.engine.run()
      expect(state()).toBe('waiting')
      server.clock += 2 * DAY
      for (let n = 0; n < 2; n++) await phone.engine.run()
      expect([state(), (await attachmentsIn(phone.store).whole(id)).byteLength]).toEqual(['refused', 25])
      hold()
      await attachmentsIn(phone.store).retry(id)
      for (let n = 0; n < 2; n++) await phone.engine.run()
      expect(state()).toBe('sent')
    },
  )
})

describe('who may bring it', () => {
  const person = (unit: string, role: string) => ({ memberships: [{ unit, role }] }) as unknown as Account

  beforeEach(async () => {
    server.put('unit', 'omsorg', { name: 'Omsorg' }, 'omsorg')
    server.put('unit', 'nord', { name: 'Nord', parent: 'omsorg' }, 'nord')
    await phone.engine.run()
  })

  test.each([
    ['nord', 'leader', 1],
    ['omsorg', 'leader', 1],
    ['omsorg', 'admin', 1],
    ['nord', 'staff', 0],
    ['havnen', 'leader', 0],
  ])('in %s as %s', (unit, role, count) => {
    expect(mayBring(phone.store, person(unit, role), [7, null, {}, { fields: 'x' }, entry], theirs)).toHaveLength(count)
  })

  test('is asked of the note on the phone when the file does not hold it', async () => {
    const lone = person('nord', 'leader')
    expect(mayBring(phone.store, lone, [], theirs)).toEqual([])
    hold()
    await phone.engine.run()
    expect(mayBring(phone.store, lone, [], theirs)).toEqual(theirs)
    expect(mayBring(phone.store, person('havnen', 'leader'), [], theirs)).toEqual([])
  })
})

test('the server is told who made it, when that is not who sends it', async () => {
  const told: string[] = []
  const transport = new HttpUploads(async (_path, init) => {
    told.push(new Headers(init?.headers).get('Upload-Metadata')!)
    return new Response(null, { status: 201, headers: { 'Upload-Offset': '0' } })
  })
  await bringTheirs(phone.store, theirs)
  const one = phone.store.memory.attachments.get(id)!
  await transport.begin({ device: newId(), author: phone.user }, one)
  await transport.begin({ device: newId(), author: entry.author }, one)
  expect(told.map((one) => one.includes(`author ${btoa(entry.author)}`))).toEqual([true, false])
})
