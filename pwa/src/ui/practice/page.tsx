// One practice: what we do, what carries it, whose it is, whether we still do it, and where it came from.

import { whoDoesWhen } from '../../domain/who-does'
import type { RecordView } from '../../store/types'
import { shortDay, useApp } from '../app'
import { Frame } from '../frame'
import { answeringUnits, isOwner, isTakenBack, type PracticeView, standsAs } from '../practices'
import { leads } from '../roles'
import { Link } from '../router'
import { RemindCheckIns } from '../trial/remind'
import { Units } from './calendar'
import { Origin } from './chain'
import { Ended } from './ended'
import { Here, Stops } from './here'
import { Missing, PersonName } from './people'
import { PracticePhaseMark, slipsAway, useInUse, useSlips } from './phase'
import { TakeUp } from './uptake'
import { QuietWays, WaysOn } from './ways'
import { useUnitName, useWords } from './words'

export function PracticePage({ view }: { view: PracticeView }) {
  const words = useWords()
  const nameOf = useUnitName()
  const inUse = useInUse()
  const told = view.record.fields
  const phase = standsAs(view)
  return (
    <Frame title={view.title} back="/praksis">
      <div class="trial-head">
        {view.isWhole || phase === 'stopped' ? null : <span class="quiet">{words.withUs}</span>}
        <PracticePhaseMark phase={phase} />
        {view.isWhole && <span class="quiet">{nameOf(view.record.unit)}</span>}
        <span class="quiet">{inUse(view)}</span>
        {!view.isWhole && <span class="quiet">{words.comesFrom(nameOf(view.record.unit))}</span>}
        {view.record.pending && <span class="quiet">{words.unsent}</span>}
      </div>
      <p class="trial-sentence">{words.weDo(whoDoesWhen(told))}</p>
      <Ended view={view} />
      <Slips view={view} />
      <Here view={view} />
      <Acts view={view} />
      <Facts view={view} />
      <Missing view={view} />
      <Units view={view} />
      <Stops view={view} />
      <TakeUp view={view} />
      <Decisions view={view} />
      <Origin view={view} />
      <QuietWays view={view} />
    </Frame>
  )
}

function Acts({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  const words = useWords()
  const units = answeringUnits(store, account, view)
  const isAsked = units.some((one) => one.overdue >= -7 || one.phase === 'slipping') && !isOwner(view, account)
  const at = `/praksis/${view.record.id}`
  return (
    <div class="act-row">
      {view.phase !== 'retired' && units.length > 0 && (
        <Link class={`button ${isAsked ? 'button-primary' : 'button-secondary'}`} href={`${at}/tjek`}>
          {words.stillDo}
        </Link>
      )}
      {leads(store, account, view.record.unit) && (
        <Link class="button button-secondary" href={`${at}/ret`}>
          {words.edit}
        </Link>
      )}
      {units[0] && <RemindCheckIns view={view} unit={units[0].unit} />}
    </div>
  )
}

function Slips({ view }: { view: PracticeView }) {
  const words = useWords()
  const slips = useSlips()(view.units)
  if (view.phase !== 'slipping') return null
  return (
    <section class="slip-card" aria-labelledby="slips">
      <h2 id="slips">{words.slipsHere}</h2>
      {[...slips, ...slipsAway(view, words)].map((one) => (
        <p key={one} class="slip-why">
          {one}
        </p>
      ))}
      {slips.length > 0 ? (
        <>
          <p class="quiet">{words.slipsCalm}</p>
          <WaysOn view={view} />
        </>
      ) : (
        <p class="quiet">{words.slipsAwayCalm}</p>
      )}
    </section>
  )
}

function Facts({ view }: { view: PracticeView }) {
  const words = useWords()
  const { routine, stops, owner, deputy } = view.record.fields as Record<string, string | undefined>
  // What is done no more lacks nobody.
  const isInUse = view.phase !== 'retired'
  const carry = [['owner', owner] as const, ['deputy', deputy] as const]
  const people = carry.filter(([_, id]) => id || isInUse)
  return (
    <dl class="facts">
      <div>
        <dt>{words.routine}</dt>
        <dd>{routine}</dd>
      </div>
      <div>
        <dt>{words.stops}</dt>
        <dd>{stops}</dd>
      </div>
      {people.map(([name, id]) => (
        <div key={name}>
          <dt>{words[name]}</dt>
          <dd>
            <PersonName id={id} />
          </dd>
        </div>
      ))}
      {isInUse && view.isWhole && !view.lacksAnswers && (
        <div>
          <dt>{words.hangsOn}</dt>
          <dd>{view.sustained ? words.sustained(view.people) : words.notSustained(view.people)}</dd>
        </div>
      )}
    </dl>
  )
}

function Decisions({ view }: { view: PracticeView }) {
  const { language } = useApp()
  const words = useWords()
  if (!view.decisions.length) return null
  const replaced = new Set(view.decisions.map((one) => one.fields.replaces))
  const choiceOf = ({ fields }: RecordView) => (isTakenBack(fields) ? 'back' : String(fields.choice))
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">{words.decided}</h2>
      <ol class="timeline">
        {view.decisions.map((one) => (
          <li key={one.id}>
            <div class={replaced.has(one.id) ? 'decided-replaced' : ''}>
              <strong>{words.choices[choiceOf(one)] ?? choiceOf(one)}</strong>{' '}
              <small>
                {shortDay(String(one.fields.decided_on), language)}
                {replaced.has(one.id) && ` · ${words.replacedBy}`}
                {one.pending && ` · ${words.unsent}`}
              </small>
              <p>{String(one.fields.reason)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
