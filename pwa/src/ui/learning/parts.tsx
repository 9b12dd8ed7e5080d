// What the learning screens are made of: how a trial ended, a card in a list, words with their hits marked.

import { marked } from '../../domain/search'
import { da } from '../../text/learning.da'
import { en } from '../../text/learning.en'
import { shortDay, useApp, useWordsOf } from '../app'
import { Link } from '../router'
import type { Card } from './cards'
import { hasHit } from './held'

export function useWords() {
  return useWordsOf(da, en)
}

// A stop is an answer in full, so its shape is as full as the others'.
const SHAPES: Record<string, string> = {
  abandon: 'M7 2h6l5 5v6l-5 5H7l-5-5V7z',
  adapt: 'M10 3a7 7 0 1 0 7 7h-3a4 4 0 1 1-4-4v3l5-4.5L10 0z',
  scale: 'M2 12h6v6H2zM8 2h10v10h-3V7.2l-5 5L7.800 10l5-5H8z',
  adopt: 'M2 2h16v16H2zM9 14.600l7-7L14.200 5.800 9 11 6.300 8.300l-1.800 1.800z',
  cancel: 'M2 8h16v4H2z',
}

/** How it ended: a word and a shape. */
export function Ended({ choice }: { choice: string }) {
  const words = useWords()
  return (
    <span class={`ended ended-${choice}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path fill-rule="evenodd" d={SHAPES[choice] ?? SHAPES.cancel} />
      </svg>
      {words.ended[choice] ?? choice}
    </span>
  )
}

export function Marked({ text, keys }: { text: string; keys: Set<string> }) {
  if (!keys.size) return <>{text}</>
  return <>{marked(text, keys).map((piece, at) => (piece.isHit ? <mark key={at}>{piece.text}</mark> : piece.text))}</>
}

export function CardLink({ card, keys }: { card: Card; keys: Set<string> }) {
  const { text, language } = useApp()
  const words = useWords()
  const shown = hasHit(card.change, keys) ? card.change : card.also.find((one) => hasHit(one, keys))
  const facts = [
    card.unit,
    card.endedOn && shortDay(card.endedOn, language),
    ...card.barrierKinds.map((kind) => text.barrierKinds[kind as keyof typeof text.barrierKinds] ?? kind),
  ].filter(Boolean)
  return (
    <Link class="card learned-card" href={`/laering/${card.id}`}>
      <Ended choice={card.choice} />
      <strong>
        <Marked text={card.title} keys={keys} />
      </strong>
      <span class="learned-words">
        <Marked text={card.learned} keys={keys} />
      </span>
      {shown && (
        <small>
          <Marked text={shown} keys={keys} />
        </small>
      )}
      <span class="card-facts">
        {facts.map((fact) => (
          <span key={fact}>
            <Marked text={fact} keys={keys} />
          </span>
        ))}
      </span>
      {!card.isShared && <small>{words.unshared}</small>}
      {card.practicePhase && (
        <span class="became">{words.practiceMark(words.practicePhases[card.practicePhase] ?? card.practicePhase)}</span>
      )}
    </Link>
  )
}
