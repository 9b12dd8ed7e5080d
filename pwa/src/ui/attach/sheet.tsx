// Pictures and a voice note on an open note sheet. Each is on the phone before the note names it.

import { useEffect, useReducer, useRef, useState } from 'preact/hooks'
import { attachmentsIn } from '../../store/blobs'
import type { Fields } from '../../store/types'
import { useApp } from '../app'
import { canRecord, elapsed, Recorder } from './recorder'
import { Attached } from './shown'
import { shrink } from './shrink'
import { useWords } from './words'

/** So many has a note room for. */
const MOST = 8
/** A browser that does not say that it has stopped recording keeps nobody on the sheet: what has come is kept as it came. */
const PATIENCE = 4_000
const passed = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** What the sheet asks of its pictures and sound. */
export interface Attaching {
  /** Ends what is being recorded; resolves when all that was taken is kept and named. */
  settle(): Promise<void>
  /** The note was taken back: so are they. */
  takeBack(): Promise<void>
}

export interface AttachProps {
  /** The note. */
  record: string
  /** What it names, and its day. */
  fields: Fields & { attachments: string[] }
  onAdd(id: string): Promise<void>
  onRemove(id: string): Promise<void>
  /** Tells the sheet what to ask when it is done or left. */
  hold(attaching: Attaching): void
}

export function Attach({ record, fields, onAdd, onRemove, hold }: AttachProps) {
  const { store, text } = useApp()
  const words = useWords()
  const attachments = attachmentsIn(store)
  const [making, setMaking] = useState(0)
  const [said, setSaid] = useState<string | undefined>()
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const recorder = useRef<Recorder | undefined>(undefined)
  const work = useRef<Promise<void>>(Promise.resolve())
  const taken = useRef<string[]>([])
  const voice = useRef('')
  const add = useRef(onAdd)
  add.current = onAdd

  useEffect(() => {
    hold({
      async settle() {
        await Promise.race([recorder.current?.stop(), passed(PATIENCE)])
        // A recorder that does not tell of its end has ended all the same: what it has is to be sent.
        if (voice.current) await attachments.close(voice.current).catch(() => undefined)
        await work.current
      },
      async takeBack() {
        for (const id of taken.current) await attachments.drop(id)
      },
    })
  }, [])

  const { phase = 'idle', seconds = 0 } = recorder.current ?? {}
  const isOn = phase === 'recording' || phase === 'ending'
  const isBusy = isOn || phase === 'asking'
  useEffect(() => {
    if (!isOn) return
    const timer = setInterval(() => redraw(undefined), 250)
    return () => clearInterval(timer)
  }, [isOn])

  const ids = fields.attachments
  const isUnnamed = isBusy && !ids.includes(voice.current)
  const room = MOST - ids.length - making - (isUnnamed ? 1 : 0)

  function take(files: File[]): void {
    setSaid(files.length > room ? words.tooMany : undefined)
    for (const file of files.slice(0, room)) {
      setMaking((count) => count + 1)
      work.current = work.current
        .then(() => keep(file))
        .catch(() => setSaid(words.notKept))
        .then(() => setMaking((count) => count - 1))
    }
  }

  async function keep(file: File): Promise<void> {
    const made = await shrink(file)
    if ('fault' in made) return setSaid(made.fault === 'too_large' ? words.tooLarge : words.notPicture)
    const id = store.newId()
    await attachments.add(id, record, 'photo', made.mime, made.bytes)
    taken.current.push(id)
    await add.current(id)
  }

  async function speak(): Promise<void> {
    const before = recorder.current?.phase ?? 'idle'
    if (!['idle', 'refused', 'failed'].includes(before)) return // two taps
    setSaid(undefined)
    const id = store.newId()
    voice.current = id
    let isNamed = false
    recorder.current = new Recorder(
      {
        async open(mime) {
          await attachments.open(id, record, 'audio', mime)
          taken.current.push(id)
        },
        async piece(bytes) {
          await attachments.piece(id, bytes)
          if (!isNamed) await add.current(id)
          isNamed = true
        },
        close: async () => void (await attachments.close(id)),
      },
      () => redraw(undefined),
    )
    await recorder.current.start()
  }

  async function remove(id: string): Promise<void> {
    // First the bytes, then the name (store/memory.ts, naming).
    try {
      await attachments.drop(id)
    } catch {
      return setSaid(text.storageFailed)
    }
    await onRemove(id)
    taken.current = taken.current.filter((one) => one !== id)
  }

  const isHeard = (id: string) => store.memory.attachments.get(id)?.state !== 'recording'
  const trouble = { refused: words.refused, failed: recorder.current?.hasAny ? words.cutShort : words.notRecorded }
  const told = said ?? trouble[phase as keyof typeof trouble]
  return (
    <section class="attach" aria-label={words.title}>
      <p class="form-hint" id="attach-hint">
        {room > 0 ? words.hint : words.noMore}
      </p>
      <div class="attach-acts">
        <label class={`button button-secondary file-button ${room > 0 ? '' : 'disabled'}`}>
          <Icon path="M4 8h3.5L9 6h6l1.5 2H20v11H4zM12 10.2a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4z" />
          {words.photo}
          <input
            type="file"
            accept="image/*"
            capture="environment"
            multiple
            disabled={room <= 0}
            aria-describedby="attach-hint"
            onChange={({ currentTarget }) => {
              take([...(currentTarget.files ?? [])])
              currentTarget.value = '' // the same picture may be chosen once more
            }}
          />
        </label>
        {canRecord() && (
          <button
            type="button"
            class={`button button-secondary ${isOn ? 'is-on' : ''}`}
            disabled={phase === 'asking' || phase === 'ending' || (!isBusy && room <= 0)}
            onClick={() => void (isOn ? recorder.current?.stop() : speak())}
          >
            <Icon
              path={
                isOn
                  ? 'M7 7h10v10H7z'
                  : 'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11a5.5 5.5 0 0 0 11 0M12 16.5V20'
              }
            />
            {phase === 'asking' && words.asking}
            {phase === 'ending' && words.ending}
            {phase === 'recording' && words.stop(elapsed(seconds))}
            {!isBusy && words.speak}
          </button>
        )}
      </div>
      <p class="quiet attach-said" role="status">
        {making > 0 ? words.making : phase === 'recording' ? words.recording : ''}
      </p>
      {told && (
        <p class="form-error-message" role="alert">
          {told}
        </p>
      )}
      <Attached
        fields={{ ...fields, attachments: ids.filter(isHeard) }}
        act={(id, what) => (
          <button type="button" class="text-button" aria-label={words.removeThis(what)} onClick={() => void remove(id)}>
            {words.remove}
          </button>
        )}
      />
    </section>
  )
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}
