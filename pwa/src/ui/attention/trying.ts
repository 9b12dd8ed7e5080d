// Saving from a card: what the phone could not store is said on the card, with a file to keep; nothing is swallowed.

import { useState } from 'preact/hooks'
import { SaveFailed } from '../../store/types'
import { useOnce } from '../saving'

export function useTrying() {
  const [failed, setFailed] = useState<SaveFailed | undefined>()
  const [isBusy, setBusy] = useState(false)
  const once = useOnce()

  async function tried(work: () => Promise<unknown>): Promise<void> {
    setBusy(true)
    setFailed(undefined)
    try {
      await work()
    } catch (error) {
      setFailed(error instanceof SaveFailed ? error : new SaveFailed(error, []))
    } finally {
      setBusy(false)
    }
  }

  /** Does it once at a time. A failure to save stays on the card. */
  const attempt = (work: () => Promise<unknown>) => once(() => tried(work))
  return { failed, isBusy, attempt }
}
