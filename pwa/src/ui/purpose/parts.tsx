// Small parts of the screens of this part.

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { whoDoesWhen } from '../../domain/who-does'
import type { RecordView } from '../../store/types'
import { da, type Words } from '../../text/purpose.da'
import { en } from '../../text/purpose.en'
import { shortDay, useApp, useWordsOf } from '../app'
import { Frame } from '../frame'
import { Phase } from '../parts'
import { leadersOf } from '../people'
import { rolesAt } from '../roles'
import { Link } from '../router'
import type { TrialView } from '../trials'
import { type BarrierView, carriedThrough, type DilemmaView } from './model'

const FIRST = 8

export function useWords(): Words {
  return useWordsOf(da, en)
}

/** A unit's name, as far as the phone knows it. */
export function useUnitName(): (id: string | undefined) => string {
  const { store, account } = useApp()
  const words = useWords()
  return (id) => {
    if (id === account.organisation.id) return account.organisation.name
    return String(store.get(id ?? '')?.fields.name ?? words.unknownUnit)
  }
}

export function Missing() {
  const { text } = useApp()
  const words = useWords()
  return (
    <Frame title={words.title} back="/">
      <p class="empty">{text.notFound}</p>
    </Frame>
  )
}

/** A form's frame; those who do not belong to the unit read why they cannot write there. */
export function FormFrame({
  title,
  unit,
  back,
  children,
}: {
  title: string
  unit: string
  back: string
  children: ComponentChildren
}) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  return (
    <Frame title={title} back={back}>
      {rolesAt(store, account, unit).size ? children : <p class="empty">{words.notMember(nameOf(unit))}</p>}
    </Frame>
  )
}

/** Says that it takes the unit's leader, and who that is. */
export function LeaderOnly({ unit, why }: { unit: string; why?: string }) {
  const { store } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  return (
    <div class="empty">
      {why && <p>{why}</p>}
      <p>{words.onlyLeader(nameOf(unit), leadersOf(store, unit).join(', '))}</p>
    </div>
  )
}

/** A heading with its way to write one more. */
export function Part({
  id,
  title,
  add,
  children,
}: {
  id: string
  title: string
  add?: { href: string; word: string } | undefined
  children: ComponentChildren
}) {
  return (
    <section class="purpose-part" aria-labelledby={id}>
      <div class="purpose-title">
        <h2 id={id}>{title}</h2>
        {add && (
          <Link class="purpose-add" href={add.href}>
            <span aria-hidden="true">+ </span>
            {add.word}
          </Link>
        )}
      </div>
      {children}
    </section>
  )
}

/** Rows, the first of them until somebody wants all. */
export function Rows<T extends { record: RecordView }>({ of, row }: { of: T[]; row(one: T): ComponentChildren }) {
  const { text } = useApp()
  const [isAll, setAll] = useState(false)
  if (!of.length) return null
  return (
    <>
      <ul class="rows">
        {(isAll ? of : of.slice(0, FIRST)).map((one) => (
          <li key={one.record.id}>{row(one)}</li>
        ))}
      </ul>
      {of.length > FIRST && !isAll && (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          {text.showAll(of.length)}
        </button>
      )}
    </>
  )
}

export function TrialRow({ trial }: { trial: TrialView }) {
  return (
    <Link href={`/proevehandlinger/${trial.record.id}`}>
      <strong>{trial.title}</strong>
      <Phase phase={trial.phase} />
    </Link>
  )
}

/** How a barrier stands, as a word and a shape. */
export function BarrierMark({ barrier }: { barrier: BarrierView }) {
  const words = useWords()
  const look = { owed: 'waiting', open: 'idea', answered: 'holds', decided: 'holds' }[barrier.state]
  const said = barrier.state === 'owed' ? words.states.owed(barrier.age) : words.states[barrier.state]
  return <span class={`phase phase-${look}`}>{said}</span>
}

/** A barrier in a list: its words, where it has been raised, what meets it. */
export function BarrierRow({ barrier, withUnit }: { barrier: BarrierView; withUnit?: boolean }) {
  const { text } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const facts = [
    withUnit && nameOf(barrier.record.unit),
    withUnit && text.barrierKinds[barrier.kind as keyof typeof text.barrierKinds],
    !withUnit && barrier.raisedTo && words.raisedTo(nameOf(barrier.raisedTo)),
    barrier.trials.length > 0 && words.tried(barrier.trials.length),
    barrier.observations.length > 0 && words.met(barrier.observations.length),
    barrier.record.pending && words.unsent,
  ].filter(Boolean)
  return (
    <Link href={`/barriere/${barrier.record.id}`}>
      <span>
        <strong>{barrier.text}</strong>
        <small class="purpose-facts">
          <BarrierMark barrier={barrier} />
          {facts.length > 0 && <span>{facts.join(' · ')}</span>}
        </small>
      </span>
    </Link>
  )
}

export function dilemmaWords(record: RecordView, words: Words): string {
  return words.dilemmaSentence(String(record.fields.between ?? ''), String(record.fields.and ?? ''))
}

/** A dilemma in a list: between what and what, and how far its decision has been carried. */
export function DilemmaRow({ dilemma }: { dilemma: DilemmaView }) {
  const words = useWords()
  const stands = dilemma.decisions.find((one) => one.stands)
  const steps = carriedThrough(dilemma.decisions)
  return (
    <Link href={`/dilemma/${dilemma.record.id}`}>
      <span>
        <strong>{dilemmaWords(dilemma.record, words)}</strong>
        {stands && <span class="purpose-line">{words.decidedThus(String(stands.record.fields.choice))}</span>}
        <small class="purpose-facts">
          {!stands && <span class="phase phase-waiting">{words.undecided}</span>}
          {steps.all > 0 && <span>{words.stepsTaken(steps.done, steps.all)}</span>}
          {steps.overdue > 0 && <span class="phase phase-waiting">{words.stepOver(steps.overdue)}</span>}
          {dilemma.trials.length > 0 && <span>{words.tried(dilemma.trials.length)}</span>}
          {dilemma.record.pending && <span>{words.unsent}</span>}
        </small>
      </span>
    </Link>
  )
}

/** "fra 1. jan. til 30. jun." for a direction; empty when it has no days. */
export function usePeriod(): (theme: RecordView) => string {
  const { language } = useApp()
  const words = useWords()
  return ({ fields }) => {
    const from = fields.from && shortDay(String(fields.from), language)
    const until = fields.until && shortDay(String(fields.until), language)
    if (from && until) return words.period.both(from, until)
    if (from) return words.period.from(from)
    return until ? words.period.until(until) : ''
  }
}

/** A behaviour as one sentence. */
export function behaviourSentence({ fields }: Pick<RecordView, 'fields'>): string {
  const sentence = whoDoesWhen(fields)
  return /[!?]$/.test(sentence) ? sentence : `${sentence}.`
}
