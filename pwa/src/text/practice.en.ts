// The words of the screens in ui/practice, in English.

import type { Words } from './practice.da'

export const en: Words = {
  title: 'Practices',
}
