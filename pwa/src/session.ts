// The session with the server: signing in, who is signed in, signing out. Its cookie is the browser's and not a tab's, and an
// answer that comes late still sets it or takes it away: so what does is asked for by one tab at a time, and given up before
// the next. A sign-out that the server has not heard of is told later, as long as nobody has signed in; where
// tabs cannot wait for each other, by the next who signs in.

import type { Device } from './store/device'
import type { Account } from './store/types'
import type { SignInFault } from './ui/app'

const NAME = 'proev-session'
const PATIENCE = 15_000
/** So long a sign-out, which the server may not have heard of, keeps the next person waiting. */
const PARTING = 4_000

export class Session {
  private readonly device: Device
  private readonly call: typeof fetch
  private readonly locks: LockManager | null

  constructor(
    device: Device,
    call: typeof fetch = (...args) => fetch(...args),
    locks: LockManager | null = navigator.locks ?? null,
  ) {
    this.device = device
    this.call = call
    this.locks = locks
  }

  /** Who the server says is signed in; undefined when it does not. */
  async who(): Promise<Account | undefined> {
    const response = await this.ask('GET', PATIENCE)
    return response?.ok ? accountIn(response) : undefined
  }

  async signIn(email: string, password: string): Promise<Account | SignInFault> {
    const enter = async () => {
      await this.part()
      const response = await this.ask('POST', PATIENCE, { email, password })
      if (!response) return 'offline'
      if (response.status === 401 || response.status === 422) return 'wrong'
      if (response.status === 429) return 'many'
      if (!response.ok) return 'trouble'
      const account = await accountIn(response)
      // Cut off, the cookie is there all the same and nobody is shown as signed in: it is to be ended.
      await this.device.setParting(account ? undefined : true).catch(() => undefined)
      return account ?? 'offline'
    }
    if (!this.locks) return enter()
    let isOurs = false
    const signal = AbortSignal.timeout(2 * PARTING)
    const entered = this.locks.request(NAME, { signal }, () => {
      isOurs = true
      return enter()
    })
    // A tab that stands still with the lock keeps nobody out for ever.
    return entered.catch((error) => {
      if (isOurs) throw error
      return enter()
    })
  }

  /** Somebody signs out here: from now on the server is to be told. It is told now where tabs cannot wait for each other, or
   *  the phone has no room to remember it. */
  async leave(): Promise<void> {
    const isKept = await this.device.setParting(true).then(
      () => true,
      () => false,
    )
    if (!isKept) await this.ask('DELETE', PARTING)
    else if (!this.locks) await this.part()
  }

  /** Tells the server of a sign-out that it has not heard of, unless somebody is about to sign in or has done so. */
  async tell(): Promise<void> {
    if (await this.device.isParting())
      await this.locks?.request(NAME, { ifAvailable: true }, async (lock) => {
        if (lock && !(await this.device.account())) await this.part()
      })
  }

  private async part(): Promise<void> {
    if (!(await this.device.isParting().catch(() => false))) return
    const response = await this.ask('DELETE', PARTING)
    if (response?.status === 204) await this.device.setParting(undefined)
  }

  private ask(method: 'GET' | 'POST' | 'DELETE', patience: number, body?: object): Promise<Response | undefined> {
    const headers = { 'X-Proev': '1', ...(body ? { 'Content-Type': 'application/json' } : {}) }
    const asked = { method, headers, signal: AbortSignal.timeout(patience) }
    return this.call('/api/v1/session', { ...asked, ...(body ? { body: JSON.stringify(body) } : {}) }).catch(
      () => undefined,
    )
  }
}

/** Undefined when the answer was cut off. */
function accountIn(response: Response): Promise<Account | undefined> {
  return response.json().catch(() => undefined)
}
