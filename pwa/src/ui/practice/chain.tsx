// Where a practice came from: the trials before it, what they taught, and what is tried on from here.

import { shortDay, useApp } from '../app'
import { Phase } from '../parts'
import { begunOn, type PracticeView } from '../practices'
import { Link } from '../router'
import { isSettling, lastDay, type TrialView, trialViews } from '../trials'
import { useWords } from './words'

const OPEN = ['idea', 'planned', 'running', 'review']

interface Chain {
  /** From the first trial to the one that became the practice. */
  before: TrialView[]
  after: TrialView[]
}

/** `begun`: what was over before it was done here goes on from the trial, not from the practice. */
function chainOf(views: TrialView[], trial: string, begun: string): Chain {
  const byId = new Map(views.map((one) => [one.record.id, one]))
  const before: TrialView[] = []
  for (let at = byId.get(trial); at && !before.includes(at); ) {
    before.unshift(at)
    at = byId.get(String(at.record.fields.parent_trial ?? ''))
  }
  const isOver = (one: TrialView) => !OPEN.includes(one.phase) && (lastDay(one) ?? begun) < begun
  const after = views.filter(
    (one) =>
      !isOver(one) &&
      (one.record.fields.parent_trial === trial || one.record.fields.origin_trial === trial) &&
      !before.some(({ record }) => record.id === one.record.id),
  )
  return { before, after }
}

export function Origin({ view }: { view: PracticeView }) {
  const { store, today } = useApp()
  const words = useWords()
  const { before, after } = chainOf(trialViews(store, today), String(view.record.fields.trial), begunOn(view))
  if (!before.length && !after.length) return null
  return (
    <section aria-labelledby="origin">
      <h2 id="origin">{before.length ? words.camefrom : words.carriesOn}</h2>
      <ol class="rows chain">
        {before.map((one) => (
          <li key={one.record.id}>
            <TrialRow view={one} />
          </li>
        ))}
      </ol>
      {before.map((one) => (
        <Learned key={one.record.id} view={one} />
      ))}
      {after.length > 0 && (
        <>
          {before.length > 0 && <h3>{words.carriesOn}</h3>}
          <ul class="rows">
            {after.map((one) => (
              <li key={one.record.id}>
                <TrialRow view={one} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function TrialRow({ view }: { view: TrialView }) {
  const { language } = useApp()
  const from = view.record.fields.starts_on
  const period = [from, lastDay(view)].filter(Boolean).map((day) => shortDay(String(day), language))
  return (
    <Link href={`/proevehandlinger/${view.record.id}`}>
      <span>
        <strong>{view.title}</strong>
        <small>{period.join(' – ')}</small>
      </span>
      <Phase phase={view.phase} />
    </Link>
  )
}

/** What was learned, in the words of the decisions that ended the trial: each once, also where one was said again to settle
 *  a contradiction. */
function Learned({ view }: { view: TrialView }) {
  const words = useWords()
  const said = view.decisions.filter(
    (one) => (one.fields.learned || one.fields.choice === 'adopt') && !isSettling(one, view.decisions),
  )
  if (!said.length) return null
  return (
    <dl class="facts learned-facts">
      {said.map((one) => (
        <div key={one.id}>
          {one.fields.learned && (
            <>
              <dt>{words.learnedFrom(view.title)}</dt>
              <dd>{String(one.fields.learned)}</dd>
            </>
          )}
          {one.fields.choice === 'adopt' && (
            <>
              <dt>{words.why}</dt>
              <dd>{String(one.fields.reason)}</dd>
            </>
          )}
        </div>
      ))}
    </dl>
  )
}
