// A server's side of uploads as the phone can see it. What happens to the network is decided call by call.

import { createHash } from 'node:crypto'
import type { Attachment } from '../../src/store/types'
import type { Refusal } from '../../src/sync/transport'
import type { Sender, UploadAnswer, UploadTransport } from '../../src/sync/uploads'

/** What happens to one request: `lost` is done but never answered, `down` never arrives, a number: so many of its bytes do. */
export type UploadFate = 'answered' | 'lost' | 'down' | number | Refusal

interface Begun {
  author: string
  size: number
  sha256: string
  come: Buffer
}

export class FakeUploads implements UploadTransport {
  readonly begun = new Map<string, Begun>()
  /** What the next requests meet; afterwards all are answered. */
  readonly fates: UploadFate[] = []
  /** What was asked: "begin p1", "offset p1", "piece p1 0+10". */
  readonly asked: string[] = []
  /** What is said about an upload before it is looked at. */
  judge: (id: string) => Refusal | undefined = () => undefined
  meanwhile: () => Promise<void> | void = () => undefined

  async begin({ author }: Sender, { id, size, sha256 }: Attachment): Promise<UploadAnswer> {
    return this.answer(`begin ${id}`, id, () => {
      const known = this.begun.get(id)
      if (known && known.sha256 !== sha256) return refusal(409, 'upload_differs')
      if (!known) this.begun.set(id, { author, size, sha256, come: Buffer.alloc(0) })
      return this.told(id)
    })
  }

  async offset(_sender: Sender, id: string): Promise<UploadAnswer> {
    return this.answer(`offset ${id}`, id, () => this.told(id))
  }

  async piece(_sender: Sender, id: string, at: number, bytes: Uint8Array): Promise<UploadAnswer> {
    return this.answer(`piece ${id} ${at}+${bytes.byteLength}`, id, (most) => {
      const one = this.begun.get(id)
      if (!one) return refusal(404, '')
      if (one.come.byteLength !== at) return refusal(409, 'upload_offset')
      one.come = Buffer.concat([one.come, bytes.slice(0, most)])
      const isWhole = one.come.byteLength === one.size
      if (isWhole && createHash('sha256').update(one.come).digest('hex') !== one.sha256) {
        one.come = Buffer.alloc(0)
        return refusal(422, 'upload_broken')
      }
      return this.told(id)
    })
  }

  /** The bytes of a finished one. */
  whole(id: string): Buffer | undefined {
    const one = this.begun.get(id)
    return one && one.come.byteLength === one.size ? one.come : undefined
  }

  private told(id: string): UploadAnswer {
    const one = this.begun.get(id)
    return one ? { kind: 'offset', offset: one.come.byteLength } : refusal(404, '')
  }

  private async answer(asked: string, id: string, work: (most?: number) => UploadAnswer): Promise<UploadAnswer> {
    this.asked.push(asked)
    const fate = this.fates.shift() ?? 'answered'
    if (fate === 'down') return { kind: 'unreachable' }
    if (typeof fate === 'object') return fate
    const told = this.judge(id) ?? work(typeof fate === 'number' ? fate : undefined)
    await this.meanwhile()
    return fate === 'answered' ? told : { kind: 'unreachable' }
  }
}

export function refusal(status: number, code: string, retryAfter?: number): Refusal {
  return { kind: 'problem', status, code, errors: {}, retryAfter }
}
