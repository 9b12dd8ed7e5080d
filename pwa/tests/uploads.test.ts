import { beforeEach, describe, expect, test } from 'vitest'
import { attachmentsIn } from '../src/store/blobs'
import { newId } from '../src/store/ids'
import { takeLease } from '../src/store/replies'
import { unsentCount } from '../src/ui/attention/count'
import { Phone } from './support/phone'
import { FakeServer, problem } from './support/server'
import { refusal } from './support/uploads'

const DAY = 86_400_000
const bytes = (size: number, from = 0) => Uint8Array.from({ length: size }, (_, at) => (from + at) % 251)

let server: FakeServer
let phone: Phone

beforeEach(async () => {
  server = new FakeServer()
  phone = await Phone.of(server)
})

/** A note with a photo. */
async function withPhoto(size = 25, isOpen = false): Promise<string> {
  const id = newId()
  const fields = { unit: 'nord', outcome: 'worked', attachments: [id] }
  const { ids } = await phone.store.save([{ type: 'observation', fields }], { open: isOpen })
  await attachmentsIn(phone.store).add(id, ids[0]!, 'photo', 'image/jpeg', bytes(size))
  return id
}

const state = (id: string) => phone.store.memory.attachments.get(id)?.state
const pieces = () => phone.uploads.asked.filter((one) => one.startsWith('piece')).map((one) => one.split(' ')[2])
const isThere = (id: string, size = 25) => phone.uploads.whole(id)?.equals(bytes(size))

test('a photo is sent in pieces after its note, and marked sent', async () => {
  const id = await withPhoto()
  await phone.engine.run()
  expect(phone.states()).toEqual(['applied'])
  expect(phone.uploads.asked.map((one) => one.split(' ')[0])).toEqual(['begin', 'piece', 'piece', 'piece'])
  expect([isThere(id), state(id), pieces()]).toEqual([true, 'sent', ['0+10', '10+10', '20+5']])
  phone.uploads.asked.length = 0
  await phone.engine.run()
  expect(phone.uploads.asked).toEqual([])
})

test.each([
  [
    'is held',
    () => {
      server.judge = () => ({ status: 'held', reason: 'unit_lost', detail: '' })
    },
  ],
  [
    'lies in a unit that was lost',
    () => {
      server.scope = new Set(['syd'])
    },
  ],
])('a photo that cannot be sent counts as unsent, also while its note %s', async (_, happens) => {
  phone.uploads.judge = () => refusal(507, 'attachments_full', 100_000)
  const id = await withPhoto()
  happens()
  for (let n = 0; n < 2; n++) await phone.engine.run()
  expect([state(id), phone.store.unsent(), unsentCount(phone.store)]).toEqual(['waiting', [], 1])
})

describe('carries on where it was', () => {
  test.each([0, 1, 9, 10])('when a piece is cut off after %i bytes', async (come) => {
    const id = await withPhoto()
    phone.uploads.fates.push('answered', 'answered', come)
    await phone.engine.run()
    expect([isThere(id), state(id)]).toEqual([true, 'sent'])
    expect(pieces()[2]).toBe(`${10 + come}+${Math.min(10, 15 - come)}`)
  })

  test('when the answer to the last piece is lost', async () => {
    const id = await withPhoto()
    phone.uploads.fates.push('answered', 'answered', 'answered', 'lost')
    await phone.engine.run()
    expect([isThere(id), state(id)]).toEqual([true, 'sent'])
    expect(phone.uploads.asked.at(-1)).toBe(`offset ${id}`)
  })

  test('after the app was closed in the middle', async () => {
    const id = await withPhoto()
    phone.uploads.fates.push('answered', 4, 'down')
    await phone.engine.run()
    expect(state(id)).toBe('waiting')
    await phone.reopen()
    await phone.engine.run()
    expect([isThere(id), state(id), pieces()]).toEqual([true, 'sent', ['0+10', '4+10', '14+10', '24+1']])
  })

  test('from the beginning when the server knows nothing of it any more', async () => {
    const id = await withPhoto()
    let isForgotten = false
    phone.uploads.meanwhile = () => {
      if (pieces().length === 2 && !isForgotten) isForgotten = phone.uploads.begun.delete(id)
    }
    await phone.engine.run()
    expect([isThere(id), state(id)]).toEqual([true, 'sent'])
  })

  test('not for ever when nothing gets through', async () => {
    const id = await withPhoto()
    phone.uploads.fates.push('answered', 0, 'answered', 0, 'answered', 0, 'answered', 0, 'answered', 0, 'answered')
    await phone.engine.run()
    expect(state(id)).toBe('waiting')
    expect(phone.uploads.asked.length).toBeLessThan(10)
    expect(phone.waits).toBeGreaterThan(0)
  })
})

