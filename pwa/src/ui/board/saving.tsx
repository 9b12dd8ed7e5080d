// Saving from the board: at once, with ten seconds to take it back.

import type { NewMutation, SaveFailed } from '../../store/types'
import { clockTime, useApp } from '../app'
import { toast } from '../parts'
import { useStore } from '../saving'

const UNDO_FOR = 10_000

export function useSaving(): {
  failed: SaveFailed | undefined
  save(mutations: NewMutation[], draft?: string): Promise<boolean>
} {
  const { store, text, language } = useApp()
  const { failed, save: keep } = useStore()

  async function save(mutations: NewMutation[], draft?: string): Promise<boolean> {
    const kept = await keep(mutations, { open: true, ...(draft ? { draft } : {}) })
    if (!kept) return false
    const { ids, savedAt } = kept
    setTimeout(() => void store.release(ids), UNDO_FOR)
    const undo = async () => {
      const taken: boolean[] = []
      for (const one of ids) taken.push(await store.undo(one))
      toast({ message: taken.every(Boolean) ? text.undone : text.tooLateToUndo })
    }
    toast({ message: text.savedOnPhone(text.at(clockTime(savedAt, language))), undo: () => void undo() })
    return true
  }
  return { failed, save }
}
