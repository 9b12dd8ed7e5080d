// Signing in and out on links that carry nothing, or late: the cookie is the browser's, whoever asks.

import 'fake-indexeddb/auto'
import { beforeEach, expect, test, vi } from 'vitest'
import { Session } from '../src/session'
import { Device } from '../src/store/device'

/** A browser and its server: an answer that arrives sets the cookie or takes it away; one that is given up does nothing. */
class Browser {
  cookie: string | undefined
  /** The sessions that the server knows. */
  readonly open = new Set<string>()
  /** What is asked from now on: `still` never arrives, `late` is done at once and answered when it is let through. */
  link: 'good' | 'still' | 'late' = 'good'
  asked: string[] = []
  private readonly onTheWay: (() => void)[] = []
  private count = 0

  readonly call = async (_path: unknown, { method, signal, body }: RequestInit = {}): Promise<Response> => {
    const { link } = this
    this.asked.push(method!)
    const sets = link === 'still' ? undefined : this.done(method!, body)
    await new Promise<void>((resolve, reject) => {
      if (link === 'good') resolve()
      else if (link === 'late') this.onTheWay.push(resolve)
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
    signal?.throwIfAborted()
    this.cookie = sets
    return sets ? Response.json({ user: { id: sets.split('-')[0] } }) : new Response(null, { status: 204 })
  }

  /** What the server does; returns what its answer sets the cookie to. */
  private done(method: string, body: unknown): string | undefined {
    if (method === 'DELETE') {
      this.open.delete(this.cookie ?? '')
      return undefined
    }
    const made = `${JSON.parse(String(body)).email}-${++this.count}`
    this.open.add(made)
    return made
  }

  letThrough(): void {
    for (const arrive of this.onTheWay.splice(0)) arrive()
  }
}

/** A browser's locks: one after the other, or not at all when that is asked for. */
class Locks {
  private last: Promise<unknown> = Promise.resolve()
  private waiting = 0

  async request(_name: string, asked: LockOptions, work: (lock: object | null) => Promise<unknown>): Promise<unknown> {
    if (asked.ifAvailable && this.waiting) return work(null)
    this.waiting++
    const turn = this.last.then(() => {
      asked.signal?.throwIfAborted()
      return work({})
    })
    this.last = turn.catch(() => undefined).then(() => this.waiting--)
    return turn
  }
}

let browser: Browser
let device: Device
let locks: LockManager

beforeEach(async () => {
  browser = new Browser()
  device = await Device.open()
  locks = new Locks() as unknown as LockManager
  await device.setParting(undefined)
  await device.setAccount(undefined)
})

/** A tab that follows who is signed in, as the app does. */
function tab(lockedBy: LockManager | null = locks) {
  const session = new Session(device, browser.call as typeof fetch, lockedBy)
  return {
    session,
    signIn: async (email: string) => {
      const account = await session.signIn(email, 'kode')
      if (typeof account === 'object') await device.setAccount(account)
      return account
    },
    signOut: async () => {
      await session.leave()
      await device.setAccount(undefined)
    },
  }
}

test('the server is told that somebody has signed out', async () => {
  const { signIn, signOut, session } = tab()
  await signIn('mette')
  await signOut()
  await session.tell()
  expect([browser.cookie, [...browser.open], await device.isParting()]).toEqual([undefined, [], false])
})

test('on a link that stands still one is signed out at once, and the server hears of it when it can', async () => {
  const { signIn, signOut } = tab()
  await signIn('mette')
  browser.link = 'still'
  await signOut()
  expect(await device.account()).toBeUndefined()
  const again = tab().session // the app has been closed since
  browser.link = 'good'
  await again.tell()
  expect([[...browser.open], await device.isParting()]).toEqual([[], false])
})

test('who signs in meanwhile is not signed out by it, however late its answer comes', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const giveUp = new AbortController()
    setTimeout(() => giveUp.abort(), ms / 100)
    return giveUp.signal
  })
  const first = tab()
  await first.signIn('mette')
  browser.link = 'late'
  await first.signOut()
  const told = first.session.tell()
  await vi.waitFor(() => expect(browser.asked).toContain('DELETE'))
  browser.link = 'good'
  const lone = await tab().signIn('lone') // in another tab
  browser.letThrough()
  await told
  expect(lone).toMatchObject({ user: { id: 'lone' } })
  expect(browser.cookie).toMatch(/^lone/)
  expect([...browser.open]).toEqual([browser.cookie])
  await Promise.all([first.session.tell(), tab().session.tell()])
  expect([...browser.open]).toEqual([browser.cookie])
  vi.restoreAllMocks()
})

test('the session before ends when the next person signs in, if the server has not heard of it yet', async () => {
  const { signIn, signOut } = tab()
  await signIn('mette')
  browser.link = 'still'
  await signOut()
  browser.link = 'good'
  await signIn('lone')
  expect([...browser.open]).toEqual([browser.cookie])
})

test('somebody who is signed in is told of nothing', async () => {
  const { signIn, session } = tab()
  await signIn('mette')
  await device.setParting(true)
  await session.tell()
  expect(browser.asked).toEqual(['POST'])
})

test('signing in says after a while that there is no answer', async () => {
  const waits: number[] = []
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    waits.push(ms)
    return ms > 10_000 ? AbortSignal.abort() : new AbortController().signal
  })
  expect(await tab().signIn('mette')).toBe('offline')
  expect(Math.max(...waits)).toBeLessThanOrEqual(20_000)
  vi.restoreAllMocks()
})

test('where tabs cannot wait for each other, the server is told before another can sign in', async () => {
  const { signIn, signOut } = tab(null)
  await signIn('mette')
  await signOut()
  expect([...browser.open]).toEqual([])
})
