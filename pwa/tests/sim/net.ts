// The network between the phones and the server: it delays, doubles, reorders and loses, both ways.

import type { Answered, Backend } from './backend'
import type { Life } from './life'

export interface Letter {
  life: Life | undefined
  session: string
  path: string
  method: string
  headers: Record<string, string>
  /** In base64 if it is a piece of a file. */
  body: string
  reply: Answered | undefined
  /** How often the server had been restored when it answered. */
  restores: number
  resolve(reply: Answered): void
  reject(): void
}

export class Net {
  /** Requests that have not reached the server, and replies that have not reached the phone. */
  letters: Letter[] = []
  /** What nobody waits for any more and may still arrive. */
  strays: Letter[] = []
  restores = 0
  private readonly backend: Backend
  private readonly time: () => number
  private readonly note: (line: string) => void

  constructor(backend: Backend, time: () => number, note: (line: string) => void) {
    this.backend = backend
    this.note = note
    this.time = time
  }

  /** `fetch` for a life; `where` tells its session now, or undefined while it has no network. */
  caller(life: Life, where: () => string | undefined, pushed: () => void): typeof fetch {
    return ((path: string, init: Init) => {
      if (life.isOver) return new Promise(() => undefined)
      const session = where()
      if (session === undefined) return Promise.reject(new TypeError('no network'))
      return new Promise((resolve, reject) => {
        const answer = (reply: Answered) => {
          if (reply.status === 200 && isPush(asked)) pushed()
          resolve(asResponse(reply))
        }
        const broken = () => reject(new TypeError('the connection broke'))
        const { method, headers, body = '' } = init
        const told = typeof body === 'string' ? body : Buffer.from(body).toString('base64')
        const asked = { life, session, path, method, headers, body: told, reply: undefined, restores: 0 }
        this.letters.push({ ...asked, resolve: answer, reject: broken })
      })
    }) as typeof fetch
  }

  /** The server takes a request in. */
  async arrive(letter: Letter, cut = ''): Promise<void> {
    const { session, path, method, headers, body } = letter
    const told = { session, path, body, cut, ...(isUpload(letter) ? { method, headers } : {}) }
    const asked = { do: isUpload(letter) ? 'upload' : 'request', now: this.time(), ...told }
    letter.reply = await this.backend.ask<Answered>(asked)
    letter.restores = this.restores
    this.heard(letter)
  }

  /** What was said, for who tells a history again. */
  private heard(letter: Letter): void {
    const { session, body, reply } = letter
    if (isUpload(letter)) {
      const at = letter.headers['Upload-Offset'] ?? ''
      this.note(`  → ${session} ${letter.method} ${letter.path} ${at}`)
      this.note(`  ← ${reply!.status} ${reply!.headers?.['Upload-Offset'] ?? ''} ${reply!.text ?? ''}`)
      return
    }
    const asked = JSON.parse(body) as { author: string; cursor: string | null; mutations: object[] }
    this.note(`  → ${session} ${asked.cursor} ${JSON.stringify(asked.mutations)}`)
    this.note(`  ← ${reply!.status} ${reply!.text ?? ''}`)
  }

  /** The phone gets the reply; a server that ended in the middle gives none. */
  comeBack(letter: Letter): void {
    this.drop(letter)
    if (letter.life?.isOver || !letter.reply) return
    if (letter.life) letter.life.heardIn = letter.restores
    if (letter.reply.status === 0) letter.reject()
    else letter.resolve(letter.reply)
  }

  /** The phone hears that the connection broke. */
  breakOff(letter: Letter): void {
    this.drop(letter)
    if (!letter.life?.isOver) letter.reject()
  }

  /** A copy that may arrive (again) at any time; nobody hears the reply. */
  astray(letter: Letter): void {
    this.strays.push({ ...letter, life: undefined, reply: undefined })
  }

  forget(life: Life): void {
    for (const letter of this.letters.filter((one) => one.life === life)) {
      this.drop(letter)
      if (!letter.reply) this.astray(letter)
    }
  }

  drop(letter: Letter): void {
    this.letters = this.letters.filter((one) => one !== letter)
    this.strays = this.strays.filter((one) => one !== letter)
  }
}

interface Init {
  method: string
  headers: Record<string, string>
  body?: string | Uint8Array
}

export function isUpload({ path }: { path: string }): boolean {
  return path.startsWith('/api/v1/uploads')
}

function isPush({ path, body }: { path: string; body: string }): boolean {
  if (isUpload({ path })) return false
  const { mutations } = JSON.parse(body) as { mutations?: object[] }
  return Boolean(mutations?.length)
}

function asResponse({ status, headers, text }: Answered): Response {
  const made = {
    ok: status >= 200 && status < 300,
    status,
    headers: { get: (name: string) => headers[name] ?? null },
    json: async () => JSON.parse(text),
  }
  return made as unknown as Response
}
