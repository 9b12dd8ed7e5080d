// A card or a part of one that cannot be drawn takes nothing with it but itself: the ways on stay.

import type { ComponentChildren } from 'preact'
import { useErrorBoundary } from 'preact/hooks'
import type { Entry } from '../../store/types'
import { da } from '../../text/mine.da'
import { en } from '../../text/mine.en'
import { useApp, useWordsOf } from '../app'
import { entryTitle, knownFields } from '../entries'
import { useTerms } from '../terms'

/** Shows `otherwise`, or a sentence, in the place of what cannot be drawn. */
export function Guard({ children, otherwise }: { children: ComponentChildren; otherwise?: ComponentChildren }) {
  const words = useWordsOf(da, en)
  const [error] = useErrorBoundary()
  return <>{error === undefined ? children : (otherwise ?? <p>{words.unshowable}</p>)}</>
}

/** In the place of a whole card: what it was about can still be kept. */
export function Unshowable({ save }: { save: () => void }) {
  const { text } = useApp()
  const words = useWordsOf(da, en)
  return (
    <article class="attention-card">
      <p>{words.unshowable}</p>
      <div class="act-row">
        <button type="button" class="button button-secondary" onClick={save}>
          {text.saveAsFile}
        </button>
      </div>
    </article>
  )
}

/** What a card is about. */
export function CardTitle({ entry }: { entry: Entry }) {
  const words = useWordsOf(da, en)
  return (
    <Guard otherwise={<h2>{words.unshowable}</h2>}>
      <Title entry={entry} />
    </Guard>
  )
}

function Title({ entry }: { entry: Entry }) {
  const { store } = useApp()
  const terms = useTerms()
  return <h2>{entryTitle(entry, terms, knownFields(store))}</h2>
}
