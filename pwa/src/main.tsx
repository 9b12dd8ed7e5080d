// The composition root: the phone's own store, the signed-in user's store, the sync engine, the screens.

import './ui/style.scss'
import { render } from 'preact'
import { SCHEMA } from './contract.gen'
import { Session } from './session'
import { destroy, type Hindrance } from './store/database'
import { Device } from './store/device'
import { destroyIfRead } from './store/retire'
import { Store } from './store/store'
import { browserTabs } from './store/tabs'
import type { Account } from './store/types'
import { startSync } from './sync/browser'
import { WorkerWatch } from './sync/ready'
import { da, type Text } from './text/da'
import { AppContext, dayNow, type Language, type Phone, PhoneContext, type SignInFault } from './ui/app'
import { lazy, Suspense } from './ui/lazy'
import { closeToast, Toast } from './ui/parts'
import { ownMemberships, standing } from './ui/roles'
import { Screen } from './ui/screens'
import { SignIn } from './ui/sign-in'

interface Running {
  account: Account
  store: Store
  sync: ReturnType<typeof startSync>
  /** True when something of theirs may lie here from before they were added anew. */
  isAnew: boolean
  /** Ends the watch over what waits. */
  unwatch?: () => void
}

const REST_AFTER = 4_000

const Hindered = lazy(() => import('./ui/hindered').then((loaded) => loaded.Hindered))
const Former = lazy(() => import('./ui/former').then((loaded) => loaded.Former))
const SetUp = lazy(() => import('./ui/set-up').then((loaded) => loaded.SetUp))
const root = document.getElementById('app')!
const watch = new WorkerWatch()
const tabs = browserTabs()
// Tells the other tabs of this browser that somebody has signed in or out.
const others = new BroadcastChannel('proev-account')
let device: Device
let session: Session
let language = preferred()
let english: Text | undefined
let running: Running | undefined
/** What stands between the app and its database: said before the app is there, or beside what it shows. */
let hindrance: Hindrance | undefined

function draw(): void {
  const phone: Phone = {
    device,
    watch,
    text: language === 'en' && english ? english : da,
    language,
    setLanguage,
    signIn,
    signOut,
    putOff,
  }
  document.documentElement.lang = language
  document.title = phone.text.app
  render(
    <PhoneContext.Provider value={phone}>
      {hindrance && <Suspense component={Hindered} by={hindrance} isBeside={!!running} />}
      {(running || !hindrance) && content(phone)}
    </PhoneContext.Provider>,
    root,
  )
}

/** Who is outdated stays so until the page is loaded again. */
function hindered(by: Hindrance): void {
  if (hindrance !== 'outdated') hindrance = by
  draw()
}

const failed = () => hindered('failed')

function content(phone: Phone) {
  if (location.pathname === '/opsaetning' && !running) return <Suspense component={SetUp} />
  if (!running) return <SignIn {...(isForgotten ? { forgotten: true } : {})} />
  const { account, store, sync, isAnew } = running
  const today = dayHere(running)
  drawnOn = today
  return (
    <AppContext.Provider key={store.user} value={{ ...phone, account, store, engine: sync.engine, today }}>
      {isAnew && <Suspense component={Former} isQuiet open={opened} />}
      {isEnded && !isPutOff ? <SignIn again /> : <Screen />}
      <Toast />
    </AppContext.Provider>
  )
}

// How far this phone's clock is behind the server's: shown days follow the server's.
let offset = 0
// The server wants the person to sign in again.
let isEnded = false
// An ended sign-in asks; who has no password at hand puts it off and goes on capturing.
let isPutOff = false
// This phone has been withdrawn and has forgotten what it held: the door says so.
let isForgotten = false

function putOff(): void {
  isPutOff = true
  draw()
}

/** The first of the phone's languages that the app speaks; Danish when it speaks none of them. */
function preferred(): Language {
  const spoken = navigator.languages.map((one) => one.slice(0, 2)).find((one) => one === 'da' || one === 'en')
  return spoken === 'en' ? 'en' : 'da'
}

function setLanguage(chosen: Language): void {
  void device.setLanguage(chosen)
  void learn(chosen).then(draw)
}

/** Danish comes with the app; English is a file of its own, which the worker keeps on the phone too. */
async function learn(chosen: Language): Promise<void> {
  if (chosen === 'en') english ??= (await import('./text/en').catch(() => undefined))?.en
  language = chosen === 'en' && english ? 'en' : 'da'
}

const opened = (user: string) => Store.open(user, tabs, hindered)

async function begin(account: Account): Promise<void> {
  const store = await opened(account.user.id)
  hindrance = undefined
  const former = await device.former(store.user).catch(() => [])
  const sync = startSync(store, device, SCHEMA, (how) => forget(store, how))
  running = { account, store, sync, isAnew: former.length > 0 }
  offset = (await store.meta<number>('offset')) ?? 0
  let state = sync.engine.getStatus().state
  isEnded = false
  askedAs = ''
  sync.engine.subscribe(() => {
    const now = sync.engine.getStatus().state
    if (now === state) return
    state = now
    if (now === 'wrong_user') void refreshAccount()
    // While it is only being asked, the door stands as it is, with what has been typed.
    const ended = now === 'signed_out' || (isEnded && (now === 'syncing' || now === 'unreachable'))
    if (ended !== isEnded) {
      isEnded = ended
      draw()
    }
  })
  store.subscribe(() => void followStanding())
  void navigator.storage?.persist?.()
  void remind(running)
}

