// The frame around every screen: the title, the sync line, the four places, and what is said in passing.

import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { todayIn } from '../domain/phases'
import { isNearlyFull } from '../store/space'
import { clockTime, dayWord, useApp, useChanges, useLoading } from './app'
import { attentionCount, unsentCount } from './attention/count'
import { currentMeeting } from './board/meeting'
import { Link, usePath } from './router'

const PLACES = [
  { path: '/', key: 'today', icon: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z' },
  { path: '/proevehandlinger', also: '/praksis', key: 'trials', icon: 'M5 4h14v4H5zM5 10h14v4H5zM5 16h9v4H5z' },
  { path: '/laering', key: 'learning', icon: 'M12 3a6 6 0 0 1 4 10v3H8v-3a6 6 0 0 1 4-10zM9 18h6v2H9z' },
  { path: '/overblik', key: 'overview', icon: 'M4 20V10h4v10zM10 20V4h4v16zM16 20v-7h4v7z' },
] as const

/** The browser's tab, its history and a screen reader say which screen it is. */
export function useTitle(title: string, app: string): void {
  useEffect(() => {
    document.title = title === app ? app : `${title} – ${app}`
  })
}

export function Frame({
  title,
  back,
  children,
  wide,
}: {
  title: string
  back?: string
  children: ComponentChildren
  wide?: boolean
}) {
  const { text, account } = useApp()
  const path = usePath()
  useTitle(title, text.app)
  const initials = account.user.name
    .split(/\s+/)
    .map((part) => part[0])
    .join('')
    .slice(0, 2)
    .toUpperCase()
  return (
    <div class={`frame ${wide ? 'wide' : ''}`}>
      <a class="skip" href="#main">
        {text.skip}
      </a>
      <header class="top">
        <div class="top-row">
          {back && (
            <Link class="back" href={back} aria-label={text.back}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M15 5l-7 7 7 7" />
              </svg>
            </Link>
          )}
          <h1>{title}</h1>
          <Link class="initials" href="/mig" aria-label={`${text.me}: ${account.user.name}`}>
            <span aria-hidden="true">{initials}</span>
          </Link>
        </div>
        <SyncLine />
        {path !== '/' && !back?.startsWith('/tavle/') && <BackToMeeting />}
      </header>
      <nav class="places" aria-label={text.app}>
        {PLACES.map((place) => {
          const isHere =
            place.path === '/'
              ? path === '/'
              : path.startsWith(place.path) || ('also' in place && path.startsWith(place.also))
          return (
            <Link key={place.path} href={place.path} aria-current={isHere ? 'page' : undefined}>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d={place.icon} />
              </svg>
              <span>{text[place.key]}</span>
            </Link>
          )
        })}
      </nav>
      <main id="main" tabIndex={-1}>
        <UpdateOffer />
        <SpaceWarning />
        {children}
      </main>
    </div>
  )
}

/** What is looked up or decided in the middle of a meeting leads back to where the meeting was. */
function BackToMeeting() {
  const { text } = useApp()
  const meeting = currentMeeting()
  return meeting ? (
    <Link class="meeting-link" href={`/tavle/${meeting.unit}`}>
      {text.boardGoesOn} →
    </Link>
  ) : null
}

/** How many are on the phone and not sent, when the last contact was, what needs attention: from receipts only. */
export function SyncLine() {
  const { text, store, engine, language, today, account } = useApp()
  const loading = useLoading()
  const { state, lastSyncAt } = engine.getStatus()
  const unsent = unsentCount(store)
  const attention = attentionCount(store, account)
  const when = lastSyncAt && said(lastSyncAt)
  function said(moment: string): string {
    const day = todayIn(new Date(moment), account.time_zone)
    return day === today ? text.at(clockTime(moment, language)) : dayWord(day, today, text, language)
  }
  // Nothing more comes or goes by itself: that is said, whatever has been sent.
  const stopped = text.stopped[state]
  const parts: string[] = []
  if (unsent) parts.push(text.unsent(unsent))
  else if (loading && !stopped) parts.push(loading)
  else if (when && !stopped) parts.push(text.allSent(when))
  if (stopped) parts.push(stopped)
  else if (state === 'signed_out') parts.push(text.signedOutLine)
  else if (state === 'storage_failed') parts.push(text.storageFailed)
  else if (state === 'unreachable') parts.push(unsent && when ? text.lastSync(when) : text.unreachable)
  return (
    <div class="sync-line">
      <Link href="/hvad-ligger-hvor" data-unsent={unsent} data-state={state}>
        <span class={`dot ${unsent || stopped ? 'dot-unsent' : 'dot-sent'}`} aria-hidden="true" />
        {parts.join(' · ')}
      </Link>
      {attention > 0 && (
        <Link class="attention-link" href="/opmaerksomhed">
          {text.attentionCount(attention)} →
        </Link>
      )}
    </div>
  )
}

/** Said while there is still room to save what is being written. */
function SpaceWarning() {
  const { text, store } = useApp()
  const [isTight, setTight] = useState(false)
  const count = store.queue().length
  useEffect(() => {
    let isCurrent = true
    void isNearlyFull().then((tight) => isCurrent && setTight(tight))
    return () => {
      isCurrent = false
    }
  }, [count])
  return isTight ? <p class="warning">{text.nearlyFull}</p> : null
}

function UpdateOffer() {
  const { text, watch } = useApp()
  useChanges(watch)
  if (!watch.get().isUpdateWaiting) return null
  return (
    <div class="offer">
      <span>{text.updateWaiting}</span>
      <button type="button" class="button button-secondary" onClick={() => watch.applyUpdate()}>
        {text.update}
      </button>
    </div>
  )
}
