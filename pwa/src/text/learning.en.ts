// The words of the screens in ui/learning, in English.

import type { Words } from './learning.da'

export const en: Words = {
  title: 'Learning',
}
