// When the app wakes: the badge says how much waits, and the phone tells of a trial that has ended or a check-in that has
// become due, each once. Needs no network and no push service; tells nothing that nobody has allowed.

import type { Store } from '../../store/store'
import type { Account } from '../../store/types'
import { da } from '../../text/remind.da'
import { en } from '../../text/remind.en'
import { dayNow, type Language } from '../app'
import { go } from '../router'
import { type Waiting, waiting } from '../waiting'
import { untold } from './told'

const EVERY = 15 * 60_000
const SETTLE = 2_000
const ALLOWED = 'reminders'
const TOLD = 'reminded'

export interface Awake {
  store: Store
  account: Account
  language: Language
}

export async function isAllowed(store: Store): Promise<boolean> {
  const isGiven = 'Notification' in window && Notification.permission === 'granted'
  return isGiven && (await store.meta<boolean>(ALLOWED)) === true
}

/** Asks the person's browser; what waits already is on the start screen, and is not told. */
export async function allow({ store, account }: Awake): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') return
  const today = await todayOf(store, account)
  await store.setMeta(TOLD, untold(waiting(store, account, today), [], today).keys)
  await store.setMeta(ALLOWED, true)
}

export async function disallow(store: Store): Promise<void> {
  await store.setMeta(ALLOWED, undefined)
}

/** Begins to watch; returns how to stop. */
export function watchWaiting(app: () => Awake): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void look(app()), SETTLE)
  }
  const whenSeen = () => document.visibilityState === 'visible' && soon()
  const opened = (event: MessageEvent<{ open?: string }>) => {
    if (typeof event.data?.open === 'string') go(event.data.open)
  }
  const unsubscribe = app().store.subscribe(soon)
  const interval = setInterval(soon, EVERY)
  document.addEventListener('visibilitychange', whenSeen)
  navigator.serviceWorker?.addEventListener('message', opened)
  soon()
  return () => {
    clearTimeout(timer)
    clearInterval(interval)
    unsubscribe()
    document.removeEventListener('visibilitychange', whenSeen)
    navigator.serviceWorker?.removeEventListener('message', opened)
    setBadge(0)
  }
}

async function todayOf(store: Store, account: Account): Promise<string> {
  return dayNow(account, (await store.meta<number>('offset')) ?? 0)
}

async function look({ store, account, language }: Awake): Promise<void> {
  const today = await todayOf(store, account)
  const list = waiting(store, account, today)
  setBadge(list.filter((one) => !one.forColleague).length)
  if (!(await isAllowed(store))) return
  const told = (await store.meta<string[]>(TOLD)) ?? []
  const { fresh, keys } = untold(list, told, today)
  if (keys.join() === told.join()) return
  // Remembered first: told twice is worse than told by the start screen alone.
  await store.setMeta(TOLD, keys)
  if (fresh.length) await tell(fresh, language)
}

async function tell(fresh: Waiting[], language: Language): Promise<void> {
  const words = language === 'en' ? en : da
  const [one] = fresh
  const registration = await navigator.serviceWorker?.getRegistration()
  if (!registration || !one) return
  const isOne = fresh.length === 1
  const title = isOne ? one.title : words.severalTitle(fresh.length)
  const kind = one.kind === 'review' ? words.review : words.check_in
  await registration.showNotification(title, {
    body: isOne ? kind : words.severalBody,
    tag: 'proev-waiting',
    lang: language,
    icon: '/icon-192.png',
    data: isOne ? one.href : '/',
  })
}

/** On the app's icon, where there is one. */
function setBadge(count: number): void {
  if (!('setAppBadge' in navigator)) return
  const set = count ? navigator.setAppBadge(count) : navigator.clearAppBadge()
  set.catch(() => undefined) // the system shows none
}
