// The words of a trial's form around what its steps ask, in English.

import type { Words } from './form.da'

export const en: Words = {
  titleLabel: 'What do you want to try?',
  titleHint: 'e.g. The citizen writes her own care plan',
  titleEnough: 'A title is enough: then it is an idea. The rest can come later.',
  openMore: 'Get it ready to start',
  stillNeeds: (have, of) => `${have} of ${of} in place`,
  readyToStart: 'Everything is in place. You can start it.',
  cards: {
    change: 'What do we want to change?',
    who: 'Who does what, when?',
    barriers: 'What is in the way today?',
    prediction: 'What do we think will happen?',
    learning: 'What do we want to learn?',
    limits: 'How little is enough?',
    measure: 'Shall we measure something?',
    people: 'Who carries it?',
  },
  start: 'Start',
  saveChanges: 'Save changes',
}
