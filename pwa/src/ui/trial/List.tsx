// Prøvehandlinger: the list, by phase, with the search.

import { useMemo, useState } from 'preact/hooks'
import type { TrialPhase } from '../../domain/phases'
import type { Findable } from '../../domain/search'
import { dayWord, useApp, useLoading } from '../app'
import { Frame } from '../frame'
import { Phase } from '../parts'
import { TrialsOrPractices } from '../practice/switch'
import { lineOf } from '../roles'
import { Link } from '../router'
import { bestOf, recordsOf, useFound } from '../search'
import { useTerms } from '../terms'
import { Outcomes } from '../today'
import { ownUnits, type TrialView, trialViews } from '../trials'

const ORDER: TrialPhase[] = [
  'running',
  'review',
  'planned',
  'idea',
  'adopted',
  'scaled',
  'adapted',
  'abandoned',
  'cancelled',
]
const SHOWN = 60
/** The types of which a trial's place in the list is made. */
const SHAPING = ['trial', 'decision', 'observation']

function findable(view: TrialView): Findable {
  const { change, who, does, when, place, target_group } = view.record.fields
  const body = [change, who, does, when, place, target_group].filter((one) => typeof one === 'string')
  return { id: view.record.id, title: view.title, body, seq: view.record.seq }
}

export function Trials() {
  const { store, text, today } = useApp()
  const terms = useTerms()
  const loading = useLoading()
  const asked = new URLSearchParams(location.search)
  const [phase, setPhase] = useState(() => ORDER.find((one) => one === asked.get('fase')))
  const [unit, setUnit] = useState(() => store.get(asked.get('enhed') ?? ''))
  const [sought, setSought] = useState('')
  const records = SHAPING.map((type) => recordsOf(store, type))
  const views = useMemo(() => trialViews(store, today), [store, today, ...records])
  const all = useMemo(
    () => (unit ? views.filter((one) => lineOf(store, one.record.unit).includes(unit.id)) : views),
    [views, unit, store],
  )
  const hits = new Set(
    bestOf(
      useFound(
        store,
        'trials',
        useMemo(() => all.map(findable), [all]),
        sought,
      ),
    ).ids,
  )
  const fits = (one: TrialView) => !sought.trim() || hits.has(one.record.id)
  const found = all.filter((one) => (!phase || one.phase === phase) && fits(one))
  const present = ORDER.filter((one) => all.some((view) => view.phase === one))
  return (
    <Frame title={text.trials}>
      <ServesPurpose />
      <TrialsOrPractices here="trials" />
      <div class="list-tools">
        <input
          type="search"
          class="form-input"
          placeholder={terms.search}
          aria-label={terms.search}
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
        />
        <Link class="button button-primary" href="/ny">
          {text.newTrial}
        </Link>
      </div>
      <div class="filters" role="group" aria-label={terms.byPhase}>
        {unit && (
          <button type="button" class="filter" aria-pressed={true} onClick={() => setUnit(undefined)}>
            {String(unit.fields.name)} ×
          </button>
        )}
        <button type="button" class="filter" aria-pressed={!phase} onClick={() => setPhase(undefined)}>
          {terms.allPhases} {all.length}
        </button>
        {present.map((one) => (
          <button key={one} type="button" class="filter" aria-pressed={phase === one} onClick={() => setPhase(one)}>
            {text.phases[one]} {all.filter((view) => view.phase === one).length}
          </button>
        ))}
      </div>
      {loading && <p class="quiet">{loading}</p>}
      {found.length === 0 && !(loading && !all.length) && (
        <p class="empty">{all.length ? terms.noMatch : terms.noTrials}</p>
      )}
      {ORDER.map((one) => (
        <Group key={one} phase={one} views={found.filter((view) => view.phase === one)} />
      ))}
    </Frame>
  )
}

/** The trials of a phase, the first of them until somebody wants all. */
function Group({ phase, views }: { phase: TrialPhase; views: TrialView[] }) {
  const { text } = useApp()
  const [isAll, setAll] = useState(false)
  if (!views.length) return null
  return (
    <section aria-labelledby={`phase-${phase}`}>
      <h2 id={`phase-${phase}`}>
        <Phase phase={phase} />
      </h2>
      <ul class="rows">
        {(isAll ? views : views.slice(0, SHOWN)).map((view) => (
          <li key={view.record.id}>
            <Row view={view} />
          </li>
        ))}
      </ul>
      {!isAll && views.length > SHOWN && (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          {text.showAll(views.length)}
        </button>
      )}
    </section>
  )
}

/** What the trials are to serve: the own unit's core task and purpose, with the way to all of it. */
function ServesPurpose() {
  const { store, text, account } = useApp()
  const [unit] = ownUnits(store, account.memberships)
  if (!unit) return null
  const { core_task, purpose } = unit.fields
  return (
    <p class="core-task">
      <Link href={`/enhed/${unit.id}`}>
        <span class="label">{core_task ? text.coreTask : String(unit.fields.name)}</span>{' '}
        {core_task ? String(core_task) : `${text.coreTask} →`}
        {purpose && <small>{String(purpose)}</small>}
      </Link>
    </p>
  )
}

function Row({ view }: { view: TrialView }) {
  const { text, today, language, store } = useApp()
  const terms = useTerms()
  const unit = store.get(view.record.unit)?.fields.name
  const last = view.observations.at(-1)
  const facts = [
    unit && String(unit),
    view.observations.length > 0 && terms.observations(view.observations.length),
    last && text.lastSeen(dayWord(String(last.fields.seen_at), today, text, language)),
    view.record.pending && terms.unsentMark,
  ].filter(Boolean)
  return (
    <Link href={`/proevehandlinger/${view.record.id}`}>
      <span>
        <strong>{view.title}</strong>
        <small>{facts.join(' · ')}</small>
      </span>
      {view.phase === 'running' && view.observations.length > 0 && (
        <Outcomes outcomes={view.observations.slice(-5).map((one) => String(one.fields.outcome))} />
      )}
    </Link>
  )
}
