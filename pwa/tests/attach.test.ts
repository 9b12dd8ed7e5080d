// Pictures made small, and voice notes kept while they are spoken: what browsers do is played by the test.

import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { attachmentsIn } from '../src/store/blobs'
import { newId } from '../src/store/ids'
import { Store } from '../src/store/store'
import { bytesOf } from '../src/ui/attach/bytes'
import { CONTAINERS, elapsed, MOST_BYTES, PIECE_MS, Recorder, type Studio, type Take } from '../src/ui/attach/recorder'
import { type Darkroom, fitted, LONGEST, shrink } from '../src/ui/attach/shrink'

const file = (type: string, size = 3) => new Blob([new Uint8Array(size)], { type })

/** A browser that reads pictures of a size and draws them; it tells what it was asked to draw. */
function darkroom(width: number, height: number, made: Blob | null = file('image/jpeg', 2)) {
  const drawn: number[][] = []
  const close = vi.fn()
  const room: Darkroom = {
    read: async () => ({ width, height, close }),
    draw: async (_picture, ...size) => {
      drawn.push(size)
      return made ?? undefined
    },
  }
  return { room, drawn, close }
}

describe('a picture', () => {
  test.each([
    [4_032, 3_024, 2_048, 1_536],
    [3_024, 4_032, 1_536, 2_048],
    [2_048, 2_048, 2_048, 2_048],
    [640, 480, 640, 480],
    [30_000, 3, 2_048, 1],
  ])('of %i×%i is kept as %i×%i', async (width, height, wide, high) => {
    const { room, drawn } = darkroom(width, height)
    const kept = await shrink(file('image/heic'), room)
    expect(kept).toMatchObject({ mime: 'image/jpeg' })
    expect(drawn).toEqual([[wide, high, 0.8]])
    expect(Math.max(...Object.values(fitted(width, height)))).toBeLessThanOrEqual(LONGEST)
  })

  test('that is drawn is never the original, however small that is: what the camera wrote is gone', async () => {
    const { room, close } = darkroom(10, 10, file('image/jpeg', 500))
    const kept = await shrink(file('image/jpeg', 3), room)
    expect('bytes' in kept && kept.bytes.byteLength).toBe(500)
    expect(close).toHaveBeenCalledOnce()
  })

  test.each([
    ['cannot be read', { ...darkroom(1, 1).room, read: async () => Promise.reject(new Error('unknown')) }],
    ['cannot be drawn', darkroom(9, 9, null).room],
    ['comes back as something else', darkroom(9, 9, file('image/png')).room],
    ['has no size', darkroom(0, 0).room],
  ])('that %s is kept as it came', async (_how, room) => {
    const kept = await shrink(file('image/png', 7), room)
    expect(kept).toMatchObject({ mime: 'image/png' })
    expect('bytes' in kept && kept.bytes.byteLength).toBe(7)
  })

  test('that cannot be drawn is refused when the server would refuse it', async () => {
    const broken: Darkroom = { ...darkroom(1, 1).room, read: async () => Promise.reject(new Error('unknown')) }
    expect(await shrink(file('image/heic'), broken)).toEqual({ fault: 'not_picture' })
    expect(await shrink(file('text/plain'), broken)).toEqual({ fault: 'not_picture' })
    expect(await shrink(file('image/jpeg', MOST_BYTES + 1), broken)).toEqual({ fault: 'too_large' })
  })
})

/** A microphone and a tape, turned by the test. */
function studio(changed: Partial<Studio> = {}) {
  let now = 0
  let isOn = true
  let tell = { piece: (_piece: Blob) => {}, end: () => {} }
  const released = vi.fn()
  const stream = {} as MediaStream
  const take: Take = {
    mimeType: 'audio/webm;codecs=opus',
    start: vi.fn(),
    stop: vi.fn(() => {
      if (!isOn) return
      isOn = false
      tell.piece(file('audio/webm', 1)) // the last piece comes before the end
      tell.end()
    }),
    onPiece: (piece) => {
      tell = { ...tell, piece }
    },
    onEnd: (end) => {
      tell = { ...tell, end }
    },
  }
  const world: Studio = {
    canTake: (mime) => mime.includes('webm'),
    listen: async () => stream,
    take: vi.fn(() => take),
    release: released,
    now: () => now,
    ...changed,
  }
  const kept: string[] = []
  const tape = {
    open: async (mime: string) => void kept.push(`open ${mime}`),
    piece: async (bytes: ArrayBuffer) => void kept.push(`${bytes.byteLength}`),
    close: async () => void kept.push('close'),
  }
  const phases: string[] = []
  const recorder: Recorder = new Recorder(
    { open: (mime) => tape.open(mime), piece: (bytes) => tape.piece(bytes), close: () => tape.close() },
    () => void phases.push(recorder.phase),
    world,
  )
  const pass = (ms: number) => {
    now += ms
  }
  const speak = async (size: number) => {
    tell.piece(file('audio/webm', size))
    await new Promise((resolve) => setTimeout(resolve))
  }
  const unplug = () => {
    isOn = false
    tell.end()
  }
  return { recorder, take, tape, kept, phases, released, world, pass, speak, unplug }
}

