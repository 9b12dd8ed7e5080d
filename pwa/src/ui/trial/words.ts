// The words of this part, and the small things that its screens do alike: saving, deciding, and writing numbers.

import type { Json, NewMutation, SaveFailed } from '../../store/types'
import { da } from '../../text/trial.da'
import { en } from '../../text/trial.en'
import { clockTime, type Language, useApp, useWordsOf } from '../app'
import { toast } from '../parts'
import { go } from '../router'
import { useStore, useUndoable } from '../saving'

export function useWords() {
  return useWordsOf(da, en)
}

/** A decimal of the wire as people write it. */
export function numberText(value: Json | undefined, language: Language): string {
  return String(value ?? '').replace('.', language === 'da' ? ',' : '.')
}

/** Saves, says so after what else is to be said, and goes on; what could not be saved stays on the screen. */
export function useSaving(): {
  failed: SaveFailed | undefined
  save(mutations: NewMutation[], then: string | undefined, draft?: string, said?: string): Promise<void>
} {
  const { text, language } = useApp()
  const { failed, save: keep } = useStore()
  async function save(mutations: NewMutation[], then: string | undefined, draft?: string, said = ''): Promise<void> {
    const kept = await keep(mutations, draft ? { draft } : {})
    if (!kept) return
    toast({ message: `${said} ${text.savedOnPhone(text.at(clockTime(kept.savedAt, language)))}`.trim() })
    if (then) go(then, { replace: true })
  }
  return { failed, save }
}

/** As `useSaving`, for a decision, which is never changed once it is sent: for ten seconds it can be taken back. Where nobody
 *  has gone on by then, that leads back to the form, with what was typed. */
export function useDeciding(): ReturnType<typeof useSaving> {
  const { failed, save: keep } = useUndoable()
  async function save(mutations: NewMutation[], then: string | undefined, draft?: string): Promise<void> {
    const from = location.pathname
    const back = () => {
      if (then && then !== from && location.pathname === then) go(from, { replace: true })
    }
    if ((await keep(mutations, draft, back)) && then) go(then, { replace: true })
  }
  return { failed, save }
}
