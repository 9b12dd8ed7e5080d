// Which of the app's tabs are alive: each holds a lock of its own for as long as it lives, and the browser lets go of it
// when the tab is closed, killed or has crashed.

/** The app's tabs in one browser: the own one's name, and the names of those that are alive. */
export interface Tabs {
  own: string
  alive(): Promise<Set<string>>
}

export const ALONE: Tabs = { own: 'alone', alive: async () => new Set() }

const NAME = 'proev-tab-'

/** This browser's tabs. Where there are no Web Locks, no other tab is known to be alive. */
export function browserTabs(): Tabs {
  const own = crypto.randomUUID()
  const held = navigator.locks
    ? new Promise<void>((resolve) => {
        // A browser that refuses the lock must not keep the app from opening: then nobody is known to be alive.
        navigator.locks
          .request(NAME + own, () => {
            resolve()
            return new Promise(() => undefined)
          })
          .catch(() => resolve())
      })
    : Promise.resolve()
  return {
    own,
    async alive() {
      await held
      const told = await navigator.locks?.query().catch(() => undefined)
      const names = (told?.held ?? []).map((one) => one.name ?? '')
      return new Set(names.filter((name) => name.startsWith(NAME)).map((name) => name.slice(NAME.length)))
    },
  }
}
