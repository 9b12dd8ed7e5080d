// Saving from the board: at once, with ten seconds to take it back.

import type { NewMutation, SaveFailed } from '../../store/types'
import { clockTime, useApp } from '../app'
import { toast } from '../parts'
import { useStore } from '../saving'

const UNDO_FOR = 10_000

export function useSaving(): {
  failed: SaveFailed | undefined
  save(one: NewMutation, draft?: string): Promise<boolean>
} {
  const { store, text, language } = useApp()
  const { failed, save: keep } = useStore()

  async function save(one: NewMutation, draft?: string): Promise<boolean> {
    const kept = await keep([one], { open: true, ...(draft ? { draft } : {}) })
    if (!kept) return false
    const { ids, savedAt } = kept
    setTimeout(() => void store.release(ids), UNDO_FOR)
    const undo = async () => toast({ message: (await store.undo(ids[0]!)) ? text.undone : text.tooLateToUndo })
    toast({ message: text.savedOnPhone(text.at(clockTime(savedAt, language))), undo: () => void undo() })
    return true
  }
  return { failed, save }
}
