// The ramp as a chain that can be seen: the trials before and after; those who try together, side by side; who inspired whom.

import { useApp } from '../app'
import { Phase } from '../parts'
import { Link } from '../router'
import { type TrialView, trialViews } from '../trials'
import { alsoTried, inspiredBy, type Kin, rampOf, togetherWith } from './family'
import { learnedOf } from './origin'
import { happened } from './story'
import { useWords } from './words'

export function Family({ view }: { view: TrialView }) {
  const { store, today } = useApp()
  const words = useWords()
  const views = trialViews(store, today)
  const ramp = rampOf(views, view.record.id)
  const together = togetherWith(views, view)
  const origin = inspiredBy(store, view.record)
  return (
    <>
      {ramp.length > 1 && (
        <section aria-labelledby="ramp">
          <h2 id="ramp">{words.ramp}</h2>
          <ol class="ramp">
            {ramp.map((one) => (
              <li key={one.view.record.id} class={`ramp-${Math.min(one.depth, 4)}`}>
                <RampLink view={one.view} isHere={one.view === view || one.view.record.id === view.record.id} />
              </li>
            ))}
          </ol>
        </section>
      )}
      {together.length > 0 && <Together views={together} here={view.record.id} />}
      {origin && <Kindred title={words.inspiredBy} kin={[origin]} />}
      <Kindred title={words.alsoTried} kin={alsoTried(store, view.record)} />
    </>
  )
}

function RampLink({ view, isHere }: { view: TrialView; isHere: boolean }) {
  const { store } = useApp()
  const words = useWords()
  const learned = learnedOf(store, view.record.id)
  const inner = (
    <>
      <strong>{view.title}</strong>
      <span class="card-facts">
        <Phase phase={view.phase} />
        <span>{String(store.get(view.record.unit)?.fields.name ?? '')}</span>
        {isHere && <span>{words.here}</span>}
      </span>
      {learned && !isHere && <small>{learned}</small>}
    </>
  )
  if (isHere)
    return (
      <div class="ramp-step" aria-current="true">
        {inner}
      </div>
    )
  return (
    <Link class="ramp-step" href={`/proevehandlinger/${view.record.id}`}>
      {inner}
    </Link>
  )
}

function Together({ views, here }: { views: TrialView[]; here: string }) {
  const { store, text } = useApp()
  const words = useWords()
  const said = { worked: text.worked, partly: text.partly, not: text.not }
  return (
    <section aria-labelledby="together">
      <h2 id="together">{words.together}</h2>
      <p class="quiet">{words.togetherHint}</p>
      <ul class="together">
        {views.map((view) => {
          const { counts } = happened(store, view)
          const unit = String(store.get(view.record.unit)?.fields.name ?? view.title)
          const { id } = view.record
          return (
            <li key={id} aria-current={id === here ? 'true' : undefined}>
              {id === here ? <strong>{unit}</strong> : <Link href={`/proevehandlinger/${id}`}>{unit}</Link>}
              <Phase phase={view.phase} />
              {(['worked', 'partly', 'not'] as const).map((one) => (
                <span key={one} class="together-count">
                  <i class={`outcome outcome-${one}`} aria-hidden="true" /> {said[one]} <b>{counts[one]}</b>
                </span>
              ))}
              <p>
                <span class="label">{words.learnedShort}:</span> {learnedOf(store, id) ?? words.noWordYet}
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Kindred({ title, kin }: { title: string; kin: Kin[] }) {
  if (!kin.length) return null
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul class="rows">
        {kin.map((one) => (
          <li key={one.id}>
            <Link href={one.href}>
              <span>
                <strong>{one.title}</strong>
                <small>{one.unit}</small>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