describe('text comes first', () => {
  test('what is written while a photo is on its way goes before the next piece', async () => {
    const id = await withPhoto()
    const order: string[] = []
    const sync = server.sync.bind(server)
    server.sync = (told) => {
      order.push(`text ${(told as { mutations: object[] }).mutations.length}`)
      return sync(told)
    }
    phone.uploads.meanwhile = async () => {
      order.push(phone.uploads.asked.at(-1)!.split(' ')[0]!)
      if (order.length === 3) {
        await phone.note('imens')
        void phone.engine.run()
      }
    }
    await phone.engine.run()
    expect(order).toEqual(['text 1', 'begin', 'piece', 'text 1', 'begin', 'piece', 'piece'])
    expect(state(id)).toBe('sent')
  })

  test('while the server has no room for photos, text gets through', async () => {
    const id = await withPhoto()
    phone.uploads.judge = () => refusal(507, 'attachments_full', 100_000)
    await phone.engine.run()
    expect(phone.waits).toBeGreaterThanOrEqual(100_000)
    await phone.note('tekst')
    await phone.engine.run()
    expect(phone.states()).toEqual(['applied', 'applied'])
    expect([state(id), phone.uploads.asked.length]).toEqual(['waiting', 1])
    expect(phone.engine.getStatus().state).toBe('idle')
    phone.uploads.judge = () => undefined
    await phone.wake()
    expect(state(id)).toBe('sent')
  })

  test('nothing is sent of a note that the server has not got', async () => {
    const id = await withPhoto()
    server.fates.push('down')
    await phone.engine.run()
    expect(phone.uploads.asked).toEqual([])
    await phone.wake()
    expect(state(id)).toBe('sent')
  })
})

describe('what travels', () => {
  test('nothing while its sheet is open, and nothing of what is taken back', async () => {
    const id = await withPhoto(25, true)
    await phone.engine.run()
    const [entry] = phone.store.queue()
    await phone.store.undo([entry!.id])
    await phone.engine.run()
    expect([phone.uploads.asked, state(id)]).toEqual([[], 'waiting'])
  })

  test('what no record names is kept for 30 days, and then let go', async () => {
    const id = await withPhoto(25, true)
    await phone.store.undo([phone.store.queue()[0]!.id])
    await phone.engine.run()
    server.clock += 29 * DAY
    await phone.engine.run()
    expect(state(id)).toBe('waiting')
    server.clock += 2 * DAY
    await phone.engine.run()
    expect(state(id)).toBeUndefined()
    expect(await (await phone.store.connection.get()).count('pieces')).toBe(0)
    expect(phone.uploads.asked).toEqual([])
  })

  test('a photo of a note whose record has got another id', async () => {
    const id = await withPhoto(25, true)
    const [first] = phone.store.queue()
    const again = await phone.store.replace(first!.id, [{ type: 'observation', fields: first!.fields }])
    await phone.store.release(again!.ids)
    await phone.engine.run()
    expect(state(id)).toBe('sent')
  })

  test('a photo that the server had no room for until its note was forgotten here', async () => {
    const id = await withPhoto()
    phone.uploads.judge = () => refusal(507, 'attachments_full')
    await phone.engine.run()
    server.clock += 40 * DAY
    server.scope = new Set()
    await phone.engine.run()
    phone.uploads.judge = () => undefined
    phone.now += DAY
    await phone.engine.run()
    expect(state(id)).toBe('sent')
  })

  test('a recording that a crash has cut off, with what it has', async () => {
    const id = newId()
    const fields = { unit: 'nord', outcome: 'worked', attachments: [id] }
    const { ids } = await phone.store.save([{ type: 'observation', fields }], { open: true })
    await attachmentsIn(phone.store).open(id, ids[0]!, 'audio', 'audio/webm')
    await attachmentsIn(phone.store).piece(id, bytes(25))
    await phone.reopen()
    await phone.engine.run()
    expect([isThere(id), state(id)]).toEqual([true, 'sent'])
  })

  test('nothing of another user of the phone', async () => {
    const id = await withPhoto()
    const other = await Phone.of(server)
    other.uploads = phone.uploads
    await other.engine.run()
    expect(phone.uploads.asked).toEqual([])
    expect(attachmentsIn(other.store).of(phone.store.queue()[0]!.record)).toEqual([])
    await phone.engine.run()
    expect(phone.uploads.begun.get(id)?.author).toBe(phone.user)
  })
})

