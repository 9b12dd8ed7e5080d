// How a meeting at the board goes on: from slide to slide, with pauses, in its time.

import { KEY, type Meeting } from './meeting'

export const MINUTES = 15

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