/** The badge and the reminders come when the phone has nothing else to do; without their code there are none yet. */
async function remind(started: Running): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, REST_AFTER))
  void Hindered().catch(() => undefined) // when a newer app takes over, this one's files cannot be fetched any more
  const part = await import('./ui/board/wake').catch(() => undefined)
  if (part && running === started) started.unwatch = part.watchWaiting(() => ({ ...started, language }))
}

function dayHere({ account, sync }: Running): string {
  return dayNow(account, sync.engine.getStatus().lastSyncAt ? offset : 0)
}

// An app that is never closed comes to a new day: what is due and what has ended follows it.
let drawnOn = ''
function drawNewDay(): void {
  if (running && dayHere(running) !== drawnOn) draw()
}
setInterval(drawNewDay, 60_000)
document.addEventListener('visibilitychange', drawNewDay)
document.addEventListener('visibilitychange', follow)
others.onmessage = follow

let turn: Promise<unknown> = Promise.resolve()

/** Who is signed in changes once at a time. */
function inTurn(change: () => Promise<void>): Promise<unknown> {
  turn = turn.then(change).catch(failed)
  return turn
}

/** From now on somebody is signed in on this phone, or nobody; the other tabs follow. */
async function become(account: Account | undefined): Promise<void> {
  await device.setAccount(account)
  others.postMessage('changed')
  await show(account)
}

/** Shows somebody their app, or the door. Nothing of who was here before stays on the screen; what they had typed is kept
 *  with what is theirs. */
async function show(account: Account | undefined): Promise<void> {
  if (running && running.store.user !== account?.user.id) {
    closeToast()
    history.replaceState(null, '', '/')
  }
  await end()
  isPutOff = false
  isForgotten = false
  draw()
  if (account) await begin(account)
  draw()
}

/** Another tab may have changed who is signed in. */
function follow(): void {
  void inTurn(async () => {
    const account = await device.account()
    if (account?.user.id !== running?.store.user) await show(account)
  })
}

async function end(): Promise<void> {
  running?.unwatch?.()
  running?.sync.close()
  await running?.store.close()
  running = undefined
}

/** The phone has been withdrawn by the server. False when a tab has saved something that this one has not read. */
async function forget(store: Store, how: 'retired' | 'lost'): Promise<boolean> {
  if (how === 'retired' && !(await destroyIfRead(store))) return false
  await end()
  if (how === 'lost') await destroy([store.user], true)
  await device.setAccount(undefined)
  isForgotten = true
  history.replaceState(null, '', '/')
  draw()
  return true
}

async function signIn(email: string, password: string): Promise<SignInFault | undefined> {
  const account = await session.signIn(email, password)
  if (typeof account === 'string') return account
  await device.entered(email, account.user).catch(() => undefined) // no room: nobody is kept out for it
  await inTurn(() => become(account))
  return undefined
}

// At once, whatever the network does. What has not been sent stays in this user's own database, and is sent when they sign in
// again.
async function signOut(): Promise<void> {
  await inTurn(async () => {
    await session.leave()
    await become(undefined)
    part()
  })
}

/** A sign-out that the server has not heard of is told as soon as it can be. */
function part(): void {
  if (!running) session?.tell().catch(() => undefined)
}
setInterval(part, 60_000)
addEventListener('online', part)

// As which standing the account has been asked for.
let askedAs = ''

/** Who is given another unit or role while the app is open hears of it by their own records first. */
async function followStanding(): Promise<void> {
  if (!running?.sync.engine.getStatus().isComplete) return
  const told = standing(ownMemberships(running.store))
  if (told === standing(running.account.memberships) || told === askedAs) return
  askedAs = told
  if (!(await refreshAccount())) askedAs = ''
}

/** Who the server says is signed in: somebody else, and they are shown their app; or names and memberships as they are now.
 *  Without a network the phone goes by what it knew: then false. */
async function refreshAccount(): Promise<boolean> {
  const asked = running
  const account = await session.who()
  if (!account) return false
  await inTurn(async () => {
    // They may have signed out since, here or in another tab.
    if (!asked || running !== asked || (await device.account())?.user.id !== asked.store.user) return
    if (account.user.id !== asked.store.user) return become(account)
    asked.account = account
    await device.setAccount(account)
    draw()
  })
  return true
}

async function start(): Promise<void> {
  device = await Device.open()
  session = new Session(device)
  await learn((await device.language()) ?? preferred())
  const account = await device.account()
  if (account) await begin(account)
  draw()
  if (account) void refreshAccount()
  else part()
}

// Also when the app could not begin: a newer build may be what it needs.
void inTurn(start).then(() => watch.start())
