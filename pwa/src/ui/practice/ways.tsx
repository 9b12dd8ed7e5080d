// What to do when a practice slips: try again, adjust, or let go of it. Three ways of the same worth, each with its
// reason; none of them is an error.

import './style.scss'
import { useState } from 'preact/hooks'
import type { RecordView } from '../../store/types'
import { shortDay, useApp } from '../app'
import { Frame } from '../frame'
import { toast } from '../parts'
import { leadersOf } from '../people'
import { doneElsewhere, isOwner, lastRetired, ownPlaces, type PracticeView, slippingPlaces } from '../practices'
import { leads } from '../roles'
import { go, Link } from '../router'
import { useWords as useTrialWords } from '../trial/words'
import { goingOn, trialViews, trying } from '../trials'
import { adjusting } from './adjusting'
import { type Agreement, agreementIn } from './agreement'
import { AgainHere, StopHere } from './here'
import { placeOf, uptakeIn } from './places'
import { Decide, Sheet } from './sheet'
import { listed, useUnitName, useWords } from './words'

/** The three ways for each of the person's units in which it slips, or for one of them. */
export function WaysOn({ view, unit, isShort }: { view: PracticeView; unit?: string; isShort?: boolean }) {
  const { store, account } = useApp()
  const slips = slippingPlaces(store, account, view)
  return slips
    .filter((one) => !unit || one === unit)
    .map((one) => <WaysIn key={one} view={view} unit={one} isShort={isShort ?? false} />)
}

/** The three ways of one unit as links, and what it has agreed on; where it has only taken the practice up, the last way is to
 *  stop there. While an agreement holds nothing is asked: in short, it stands alone. */
function WaysIn({ view, unit, isShort }: { view: PracticeView; unit: string; isShort: boolean }) {
  const { store, account, today } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const at = (way: string) => `/praksis/${view.record.id}/${way}/${unit}`
  const trials = trialViews(store, today)
  const tried = trying(store, trials, view.record, unit)
  const begun = goingOn(store, trials, view.record, unit)
  const idea = begun?.phase === 'idea' ? begun : undefined
  const slip = view.units.find((one) => one.unit === unit)?.slip
  const agreed = agreementIn(store, view, unit, today)
  const isHome = unit === view.record.unit
  const isOneOfSeveral = ownPlaces(store, account, view).length > 1
  const ways = [
    { href: at('igen'), name: words.again, hint: words.againHint },
    { href: at('juster'), name: words.adjust, hint: words.adjustHint },
    { href: at('udfas'), name: isHome ? words.retire : words.stopHere, hint: words.retireHint },
  ]
  return (
    <>
      {isOneOfSeveral && (
        <p>
          <strong>{words.inUnit(nameOf(unit))}</strong>
        </p>
      )}
      {tried && (
        <p>
          {words.triedAnew} <Link href={`/proevehandlinger/${tried.record.id}`}>{tried.title}</Link>
        </p>
      )}
      {!tried && idea && (
        <p>
          {words.ideaAnew} <Link href={`/proevehandlinger/${idea.record.id}`}>{idea.title}</Link>
        </p>
      )}
      {isShort && slip && !slip.answer && !isOwner(view, account) && (
        <p>
          <Link class="button button-secondary" href={at('tjek')}>
            {words.stillDo}
          </Link>
        </p>
      )}
      {agreed && <AgreedOn agreed={agreed} unit={isOneOfSeveral ? undefined : unitOfSeveral(view, unit)} />}
      {agreed?.holds && isShort ? null : (
        <>
          {!isHome && (
            <p class="quiet">
              {words.yoursToDecide} {words.decidedThere(nameOf(view.record.unit))}
            </p>
          )}
          {!isShort && <p class="quiet">{agreed?.holds ? words.otherWay : words.chooseWay}</p>}
          <ul class="ways-on" aria-label={isOneOfSeveral ? `${words.ways}: ${nameOf(unit)}` : words.ways}>
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
      )}
    </>
  )
}

/** The unit, where it is not the only one that does it: beside what is told of others nobody shall take it for theirs. */
function unitOfSeveral(view: PracticeView, unit: string): string | undefined {
  return unit !== view.record.unit || doneElsewhere(view).length ? unit : undefined
}

