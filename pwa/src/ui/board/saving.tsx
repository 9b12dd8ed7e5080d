// Saving from the board: at once, with ten seconds to take it back.

import { useState } from 'preact/hooks'
import { type NewMutation, SaveFailed } from '../../store/types'
import { clockTime, useApp } from '../app'
import { toast } from '../parts'

const UNDO_FOR = 10_000

export function useSaving(): {
  failed: SaveFailed | undefined
  save(one: NewMutation, draft?: string): Promise<boolean>
} {
  const { store, text, language } = useApp()
  const [failed, setFailed] = useState<SaveFailed | undefined>()

  async function save(one: NewMutation, draft?: string): Promise<boolean> {
    try {
      const { ids, savedAt } = await store.save([one], { open: true, ...(draft ? { draft } : {}) })
      setTimeout(() => void store.release(ids), UNDO_FOR)
      const undo = async () => toast({ message: (await store.undo(ids[0]!)) ? text.undone : text.tooLateToUndo })
      toast({ message: text.savedOnPhone(text.at(clockTime(savedAt, language))), undo: () => void undo() })
      setFailed(undefined)
      return true
    } catch (error) {
      if (!(error instanceof SaveFailed)) throw error
      setFailed(error)
      return false
    }
  }
  return { failed, save }
}
