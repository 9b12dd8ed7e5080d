// Whether the phone can do without a network: all of it, or what is captured on the way.

import { da } from '../text/mine.da'
import { en } from '../text/mine.en'
import { useApp, useChanges, useWordsOf } from './app'

export function Ready() {
  const { engine, watch } = useApp()
  const words = useWordsOf(da, en)
  useChanges(engine)
  useChanges(watch)
  const isReady = engine.getStatus().isComplete && watch.get().isReady
  const isWhole = isReady && watch.get().isWhole
  const said = isWhole ? `✓ ${words.readyOffline}` : isReady ? `✓ ${words.readyToNote}` : words.notReadyOffline
  return (
    <p class={isReady ? 'ready' : 'quiet'} data-ready={isReady} data-whole={isWhole}>
      {said}
    </p>
  )
}
