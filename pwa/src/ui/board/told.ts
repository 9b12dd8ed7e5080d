// Which reminders are new: each is told once, and anew when it has become due anew. Pure.

import type { Waiting } from '../waiting'

const DAY = 86_400_000
const TOLD_KINDS = new Set(['review', 'check_in'])

/** What a reminder is remembered by: the same thing has the same key until it becomes due another time. */
export function keyOf(one: Waiting, today: string): string {
  const since = new Date(Date.parse(`${today}T00:00:00Z`) - one.days * DAY).toISOString().slice(0, 10)
  return `${one.kind}:${one.id}:${one.unit}:${since}`
}

/** What is to be told now, and the keys to remember: what no longer waits is forgotten. */
export function untold(list: Waiting[], told: string[], today: string): { fresh: Waiting[]; keys: string[] } {
  const asked = list.filter((one) => TOLD_KINDS.has(one.kind) && !one.forColleague)
  const fresh = asked.filter((one) => !told.includes(keyOf(one, today)))
  return { fresh, keys: asked.map((one) => keyOf(one, today)) }
}
