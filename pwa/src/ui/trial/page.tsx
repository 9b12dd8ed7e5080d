// One trial's own page: what is tried and why, what has been seen and decided, where it comes from, and the next step.

import { useEffect, useState } from 'preact/hooks'
import { daysBetween, isStarted, periodDays, standingDecision } from '../../domain/phases'
import { dayWord, shortDay, useApp } from '../app'
import { noteHref } from '../capture/noting'
import { Frame } from '../frame'
import { faultText, Phase } from '../parts'
import { becameOf, heldPractice, practiceViews } from '../practices'
import { Remove } from '../remove'
import { Link } from '../router'
import { useTerms } from '../terms'
import { asDecision, carriedOn, lastDay, type TrialView, wishedOn } from '../trials'
import { extensionDays, toMakeAnew } from './deciding'
import { Adjusts, Beliefs, Facts, Prompted } from './facts'
import { Family } from './ramp'
import { RemindTrial } from './remind'
import { RunChart } from './runchart'
import { sentenceOf } from './sentence'
import { Settle } from './settle'
import { chartOf, eventsOf } from './story'
import { mayShare, taughtBy } from './taught'
import { Timeline } from './timeline'
import { ASKED, canStart, overFault } from './values'
import { Wish } from './wish'
import { useWords } from './words'

export function TrialPage({ view }: { view: TrialView }) {
  const { today } = useApp()
  const words = useWords()
  const { fields } = view.record
  const started = isStarted(fields, today)
  const isOver = started && view.phase !== 'running'
  const days = lasted(view)
  // What was called off before it began has neither been tried nor been believed in vain: only what it was about.
  const isNever = !started && view.phase === 'cancelled'
  const sentence = isNever
    ? sentenceOf({ change: fields.change ?? null }, undefined, words)
    : sentenceOf(fields, days, words, isOver)
  return (
    <Frame title={view.title} back="/proevehandlinger">
      <Head view={view} />
      <Settle view={view} />
      <Wish view={view} />
      {sentence && <p class="trial-sentence">{sentence}</p>}
      <Acts view={view} />
      <NextStep view={view} />
      <Prompted trial={view.record} />
      <Adjusts trial={view.record} />
      <Beliefs view={view} isStarted={started} isOver={isOver} />
      {fields.measure_name && (
        <RunChart
          chart={chartOf(view)}
          name={String(fields.measure_name)}
          unit={String(fields.measure_unit ?? '')}
          better={fields.measure_better as string | undefined}
          events={eventsOf(view, today)}
        />
      )}
      <Family view={view} />
      <Timeline view={view} />
      <details class="step" open={['idea', 'planned'].includes(view.phase) || undefined}>
        <summary>{words.more}</summary>
        <Facts trial={view.record} />
      </details>
      <QuietWays view={view} />
      {view.phase === 'review' && !wishedOn(view) && (
        <div class="act-bar">
          <Link class="button button-primary wide-button" href={`/proevehandlinger/${view.record.id}/saml-op`}>
            {words.gatherUp}
          </Link>
        </div>
      )}
    </Frame>
  )
}

/** How long it lasts; once decided, how long it did: it may have been stopped early. */
function lasted(view: TrialView): number | undefined {
  return periodDays({ ...view.record.fields, ends_on: lastDay(view) ?? null })
}

function Head({ view }: { view: TrialView }) {
  const { store, text } = useApp()
  const terms = useTerms()
  const unit = store.get(view.record.unit)
  return (
    <>
      {unit?.fields.core_task && (
        <p class="core-task">
          <span class="label">{text.coreTask}</span> {String(unit.fields.core_task)}
          {unit.fields.purpose && <small>{String(unit.fields.purpose)}</small>}
        </p>
      )}
      <div class="trial-head">
        <Phase phase={view.phase} />
        <Days view={view} />
        {unit && <Link href={`/enhed/${unit.id}`}>{String(unit.fields.name)}</Link>}
        {view.record.pending && <span class="quiet">{terms.unsentMark}</span>}
      </div>
    </>
  )
}

function Days({ view }: { view: TrialView }) {
  const { text, today, language } = useApp()
  const words = useWords()
  const starts = view.record.fields.starts_on as string | undefined
  if (!starts || !view.end) return null
  const told = {
    running: () =>
      [
        text.dayOf(daysBetween(starts, today) + 1, daysBetween(starts, view.end!) + 1),
        words.daysLeft(daysBetween(today, view.end!)),
      ].join(' · '),
    planned: () => words.beginsIn(daysBetween(today, starts), shortDay(starts, language)),
    review: () => words.ended(dayWord(view.end!, today, text, language)),
  } as Record<string, () => string>
  const said = told[view.phase]?.()
  return said ? <span>{said}</span> : null
}

/** True when somebody has typed on this phone what is not saved yet. */
function useIsBegun(draft: string): boolean {
  const { store } = useApp()
  const [isBegun, setBegun] = useState(false)
  useEffect(() => {
    let isCurrent = true
    void store.draft(draft).then((kept) => isCurrent && setBegun(kept !== undefined))
    return () => {
      isCurrent = false
    }
  }, [store, draft])
  return isBegun
}

