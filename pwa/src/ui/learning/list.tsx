// Searching what has been learned: the phone answers while one types, with the cards first and then everything else that it
// holds; the server adds what it does not.

import { useId, useMemo, useState } from 'preact/hooks'
import { useApp } from '../app'
import { Frame } from '../frame'
import { bestOf, useFound } from '../search'
import { type Card, useCards } from './cards'
import { FurtherResults } from './further-results'
import { findablesOf } from './held'
import { HeldResults } from './held-results'
import { CardLink, Ended, useWords } from './parts'

const SHOWN = 20
const ENDINGS = ['abandon', 'adapt', 'scale', 'adopt', 'cancel']
let lastSought = ''

/** Where the list was left: the way back from a card. */
export function listAddress(): string {
  return lastSought ? `/laering?${new URLSearchParams({ q: lastSought })}` : '/laering'
}

function useSought(): [string, (next: string) => void] {
  const [sought, setSought] = useState(() => new URLSearchParams(location.search).get('q') ?? '')
  lastSought = sought.trim()
  return [
    sought,
    (next) => {
      setSought(next)
      lastSought = next.trim()
      // The address follows, so that the way back from a card finds the words again.
      history.replaceState(null, '', listAddress())
    },
  ]
}

export function LearningList() {
  const { store, text } = useApp()
  const words = useWords()
  const [sought, setSought] = useSought()
  const [ending, setEnding] = useState('')
  const [shown, setShown] = useState(SHOWN)
  const cards = useCards()
  const searched = useMemo(() => findablesOf(store, cards, text.barrierKinds), [store, cards, text])
  const found = useFound(store, 'learning', searched, sought)
  const best = bestOf(found)
  const isAsked = Boolean(sought.trim())
  const { matching, held } = useMemo(() => {
    const byId = new Map(cards.map((one) => [one.id, one]))
    if (!isAsked) return { matching: cards, held: [] }
    return {
      matching: best.ids.map((id) => byId.get(id)).filter((one) => one !== undefined),
      held: best.ids.filter((id) => !byId.has(id)),
    }
  }, [cards, isAsked, found])
  const chosen = matching.filter((one) => !ending || one.choice === ending)
  const known = useMemo(() => new Set([...matching.flatMap((one) => [one.id, one.trial]), ...held]), [matching, held])
  const fits = matching.length + held.length
  return (
    <Frame title={text.learning}>
      <SearchField value={sought} onChange={setSought} />
      {cards.length === 0 && !isAsked ? (
        <Empty />
      ) : (
        <>
          <Endings cards={matching} value={ending} onChange={setEnding} />
          <p class="quiet" role="status">
            {isAsked ? saidOf(fits, best.isWhole, found.isLike, words) : words.intro}
            {matching.length > 0 && held.length > 0 && ` ${words.areCards(matching.length)}`}
          </p>
          {matching.length > 0 && chosen.length === 0 && <p class="empty">{words.noneWithFilter}</p>}
          <ul class="cards learned-cards">
            {chosen.slice(0, shown).map((one) => (
              <li key={one.id}>
                <CardLink card={one} keys={found.keys} />
              </li>
            ))}
          </ul>
          {chosen.length > shown && (
            <button type="button" class="button button-secondary more-button" onClick={() => setShown(shown + SHOWN)}>
              {words.showMore}
            </button>
          )}
          {!ending && held.length > 0 && (
            <HeldResults key={sought} ids={held} keys={found.keys} isMore={matching.length > 0} />
          )}
          <FurtherResults sought={sought} known={known} />
        </>
      )}
    </Frame>
  )
}

/** How well what the phone has answers the question. */
function saidOf(count: number, isWhole: boolean, isLike: boolean, words: ReturnType<typeof useWords>): string {
  if (!count) return words.noneOnPhone
  if (isLike) return words.alike(count)
  return isWhole ? words.onPhone(count) : words.someWords(count)
}

function SearchField({ value, onChange }: { value: string; onChange(next: string): void }) {
  const words = useWords()
  const id = useId()
  return (
    <search class="learning-search">
      <label class="form-label" for={id}>
        {words.search}
      </label>
      <input
        id={id}
        type="search"
        class="form-input"
        enterkeyhint="search"
        autocomplete="off"
        autocapitalize="off"
        aria-describedby={`${id}-hint`}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      <span class="form-hint" id={`${id}-hint`}>
        {words.searchHint}
      </span>
    </search>
  )
}

function Endings({ cards, value, onChange }: { cards: Card[]; value: string; onChange(next: string): void }) {
  const words = useWords()
  const count = (choice: string) => cards.filter((one) => one.choice === choice).length
  const present = ENDINGS.filter((one) => one === value || count(one) > 0)
  if (present.length < 2 && !value) return null
  return (
    <div class="filters" role="group" aria-label={words.filter}>
      <button type="button" class="filter" aria-pressed={!value} onClick={() => onChange('')}>
        {words.all} {cards.length}
      </button>
      {present.map((one) => (
        <button key={one} type="button" class="filter" aria-pressed={value === one} onClick={() => onChange(one)}>
          {words.endings[one]} {count(one)}
        </button>
      ))}
    </div>
  )
}

/** Before anything has been learned: what will stand here, and what it can look like. */
function Empty() {
  const words = useWords()
  return (
    <div class="empty">
      <p>{words.empty}</p>
      <p>{words.emptyNext}</p>
      <h2>{words.example}</h2>
      <div class="card learned-card">
        <Ended choice="abandon" />
        <strong>{words.exampleTitle}</strong>
        <span class="learned-words">{words.exampleLearned}</span>
        <span class="card-facts">{words.exampleUnit}</span>
      </div>
    </div>
  )
}
