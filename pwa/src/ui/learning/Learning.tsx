// Læring: what ended trials have taught, from what the phone holds. Stopping is an answer, not a failure.

import { dayWord, useApp } from '../app'
import { Frame } from '../frame'
import { Phase } from '../parts'
import { Link } from '../router'
import { trialViews } from '../trials'

export function Learning() {
  const { store, text, today, language } = useApp()
  const learned = trialViews(store, today)
    .map((view) => ({ view, decision: view.decisions.findLast((one) => one.fields.learned) }))
    .filter((one) => one.decision)
    .sort((a, b) => String(b.decision!.fields.decided_on).localeCompare(String(a.decision!.fields.decided_on)))
  return (
    <Frame title={text.learning}>
      <p>{text.learningIntro}</p>
      {learned.length === 0 && <p class="empty">{text.noLearning}</p>}
      <ul class="cards">
        {learned.slice(0, 50).map(({ view, decision }) => (
          <li key={view.record.id}>
            <Link class="card" href={`/proevehandlinger/${view.record.id}`}>
              <strong>{view.title}</strong>
              <span>{String(decision!.fields.learned)}</span>
              <span class="card-facts">
                <Phase phase={view.phase} />
                <span>{String(store.get(view.record.unit)?.fields.name ?? '')}</span>
                <span>{dayWord(String(decision!.fields.decided_on), today, text, language)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Frame>
  )
}
