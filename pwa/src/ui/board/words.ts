// The words of this part in the phone's language.

import { da, type Words } from '../../text/board.da'
import { en } from '../../text/board.en'
import { useWordsOf } from '../app'

export function useWords(): Words {
  return useWordsOf(da, en)
}