describe('a voice note', () => {
  test('is on the tape piece by piece while it is spoken', async () => {
    const { recorder, take, kept, phases, speak, pass, released } = studio()
    await recorder.start()
    expect(take.start).toHaveBeenCalledWith(PIECE_MS)
    expect(kept).toEqual([]) // nothing has been heard, so nothing is named that might never come
    await speak(5)
    expect(kept).toEqual(['open audio/webm', '5'])
    pass(61_000)
    expect(elapsed(recorder.seconds)).toBe('1:01')
    await speak(6)
    expect(kept).toEqual(['open audio/webm', '5', '6'])
    await recorder.stop()
    expect(kept).toEqual(['open audio/webm', '5', '6', '1', 'close'])
    expect(phases).toEqual(['asking', 'recording', 'ending', 'idle'])
    expect(released).toHaveBeenCalledOnce()
    expect(recorder.seconds).toBe(0)
  })

  test('is not begun without the microphone, and the phone says so', async () => {
    const { recorder, phases, kept, world } = studio({ listen: async () => Promise.reject(new Error('no')) })
    await recorder.start()
    await recorder.stop()
    expect(phases).toEqual(['asking', 'refused'])
    expect(world.take).not.toHaveBeenCalled()
    expect(kept).toEqual([])
  })

  test('that was left while the browser asked is never begun, and the microphone is let go', async () => {
    let give = (_stream: MediaStream) => {}
    const asked = new Promise<MediaStream>((resolve) => {
      give = resolve
    })
    const { recorder, world, released } = studio({ listen: () => asked })
    const starting = recorder.start()
    await recorder.stop()
    give({} as MediaStream)
    await starting
    expect(world.take).not.toHaveBeenCalled()
    expect(released).toHaveBeenCalledOnce()
    expect(recorder.phase).toBe('idle')
  })

  test('ends when the microphone goes away, with what was heard', async () => {
    const { recorder, kept, speak, unplug } = studio()
    await recorder.start()
    await speak(4)
    unplug()
    await recorder.stop()
    expect(kept).toEqual(['open audio/webm', '4', 'close'])
    expect(recorder.phase).toBe('idle')
  })

  test('with nothing heard is told and leaves nothing behind', async () => {
    const { recorder, kept, unplug } = studio()
    await recorder.start()
    unplug()
    await recorder.stop()
    expect(kept).toEqual([])
    expect(recorder.phase).toBe('failed')
  })

  test('stops at the piece that the phone could not keep: nothing is put behind a gap', async () => {
    const { recorder, tape, kept, speak, take } = studio()
    await recorder.start()
    await speak(4)
    tape.piece = async () => Promise.reject(new DOMException('full', 'QuotaExceededError'))
    await speak(5)
    tape.piece = async () => void kept.push('behind the gap')
    expect(take.stop).toHaveBeenCalled()
    await recorder.stop()
    expect(kept).toEqual(['open audio/webm', '4', 'close'])
    expect(recorder.phase).toBe('failed')
  })

  test('stops by itself before it is too large to be sent', async () => {
    const { recorder, speak, take, kept } = studio()
    await recorder.start()
    await speak(MOST_BYTES - 400 * 1024)
    expect(take.stop).toHaveBeenCalled()
    await recorder.stop()
    expect(kept.at(-1)).toBe('close')
    expect(recorder.phase).toBe('idle')
  })

  test('is taken in a container that can be cut off anywhere, where the browser has one', async () => {
    const { recorder, world } = studio({ canTake: (mime) => ['audio/mp4', 'audio/ogg'].includes(mime) })
    await recorder.start()
    expect(world.take).toHaveBeenCalledWith(expect.anything(), { mimeType: 'audio/mp4', audioBitsPerSecond: 32_000 })
    expect(CONTAINERS[0]).toContain('webm')
    const none = studio({ canTake: () => false })
    await none.recorder.start()
    expect(none.recorder.phase).toBe('failed')
  })
})

describe('the bytes to show', () => {
  afterEach(() => vi.unstubAllGlobals())

  const answering = (...answers: (Response | Error)[]) => {
    const asked = vi.fn(async (_url: string) => {
      const answer = answers.shift()!
      if (answer instanceof Error) throw answer
      return answer
    })
    vi.stubGlobal('fetch', asked)
    return asked
  }
  const picture = () => new Response(file('image/jpeg', 9), { headers: { 'Content-Type': 'image/jpeg' } })

  test('are the phone’s own, and nobody is asked for them', async () => {
    const asked = answering()
    const store = await Store.open(newId())
    await attachmentsIn(store).add('own', 'note', 'photo', 'image/png', new Uint8Array(4).buffer)
    const told = await bytesOf(store, 'own')
    expect(told.how === 'here' && [told.blob.type, told.blob.size]).toEqual(['image/png', 4])
    expect(asked).not.toHaveBeenCalled()
  })

  test('are fetched once, and by each user anew', async () => {
    const asked = answering(picture(), picture())
    const [mine, theirs] = [await Store.open(newId()), await Store.open(newId())]
    const both = await Promise.all([bytesOf(mine, 'a'), bytesOf(mine, 'a')])
    expect(both.map((one) => one.how)).toEqual(['here', 'here'])
    expect(asked.mock.calls).toEqual([['/api/v1/attachments/a']])
    await bytesOf(theirs, 'a')
    expect(asked).toHaveBeenCalledTimes(2)
  })

  test('that did not come are asked for again', async () => {
    const cut = { ok: true, blob: () => Promise.reject(new TypeError('cut off')) } as unknown as Response
    answering(
      new TypeError('no network'),
      new Response('', { status: 404 }),
      new Response('', { status: 503 }),
      cut,
      picture(),
    )
    const store = await Store.open(newId())
    const told: string[] = []
    for (let time = 0; time < 5; time++) told.push((await bytesOf(store, 'a')).how)
    expect(told).toEqual(['no_net', 'not_arrived', 'no_net', 'no_net', 'here'])
  })
})
