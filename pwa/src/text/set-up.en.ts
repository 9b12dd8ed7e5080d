// The words of the one-time set-up, in English.

import type { Words } from './set-up.da'

export const en: Words = {
  setUp: 'Set up Prøv',
  setUpIntro: 'Name the organisation and make its first administrator. The link works once.',
  organisationName: 'The organisation’s name',
  yourName: 'Your name',
  tooShort: 'At least 8 characters.',
  notEmail: 'That does not look like an e-mail address.',
  passwordHint: 'At least 8 characters',
  create: 'Create',
  setUpDone: 'Prøv is set up already. Sign in instead.',
  setUpBadLink: 'The link does not match. Use the one that the server printed at the start.',
}
