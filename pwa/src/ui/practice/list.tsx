// Ny praksis: everything that came from a trial into everyday work, those that slip first.

import { shortDay, useApp, useLoading } from '../app'
import { Frame } from '../frame'
import { doneElsewhere, type PracticeView, practiceViews, standsAs } from '../practices'
import { Link } from '../router'
import { PracticePhaseMark, slipsAway, useInUse, useSlips } from './phase'
import { TrialsOrPractices } from './switch'
import { WaysOn } from './ways'
import { listed, useUnitName, useWords } from './words'

const ORDER = ['slipping', 'embedding', 'holding', 'stopped', 'retired'] as const

export function PracticeList() {
  const { store, today } = useApp()
  const words = useWords()
  const loading = useLoading()
  const views = practiceViews(store, today)
  return (
    <Frame title={words.title}>
      <TrialsOrPractices here="practices" />
      {loading && <p class="quiet">{loading}</p>}
      {views.length ? (
        <p class="quiet">{words.listIntro}</p>
      ) : loading ? null : (
        <div class="empty">
          <p>{words.empty}</p>
          <p>{words.emptyExample}</p>
          <p>{words.emptyWay}</p>
        </div>
      )}
      {ORDER.map((phase) => {
        const group = views.filter((one) => standsAs(one) === phase)
        if (!group.length) return null
        const isSlipping = phase === 'slipping'
        return (
          <section key={phase} aria-labelledby={`practices-${phase}`}>
            <h2 id={`practices-${phase}`}>
              <PracticePhaseMark phase={phase} />
            </h2>
            <ul class={isSlipping ? 'cards' : 'rows'}>
              {group.map((view) => (
                <li key={view.record.id}>{isSlipping ? <Slipping view={view} /> : <Row view={view} />}</li>
              ))}
            </ul>
          </section>
        )
      })}
    </Frame>
  )
}

/** Since when, where, and what is asked next. */
function useFacts(view: PracticeView): string {
  const { language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const inUse = useInUse()
  const next = [...view.due].sort((a, b) => a.due_on.localeCompare(b.due_on))[0]
  const asked =
    next &&
    (next.overdue > 0
      ? words.askedSince(next.overdue)
      : next.overdue === 0
        ? words.askedNow
        : words.nextQuestion(shortDay(next.due_on, language)))
  return [
    listed([nameOf(view.record.unit), ...doneElsewhere(view).map((one) => one.name ?? nameOf(one.unit))], words.and),
    inUse(view),
    asked,
    view.record.pending && words.unsent,
  ]
    .filter(Boolean)
    .join(' · ')
}

function Row({ view }: { view: PracticeView }) {
  return (
    <Link href={`/praksis/${view.record.id}`}>
      <span>
        <strong>{view.title}</strong>
        <small>{useFacts(view)}</small>
      </span>
    </Link>
  )
}

function Slipping({ view }: { view: PracticeView }) {
  const words = useWords()
  const here = useSlips()(view.units)
  const slips = [...here, ...slipsAway(view, words)]
  return (
    <div class="slip-card">
      <Link class="slip-title" href={`/praksis/${view.record.id}`}>
        {view.title}
      </Link>
      <small>{useFacts(view)}</small>
      {slips.map((one) => (
        <p key={one} class="slip-why">
          {one}
        </p>
      ))}
      {here.length > 0 && <WaysOn view={view} isShort />}
    </div>
  )
}
