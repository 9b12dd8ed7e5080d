// Saving from a screen. Wherever something is saved, it is saved once: on a slow phone a tap is repeated before its answer is
// seen, and the second one would have been another note.

import { useRef, useState } from 'preact/hooks'
import type { Saved, Store } from '../store/store'
import { type Json, type NewMutation, SaveFailed } from '../store/types'
import { clockTime, useApp } from './app'
import { toast } from './parts'

const UNDO_FOR = 10_000

export interface Saving {
  /** What the phone could not keep, to be said and handed out as a file. */
  failed: SaveFailed | undefined
  /** As `Store.save`; undefined when the phone could not, and while the tap before is still at it. */
  save(...what: Parameters<Store['save']>): Promise<Saved | undefined>
}

/** Lets nothing begin again while it is at it. */
export function useOnce(): <T>(act: () => Promise<T>) => Promise<T | undefined> {
  const isAtIt = useRef(false)
  return async (act) => {
    if (isAtIt.current) return undefined
    isAtIt.current = true
    try {
      return await act()
    } finally {
      isAtIt.current = false
    }
  }
}

export function useStore(): Saving {
  const { store } = useApp()
  const [failed, setFailed] = useState<SaveFailed | undefined>()
  const once = useOnce()

  async function keep(...what: Parameters<Store['save']>): Promise<Saved | undefined> {
    try {
      const kept = await store.save(...what)
      setFailed(undefined)
      return kept
    } catch (error) {
      if (!(error instanceof SaveFailed)) throw error
      setFailed(error)
      return undefined
    }
  }
  return { failed, save: (...what) => once(() => keep(...what)) }
}

/** Says that something lies on the phone, and lets all of it be taken back for ten seconds; it is sent when they are over, or
 *  something else is said. `before` is done before it is taken back, `after` when it is known whether it was. */
export function useUndo() {
  const { store, text, language } = useApp()
  return ({ ids, savedAt }: Saved, after?: (isBack: boolean) => unknown, before?: () => Promise<unknown>): void => {
    const letGo = () => void store.release(ids)
    const undo = async () => {
      await before?.()
      const isBack = await store.undo(ids)
      await after?.(isBack)
      toast({ message: isBack ? text.undone : text.tooLateToUndo })
    }
    setTimeout(letGo, UNDO_FOR)
    toast({ message: text.savedOnPhone(text.at(clockTime(savedAt, language))), undo: () => void undo(), letGo })
  }
}

/** Saves, and lets it be taken back. */
export function useUndoable(): {
  failed: SaveFailed | undefined
  /** True once it lies on the phone. The draft that it came from is there again when it is taken back, and `undone` is called. */
  save(mutations: NewMutation[], draft?: string, undone?: () => void): Promise<boolean>
} {
  const { store } = useApp()
  const { failed, save: keep } = useStore()
  const said = useUndo()
  const once = useOnce()

  async function save(mutations: NewMutation[], draft?: string, undone?: () => void): Promise<boolean> {
    const typed = draft ? await store.draft<Json>(draft).catch(() => undefined) : undefined
    const kept = await keep(mutations, { open: true, ...(draft ? { draft } : {}) })
    if (!kept) return false
    const after = async (isBack: boolean) => {
      if (isBack) undone?.()
      else if (draft) await store.dropDraft(draft)
    }
    // First, so that a form that comes back with it finds what was typed.
    said(kept, after, async () => draft && typed !== undefined && store.saveDraft(draft, typed))
    return true
  }
  return { failed, save: async (...what) => (await once(() => save(...what))) ?? false }
}
