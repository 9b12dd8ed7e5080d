// The words that several parts of the app share, and that the start does without.

import { da, type Terms } from '../text/terms.da'
import { en } from '../text/terms.en'
import { useWordsOf } from './app'

export type { Terms }

export function useTerms(): Terms {
  return useWordsOf(da, en)
}