/** What they agreed on, and when they look at it again. */
export function AgreedOn({ agreed, unit }: { agreed: Agreement; unit?: string | undefined }) {
  const { language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  return (
    <p>
      <strong>{unit ? words.agreementIn(nameOf(unit)) : words.agreement}:</strong> {agreed.how}
      {agreed.on && agreed.holds && (
        <>
          <br />
          <span class="quiet">{words.lookOn(shortDay(agreed.on, language))}</span>
        </>
      )}
    </p>
  )
}

/** Where it does not slip: to try it in a new way, or to let go of it, is a choice at any time. */
export function QuietWays({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  if (view.phase === 'retired') return null
  const own = ownPlaces(store, account, view)
  const slips = slippingPlaces(store, account, view)
  const named = (way: string, unit: string) => (own.length > 1 ? words.wayIn(way, nameOf(unit)) : way)
  const ways = own
    .filter((one) => !slips.includes(one))
    .flatMap((unit) => {
      const isHome = unit === view.record.unit
      const adjust = { way: `juster/${unit}`, name: named(words.adjust, unit) }
      const end = { way: `udfas/${unit}`, name: named(isHome ? words.retire : words.stopHere, unit) }
      return isHome && !leads(store, account, unit) ? [adjust] : [adjust, end]
    })
  if (!ways.length) return null
  return (
    <nav class="quiet-ways" aria-label={words.quietWays}>
      {ways.map((one) => (
        <Link key={one.way} href={`/praksis/${view.record.id}/${one.way}`}>
          {one.name}
        </Link>
      ))}
    </nav>
  )
}

interface WayProps {
  view: PracticeView
  /** The unit that the address names. */
  unit: string | undefined
}

/** The uptake that a way on is about; none where it is about the practice itself. */
function useUptake({ view, unit }: WayProps): RecordView | undefined {
  const { store, account } = useApp()
  return uptakeIn(store, account, view, placeOf(store, account, view, unit))
}

/** Agreeing on how to get going again; for a retired practice, taking the retirement back, with its reason. */
export function Again({ view, unit }: WayProps) {
  const words = useWords()
  const retired = lastRetired(view)
  const here = useUptake({ view, unit })
  if (here && !retired) return <AgainHere view={view} uptake={here} />
  return (
    <Decide
      view={view}
      choice="continue"
      replaces={retired?.id}
      title={retired ? words.takeBack : words.againTitle}
      ask={retired ? words.takeBackAsk : words.againAsk}
      why={retired ? words.takeBackHint : words.againWhy}
      field={retired ? words.retireField : words.againField}
      example={retired ? words.takeBackExample : words.againExample}
      day={retired ? undefined : 'check_on'}
      {...(view.phase === 'slipping' ? { after: words.againAfter } : {})}
      act={retired ? words.takeBack : words.againSave}
      onSaved={() => {
        toast({ message: retired ? words.takenBack : words.againSaved })
        go(`/praksis/${view.record.id}`, { replace: true })
      }}
    />
  )
}

/** An idea in the unit that it is about, with its reason: it is there before anybody has described it. */
export function Adjust({ view, unit }: WayProps) {
  const { store, today } = useApp()
  const words = useWords()
  const { round } = useTrialWords().form
  const nameOf = useUnitName()
  const [trial] = useState(() => store.newId())
  const at = useUptake({ view, unit })?.unit ?? view.record.unit
  const where = at === view.record.unit ? '' : `${words.inUnit(nameOf(at))}. `
  const name = 'adjust_because'
  return (
    <Sheet
      view={view}
      type="trial"
      draft={`adjust-${at}`}
      title={words.adjustTitle}
      ask={words.adjustAsk}
      why={`${where}${words.adjustWhy}`}
      name={name}
      field={words.adjustField}
      example={words.adjustExample}
      act={words.adjustSave}
      fieldsOf={(form) => form}
      mutationsOf={(fields, notCpr) => {
        const because = { because: String(fields[name]), isVouched: notCpr.includes(name) }
        return adjusting(store, { practice: view.record, unit: at, trial, ...because }, round, today)
      }}
      onSaved={() => {
        toast({ message: words.adjustSaved })
        go(`/proevehandlinger/${trial}/ret?trin=change`, { replace: true })
      }}
    />
  )
}

export function Retire({ view, unit }: WayProps) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const here = useUptake({ view, unit })
  if (here) return <StopHere view={view} uptake={here} />
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
  const others = doneElsewhere(view).map((one) => one.name ?? nameOf(one.unit))
  return (
    <Decide
      view={view}
      choice="retire"
      means={others.length ? words.endsElsewhere(listed(others, words.and)) : undefined}
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
