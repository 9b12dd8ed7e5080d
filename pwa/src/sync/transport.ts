// Talking to the server. Everything that can go wrong comes back as a value: the engine decides what it means.

import type { Entry, Reply } from '../store/types'

export type Answer = { kind: 'reply'; reply: Reply } | Refusal

interface Problem {
  kind: 'problem'
  status: number
  code: string
  errors: Record<string, string>
  retryAfter: number | undefined
}

export type Refusal = Problem | { kind: 'unreachable' }

export interface Transport {
  sync(body: object): Promise<Answer>
  /** Which of these mutations the server does not hold; undefined when it did not say. */
  missing(ids: string[]): Promise<string[] | undefined>
}

const PACKED_FROM = 1_024
/** Longer no answer keeps the phone from asking: that it is to wait for days may be said by anything on the way. */
const MOST_PATIENCE = 3_000_000
const PATIENCE = 60_000

export class HttpTransport implements Transport {
  private readonly call: typeof fetch
  private packedFrom = PACKED_FROM
  constructor(call: typeof fetch = (...args) => fetch(...args)) {
    this.call = call
  }

  async sync(body: object): Promise<Answer> {
    const answer = await this.post<Reply>('/api/v1/sync', body)
    // Another's page with the status 200 (a hotel's network, a proxy) is no answer.
    return answer.kind === 'problem' || isReply(answer) ? answer : { kind: 'unreachable' }
  }

  async missing(ids: string[]): Promise<string[] | undefined> {
    const answer = await this.post<{ missing: string[] }>('/api/v1/sync/reconcile', { ids })
    return answer.kind === 'reply' ? answer.reply.missing : undefined
  }

  private async post<T>(
    path: string,
    body: object,
    packedFrom = this.packedFrom,
  ): Promise<{ kind: 'reply'; reply: T } | Refusal> {
    const text = JSON.stringify(body)
    const headers: Record<string, string> = { 'Content-Type': 'application/json', 'X-Proev': '1' }
    let sent: BodyInit = text
    if (text.length > packedFrom && typeof CompressionStream !== 'undefined') {
      sent = await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
      headers['Content-Encoding'] = 'gzip'
    }
    try {
      const signal = AbortSignal.timeout(PATIENCE)
      const response = await this.call(path, {
        method: 'POST',
        headers,
        body: sent,
        signal,
        cache: 'no-store',
      })
      if (response.ok) return { kind: 'reply', reply: (await response.json()) as T }
      const answer = await problem(response)
      if (sent === text || answer.code !== 'malformed') return answer
      const plain = await this.post<T>(path, body, text.length)
      // Then something on the way has unpacked it.
      if (plain.kind === 'reply') this.packedFrom = Number.POSITIVE_INFINITY
      return plain
    } catch {
      // No network, a time-out, or an answer cut off: all mean "ask again", and asking twice is harmless.
      return { kind: 'unreachable' }
    }
  }
}

function isReply(answer: Answer): boolean {
  if (answer.kind !== 'reply') return true
  const { cursor, results, changes, purge } = answer.reply ?? {}
  return typeof cursor === 'string' && [results, changes, purge].every(Array.isArray)
}

/** What a server that did not do it has said. */
export async function problem(response: Response): Promise<Problem> {
  const told = (await response.json().catch(() => ({}))) as { code?: string; errors?: Record<string, string> }
  const after = Number(response.headers.get('Retry-After') ?? Number.NaN)
  return {
    kind: 'problem',
    status: response.status,
    code: told.code ?? '',
    errors: told.errors ?? {},
    retryAfter: Number.isFinite(after) ? Math.min(after * 1_000, MOST_PATIENCE) : undefined,
  }
}

/** A mutation as a sync carries it. */
export function toWire(entry: Entry): object {
  const { id, type, record, base, op, at, fields, not_cpr, instead_of } = entry
  return {
    id,
    type,
    op,
    at,
    ...(record === id ? {} : { record }),
    ...(base ? { base } : {}),
    ...(op === 'put' ? { fields } : {}),
    ...(not_cpr ? { not_cpr } : {}),
    ...(instead_of ? { instead_of } : {}),
  }
}
