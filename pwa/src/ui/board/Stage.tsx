// The stage of a unit's meeting: one slide at a time, steps by key, swipe or button, and the time along the edge.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Store } from '../../store/store'
import { useApp } from '../app'
import { SyncLine, useTitle } from '../frame'
import { Link } from '../router'
import { agendaOf, type Facts, factsOf } from './agenda'
import { AgreedSlide } from './agreed'
import { currentMeeting, type Meeting } from './meeting'
import { keepMeeting, MINUTES, merged, movedTo, paused, spentTime } from './pace'
import { BarriersSlide, CheckInSlide, PurposeSlide, StepsSlide, VoicesSlide } from './slides'
import { ReviewSlide, TrialSlide } from './trial-slides'
import { useWords } from './words'

const TICK = 5_000
const SWIPE = 60

function useMeeting(unit: string, facts: Facts): [Meeting, (next: Meeting) => void] {
  const { store } = useApp()
  const now = agendaOf(store, facts)
  const [kept, setKept] = useState<Meeting>(() => {
    const current = currentMeeting()
    return current?.unit === unit ? current : { unit, keys: now, at: 'purpose', spent: 0 }
  })
  const isThere = (key: string) => !key.includes(':') || store.get(key.split(':')[1]!) !== undefined
  const keys = kept.began ? merged(kept.keys, now, isThere) : now
  const meeting = { ...kept, keys, at: keys.includes(kept.at) ? kept.at : 'purpose' }
  const change = (next: Meeting) => {
    if (next.began) keepMeeting(next)
    setKept(next)
  }
  return [meeting, change]
}

export function Stage({ unit }: { unit: string }) {
  const { store, account, text, today } = useApp()
  const words = useWords()
  const facts = factsOf(store, account, unit, today)
  const [meeting, change] = useMeeting(unit, facts)
  const [isListed, setListed] = useState(false)
  const place = meeting.keys.indexOf(meeting.at)
  const to = (at: string | undefined) => {
    if (!at) return
    setListed(false)
    change(movedTo(meeting, at, Date.now()))
    scrollTo(0, 0)
  }
  const step = (by: number) => to(meeting.keys[place + by])
  const swipe = useSteps(step)
  useAwake(meeting.since !== undefined)
  useTitle(`${words.title} · ${store.get(unit)?.fields.name}`, text.app)
  const titles = (key: string) => titleOf(key, facts, words, (one) => elsewhere(store, unit, one))
  return (
    <div class="board">
      <a class="skip" href="#main">
        {text.skip}
      </a>
      <Head unit={unit} meeting={meeting} change={change} />
      <main id="main" tabIndex={-1} {...swipe}>
        {!isListed && <Slide key={meeting.at} meeting={meeting} facts={facts} unit={unit} />}
        {(isListed || place === 0) && (
          <section class={isListed ? '' : 'ahead'}>
            <h2>{words.agenda}</h2>
            <ol class="agenda">
              {meeting.keys.slice(isListed ? 0 : 1).map((key) => (
                <li key={key}>
                  <button type="button" aria-current={key === meeting.at ? 'step' : undefined} onClick={() => to(key)}>
                    {titles(key)}
                  </button>
                </li>
              ))}
            </ol>
          </section>
        )}
      </main>
      <p class="unseen" role="status">
        {`${words.place(place + 1, meeting.keys.length)}: ${titles(meeting.at)}`}
      </p>
      <nav class="board-foot" aria-label={words.title}>
        <button type="button" class="button button-secondary" disabled={place === 0} onClick={() => step(-1)}>
          <span aria-hidden="true">‹</span> {words.previous}
        </button>
        <button type="button" class="text-button" aria-pressed={isListed} onClick={() => setListed(!isListed)}>
          {words.agenda} <span class="place-count">{words.place(place + 1, meeting.keys.length)}</span>
        </button>
        <button
          type="button"
          class="button button-primary"
          disabled={place === meeting.keys.length - 1}
          onClick={() => step(1)}
        >
          {meeting.began ? words.next : words.begin} <span aria-hidden="true">›</span>
        </button>
      </nav>
    </div>
  )
}

function Slide({ meeting, facts, unit }: { meeting: Meeting; facts: Facts; unit: string }) {
  const { store } = useApp()
  const [steps] = useState(() => facts.steps.map((one) => one.id))
  const [kind, id = '', place = ''] = meeting.at.split(':')
  const trial = facts.trials.get(id)
  const practice = facts.practices.get(id)
  const home = store.get(unit)
  const where = elsewhere(store, unit, trial?.record.unit)
  if (kind === 'trial' && trial) return <TrialSlide view={trial} where={where} />
  if (kind === 'review' && trial) return <ReviewSlide view={trial} where={where} />
  if (kind === 'check_in' && practice)
    return <CheckInSlide view={practice} unit={place} where={elsewhere(store, unit, place)} />
  if (kind === 'voices') return <VoicesSlide facts={facts} />
  if (kind === 'barriers') return <BarriersSlide facts={facts} unit={unit} />
  if (kind === 'steps') return <StepsSlide shown={steps.flatMap((one) => store.get(one) ?? [])} />
  if (kind === 'agreed') return <AgreedSlide meeting={meeting} facts={facts} />
  return home ? <PurposeSlide unit={home} /> : null
}

