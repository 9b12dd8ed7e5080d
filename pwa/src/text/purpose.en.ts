// The words of the screens in ui/purpose, in English.

import type { Words } from './purpose.da'

export const en: Words = {
  title: 'Purpose',
}
