// What the phone holds besides the cards: trials in every phase, barriers and practices that the phone holds and that answer the question.

import { useMemo, useState } from 'preact/hooks'
import { useApp } from '../app'
import { ResultLink } from './further-results'
import { resultsOf } from './held'
import { useWords } from './parts'

const SHOWN = 20

/** `isMore`: cards stand above. */
export function HeldResults({ ids, keys, isMore }: { ids: string[]; keys: Set<string>; isMore: boolean }) {
  const { store, today } = useApp()
  const words = useWords()
  const [shown, setShown] = useState(SHOWN)
  const results = useMemo(() => resultsOf(store, ids.slice(0, shown), keys, today), [store, ids, shown, keys, today])
  return (
    <section class="further" aria-labelledby="held">
      <h2 id="held">{isMore ? words.alsoOnPhone : words.onThePhone}</h2>
      <ul class="cards learned-cards">
        {results.map((one) => (
          <li key={one.id}>
            <ResultLink result={one} keys={keys} />
          </li>
        ))}
      </ul>
      {ids.length > shown && (
        <button type="button" class="button button-secondary more-button" onClick={() => setShown(shown + SHOWN)}>
          {words.showMore}
        </button>
      )}
    </section>
  )
}
