import { describe, expect, test } from 'vitest'
import { type CalendarEvent, calendarFile, checkInDays } from '../src/domain/calendar'

const NOW = new Date('2026-11-24T08:30:05Z')
const event = (changed: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'trial-0193',
  day: '2026-12-31',
  summary: 'Slut: Opkald før besøg',
  description: 'Saml op på prøvehandlingen.',
  url: 'https://proev.lillevig.example/proevehandlinger/0193',
  ...changed,
})
const unfolded = (file: string) => file.replaceAll('\r\n ', '').split('\r\n')

describe('a calendar file', () => {
  test('is one all-day event on the day, with an alarm on its morning', () => {
    const lines = unfolded(calendarFile([event()], NOW))
    expect(lines[0]).toBe('BEGIN:VCALENDAR')
    expect(lines.at(-2)).toBe('END:VCALENDAR')
    expect(lines.at(-1)).toBe('')
    for (const line of [
      'UID:trial-0193@proev',
      'DTSTAMP:20261124T083005Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'TRIGGER:PT8H',
    ])
      expect(lines).toContain(line)
  })

  test('ends every line with CRLF and has no other line break', () => {
    const file = calendarFile([event({ description: 'en\nto\r\ntre' })], NOW)
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(unfolded(file)).toContain('DESCRIPTION:en\\nto\\ntre')
  })

  test('escapes what has a meaning of its own, and drops control characters', () => {
    const lines = unfolded(calendarFile([event({ summary: 'A; b, c\\d\u0007' })], NOW))
    expect(lines).toContain('SUMMARY:A\\; b\\, c\\\\d')
  })

  test('folds lines at 75 octets and cuts no character in two', () => {
    const summary = `${'æøå'.repeat(40)}👩‍👧${'é'.repeat(30)}`
    const file = calendarFile([event({ summary })], NOW)
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(unfolded(file)).toContain(`SUMMARY:${summary}`)
    expect(file).not.toContain('\ufffd')
  })

  test('of the same thing has the same uid, and a higher sequence when it was moved', () => {
    const first = unfolded(calendarFile([event()], NOW))
    const moved = unfolded(calendarFile([event({ day: '2027-01-07', sequence: 1 })], NOW))
    const uid = (lines: string[]) => lines.find((line) => line.startsWith('UID:'))
    expect(uid(moved)).toBe(uid(first))
    expect(moved).toContain('SEQUENCE:1')
  })
})

describe('the days of a check-in', () => {
  test('are 30, 90 and 180 days on, and then every year', () => {
    expect(checkInDays('2026-11-24', '2026-11-24')).toEqual([
      { day: '2026-12-24', isYearly: false },
      { day: '2027-02-22', isYearly: false },
      { day: '2027-05-23', isYearly: false },
      { day: '2027-11-24', isYearly: true },
    ])
  })

  test('leave out what has passed', () => {
    expect(checkInDays('2026-01-10', '2026-06-01').map((one) => one.day)).toEqual(['2026-07-09', '2027-01-10'])
    expect(checkInDays('2024-02-29', '2027-03-01')).toEqual([{ day: '2028-02-28', isYearly: true }])
  })
})
