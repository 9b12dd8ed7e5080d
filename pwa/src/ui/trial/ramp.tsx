// The ramp as a chain that can be seen: the trials before and after; those who try together, side by side; who inspired whom.

import { useApp } from '../app'
import { Phase } from '../parts'
import { Link } from '../router'
import { type TrialView, trialViews } from '../trials'
import { hasInspired, inspiredBy, type Kin, oneByOne, type Relative, siblingsOf, wayOf } from './family'
import { useWords } from './words'

export function Family({ view }: { view: TrialView }) {
  const { store, today } = useApp()
  const words = useWords()
  const views = trialViews(store, today)
  const { id } = view.record
  const way = wayOf(store, views, id, today)
  const together = siblingsOf(store, views, view, today)
  const origin = inspiredBy(store, views, view.record)
  return (
    <>
      {way.length > 1 && (
        <section aria-labelledby="ramp">
          <h2 id="ramp">{words.ramp}</h2>
          <ol class="ramp">
            {oneByOne(way).map((steps) => (
              <li key={steps[0]!.id} class={steps.length > 1 ? 'ramp-beside' : ''}>
                {steps.length > 1 && <span class="label">{words.atOnce}</span>}
                {steps.map((one) => (
                  <RampStep key={one.id} one={one} isHere={one.id === id} />
                ))}
              </li>
            ))}
          </ol>
        </section>
      )}
      {together.length > 0 && <Together siblings={together} here={id} />}
      {origin && <Kindred title={words.inspiredBy} kin={[origin]} />}
      <Kindred title={words.hasInspired} kin={hasInspired(store, views, view.record)} />
    </>
  )
}

function RampStep({ one, isHere }: { one: Relative; isHere: boolean }) {
  const words = useWords()
  const inner = (
    <>
      <strong>{one.title}</strong>
      <span class="card-facts">
        <Phase phase={one.phase} />
        <span>{one.unit}</span>
        {isHere && <span>{words.here}</span>}
      </span>
      {one.learned && !isHere && <small>{one.learned}</small>}
    </>
  )
  if (isHere || !one.isHeld)
    return (
      <div class="ramp-step" aria-current={isHere ? 'true' : undefined}>
        {inner}
      </div>
    )
  return (
    <Link class="ramp-step" href={`/proevehandlinger/${one.id}`}>
      {inner}
    </Link>
  )
}

function Together({ siblings, here }: { siblings: ReturnType<typeof siblingsOf>; here: string }) {
  const { text } = useApp()
  const words = useWords()
  const said = { worked: text.worked, partly: text.partly, not: text.not }
  return (
    <section aria-labelledby="together">
      <h2 id="together">{words.together}</h2>
      <p class="quiet">{words.togetherHint}</p>
      <ul class="together">
        {siblings.map(({ id, unit, title, phase, isHeld, learned, counts }) => (
          <li key={id} aria-current={id === here ? 'true' : undefined}>
            {id === here || !isHeld ? (
              <strong>{unit || title}</strong>
            ) : (
              <Link href={`/proevehandlinger/${id}`}>{unit || title}</Link>
            )}
            <Phase phase={phase} />
            {(['worked', 'partly', 'not'] as const).map((one) => (
              <span key={one} class="together-count">
                <i class={`outcome outcome-${one}`} aria-hidden="true" /> {said[one]} <b>{counts[one]}</b>
              </span>
            ))}
            <p>
              <span class="label">{words.learnedShort}:</span> {learned ?? words.noWordYet}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Kindred({ title, kin }: { title: string; kin: Kin[] }) {
  const words = useWords()
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
                <span class="card-facts">
                  <Phase phase={one.phase} />
                  <span>{one.unit}</span>
                </span>
                {one.learned && <small>{words.taught(one.learned)}</small>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
