// The words of what waits, in English.

import type { Words } from './waits.da'

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const en: Words = {
  endsIn: (days: number) => (days <= 0 ? 'Ends today' : days === 1 ? 'Ends tomorrow' : `Ends in ${days} days`),
  colleagueAnswers: 'a colleague answers',
  waitKinds: {
    review: 'Ready for review',
    check_in: 'Do we still do it?',
    adoption: 'To be taken into use',
    carry_on: 'Goes on – how?',
    slipping: 'Slipping',
    barrier: 'Barrier without an answer',
    concern: 'Citizen without an answer',
    step: 'Step overdue',
    ends: 'Ends soon',
    contradiction: 'Two decisions',
    owner: 'Who is responsible?',
    deputy: 'Who is the deputy?',
  } as Record<string, string>,
  answerFrom: (unit) => `Answer from ${unit}`,
  toBarrier: 'See the barrier',
  endedBy: (unit, title) => `${unit} has retired “${title}”`,
  anotherUnit: 'Another unit',
  endedHere: 'So it has ended with you too. On its page you can go on with it by yourselves.',
  toPractice: 'See the practice',
  yours: (title) => `“${title}” is yours to carry`,
  yoursAlone: 'Nobody stands in for you at the moment. The unit’s leader is asked to choose somebody.',
  toTrial: 'See the trial',
  putAway: 'Seen',
  nothingWaits: 'Nothing waits for you.',
  overdueDays: (days: number) => (days === 0 ? 'today' : many(days, 'day', 'days')),
}
