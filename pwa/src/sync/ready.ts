// Is the app on this phone ready without a network? And is a newer build waiting? Both asked of the worker itself.

export interface Worker {
  /** True when every file of the app is in the cache, the worker answers for them, and syncing has been complete. */
  isReady: boolean
  /** True when the parts of the app that noting does not need are in the cache too. */
  isWhole: boolean
  /** True when a newer build has been fetched and waits for a good moment. */
  isUpdateWaiting: boolean
}

const REST_AFTER = 1_000
/** A worker that is not heard of again was ended by the browser. */
const PATIENCE = 120_000
const LONGEST_WAIT = 600_000
const LOOK_EVERY = 3_600_000

/** What the worker says. `fetched`: it has just tried to fetch the rest. */
interface Told {
  ready?: boolean
  whole?: boolean
  fetched?: boolean
}

export class WorkerWatch {
  private state: Worker = { isReady: false, isWhole: false, isUpdateWaiting: false }
  private readonly listeners = new Set<() => void>()
  /** Until the parts that capturing does not need are fetched, and how long that waits the next time. */
  private fetching: ReturnType<typeof setTimeout> | undefined
  private wait = REST_AFTER
  private registration: ServiceWorkerRegistration | undefined

  get(): Worker {
    return this.state
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async start(): Promise<void> {
    if (!('serviceWorker' in navigator)) return
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<Told>) => {
      if (typeof data?.ready !== 'boolean') return
      this.set({ isReady: data.ready, isWhole: data.whole === true })
      // What capturing does not need comes when the phone has what it does need; cut off, it is tried again.
      if (data.fetched || data.whole) this.letGo()
      if (!data.ready || data.whole || this.fetching) return
      this.fetching = setTimeout(() => this.fetchRest(), this.wait)
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT)
    })
    const again = () => {
      if (document.visibilityState !== 'visible' || this.state.isWhole) return
      this.letGo()
      this.wait = REST_AFTER
      this.ask()
    }
    document.addEventListener('visibilitychange', again)
    addEventListener('online', again)
    navigator.serviceWorker.addEventListener('controllerchange', () => this.ask())
    // Offline this rejects; the worker that is there goes on serving.
    this.registration = await navigator.serviceWorker
      .register('/sw.js')
      .catch(() => navigator.serviceWorker.getRegistration())
    const registration = this.registration
    if (!registration) return
    const look = () => {
      const isUpdateWaiting = registration.waiting !== null && registration.active !== null
      this.set({ isUpdateWaiting })
    }
    registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look))
    look()
    // An app that is never closed looks for a newer build too, at most once an hour.
    let looked = Date.now()
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || Date.now() - looked < LOOK_EVERY) return
      looked = Date.now()
      void registration.update().catch(() => undefined) // without a network there is nothing newer to be had
    })
    await navigator.serviceWorker.ready
    this.ask()
  }

  /** Takes the newer build into use and starts it. Only ever called because a person asked for it. */
  applyUpdate(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
    this.registration?.waiting?.postMessage('take over')
  }

  private letGo(): void {
    clearTimeout(this.fetching)
    this.fetching = undefined
  }

  private fetchRest(): void {
    navigator.serviceWorker.controller?.postMessage('fetch the rest')
    this.fetching = setTimeout(() => {
      this.letGo()
      this.ask()
    }, PATIENCE)
  }

  private ask(): void {
    navigator.serviceWorker.controller?.postMessage('ready?')
  }

  private set(changed: Partial<Worker>): void {
    this.state = { ...this.state, ...changed }
    for (const listener of this.listeners) listener()
  }
}
