// The words of reminders, in English.

import type { Words } from './remind.da'

export const en: Words = {
  toCalendar: 'Add to the calendar',
  toCalendarHint: 'Works without a network too.',
  trialEnds: (title) => `Last day: ${title}`,
  trialEndsMore: 'The trial ends today. Review it: what did you believe, what happened, and what do you do now?',
  checkIn: (title) => `Do we still do it? ${title}`,
  checkInMore: 'Yes, partly or no. It takes ten seconds.',
  trialFile: 'trial.ics',
  checkInFile: 'do-we-still-do-it.ics',
  review: 'The trial has ended. Review it?',
  check_in: 'Do you still do it?',
  severalTitle: (count) => `${count} things wait for you`,
  severalBody: 'Trials that have ended, and practices to answer for.',
  title: 'Reminders',
  intro: 'The phone can tell you when a trial has ended, and when it is time to answer “Do we still do it?”.',
  how: 'It does so when you open Prøv or come back to it. Each thing is told once. Nothing goes over the network.',
  allow: 'Tell me on this phone',
  stop: 'Tell me no more',
  isOn: 'The phone tells you.',
  refused: 'The phone has refused reminders from Prøv. That can be changed in the phone’s settings.',
  missing: 'This phone cannot show reminders. If it is an iPhone, put Prøv on the home screen first.',
  calendarToo: 'To be quite sure, add the trial’s last day to the calendar from its own page.',
}
