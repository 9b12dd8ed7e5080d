// What to do when a practice slips: try again, adjust, or let go of it. Three ways of the same worth, each with its
// reason; none of them is an error.

import './style.scss'
import { standing } from '../../domain/phases'
import { useApp } from '../app'
import { Frame } from '../frame'
import { toast } from '../parts'
import { leadersOf } from '../people'
import type { PracticeView } from '../practices'
import { leads, rolesAt } from '../roles'
import { go, Link } from '../router'
import { trialViews, trying } from '../trials'
import { AdjustHere, AgainHere, ownUptake, StopHere, slippingUptake } from './here'
import { Decide } from './sheet'
import { listed, useUnitName, useWords } from './words'

/** The three ways as links; where a decision belongs to another unit, what one can do in one's own. */
export function WaysOn({ view, isShort }: { view: PracticeView; isShort?: boolean }) {
  const { store, account, today } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const at = `/praksis/${view.record.id}`
  const trials = trialViews(store, today)
  const tried = view.units.map((one) => one.phase === 'slipping' && trying(store, trials, view.record, one.unit))
  const isHome = rolesAt(store, account, view.record.unit).size > 0
  const here = ownUptake(store, account, view)
  const ways = [
    ...(isHome || here ? [{ href: `${at}/igen`, name: words.again, hint: words.againHint }] : []),
    ...(isHome || here ? [{ href: `${at}/juster`, name: words.adjust, hint: words.adjustHint }] : []),
    ...(isHome ? [{ href: `${at}/udfas`, name: words.retire, hint: words.retireHint }] : []),
    ...(!isHome && here ? [{ href: `${at}/udfas`, name: words.stopHere, hint: words.retireHint }] : []),
  ]
  return (
    <>
      {tried.map(
        (one) =>
          one && (
            <p key={one.record.id}>
              {words.triedAnew} <Link href={`/proevehandlinger/${one.record.id}`}>{one.title}</Link>
            </p>
          ),
      )}
      {!isHome && (
        <p class="quiet">
          {words.yoursToDecide} {words.decidedThere(nameOf(view.record.unit))}
        </p>
      )}
      <ul class="ways-on" aria-label={words.ways}>
        {ways.map((one) => (
          <li key={one.href}>
            <Link class="way-on" href={one.href}>
              <strong>{one.name}</strong>
              {!isShort && <span>{one.hint}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Agreeing on how to get going again; for a retired practice, taking the retirement back. */
export function Again({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  const words = useWords()
  const retired = lastRetired(view)
  const here = slippingUptake(store, account, view)
  if (here) return <AgainHere view={view} uptake={here} />
  return (
    <Decide
      view={view}
      choice="continue"
      replaces={retired?.id}
      title={retired ? words.takeBack : words.againTitle}
      ask={words.againAsk}
      why={retired ? words.takeBackHint : words.againWhy}
      field={words.againField}
      example={words.againExample}
      day={retired ? undefined : 'check_on'}
      {...(view.phase === 'slipping' ? { after: words.againAfter } : {})}
      act={retired ? words.takeBack : words.againSave}
      onSaved={() => {
        toast({ message: words.againSaved })
        go(`/praksis/${view.record.id}`, { replace: true })
      }}
    />
  )
}

export function Adjust({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  const words = useWords()
  const here = ownUptake(store, account, view)
  if (here && !rolesAt(store, account, view.record.unit).size) return <AdjustHere view={view} uptake={here} />
  return (
    <Decide
      view={view}
      choice="adjust"
      title={words.adjustTitle}
      ask={words.adjustAsk}
      why={words.adjustWhy}
      field={words.adjustField}
      example={words.adjustExample}
      act={words.adjustSave}
      onSaved={() => go(`/ny/praksis/${view.record.id}`, { replace: true })}
    />
  )
}

export function Retire({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const here = ownUptake(store, account, view)
  if (here && !rolesAt(store, account, view.record.unit).size) return <StopHere view={view} uptake={here} />
  if (!leads(store, account, view.record.unit)) {
    const names = leadersOf(store, view.record.unit)
    return (
      <Frame title={words.retireTitle} back={`/praksis/${view.record.id}`}>
        <h2 class="question">{words.retireLeader(nameOf(view.record.unit))}</h2>
        {names.length > 0 && <p>{words.retireAskLeader(listed(names, words.and))}</p>}
        <p class="quiet">{words.retireWhy}</p>
        <Link class="button button-secondary" href={`/praksis/${view.record.id}`}>
          {words.toPractice}
        </Link>
      </Frame>
    )
  }
  return (
    <Decide
      view={view}
      choice="retire"
      title={words.retireTitle}
      ask={words.retireAsk}
      why={words.retireWhy}
      field={words.retireField}
      example={words.retireExample}
      act={words.retireSave}
      onSaved={() => {
        toast({ message: words.retireSaved })
        go(`/praksis/${view.record.id}`, { replace: true })
      }}
    />
  )
}

/** The standing decision that retired the practice. */
export function lastRetired(view: PracticeView): PracticeView['decisions'][number] | undefined {
  const stands = new Set(standing(view.decisions.map((one) => decisionOf(one))).map((one) => one.id))
  return view.decisions.filter((one) => stands.has(one.id) && one.fields.choice === 'retire').at(-1)
}

function decisionOf(one: PracticeView['decisions'][number]) {
  return {
    id: one.id,
    choice: String(one.fields.choice),
    replaces: (one.fields.replaces as string | undefined) ?? null,
  }
}
