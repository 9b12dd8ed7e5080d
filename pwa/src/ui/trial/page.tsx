// One trial's own page: what is tried, what was believed, what has been seen, what was decided.

import { dayWord, shortDay, useApp } from '../app'
import { Frame } from '../frame'
import { Phase } from '../parts'
import { Link } from '../router'
import { type TrialView, trialViews } from '../trials'

// What else a trial's page tells, where somebody has written it.
const MORE = ['extent', 'place', 'stop_rule', 'citizen_value', 'citizens_part', 'measure_name', 'owner_role']

export function TrialPage({ id }: { id: string }) {
  const { store, text, today, language } = useApp()
  const view = trialViews(store, today).find((one) => one.record.id === id)
  if (!view) {
    return (
      <Frame title={text.trials} back="/proevehandlinger">
        <p class="empty">{text.notFound}</p>
      </Frame>
    )
  }
  const told = view.record.fields as Record<string, string | undefined>
  const who = [told.who, told.does, told.when].filter(Boolean).join(' ')
  const period =
    told.starts_on && view.end
      ? text.sentence.period(shortDay(told.starts_on, language), shortDay(view.end, language))
      : ''
  const limits = [told.target_group && text.sentence.forWhom(lowerFirst(told.target_group)), period].filter(Boolean)
  return (
    <Frame title={view.title} back="/proevehandlinger">
      <div class="trial-head">
        <Phase phase={view.phase} />
        <span class="quiet">{String(store.get(view.record.unit)?.fields.name ?? '')}</span>
        {view.record.pending && <span class="quiet">{text.unsentMark}</span>}
      </div>
      {told.change && <p class="trial-sentence">{text.sentence.weTry(told.change.replace(/[.\s]+$/, ''))}</p>}
      {limits.length > 0 && <p>{text.sentence.covers(limits.join(' '))}</p>}
      <div class="act-row">
        <Link class="button button-primary" href={`/noter/${id}`}>
          {text.note}
        </Link>
        <Link class="button button-secondary" href={`/proevehandlinger/${id}/ret`}>
          {text.edit}
        </Link>
      </div>
      <dl class="facts">
        {who && (
          <div>
            <dt>{text.whoDoesWhat}</dt>
            <dd>{who}</dd>
          </div>
        )}
        {told.prediction && (
          <div>
            <dt>{text.ourPrediction}</dt>
            <dd>{told.prediction}</dd>
          </div>
        )}
        {told.learning_question && (
          <div>
            <dt>{text.ourQuestion}</dt>
            <dd>{told.learning_question}</dd>
          </div>
        )}
        {MORE.filter((name) => told[name]).map((name) => (
          <div key={name}>
            <dt>{text.fields[name]}</dt>
            <dd>{told[name]}</dd>
          </div>
        ))}
      </dl>
      {view.decisions.map((one) => (
        <section key={one.id} class="decision">
          <h2>{text.choices[String(one.fields.choice)] ?? String(one.fields.choice)}</h2>
          <p>{String(one.fields.reason)}</p>
          {one.fields.learned && (
            <p>
              <strong>{text.learned}:</strong> {String(one.fields.learned)}
            </p>
          )}
        </section>
      ))}
      <Observations view={view} />
    </Frame>
  )
}

/** A text as it reads within a sentence; abbreviations in capitals stay. */
function lowerFirst(words: string): string {
  return /^\p{Lu}\p{Ll}/u.test(words) ? words[0]!.toLocaleLowerCase('da') + words.slice(1) : words
}

function Observations({ view }: { view: TrialView }) {
  const { text, today, language } = useApp()
  const words = { worked: text.worked, partly: text.partly, not: text.not } as Record<string, string>
  const unit = view.record.fields.measure_unit ? ` ${view.record.fields.measure_unit}` : ''
  return (
    <section aria-labelledby="observations">
      <h2 id="observations">{text.observations}</h2>
      {view.observations.length === 0 && <p class="empty">{text.noObservations}</p>}
      <ol class="timeline">
        {[...view.observations].reverse().map((one) => (
          <li key={one.id}>
            <i class={`outcome outcome-${one.fields.outcome}`} aria-hidden="true" />
            <div>
              <strong>{words[String(one.fields.outcome)]}</strong>{' '}
              <small>
                {dayWord(String(one.fields.seen_at), today, text, language)}
                {one.pending && ` · ${text.unsentMark}`}
              </small>
              {one.fields.text && <p>{String(one.fields.text)}</p>}
              {one.fields.value !== undefined && (
                <p class="value">
                  {String(one.fields.value).replace('.', language === 'da' ? ',' : '.')}
                  {unit}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
