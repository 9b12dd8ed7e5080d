// What every screen can reach: the store, the engine, the worker, the words; and the hooks that redraw on changes.

import { createContext } from 'preact'
import { useContext, useLayoutEffect, useReducer } from 'preact/hooks'
import { todayIn } from '../domain/phases'
import type { Device } from '../store/device'
import type { Store } from '../store/store'
import type { Account } from '../store/types'
import type { Engine } from '../sync/engine'
import type { WorkerWatch } from '../sync/ready'
import type { Text } from '../text/da'

export type Language = 'da' | 'en'

export interface Phone {
  device: Device
  watch: WorkerWatch
  text: Text
  language: Language
  setLanguage(language: Language): void
  signIn(email: string, password: string): Promise<SignInFault | undefined>
  signOut(): Promise<void>
  /** Goes on without signing in again for now. */
  putOff(): void
}

export type SignInFault = 'wrong' | 'many' | 'offline' | 'trouble'

export interface App extends Phone {
  account: Account
  store: Store
  engine: Engine
  /** The day in the organisation's time zone, by the server's clock as far as it is known. */
  today: string
}

export const PhoneContext = createContext<Phone | undefined>(undefined)
export const AppContext = createContext<App | undefined>(undefined)

export function usePhone(): Phone {
  const phone = useContext(PhoneContext)
  if (!phone) throw new Error('outside of the phone')
  return phone
}

/** The words of a part of the app, in the person's language; both languages come with the part. */
export function useWordsOf<Words>(da: Words, en: Words): Words {
  return usePhone().language === 'en' ? en : da
}

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('outside of the app')
  useChanges(app.store)
  return app
}

/** Redraws when something that can be listened to has changed. */
export function useChanges(source: { subscribe(listener: () => void): () => void }): void {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  // Before the screen is painted: a tap right after it must not be missed.
  useLayoutEffect(() => source.subscribe(() => redraw(undefined)), [source])
}

/** What to say on a phone that has not got everything yet, where it would else say that there is nothing. */
export function useLoading(): string | undefined {
  const { engine, text } = useApp()
  useChanges(engine)
  const { isComplete, state } = engine.getStatus()
  if (isComplete) return undefined
  return state === 'idle' || state === 'syncing' ? text.neverSynced : text.notHere
}

export function dayNow(account: Account, offset: number): string {
  return todayIn(new Date(Date.now() + offset), account.time_zone)
}

/** "14.02" in Danish, "14:02" in English. */
export function clockTime(moment: string | Date, language: Language): string {
  return new Intl.DateTimeFormat(language === 'da' ? 'da-DK' : 'en-GB', { hour: '2-digit', minute: '2-digit' }).format(
    new Date(moment),
  )
}

/** "23. nov." or "23 Nov"; with the year when it is another one. */
export function shortDay(day: string, language: Language): string {
  const date = new Date(`${day.slice(0, 10)}T12:00:00Z`)
  const isThisYear = date.getUTCFullYear() === new Date().getUTCFullYear()
  const format = new Intl.DateTimeFormat(language === 'da' ? 'da-DK' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  })
  return format.format(date).replaceAll(' ', '\u00a0') // a date is not torn apart at the end of a line
}

/** "i dag", "i går", "for 3 dage siden", or the day. */
export function dayWord(day: string, today: string, text: Text, language: Language): string {
  const days = Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day.slice(0, 10)}T00:00:00Z`)) / 86_400_000)
  if (days === 0) return text.todayWord
  if (days === 1) return text.yesterday
  return days > 1 && days < 8 ? text.daysAgo(days) : shortDay(day, language)
}
