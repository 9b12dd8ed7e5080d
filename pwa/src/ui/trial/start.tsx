// Setting a trial in motion: the one question before it, what is about to be tried, and what is settled from then on.

import { periodDays } from '../../domain/phases'
import type { Fields } from '../../store/types'
import { shortDay, useApp } from '../app'
import { useTerms } from '../terms'
import { sentenceOf } from './sentence'
import { startDay } from './values'
import { useWords } from './words'

interface StartProps {
  fields: Fields
  onStart(startsOn: string): void
  onBack(): void
}

export function StartSheet({ fields, onStart, onBack }: StartProps) {
  const { today, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const first = startDay(fields, today)
  const last = String(fields.ends_on)
  const days = periodDays({ starts_on: first, ends_on: last })!
  const day = (one: string) => shortDay(one, language)
  const begins =
    first === today ? words.start.today : first < today ? words.start.began(day(first)) : words.start.later(day(first))
  return (
    <section class="start-sheet" aria-labelledby="start-asks">
      <h2 id="start-asks">{terms.smallest}</h2>
      <p class="trial-sentence">{sentenceOf(fields, days, words)}</p>
      <p>
        <strong>{begins}</strong>
        <br />
        {words.start.period(day(first), day(last), days)}
      </p>
      {days > 42 && <p class="warning">{terms.longTrial(days)}</p>}
      <p class="lock-line">{words.start.locks}</p>
      <div class="act-bar act-pair">
        <button type="button" class="button button-secondary" onClick={onBack}>
          {words.start.smaller}
        </button>
        <button type="button" class="button button-primary" onClick={() => onStart(first)}>
          {words.start.yes}
        </button>
      </div>
      {first > today && (
        <button type="button" class="text-button" onClick={() => onStart(today)}>
          {words.start.early}
        </button>
      )}
    </section>
  )
}
