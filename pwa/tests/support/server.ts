// A small server that keeps the contract as far as the engine can see it: results by mutation id, one order number,
// pages, an epoch, a scope. What it does to the network around it is decided call by call.

import { newId } from '../../src/store/ids'
import type { Change, Fields, Reply, Result } from '../../src/store/types'
import type { Answer, Transport } from '../../src/sync/transport'

interface Mutation {
  id: string
  type: string
  record?: string
  base?: number
  op: 'put' | 'delete'
  at: string
  fields?: Fields
  instead_of?: string
}

export interface Body {
  device: string
  carried_by?: string
  install?: object
  author: string
  cursor: string | null
  limit: number
  mutations: Mutation[]
}

/** What happens to one request: `lost` is applied but never answered, `down` never arrives. */
export type Fate = 'answered' | 'lost' | 'down' | Answer

export class FakeServer implements Transport {
  epoch = newId()
  /** What the next requests meet; afterwards all are answered. */
  readonly fates: Fate[] = []
  readonly bodies: Body[] = []
  readonly records = new Map<string, Change>()
  page = 1_000
  mostMutations = 1_000
  clock = Date.parse('2026-11-24T08:00:00Z')
  /** The units that the user may see; undefined: all. */
  scope: Set<string> | undefined
  /** What is said about a mutation before it is looked at. */
  judge: (mutation: Mutation) => Result | undefined = () => undefined
  /** Called while a request is on its way, after it has been applied. */
  meanwhile: () => Promise<void> | void = () => undefined
  private seq = 0
  private results = new Map<string, Result>()
  private sentBefore = new Map<string, Set<string>>()

  async missing(ids: string[]): Promise<string[]> {
    return ids.filter((id) => !this.results.has(id))
  }

  /** The texts of all that it holds. */
  notes(): unknown[] {
    return [...this.records.values()].map((one) => one.fields.text)
  }

  /** As if the mutation had never arrived. */
  forget(id: string): void {
    this.results.delete(id)
    this.records.delete(id)
  }

  async sync(told: object): Promise<Answer> {
    const body = JSON.parse(JSON.stringify(told)) as Body
    this.bodies.push(body)
    const fate = this.fates.shift() ?? 'answered'
    if (fate === 'down') return { kind: 'unreachable' }
    if (typeof fate === 'object') return fate
    if (body.mutations.length > this.mostMutations) return problem(413, 'too_large')
    const reply = this.answer(body)
    await this.meanwhile()
    return fate === 'lost' ? { kind: 'unreachable' } : { kind: 'reply', reply }
  }

  /** A record that somebody else has written. */
  put(type: string, unit: string, fields: Fields, id = newId()): string {
    const before = this.records.get(id)
    this.records.set(id, {
      id,
      type,
      unit,
      version: (before?.version ?? 0) + 1,
      seq: ++this.seq,
      deleted: false,
      created_by: 'somebody-else',
      captured_at: '2026-11-24T07:00:00+01:00',
      received_at: this.now(),
      fields: { ...before?.fields, ...fields },
    })
    return id
  }

  /** Restored from a backup that had none of these. */
  restore(without: string[]): void {
    this.epoch = newId()
    this.results = new Map()
    for (const id of without) this.records.delete(id)
    for (const one of this.records.values()) one.version += 1_000_000
  }

  private answer(body: Body): Reply {
    const made = new Set<string>()
    const results = body.mutations.map((one) => this.once(one, body, made))
    const [epoch, seen] = (body.cursor ?? '').split('|')
    const isReset = body.cursor !== null && epoch !== this.epoch
    const from = body.cursor === null || isReset ? 0 : Number(seen)
    const visible = [...this.records.values()].filter((one) => !this.scope || this.scope.has(one.unit))
    const known = this.sentBefore.get(body.carried_by ?? body.device) ?? new Set()
    const fresh = visible
      .filter((one) => (one.seq > from || (from > 0 && !known.has(one.id))) && !(from > 0 && made.has(one.id)))
      .sort((a, b) => a.seq - b.seq)
    const changes = fresh.slice(0, Math.min(this.page, body.limit))
    const more = fresh.length > changes.length
    const purge = from > 0 ? [...known].filter((id) => !visible.some((one) => one.id === id)) : []
    this.sentBefore.set(
      body.carried_by ?? body.device,
      new Set([...[...known].filter((id) => !purge.includes(id)), ...changes.map((one) => one.id), ...made]),
    )
    const upTo = more ? changes.at(-1)!.seq : this.seq
    const cursor = `${this.epoch}|${upTo}`
    const leftOut = from > 0 && !more ? [...made].flatMap((id) => this.records.get(id) ?? []) : []
    const seqs = Object.fromEntries(leftOut.map((one) => [one.id, one.seq]))
    return { epoch: this.epoch, received_at: this.now(), results, changes, seqs, purge, cursor, more, reset: isReset }
  }

  private once(one: Mutation, body: Body, made: Set<string>): Result {
    const known = this.results.get(one.id)
    if (known) return known
    const result = this.judge(one) ?? this.apply(one, body, made)
    this.results.set(one.id, result)
    return result
  }

  private apply(one: Mutation, body: Body, made: Set<string>): Result {
    const id = one.record ?? one.id
    const before = this.records.get(id)
    const { unit, ...fields } = one.fields ?? {}
    const isAsSent = (before?.version ?? 0) === (one.base ?? 0)
    const version = (before?.version ?? 0) + 1
    this.records.set(id, {
      id,
      type: one.type,
      unit: before?.unit ?? String(unit),
      version,
      seq: ++this.seq,
      deleted: one.op === 'delete',
      created_by: before?.created_by ?? body.author,
      captured_at: one.at,
      received_at: this.now(),
      fields: one.op === 'delete' ? {} : { ...before?.fields, ...fields },
    })
    if (isAsSent) made.add(id)
    return { status: 'applied', version }
  }

  private now(): string {
    this.clock += 1_000
    return new Date(this.clock).toISOString()
  }
}

export function problem(
  status: number,
  code: string,
  retryAfter?: number,
  errors: Record<string, string> = {},
): Answer {
  return { kind: 'problem', status, code, errors, retryAfter }
}
