// Saving from a screen. Wherever something is saved, it is saved once: on a slow phone a tap is repeated before its answer is
// seen, and the second one would have been another note.

import { useRef, useState } from 'preact/hooks'
import type { Saved, Store } from '../store/store'
import { SaveFailed } from '../store/types'
import { useApp } from './app'

export interface Saving {
  /** What the phone could not keep, to be said and handed out as a file. */
  failed: SaveFailed | undefined
  /** As `Store.save`; undefined when the phone could not, and while the tap before is still at it. */
  save(...what: Parameters<Store['save']>): Promise<Saved | undefined>
}

export function useStore(): Saving {
  const { store } = useApp()
  const [failed, setFailed] = useState<SaveFailed | undefined>()
  const isAtIt = useRef(false)
  return {
    failed,
    async save(...what) {
      if (isAtIt.current) return undefined
      isAtIt.current = true
      try {
        const kept = await store.save(...what)
        setFailed(undefined)
        return kept
      } catch (error) {
        if (!(error instanceof SaveFailed)) throw error
        setFailed(error)
        return undefined
      } finally {
        isAtIt.current = false
      }
    },
  }
}
