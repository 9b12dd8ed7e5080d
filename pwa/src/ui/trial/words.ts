// The words of this part, and the two small things that its screens do alike: saving, and writing numbers.

import { useState } from 'preact/hooks'
import { type Json, type NewMutation, SaveFailed } from '../../store/types'
import { da } from '../../text/trial.da'
import { en } from '../../text/trial.en'
import { clockTime, type Language, useApp, useWordsOf } from '../app'
import { toast } from '../parts'
import { go } from '../router'

export function useWords() {
  return useWordsOf(da, en)
}

/** A decimal of the wire as people write it. */
export function numberText(value: Json | undefined, language: Language): string {
  return String(value ?? '').replace('.', language === 'da' ? ',' : '.')
}

/** Saves, says so, and goes on; what could not be saved stays on the screen. */
export function useSaving() {
  const { store, text, language } = useApp()
  const [failed, setFailed] = useState<SaveFailed | undefined>()
  async function save(mutations: NewMutation[], then: string | undefined, draft?: string): Promise<void> {
    try {
      const kept = await store.save(mutations, draft ? { draft } : {})
      toast({ message: text.savedOnPhone(text.at(clockTime(kept.savedAt, language))) })
      if (then) go(then, { replace: true })
    } catch (error) {
      if (!(error instanceof SaveFailed)) throw error
      setFailed(error)
    }
  }
  return { failed, save }
}
