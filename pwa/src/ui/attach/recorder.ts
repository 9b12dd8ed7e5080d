// A voice note while it is spoken: each second's piece is handed on to be kept before the next one is looked at, so that
// what was said is there whatever happens to the page. It knows no screen and no store.

export const PIECE_MS = 1_000
const BITS_A_SECOND = 32_000
/** Stops by itself before the server would refuse it. */
export const MOST_BYTES = 12 * 1024 * 1024
const SPARE = 512 * 1024

/** The containers that a server takes and that can be heard when they are cut off, best first. */
export const CONTAINERS = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm', 'audio/ogg']

/** asking: the browser asks for the microphone; ending: the last piece is on its way; refused: the microphone was not
 *  given; failed: the phone could not keep a piece, or the microphone went away before anything was heard. */
export type Phase = 'idle' | 'asking' | 'recording' | 'ending' | 'refused' | 'failed'

export interface Take {
  mimeType: string
  start(everyMs: number): void
  stop(): void
  onPiece(listener: (piece: Blob) => void): void
  onEnd(listener: () => void): void
}

/** What a browser does for this; a test brings its own. */
export interface Studio {
  canTake(mime: string): boolean
  /** Asks for the microphone. Rejects when it is refused or there is none. */
  listen(): Promise<MediaStream>
  take(stream: MediaStream, options: { mimeType: string; audioBitsPerSecond: number }): Take
  release(stream: MediaStream): void
  now(): number
}

/** Where the pieces go; each promise resolves when its piece lies on the disk. */
export interface Tape {
  open(mime: string): Promise<void>
  piece(bytes: ArrayBuffer): Promise<void>
  /** Nothing more comes. */
  close(): Promise<void>
}

export class Recorder {
  phase: Phase = 'idle'
  /** True when something that was said lies on the disk. */
  hasAny = false
  private readonly studio: Studio
  private readonly tape: Tape
  private readonly changed: () => void
  private take: Take | undefined
  private stream: MediaStream | undefined
  private keeping: Promise<void> = Promise.resolve()
  private began: number | undefined
  private size = 0
  private hasBegun = false
  private isLeft = false
  private ended: Promise<void> | undefined

  constructor(tape: Tape, changed: () => void, studio: Studio = browserStudio) {
    this.tape = tape
    this.changed = changed
    this.studio = studio
  }

  /** Seconds since it began. */
  get seconds(): number {
    return this.began === undefined ? 0 : Math.floor((this.studio.now() - this.began) / 1_000)
  }

  /** Asks for the microphone and begins. */
  async start(): Promise<void> {
    if (this.phase !== 'idle') return
    this.turn('asking')
    const mimeType = CONTAINERS.find((one) => this.studio.canTake(one))
    if (!mimeType) return this.turn('failed')
    try {
      this.stream = await this.studio.listen()
    } catch {
      return this.turn('refused')
    }
    if (this.isLeft) return this.letGo('idle')
    try {
      this.take = this.studio.take(this.stream, { mimeType, audioBitsPerSecond: BITS_A_SECOND })
      const take = this.take
      take.onPiece((piece) => this.keep(piece))
      this.ended = new Promise<void>((resolve) => take.onEnd(resolve)).then(() => this.end())
      this.take.start(PIECE_MS)
    } catch {
      return this.letGo('failed')
    }
    this.began = this.studio.now()
    this.turn('recording')
  }

  /** Ends it. Resolves when the last piece is kept; harmless at any time. */
  async stop(): Promise<void> {
    this.isLeft = true
    this.halt()
    await this.ended
  }

  private keep(piece: Blob): void {
    if (!piece.size) return
    this.keeping = this.keeping.then(async () => {
      if (this.phase === 'failed') return
      try {
        if (!this.hasBegun) await this.tape.open(plain(this.take!.mimeType || piece.type))
        this.hasBegun = true
        await this.tape.piece(await piece.arrayBuffer())
        this.hasAny = true
        this.size += piece.size
      } catch {
        this.halt()
        this.turn('failed') // what has been kept stays; no more comes behind a gap
      }
      if (this.size > MOST_BYTES - SPARE) this.halt()
    })
  }

  private halt(): void {
    if (this.phase !== 'recording') return
    this.turn('ending')
    this.take!.stop()
  }

  /** The browser has ended it: the person did, or the microphone went away. */
  private async end(): Promise<void> {
    await this.keeping
    const hasFailed = this.phase === 'failed' || !this.hasAny
    if (this.hasBegun) await this.tape.close().catch(() => undefined)
    this.letGo(hasFailed ? 'failed' : 'idle')
  }

  private letGo(phase: Phase): void {
    if (this.stream) this.studio.release(this.stream)
    this.stream = undefined
    this.began = undefined
    this.turn(phase)
  }

  private turn(phase: Phase): void {
    this.phase = phase
    this.changed()
  }
}

/** The container without what is in it: "audio/webm;codecs=opus" is kept as "audio/webm". */
function plain(mime: string): string {
  return mime.split(';')[0]!.trim()
}

/** "0:07", "12:40": minutes and seconds. */
export function elapsed(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** False where this browser records nothing: then nothing is offered. */
export function canRecord(): boolean {
  return typeof MediaRecorder !== 'undefined' && !!navigator.mediaDevices?.getUserMedia && CONTAINERS.some(isTaken)
}

const isTaken = (mime: string) => MediaRecorder.isTypeSupported(mime)

const browserStudio: Studio = {
  canTake: isTaken,
  listen: () => navigator.mediaDevices.getUserMedia({ audio: true }),
  take(stream, options) {
    const recorder = new MediaRecorder(stream, options)
    return {
      get mimeType() {
        return recorder.mimeType
      },
      start: (everyMs) => recorder.start(everyMs),
      stop: () => recorder.state !== 'inactive' && recorder.stop(),
      onPiece: (listener) => recorder.addEventListener('dataavailable', (event) => listener(event.data)),
      onEnd: (listener) => recorder.addEventListener('stop', listener, { once: true }),
    }
  },
  release: (stream) => {
    for (const track of stream.getTracks()) track.stop()
  },
  now: () => performance.now(),
}