describe('what the server will not have', () => {
  test.each([
    [409, 'upload_differs'],
    [413, 'upload_too_large'],
    [415, 'upload_kind'],
  ])('%i %s: refused for good, and the next one gets through', async (status, code) => {
    const [first, second] = [await withPhoto(), await withPhoto()]
    phone.uploads.judge = (id) => (id === first ? refusal(status, code) : undefined)
    await phone.engine.run()
    expect(phone.store.memory.attachments.get(first)).toMatchObject({ state: 'refused', code })
    expect(state(second)).toBe('sent')
    await phone.reopen()
    expect(phone.store.memory.attachments.get(first)).toMatchObject({ state: 'refused', code })
    expect((await attachmentsIn(phone.store).bytes(first))?.size).toBe(25)
  })

  test('what does not arrive whole is sent once more, and then refused', async () => {
    const id = await withPhoto()
    const broken = refusal(422, 'upload_broken')
    phone.uploads.fates.push('answered', broken)
    await phone.engine.run()
    expect(state(id)).toBe('sent')
    const second = await withPhoto()
    phone.uploads.fates.push('answered', broken, 'down')
    await phone.engine.run()
    expect(state(second)).toBe('waiting')
    phone.uploads.fates.push('answered', broken)
    await phone.wake()
    expect(phone.store.memory.attachments.get(second)).toMatchObject({ state: 'refused', code: 'upload_broken' })
  })

  test("a proxy's word about the size is not the server's", async () => {
    const id = await withPhoto()
    phone.uploads.fates.push(refusal(413, ''))
    await phone.engine.run()
    expect(state(id)).toBe('waiting')
  })

  test("one that the server stumbles over stands in nobody's way", async () => {
    const [first, second] = [await withPhoto(), await withPhoto()]
    phone.uploads.judge = (id) => (id === first ? refusal(500, 'internal') : undefined)
    await phone.engine.run()
    expect([state(first), state(second)]).toEqual(['waiting', 'sent'])
    expect(phone.waits).toBeGreaterThan(0)
  })
})

describe('a restored server', () => {
  test('gets again what was sent to it in the last 30 days, and not what is older', async () => {
    const old = await withPhoto()
    await phone.engine.run()
    server.clock += 31 * DAY
    const id = await withPhoto()
    await phone.engine.run()
    expect(state(old)).toBeUndefined()
    phone.uploads.begun.clear()
    server.restore([])
    await phone.engine.run()
    expect([isThere(id), state(id), phone.uploads.begun.size]).toEqual([true, 'sent', 1])
  })

  test('that was restored while the last piece was on its way gets it again', async () => {
    const id = await withPhoto()
    phone.uploads.meanwhile = async () => {
      if (!isThere(id)) return
      phone.uploads.meanwhile = () => undefined
      phone.uploads.begun.clear()
      server.restore([])
    }
    await phone.engine.run()
    expect([isThere(id), state(id)]).toEqual([undefined, 'sent'])
    await phone.engine.run()
    expect([isThere(id), state(id)]).toEqual([true, 'sent'])
  })
})

