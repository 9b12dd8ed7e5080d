// A practice that has ended: why, and the way on – back into use at home, and on by oneself where it was only taken up.

import { useEffect } from 'preact/hooks'
import { shortDay, useApp } from '../app'
import { markEndingRead } from '../endings'
import { endedOn, gaveWay, lastRetired, ownPlaces, type PracticeView, practiceViews, successorOf } from '../practices'
import { leads, rolesAt } from '../roles'
import { Link } from '../router'
import { goingOn, trialViews } from '../trials'
import { useUnitName, useWords } from './words'

export function Ended({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  if (!view.isEnded) return null
  const isHome = rolesAt(store, account, view.record.unit).size > 0
  return isHome ? <EndedHere view={view} /> : <EndedElsewhere view={view} />
}

/** At home it was chosen: the reason, and the way back. */
function EndedHere({ view }: { view: PracticeView }) {
  const { store, account, today, language } = useApp()
  const words = useWords()
  const own = lastRetired(view)
  const decision = own ?? view.tookBack
  const { retired_because } = view.record.fields
  const isLed = leads(store, account, view.record.unit)
  // It took the place of another one, which does not come back by itself.
  const trial = view.tookBack && store.get(String(view.record.fields.trial))
  const earlier = trial && gaveWay(store, trial, practiceViews(store, today))
  const isOurs = earlier?.record.unit === view.record.unit
  return (
    <section class="retired-card" aria-labelledby="retired">
      <h2 id="retired">{words.retiredOn(shortDay(String(endedOn(view)), language))}</h2>
      <p>{String(decision?.fields.reason ?? retired_because ?? '')}</p>
      <p class="quiet">{view.tookBack ? words.tookBack : words.retiredCheer}</p>
      {!isLed && <GoOn view={view} />}
      {earlier && <p>{isOurs ? words.earlierGone(earlier.title) : words.earlierStopped(earlier.title)}</p>}
      <div class="act-row">
        {earlier && (
          <Link class="button button-secondary" href={`/praksis/${earlier.record.id}${isLed && isOurs ? '/igen' : ''}`}>
            {isLed && isOurs ? words.takeEarlierBack(earlier.title) : words.toEarlier(earlier.title)}
          </Link>
        )}
        {isLed && (
          <Link
            class="button button-secondary"
            href={view.tookBack ? `/praksis/ny/${view.record.fields.trial}` : `/praksis/${view.record.id}/igen`}
          >
            {words.takeBack}
          </Link>
        )}
        {view.tookBack && (
          <Link class="button button-secondary" href={`/proevehandlinger/${view.record.fields.trial}`}>
            {words.toTrial}
          </Link>
        )}
      </div>
    </section>
  )
}

/** To those who had taken it up: who ended it, when and why, and what that unit does now. */
function EndedElsewhere({ view }: { view: PracticeView }) {
  const { store, account, today, language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const { retired_on, retired_because } = view.record.fields
  useEffect(() => void markEndingRead(store, account, today, view), [store, view.record.id, retired_on])
  const home = nameOf(view.record.unit)
  const successor = successorOf(store, view)
  return (
    <section class="retired-card" aria-labelledby="retired">
      <h2 id="retired">{words.endedBy(home, shortDay(String(retired_on ?? ''), language))}</h2>
      <p>{String(retired_because ?? '')}</p>
      <GoOn view={view} />
      {successor && (
        <div class="act-row">
          <Link class="button button-secondary" href={successor.href}>
            {words.toSuccessor(successor.title, home)}
          </Link>
        </div>
      )}
    </section>
  )
}

/** A trial of one's own that goes on from it, in each unit of the person's that had taken it up; or the one there is. */
function GoOn({ view }: { view: PracticeView }) {
  const { store, account, today } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const units = ownPlaces(store, account, view).filter((one) => one !== view.record.unit)
  if (!units.length) return null
  const trials = trialViews(store, today)
  return (
    <>
      <p class="quiet">{words.endedHere(nameOf(view.record.unit))}</p>
      <div class="act-row">
        {units.map((unit) => {
          const begun = goingOn(store, trials, view.record, unit)
          return (
            <Link
              key={unit}
              class="button button-secondary"
              href={begun ? `/proevehandlinger/${begun.record.id}` : `/ny/praksis/${view.record.id}/${unit}`}
            >
              {begun ? words.toOwn(begun.title) : words.goOnIn(nameOf(unit))}
            </Link>
          )
        })}
      </div>
    </>
  )
}
