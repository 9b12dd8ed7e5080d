// The words of the screens in ui/trial, in English.

import type { Words } from './trial.da'

export const en: Words = {
  title: 'Trial',
}