/** The name of a unit below the one that meets: two of them may try the same. */
function elsewhere(store: Store, meets: string, unit: string | undefined): string | undefined {
  const name = unit && unit !== meets && store.get(unit)?.fields.name
  return name ? String(name) : undefined
}

function titleOf(
  key: string,
  facts: Facts,
  words: ReturnType<typeof useWords>,
  nameOf: (unit: string | undefined) => string | undefined,
): string {
  const [kind, id = '', place] = key.split(':')
  const trial = facts.trials.get(id)
  const about = trial?.title ?? facts.practices.get(id)?.title ?? ''
  const title = [about, nameOf(trial?.record.unit ?? place)].filter(Boolean).join(' · ')
  const kinds: Record<string, string> = {
    purpose: words.coreTask,
    trial: title,
    review: `${words.review}: ${title}`,
    check_in: `${words.stillDoing} ${title}`,
    voices: facts.voices.length ? words.voices : words.olderVoices,
    barriers: words.barriers,
    steps: words.steps,
    agreed: words.agreed,
  }
  return kinds[kind!] ?? ''
}

/** Arrow keys and a presenter's page keys, outside of what is typed in; and a swipe to the side. */
function useSteps(step: (by: number) => void) {
  const latest = useRef(step)
  latest.current = step
  const from = useRef<{ x: number; y: number } | undefined>(undefined)
  // Before the slide is painted: a key pressed as soon as it is seen must not be missed.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.matches('input, textarea, select')
      if (isTyping || event.altKey || event.ctrlKey || event.metaKey) return
      const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key]
      if (!by) return
      event.preventDefault()
      latest.current(by)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return {
    onTouchStart: (event: TouchEvent) => {
      const [touch] = event.touches
      from.current = touch && event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY } : undefined
    },
    onTouchEnd: (event: TouchEvent) => {
      const [touch] = event.changedTouches
      if (!touch || !from.current) return
      const [dx, dy] = [touch.clientX - from.current.x, touch.clientY - from.current.y]
      if (Math.abs(dx) > SWIPE && Math.abs(dx) > 2 * Math.abs(dy)) latest.current(dx < 0 ? 1 : -1)
    },
  }
}

/** A wall screen does not go dark in the middle of a meeting, where the browser can be asked. */
function useAwake(isRunning: boolean): void {
  useEffect(() => {
    if (!isRunning || !('wakeLock' in navigator)) return
    let lock: WakeLockSentinel | undefined
    const ask = () => {
      if (document.visibilityState !== 'visible') return
      // Refused on low battery: then the screen goes dark as it always does.
      navigator.wakeLock.request('screen').then(
        (given) => {
          lock = given
        },
        () => undefined,
      )
    }
    ask()
    document.addEventListener('visibilitychange', ask)
    return () => {
      document.removeEventListener('visibilitychange', ask)
      void lock?.release()
    }
  }, [isRunning])
}

function Head({ unit, meeting, change }: { unit: string; meeting: Meeting; change(next: Meeting): void }) {
  const { store } = useApp()
  const words = useWords()
  const [, tick] = useState(0)
  useEffect(() => {
    if (meeting.since === undefined) return
    const timer = setInterval(() => tick(Date.now()), TICK)
    return () => clearInterval(timer)
  }, [meeting.since])
  const spent = Math.min(spentTime(meeting, Date.now()) / 60_000, MINUTES)
  const isRunning = meeting.since !== undefined
  return (
    <header class="board-head">
      <svg class="time-bar" viewBox={`0 0 ${MINUTES * 60} 1`} preserveAspectRatio="none" aria-hidden="true">
        <rect width={Math.round(spent * 60)} height="1" />
      </svg>
      <div class="board-row">
        <h1>{String(store.get(unit)?.fields.name ?? words.title)}</h1>
        {meeting.began && (
          <IconButton
            label={isRunning ? words.pause : words.resume}
            path={isRunning ? 'M8 5v14M16 5v14' : 'M8 5l11 7-11 7z'}
            onClick={() => change(paused(meeting, Date.now()))}
          />
        )}
        <FullScreen />
        <Link class="icon-button" href="/" aria-label={words.leave}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6 6l12 12M18 6L6 18" />
          </svg>
        </Link>
      </div>
      <div class="board-row">
        <SyncLine />
        <span class="minutes">{words.minutes(Math.floor(spent), MINUTES)}</span>
      </div>
    </header>
  )
}

function FullScreen() {
  const words = useWords()
  const [isFull, setFull] = useState(document.fullscreenElement !== null)
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null)
    document.addEventListener('fullscreenchange', look)
    return () => document.removeEventListener('fullscreenchange', look)
  }, [])
  if (!document.fullscreenEnabled) return null // an iPhone has none
  const toggle = () => {
    const asked = isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen()
    asked.catch(() => undefined) // the browser says no: the board works as it is
  }
  return (
    <IconButton
      label={isFull ? words.smallScreen : words.fullScreen}
      path={isFull ? 'M9 4v5H4M15 4v5h5M9 20v-5H4M15 20v-5h5' : 'M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5'}
      onClick={toggle}
    />
  )
}

function IconButton({ label, path, onClick }: { label: string; path: string; onClick(): void }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={onClick}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={path} />
      </svg>
    </button>
  )
}
