// Uploads over HTTP by the tus protocol (1.0.0, core and creation).

import type { Attachment } from '../store/types'
import { problem } from './transport'
import type { Sender, UploadAnswer, UploadTransport } from './uploads'

const PATH = '/api/v1/uploads'
const PATIENCE = 60_000

export class HttpUploads implements UploadTransport {
  private readonly call: typeof fetch
  constructor(call: typeof fetch = (...args) => fetch(...args)) {
    this.call = call
  }

  begin(sender: Sender, { id, user, size, sha256, kind, mime }: Attachment): Promise<UploadAnswer> {
    const author = user === sender.author ? {} : { author: user }
    const told = Object.entries({ id, sha256, kind, mime, ...author }).map(
      ([name, value]) => `${name} ${inBase64(value)}`,
    )
    return this.ask('POST', PATH, sender, { 'Upload-Length': String(size), 'Upload-Metadata': told.join(',') })
  }

  offset(sender: Sender, id: string): Promise<UploadAnswer> {
    return this.ask('HEAD', `${PATH}/${id}`, sender)
  }

  piece(sender: Sender, id: string, at: number, bytes: Uint8Array<ArrayBuffer>): Promise<UploadAnswer> {
    const headers = { 'Upload-Offset': String(at), 'Content-Type': 'application/offset+octet-stream' }
    return this.ask('PATCH', `${PATH}/${id}`, sender, headers, bytes)
  }

  private async ask(
    method: string,
    path: string,
    { device, author }: Sender,
    told: Record<string, string> = {},
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<UploadAnswer> {
    const known = { 'Tus-Resumable': '1.0.0', 'X-Proev': '1', 'X-Proev-Device': device, 'X-Proev-Author': author }
    try {
      const signal = AbortSignal.timeout(PATIENCE)
      const headers = { ...known, ...told }
      const response = await this.call(path, { method, headers, signal, cache: 'no-store', ...(body ? { body } : {}) })
      if (!response.ok) return await problem(response)
      const offset = response.headers.get('Upload-Offset')
      // Another's page with the status 200 (a hotel's network, a proxy) is no answer.
      return offset && /^\d+$/.test(offset) ? { kind: 'offset', offset: Number(offset) } : { kind: 'unreachable' }
    } catch {
      return { kind: 'unreachable' }
    }
  }
}

/** Whatever letters it has: what a header can not carry would stop all that is sent behind it. */
function inBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}
