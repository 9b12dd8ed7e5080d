// "Læg i kalenderen": a trial's last day, or a practice's check-ins, as a calendar file made on the phone.

import { type CalendarEvent, calendarFile, checkInDays } from '../../domain/calendar'
import { da } from '../../text/remind.da'
import { en } from '../../text/remind.en'
import { useApp, useWordsOf } from '../app'
import type { PracticeView } from '../practices'
import type { TrialView } from '../trials'

/** A trial's last day; nothing once it has passed or been decided. */
export function RemindTrial({ view }: { view: TrialView }) {
  const { today } = useApp()
  const words = useWordsOf(da, en)
  if (!view.end || view.end < today || !['planned', 'running'].includes(view.phase)) return null
  const event: CalendarEvent = {
    uid: `trial-${view.record.id}`,
    day: view.end,
    summary: words.trialEnds(view.title),
    description: words.trialEndsMore,
    url: `${location.origin}/proevehandlinger/${view.record.id}/saml-op`,
    sequence: view.record.version + view.decisions.length,
  }
  return <CalendarButton name={words.trialFile} events={[event]} />
}

/** A unit's check-ins of a practice that are still to come. */
export function RemindCheckIns({ view, unit }: { view: PracticeView; unit: string }) {
  const { today } = useApp()
  const words = useWordsOf(da, en)
  const since = view.places.get(unit)
  if (!since || view.phase === 'retired') return null
  const id = view.record.id
  const events = checkInDays(since, today).map(({ day, isYearly }) => ({
    // By what it is, not by its day: an import on another day of the year meets the same event again.
    uid: isYearly ? `check-in-${id}-${unit}-yearly` : `check-in-${id}-${unit}-${day}`,
    day,
    summary: words.checkIn(view.title),
    description: words.checkInMore,
    url: `${location.origin}/praksis/${id}/tjek/${unit}`,
    isYearly,
  }))
  const due = view.units.find((one) => one.unit === unit)?.due_on
  const isAgreed = due && due >= today && !events.some((one) => one.day === due)
  const agreed = { ...events[0]!, uid: `check-in-${id}-${unit}-agreed`, day: due ?? '', isYearly: false }
  return <CalendarButton name={words.checkInFile} events={isAgreed ? [agreed, ...events] : events} />
}

function CalendarButton({ name, events }: { name: string; events: CalendarEvent[] }) {
  const words = useWordsOf(da, en)
  return (
    <button
      type="button"
      class="button button-secondary"
      title={words.toCalendarHint}
      onClick={() => void hand(name, calendarFile(events, new Date()))}
    >
      {words.toCalendar}
    </button>
  )
}

/** Downloaded, and the system opens its calendar. An app on an iPhone's home screen has no downloads: there it is shared. */
async function hand(name: string, content: string): Promise<void> {
  const file = new File([content], name, { type: 'text/calendar' })
  const isHomeScreen = (navigator as { standalone?: boolean }).standalone === true
  if (isHomeScreen && navigator.canShare?.({ files: [file] })) {
    await navigator.share({ files: [file] }).catch(() => undefined) // closed again: nothing was wanted
    return
  }
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