function Acts({ view }: { view: TrialView }) {
  const { text, today } = useApp()
  const words = useWords()
  const { id, fields } = view.record
  const over = overFault(fields, today)
  const isReady = canStart(fields) && ['idea', 'planned'].includes(view.phase) && !over
  const isUnready = view.phase === 'idea' && !isReady
  const have = ASKED.filter((name) => fields[name]).length
  // Nothing is missing but a day on which to try it.
  const isOver = over && have === ASKED.length
  const isBegun = useIsBegun(`trial-${id}`)
  return (
    <>
      {isUnready && (
        <p class="quiet">
          {isBegun ? words.begunHere : isOver ? faultText(over, text) : words.needs(have, ASKED.length)}
        </p>
      )}
      <div class="act-row">
        {isReady && (
          <Link class="button button-primary" href={`/proevehandlinger/${id}/begynd`}>
            {words.start.act}
          </Link>
        )}
        {isUnready && (
          <Link class="button button-primary" href={`/proevehandlinger/${id}/ret${isOver ? '?trin=limits' : ''}`}>
            {isBegun ? words.goOn : words.makeReady}
          </Link>
        )}
        <Link
          class={`button button-${view.phase === 'running' ? 'primary' : 'secondary'}`}
          href={noteHref(id, `/proevehandlinger/${id}`)}
        >
          {text.note}
        </Link>
        {!isUnready && (
          <Link class="button button-secondary" href={`/proevehandlinger/${id}/ret`}>
            {words.edit}
          </Link>
        )}
        <RemindTrial view={view} />
      </div>
    </>
  )
}

/** After a decision: the step that it asks for and that nobody has taken yet. */
function NextStep({ view }: { view: TrialView }) {
  const { store, account, today } = useApp()
  const words = useWords()
  const { id } = view.record
  const choice = standingDecision(view.decisions.map(asDecision))?.choice
  const practice = becameOf(practiceViews(store, today)).get(id)?.record
  const hasChild = carriedOn(store).has(id)
  const ways: Record<string, string> = {
    adapt: `/ny/justering/${id}`,
    scale: `/ny/skalering/${id}`,
    adopt: `/praksis/ny/${id}`,
  }
  const way = choice && !hasChild && ways[choice]
  const isInUse = practice && choice === 'adopt'
  const isAnswered = choice === 'adopt' && heldPractice(store, account, id)
  return (
    <>
      {practice && <Way href={`/praksis/${practice.id}`} label={isInUse ? words.seePractice : words.seeGonePractice} />}
      {way && !isInUse && (
        <Way
          href={isAnswered ? '/opmaerksomhed' : way}
          label={isAnswered ? words.answersHeld : words.nextStep[choice]!}
        />
      )}
      {way && choice !== 'adopt' && <Way href={`/proevehandlinger/${id}/ikke-mere`} label={words.noMore.title} />}
      <Taught view={view} />
    </>
  )
}

/** What it has taught, and to share it while only the unit sees it. */
function Taught({ view }: { view: TrialView }) {
  const { store, account } = useApp()
  const words = useWords()
  const { id } = view.record
  if (!taughtBy(view.decisions)) return null
  return (
    <>
      {mayShare(store, account, view.record) && (
        <Way href={`/proevehandlinger/${id}/laert`} label={words.shareLearned} />
      )}
      <Way href={`/laering/${id}`} label={words.seeLearned} />
    </>
  )
}

function Way({ href, label }: { href: string; label: string }) {
  return (
    <p>
      <Link class="next-way" href={href}>
        {label} →
      </Link>
    </p>
  )
}

/** What is seldom wanted, out of the way of the thumb. */
function QuietWays({ view }: { view: TrialView }) {
  const { store, account, today } = useApp()
  const words = useWords()
  const base = `/proevehandlinger/${view.record.id}`
  if (!['idea', 'planned', 'running', 'review'].includes(view.phase)) {
    if (!toMakeAnew(store, account, view)) return null
    return (
      <nav class="quiet-ways" aria-label={words.quietWays}>
        <Link href={`${base}/lav-om`}>{words.again.way}</Link>
      </nav>
    )
  }
  const isBegun = ['running', 'review'].includes(view.phase)
  const mayExtend = view.phase !== 'idea' && extensionDays(view.record, view.end, today) !== undefined
  return (
    <>
      {isBegun && !mayExtend && <p class="quiet full-length">{words.fullLength}</p>}
      <nav class="quiet-ways" aria-label={words.quietWays}>
        {view.phase === 'running' && <Link href={`${base}/saml-op`}>{words.reviewNow}</Link>}
        {mayExtend && <Link href={`${base}/forlaeng`}>{words.extend}</Link>}
        {view.phase !== 'review' && <Link href={`${base}/afbryd`}>{words.cancel}</Link>}
        {!isBegun && <Remove record={view.record} then="/proevehandlinger" />}
      </nav>
    </>
  )
}
