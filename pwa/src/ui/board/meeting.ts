// A meeting at the board: where it has come to and how much of its time is spent. Kept in the tab's session, so that a
// form that somebody goes to, or a reload, does not lose the place. Holds ids only.

export const MINUTES = 15
const LONGEST = 3 * 3_600_000
const KEY = 'proev-board'

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

export function keepMeeting(meeting: Meeting | undefined): void {
  try {
    if (meeting) sessionStorage.setItem(KEY, JSON.stringify(meeting))
    else sessionStorage.removeItem(KEY)
  } catch {
    // the same browser: the place is lost when the board is left, nothing else
  }
}

/** Milliseconds of the meeting's time that are spent. */
export function spentTime(meeting: Meeting, now: number): number {
  return meeting.spent + (meeting.since === undefined ? 0 : Math.max(0, now - meeting.since))
}

/** Another slide; the first step off the first slide begins the meeting. */
export function movedTo(meeting: Meeting, at: string, now: number): Meeting {
  if (meeting.began || at === meeting.keys[0]) return { ...meeting, at }
  return { ...meeting, at, began: now, since: now }
}

export function paused(meeting: Meeting, now: number): Meeting {
  return meeting.since === undefined
    ? { ...meeting, since: now }
    : { ...meeting, spent: spentTime(meeting, now), since: undefined }
}

/** The slides as they were, without what is gone, and with what has come meanwhile before the last. */
export function merged(keys: string[], now: string[], isThere: (key: string) => boolean): string[] {
  const left = keys.slice(0, -1).filter((key) => now.includes(key) || isThere(key))
  const fresh = now.slice(0, -1).filter((key) => !left.includes(key))
  return [...left, ...fresh, ...now.slice(-1)]
}
