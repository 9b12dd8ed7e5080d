// The app cannot reach what it keeps: why in a sentence, that nothing of it has been deleted, and the way on. A page of its
// own before the app is there; beside what is being written when it comes later.

import type { Hindrance } from '../store/database'
import { da } from '../text/hindered.da'
import { en } from '../text/hindered.en'
import { usePhone, useWordsOf } from './app'
import './hindered.scss'

export function Hindered({ by, isBeside }: { by: Hindrance; isBeside: boolean }) {
  const { text, watch } = usePhone()
  const words = useWordsOf(da, en)
  // What is loaded again may be the same app: a newer one that waits is taken into use instead.
  const again = () => (watch.get().isUpdateWaiting ? watch.applyUpdate() : location.reload())
  const said = (
    <>
      <p role="alert">{isBeside && by === 'outdated' ? words.outdatedBeside : words[by]}</p>
      <button type="button" class="button button-primary" onClick={again}>
        {by === 'outdated' ? words.reload : words.tryAgain}
      </button>
    </>
  )
  if (isBeside) return <div class="hindered">{said}</div>
  return (
    <main class="door" id="main">
      <h1>{text.app}</h1>
      {said}
    </main>
  )
}
