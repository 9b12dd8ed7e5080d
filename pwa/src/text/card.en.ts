// The words of what a step of the trial card asks, in English.

import type { Words } from './card.da'

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const en: Words = {
  why: {
    change: 'One sentence about the difference in daily work.',
    who: 'The more concrete, the easier to do tomorrow.',
    barriers: 'Once you say what is in the way, others can help to move it.',
    prediction: 'Write it now, so that you can be surprised. Locked once you begin.',
    learning: 'A question that the test can answer.',
    limits: 'Few people, a short time, one place. You can always widen it.',
    measure: 'One number that is easy to count. Not needed.',
    people: 'With a deputy it does not hang on one person.',
  },
  examples: {
    change: 'e.g. We call before we come instead of turning up unannounced',
    who: 'e.g. The contact person',
    does: 'e.g. calls the citizen and asks what matters most',
    when: 'e.g. in the morning, before the round',
    prediction: 'e.g. Fewer visits in vain, and more citizens are ready',
    learning_question: 'e.g. Is a call enough for the citizen to feel seen?',
    target_group: 'e.g. Three citizens in Nord with daily visits',
    extent: 'e.g. once a day for two weeks',
    place: 'e.g. Route 4',
    stop_rule: 'e.g. if anybody feels unsafe',
    citizen_value: 'e.g. Calm, and a picture of the day',
    citizens_part: 'e.g. The three citizens choose the time',
    measure_name: 'e.g. Visits in vain',
    measure_unit: 'e.g. visits',
    max_people: 'e.g. 5',
    baseline: 'e.g. 12; 9.5; 14',
    owner_role: 'e.g. planner',
  } as Record<string, string>,
  better: { up: 'Higher', down: 'Lower', none: 'Neither' },
  none: 'None chosen',
  behaviourHint: 'Choose one, and who, what and when come along',
  noBarriers: 'The unit has not written any barriers yet.',
  newBarrier: 'Write a new barrier',
  addBarrier: 'Add the barrier',
  weeks: (count: number) => many(count, 'week', 'weeks'),
  lasting: 'For how long?',
  firstDayHint: 'Leave it empty to begin on the day you start it',
  sharedHint:
    'They see the title, the change, what was learned, your unit, how and when it ended, which kinds of barriers there were, and how it goes if it becomes a practice. No person’s name.',
  last: (words: string) => `Last time you wrote: ${words}`,
  predictionLocked: 'The prediction is locked because the trial is running.',
  endLocked: 'Use “Extend”, “Review now” or “Cancel” on the trial’s page.',
}
