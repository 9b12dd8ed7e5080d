// Says on top of a new trial what it starts from, in the words that were there.

import { whoDoesWhen } from '../../domain/who-does'
import { shortDay, useApp } from '../app'
import { useTerms } from '../terms'
import { unitChoices } from '../trials'
import type { Origin } from './origin'
import { useWords } from './words'

export function Begun({ origin }: { origin: Origin }) {
  const { store, account, text, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { fields } = origin.from
  const quotes: Record<string, string> = {
    borger: [fields.good, fields.different].filter(Boolean).join(' – ') || text.moods[Number(fields.mood) - 1] || '',
    barriere: String(fields.text ?? ''),
    dilemma: words.form.betweenAnd(String(fields.between ?? ''), String(fields.and ?? '')),
    adfaerd: whoDoesWhen(fields),
  }
  const quote = quotes[origin.kind]
  const isOwn = unitChoices(store, account).some((one) => one.id === origin.from.unit)
  return (
    <aside class="begun" aria-label={words.form.from[origin.kind]}>
      <p>
        <span class="label">{words.form.from[origin.kind]}</span>{' '}
        {quote ? '' : String(fields.title ?? fields.name ?? '')}
      </p>
      {quote && <blockquote>{quote}</blockquote>}
      {origin.kind === 'borger' && <small>{shortDay(String(fields.heard_on), language)}</small>}
      {origin.learned && (
        <p>
          <strong>{isOwn ? terms.learned : words.form.theyLearned}:</strong> {origin.learned}
        </p>
      )}
      {origin.parent && <small>{words.form.carried}</small>}
    </aside>
  )
}
