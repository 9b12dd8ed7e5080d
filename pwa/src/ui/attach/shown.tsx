// The pictures and voice notes of a note, wherever the note is shown: small ones that open large, and a player.

import './style.scss'
import type { ComponentChildren, RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { names } from '../../store/memory'
import type { Attachment, AttachmentKind, RecordView } from '../../store/types'
import { useApp } from '../app'
import { Link } from '../router'
import { type Showing, useBytes } from './bytes'
import { dayWritten, useWords } from './words'

interface Shape {
  /** The note's own fields: what it names, and its day. */
  fields: RecordView['fields']
  /** What else may be done with each. */
  act?: (id: string, what: string) => ComponentChildren
}

export function Attached({ fields, act }: Shape) {
  const { store } = useApp()
  const ids = names(fields)
  if (!ids.length) return null
  return (
    <ul class="attached">
      {ids.map((id, at) => (
        <One
          key={id}
          id={id}
          own={store.memory.attachments.get(id)}
          day={String(fields.seen_at)}
          at={at + 1}
          of={ids.length}
          {...(act ? { act } : {})}
        />
      ))}
    </ul>
  )
}

interface OneProps {
  id: string
  own: Attachment | undefined
  day: string
  at: number
  of: number
  act?: Shape['act']
}

function One({ id, own, day, at, of, act }: OneProps) {
  const { language } = useApp()
  const words = useWords()
  const box = useRef<HTMLLIElement>(null)
  const showing = useBytes(id, useSeen(box))
  const blob = showing.fetched?.how === 'here' ? showing.fetched.blob : undefined
  const kind = own?.kind ?? (blob && (blob.type.startsWith('image/') ? 'photo' : 'audio'))
  const written = dayWritten(day, language)
  const what = kind === 'audio' ? words.voiceOf(written, at, of) : words.photoOf(written, at, of)
  return (
    <li ref={box} class={`attached-${kind ?? 'unknown'}`} data-attachment={id} data-state={own?.state}>
      <Body showing={showing} kind={kind} what={what} />
      <State own={own} isOpen={act !== undefined} />
      {act?.(id, what)}
    </li>
  )
}

function Body({ showing, kind, what }: { showing: Showing; kind: AttachmentKind | undefined; what: string }) {
  const words = useWords()
  const [isBroken, setBroken] = useState(false)
  const { fetched, url } = showing
  const needsNet = kind === 'photo' ? words.photoNeedsNet : kind === 'audio' ? words.voiceNeedsNet : words.needsNet
  if (isBroken) return <p class="attached-empty">{words.unplayable}</p>
  if (fetched?.how === 'no_net') return <p class="attached-empty">{needsNet}</p>
  if (fetched?.how === 'not_arrived') return <p class="attached-empty">{words.notArrived}</p>
  if (!url) return <p class="attached-empty">{words.loading}</p>
  if (kind === 'photo') return <Picture url={url} what={what} onBroken={() => setBroken(true)} />
  // biome-ignore lint/a11y/useMediaCaption: what somebody said on the spot has no written words
  return <audio controls preload="metadata" src={url} aria-label={what} onError={() => setBroken(true)} />
}

function Picture({ url, what, onBroken }: { url: string; what: string; onBroken(): void }) {
  const words = useWords()
  const [isLarge, setLarge] = useState(false)
  return (
    <>
      <button type="button" class="thumb" aria-label={words.enlarge(what)} onClick={() => setLarge(true)}>
        <img src={url} alt={what} onError={onBroken} />
      </button>
      {isLarge && <Large url={url} what={what} onClose={() => setLarge(false)} />}
    </>
  )
}

/** The whole screen for one picture. Esc, the button and the phone's own way back close it; the focus returns. */
function Large({ url, what, onClose }: { url: string; what: string; onClose(): void }) {
  const words = useWords()
  const box = useRef<HTMLDialogElement>(null)
  useEffect(() => box.current?.showModal(), [])
  return (
    <dialog class="large-picture" ref={box} aria-label={what} onClose={onClose}>
      <img src={url} alt={what} />
      <div class="large-foot">
        <p>{what}</p>
        <button type="button" class="button button-secondary" onClick={() => box.current?.close()}>
          {words.close}
        </button>
      </div>
    </dialog>
  )
}

/** On the open sheet nothing waits yet: it may still be removed. */
function State({ own, isOpen }: { own: Attachment | undefined; isOpen: boolean }) {
  const words = useWords()
  if (own?.state === 'refused')
    return (
      <Link class="attached-refused" href="/opmaerksomhed">
        {words.refusedMark}
      </Link>
    )
  if (!isOpen && (own?.state === 'waiting' || own?.state === 'recording')) return <small>{words.waiting}</small>
  return null
}

/** True from when it has come near what is seen: what nobody looks at is not fetched. */
function useSeen(box: RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(typeof IntersectionObserver === 'undefined')
  useEffect(() => {
    if (isSeen || !box.current) return
    const watch = new IntersectionObserver(
      (told) => {
        if (told.some((one) => one.isIntersecting)) setSeen(true)
      },
      { rootMargin: '300px' },
    )
    watch.observe(box.current)
    return () => watch.disconnect()
  }, [isSeen, box])
  return isSeen
}
