// The words of the leaders’ page, in English.

import type { Words } from './overview.da'

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const en: Words = {
  noLearning: 'Nobody wrote down what they learned in that period.',
  overviewNeedsNet: 'The overview needs the net. Here is what you last saw.',
  overviewNoNet: 'The overview needs a network. Try again when there is one.',
  headlineHolds: (count: number) =>
    `${count ? many(count, 'new practice holds', 'new practices hold') : 'No new practice holds yet'}.`,
  headlineSlips: (count: number) => `${count ? many(count, 'is', 'are') : 'None is'} slipping.`,
  headlineWaits: (count: number) => `${count ? many(count, 'thing waits', 'things wait') : 'Nothing waits'} for you.`,
  allUnits: 'All units',
  period: 'Period',
  periods: { 30: '30 days', 90: '90 days', 182: 'half a year', 548: '18 months' } as Record<number, string>,
  observationsOverTime: 'Observations over time',
  moodsOverTime: 'Citizens’ moods over time',
  newestLearning: 'Newest learning',
  showTable: 'Show as a table',
  week: 'Week',
  month: 'Month',
  fewerThanFive: 'fewer than 5',
  readObservations: (total: number, worked: number) =>
    total
      ? `${many(total, 'observation', 'observations')}. ${worked} % went as we hoped.`
      : 'No observations in the period.',
  readMoods: (total, good, isFew, isByWeek) => {
    const each = isByWeek ? 'a week' : 'a month'
    if (!total) return isFew ? `Fewer than 5 answers ${each}, so they are not shown.` : 'No answers in the period.'
    const few = isFew ? ` ${isByWeek ? 'Weeks' : 'Months'} with fewer than 5 answers are left out.` : ''
    return `${many(total, 'citizen', 'citizens')} answered. ${good} % felt good or very good.${few}`
  },
  readPhases: (total: number, running: number) => `${many(total, 'trial', 'trials')}, ${running} running.`,
}
