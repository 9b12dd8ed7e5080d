// Reminders as a calendar file (RFC 5545), made on the phone: works without a network and without a push service, on
// every kind of phone. Pure. Nothing in it says who somebody is.

import { daysBetween } from './phases'
import { plusDays } from './practices'

export interface CalendarEvent {
  /** Stable, so that importing a later one moves the first instead of adding a second. */
  uid: string
  /** The day, all of it. */
  day: string
  summary: string
  description: string
  url: string
  /** Goes up when the day has been moved. */
  sequence?: number
  isYearly?: boolean
}

const LINE = 75
const CHECK_DAYS = [30, 90, 180]

/** The file's text: one all-day event each, with an alarm on the morning of the day. */
export function calendarFile(events: CalendarEvent[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Prøv//Prøv//DA',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...events.flatMap((one) => event(one, stamp(now))),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${fold(line)}\r\n`).join('')
}

function event(one: CalendarEvent, made: string): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${one.uid}@proev`,
    `DTSTAMP:${made}`,
    `SEQUENCE:${one.sequence ?? 0}`,
    `DTSTART;VALUE=DATE:${compact(one.day)}`,
    `DTEND;VALUE=DATE:${compact(plusDays(one.day, 1))}`, // the day after: the end is not part of the event
    ...(one.isYearly ? ['RRULE:FREQ=YEARLY'] : []),
    `SUMMARY:${escaped(one.summary)}`,
    `DESCRIPTION:${escaped(one.description)}`,
    `URL:${one.url}`,
    'TRANSP:TRANSPARENT', // nobody is busy all day because of it
    'CLASS:PRIVATE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(one.summary)}`,
    'TRIGGER:PT8H',
    'END:VALARM',
    'END:VEVENT',
  ]
}

/** A check-in's days in a unit that are still to come; from the first anniversary on, every year. */
export function checkInDays(since: string, today: string): { day: string; isYearly: boolean }[] {
  const early = CHECK_DAYS.map((days) => ({ day: plusDays(since, days), isYearly: false }))
  const ahead = early.filter((one) => one.day >= today)
  return [...ahead, { day: anniversary(since, today), isYearly: true }]
}

function anniversary(since: string, today: string): string {
  const from = Number(since.slice(0, 4))
  // A 29 February is kept on the 28th: a yearly rule on the 29th would come every fourth year.
  const date = since.endsWith('-02-29') ? '-02-28' : since.slice(4)
  const year = Math.max(from + 1, Number(today.slice(0, 4)))
  const day = `${year}${date}`
  return daysBetween(day, today) > 0 ? `${year + 1}${date}` : day
}

function compact(day: string): string {
  return day.replaceAll('-', '')
}

function stamp(now: Date): string {
  return `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
}

/** TEXT of RFC 5545, 3.3.11: control characters are not allowed, and four characters have a meaning of their own. */
function escaped(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: it is they that must go
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/[\\;,]/g, (one) => `\\${one}`)
      .replace(/\n/g, '\\n')
  )
}

/** Lines of at most 75 octets; a character is never cut in two (3.1). */
function fold(line: string): string {
  const size = new TextEncoder()
  let folded = ''
  let room = LINE
  for (const letter of line) {
    const octets = size.encode(letter).length
    if (octets > room) {
      folded += '\r\n '
      room = LINE - 1
    }
    folded += letter
    room -= octets
  }
  return folded
}