test('a tab that was overtaken stores nothing of what it hears', async () => {
  const id = await withPhoto()
  phone.uploads.meanwhile = async () => {
    if (isThere(id)) await takeLease(phone.store, 'another', phone.now + 100_000, 90_000)
  }
  await phone.engine.run()
  expect(state(id)).toBe('waiting')
})

test("one that the disk does not give out stands in no other's way, and is sent when it does", async () => {
  const [first, second] = [await withPhoto(), await withPhoto()].sort()
  const attachments = attachmentsIn(phone.store)
  const whole = attachments.whole.bind(attachments)
  attachments.whole = async (id) => {
    if (id === first) throw new DOMException('the disk stumbles', 'UnknownError')
    return whole(id)
  }
  await phone.engine.run()
  expect([isThere(second!), state(first!), phone.engine.getStatus().state]).toEqual([true, 'waiting', 'idle'])
  attachments.whole = whole
  await phone.wake()
  expect(isThere(first!)).toBe(true)
})

test('one that was refused can be sent once more', async () => {
  const id = await withPhoto()
  phone.uploads.judge = () => refusal(409, 'upload_differs')
  await phone.engine.run()
  expect(state(id)).toBe('refused')
  phone.uploads.judge = () => undefined
  await attachmentsIn(phone.store).retry(id)
  await phone.engine.run()
  expect([isThere(id), phone.store.memory.attachments.get(id)?.code]).toEqual([true, undefined])
})

describe('a withdrawn phone', () => {
  const retired = () => problem(403, 'device_revoked', undefined, { device: 'retired' })

  test('forgets only when its photos have been handed in', async () => {
    const id = await withPhoto()
    phone.uploads.judge = () => refusal(507, 'attachments_full')
    await phone.engine.run()
    server.fates.push(retired())
    await phone.engine.run()
    expect(phone.forgot).toBeUndefined()
    phone.uploads.judge = () => undefined
    phone.now += DAY
    server.fates.push(retired())
    await phone.engine.run()
    expect([isThere(id), phone.forgot]).toEqual([true, 'retired'])
  })

  test('asks about what it has sent, because a restore may have taken it', async () => {
    const id = await withPhoto()
    await phone.engine.run()
    phone.uploads.begun.clear()
    server.fates.push(retired())
    await phone.engine.run()
    expect([isThere(id), phone.forgot]).toEqual([true, 'retired'])
  })

  test('hands in what is noted while it asks about them', async () => {
    await withPhoto()
    await phone.engine.run()
    const before = server.notes().length
    server.fates.push(retired())
    phone.uploads.meanwhile = async () => {
      phone.uploads.meanwhile = () => undefined
      await phone.note('imens')
    }
    await phone.engine.run()
    expect([phone.forgot, server.notes().slice(before)]).toEqual([undefined, ['imens']])
    server.fates.push(retired())
    await phone.engine.run()
    expect(phone.forgot).toBe('retired')
  })

  test('keeps what the server will not have until it is taken along and dropped', async () => {
    const id = await withPhoto()
    phone.uploads.judge = () => refusal(415, 'upload_kind')
    await phone.engine.run()
    expect(state(id)).toBe('refused')
    const sync = server.sync.bind(server)
    server.sync = async (told) => ((told as { mutations: object[] }).mutations.length ? sync(told) : retired())
    await phone.engine.run()
    expect([phone.forgot, phone.waits]).toEqual([undefined, 300_000])
    await attachmentsIn(phone.store).drop(id)
    await phone.wake()
    expect(phone.forgot).toBe('retired')
  })

  test('that was lost sends nothing', async () => {
    await withPhoto()
    server.fates.push(problem(403, 'device_revoked', undefined, { device: 'lost' }))
    await phone.engine.run()
    expect([phone.uploads.asked, phone.forgot]).toEqual([[], 'lost'])
  })
})

test('an ended sign-in is found out by the text, and the photo waits', async () => {
  const id = await withPhoto()
  phone.uploads.fates.push(refusal(401, 'not_signed_in'))
  await phone.engine.run()
  expect(state(id)).toBe('waiting')
  server.fates.push(problem(401, 'not_signed_in'))
  await phone.wake()
  expect(phone.engine.getStatus().state).toBe('signed_out')
})
