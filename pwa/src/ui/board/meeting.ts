// A meeting at the board: where it has come to and how much of its time is spent. Kept in the tab's session, so that a
// form that somebody goes to, or a reload, does not lose the place. Holds ids only.

const LONGEST = 3 * 3_600_000
export const KEY = 'proev-board'

export interface Meeting {
  unit: string
  /** The slides in their order: nothing moves while people look at it. */
  keys: string[]
  at: string
  /** When it began; undefined while the first slide waits for people to sit down. */
  began?: number
  /** Milliseconds until the latest pause. */
  spent: number
  /** Runs since then; undefined while it pauses. */
  since?: number | undefined
}

/** The meeting that goes on in this tab. One that has been left for hours is over. */
export function currentMeeting(now: number = Date.now()): Meeting | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Meeting | null
    return kept?.began && now - kept.began < LONGEST ? kept : undefined
  } catch {
    return undefined // a browser that keeps nothing: the meeting begins at its first slide
  }
}
