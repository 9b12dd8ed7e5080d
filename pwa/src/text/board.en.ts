// The words of the screens in ui/board, in English.

import type { Words } from './board.da'

export const en: Words = {
  title: 'Board',
}
