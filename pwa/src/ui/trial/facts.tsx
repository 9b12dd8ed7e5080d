// What a trial is about: what was believed, what prompted it, what stands in the way, and the rest that somebody wrote.

import { whoDoesWhen } from '../../domain/who-does'
import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { becameOf, practiceViews } from '../practices'
import { Link } from '../router'
import { useTerms } from '../terms'
import type { TrialView } from '../trials'
import { useWords } from './words'

// What else a trial's page tells, where somebody has written it.
const MORE = ['extent', 'place', 'stop_rule', 'citizen_value', 'citizens_part', 'owner_role'] as const

/** The prediction and the question; with a lock once they are settled, and told as past once it is over. */
export function Beliefs({ view, isStarted, isOver }: { view: TrialView; isStarted: boolean; isOver: boolean }) {
  const terms = useTerms()
  const words = useWords()
  const { prediction, learning_question } = view.record.fields
  if (!prediction && !learning_question) return null
  return (
    <dl class="facts beliefs">
      {prediction && (
        <div>
          <dt>
            {isOver ? terms.ourPrediction : words.beliefs}
            {isStarted && <Lock />}
          </dt>
          <dd>{String(prediction)}</dd>
        </div>
      )}
      {learning_question && (
        <div>
          <dt>
            {isOver ? terms.ourQuestion : words.wantToLearn}
            {isStarted && <Lock />}
          </dt>
          <dd>{String(learning_question)}</dd>
        </div>
      )}
    </dl>
  )
}

export function Lock() {
  const words = useWords()
  return (
    <span class="lock" title={words.locked}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M7 11V8a5 5 0 0 1 10 0v3M5.5 11h13v9h-13z" />
      </svg>
      {words.lockedMark}
    </span>
  )
}

/** What the trial began with: a citizen's words, a barrier, a dilemma. */
export function Prompted({ trial }: { trial: RecordView }) {
  const { store, text } = useApp()
  const words = useWords()
  const from = store.get(String(trial.fields.prompted_by ?? ''))
  if (!from) return null
  const { good, different, mood, text: said, between, and } = from.fields
  const quote =
    from.type === 'feedback'
      ? [good, different].filter(Boolean).join(' – ') || text.moods[Number(mood) - 1]
      : from.type === 'barrier'
        ? String(said)
        : words.and(String(between), String(and))
  const place = { feedback: 'borger', barrier: 'barriere', dilemma: 'dilemma' }[from.type]
  return (
    <aside class="prompted" aria-label={words.prompted[from.type]}>
      <span class="label">{words.prompted[from.type]}</span>
      <blockquote>{place ? <Link href={`/${place}/${from.id}`}>{quote}</Link> : quote}</blockquote>
    </aside>
  )
}

/** The practice that the trial adjusts, and why. */
export function Adjusts({ trial }: { trial: RecordView }) {
  const { store, today } = useApp()
  const words = useWords()
  const { parent_trial, adjust_because } = trial.fields
  const practice = parent_trial && becameOf(practiceViews(store, today)).get(String(parent_trial))?.record
  if (!practice) return null
  const decided = store
    .ofType('decision')
    .filter((one) => one.fields.subject === practice.id && one.fields.choice === 'adjust' && one.unit === trial.unit)
  const because = adjust_because ?? decided.sort((a, b) => a.seq - b.seq).at(-1)?.fields.reason
  return (
    <aside class="prompted" aria-label={words.form.from.praksis}>
      <span class="label">{words.form.from.praksis}</span>{' '}
      <Link href={`/praksis/${practice.id}`}>{String(practice.fields.title)}</Link>
      {because && <blockquote>{String(because)}</blockquote>}
    </aside>
  )
}

export function Facts({ trial }: { trial: RecordView }) {
  const { store, text } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { fields } = trial
  const name = (id: unknown) => store.get(String(id ?? ''))?.fields.name
  const theme = store.get(String(fields.theme ?? ''))
  const barriers = ((fields.barriers ?? []) as string[]).map((id) => store.get(id)).filter((one) => one !== undefined)
  const told: [string, string][] = [
    [terms.whoDoesWhat, whoDoesWhen(fields)],
    [
      terms.fields.target_group!,
      [fields.target_group, fields.max_people && words.people(Number(fields.max_people))].filter(Boolean).join(' · '),
    ],
    ...MORE.map((one): [string, string] => [terms.fields[one]!, String(fields[one] ?? '')]),
    [terms.fields.owner!, String(name(fields.owner) ?? '')],
    [terms.fields.deputy!, String(name(fields.deputy) ?? '')],
    [terms.fields.risk_checked!, fields.risk_checked ? words.yes : ''],
  ]
  const known = told.filter(([, value]) => value)
  if (!known.length && !theme && !barriers.length) return <p class="quiet">{words.nothingMore}</p>
  return (
    <dl class="facts">
      {known.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {theme && (
        <div>
          <dt>{terms.fields.theme}</dt>
          <dd>
            <Link href={`/retning/${theme.id}`}>{String(theme.fields.title)}</Link>
          </dd>
        </div>
      )}
      {barriers.length > 0 && (
        <div>
          <dt>{terms.fields.barriers}</dt>
          {barriers.map((one) => (
            <dd key={one.id}>
              <Link href={`/barriere/${one.id}`}>{String(one.fields.text)}</Link>{' '}
              <small>{(text.barrierKinds as Record<string, string>)[String(one.fields.kind)]}</small>
            </dd>
          ))}
        </div>
      )}
    </dl>
  )
}
