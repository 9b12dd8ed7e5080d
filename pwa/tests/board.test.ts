import { describe, expect, test } from 'vitest'
import type { Meeting } from '../src/ui/board/meeting'
import { merged, movedTo, paused, spentTime } from '../src/ui/board/pace'
import { untold } from '../src/ui/board/told'
import type { Waiting } from '../src/ui/waiting'

const TODAY = '2026-11-24'
const one = (changed: Partial<Waiting> = {}): Waiting => ({
  kind: 'review',
  id: 'a',
  title: 'Opkald før besøg',
  href: '/proevehandlinger/a/saml-op',
  unit: 'nord',
  days: 1,
  forLeader: false,
  ...changed,
})

describe('reminders', () => {
  test('each is told once, also on the days after', () => {
    const first = untold([one()], [], TODAY)
    expect(first.fresh).toHaveLength(1)
    expect(untold([one({ days: 2 })], first.keys, '2026-11-25').fresh).toEqual([])
  })

  test('what became due another time is told another time', () => {
    const first = untold([one({ days: 1 })], [], TODAY)
    expect(untold([one({ days: 1 })], first.keys, '2026-12-08').fresh).toHaveLength(1)
  })

  test('only what has ended or become due is told, and not what a colleague is to answer', () => {
    const list = [one({ kind: 'concern' }), one({ kind: 'check_in', forColleague: true }), one({ kind: 'check_in' })]
    expect(untold(list, [], TODAY).fresh).toEqual([list[2]])
  })

  test('what no longer waits is forgotten', () => {
    expect(untold([], ['review:a:nord:2026-11-23'], TODAY).keys).toEqual([])
  })
})

describe('a meeting', () => {
  const waits: Meeting = { unit: 'nord', keys: ['purpose', 'trial:a', 'agreed'], at: 'purpose', spent: 0 }

  test('begins with the first step, and its time stands still in a pause', () => {
    expect(movedTo(waits, 'purpose', 1000).began).toBeUndefined()
    const begun = movedTo(waits, 'trial:a', 1000)
    expect(begun.began).toBe(1000)
    const resting = paused(begun, 61_000)
    expect(spentTime(resting, 900_000)).toBe(60_000)
    expect(spentTime(paused(resting, 900_000), 930_000)).toBe(90_000)
  })

  test('keeps its slides in their places; what comes meanwhile stands before the last, what is gone goes', () => {
    const keys = ['purpose', 'trial:a', 'review:b', 'check_in:c:nord', 'agreed']
    const now = ['purpose', 'trial:new', 'review:b', 'agreed']
    expect(merged(keys, now, (key) => key !== 'trial:a')).toEqual([
      'purpose',
      'review:b',
      'check_in:c:nord',
      'trial:new',
      'agreed',
    ])
  })
})
