// The questions of "Tag i brug", each with its reason and an example in grey.

import type { ComponentChildren, RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { firstQuestions } from '../../domain/practices'
import { whoDoesWhen } from '../../domain/who-does'
import { shortDay, useApp } from '../app'
import { doneElsewhere, type PracticeView } from '../practices'
import { useTerms } from '../terms'
import { Tick } from '../trial/pick'
import { type Before, isInstead, type Review } from './adoption'
import { useQuestionName } from './calendar'
import { type Checks, PersonField, RecordField } from './form'
import { type AdoptForm, isSamePerson } from './steps'
import { listed, useUnitName, useWords } from './words'

export interface StepProps {
  heading: RefObject<HTMLHeadingElement | null>
  trialUnit: string
  form: AdoptForm
  review: Review
  /** Further units that may take it up from the start. */
  takers: { id: string; name: string }[]
  isTried: boolean
  before: Before
  /** The unit has asked for it: what it wrote is read once more. */
  isWished: boolean
  /** The practice that this one adjusts. */
  old: PracticeView | undefined
  forPractice: Checks
  forDecision: Checks
  change(next: Partial<AdoptForm>): void
  changeReview(next: Review): void
}

function Question({ heading, ask, why }: { heading: StepProps['heading']; ask: string; why: ComponentChildren }) {
  return (
    <>
      <h2 class="question" ref={heading} tabIndex={-1}>
        {ask}
      </h2>
      <p>{why}</p>
    </>
  )
}

function Asked(props: StepProps & { name: keyof AdoptForm & string; label: string; hint: string; isShort?: boolean }) {
  return (
    <RecordField
      type="practice"
      name={props.name}
      label={props.label}
      hint={props.hint}
      lines={!props.isShort}
      value={String(props.form[props.name] ?? '')}
      checks={props.forPractice}
      onChange={(value) => props.change({ [props.name]: value })}
    />
  )
}

export function Routine(props: StepProps) {
  const words = useWords()
  return (
    <>
      <Question heading={props.heading} ask={words.askRoutine} why={words.whyRoutine} />
      <Asked {...props} name="routine" label={words.fieldRoutine} hint={words.exampleRoutine} />
    </>
  )
}

export function Stops(props: StepProps) {
  const words = useWords()
  return (
    <>
      <Question heading={props.heading} ask={words.askStops} why={words.whyStops} />
      <Asked {...props} name="stops" label={words.fieldStops} hint={words.exampleStops} />
      {!props.form.stops && (
        <button
          type="button"
          class="text-button nothing"
          onClick={() => {
            props.forPractice.forget('stops')
            props.change({ stops: words.nothing })
          }}
        >
          {words.nothingStops}
        </button>
      )}
    </>
  )
}

export function Who(props: StepProps) {
  const words = useWords()
  const sentence = whoDoesWhen(props.form)
  return (
    <>
      <Question heading={props.heading} ask={words.askWho} why={words.whyWho} />
      <Asked {...props} isShort name="who" label={words.fieldWho} hint={words.exampleWho} />
      <Asked {...props} name="does" label={words.fieldDoes} hint={words.exampleDoes} />
      <Asked {...props} isShort name="when" label={words.fieldWhen} hint={words.exampleWhen} />
      {sentence && <p class="trial-sentence">{words.weDo(sentence)}</p>}
    </>
  )
}

export function Units(props: StepProps) {
  const words = useWords()
  const nameOf = useUnitName()
  const { units } = props.form
  return (
    <>
      <Question heading={props.heading} ask={words.askUnits} why={words.whyUnits} />
      <fieldset class="unit-ticks" aria-label={words.askUnits}>
        <label class="tick">
          <input type="checkbox" checked disabled />
          <span>
            {nameOf(props.trialUnit)} <small>({words.ownUnit})</small>
          </span>
        </label>
        {props.takers.map((one) => (
          <label key={one.id} class="tick">
            <input
              type="checkbox"
              checked={units.includes(one.id)}
              onChange={(event) =>
                props.change({
                  units: event.currentTarget.checked ? [...units, one.id] : units.filter((unit) => unit !== one.id),
                })
              }
            />
            <span>{one.name}</span>
          </label>
        ))}
      </fieldset>
    </>
  )
}

export function People(props: StepProps) {
  const words = useWords()
  const { owner, deputy } = props.form
  return (
    <>
      <Question heading={props.heading} ask={words.askPeople} why={words.whyPeople} />
      <PersonField
        label={words.owner}
        unit={props.trialUnit}
        value={owner}
        onChange={(value) => props.change({ owner: value })}
      />
      <PersonField
        label={words.deputy}
        unit={props.trialUnit}
        value={deputy}
        fault={props.isTried && isSamePerson(props.form) ? words.deputyIsOwner : undefined}
        onChange={(value) => props.change({ deputy: value })}
      />
      {!deputy && <p class="quiet">{words.whyDeputy}</p>}
    </>
  )
}

export function Why(props: StepProps) {
  const words = useWords()
  // Asked by the review alone; what was written there is read here before it is saved.
  const [isDilemmaTold] = useState(Boolean(props.review.dilemma))
  const field = (name: string, label: string, hint: string) => (
    <RecordField
      type="decision"
      name={name}
      label={label}
      hint={hint}
      value={props.review[name] ?? ''}
      checks={props.forDecision}
      onChange={(value) => props.changeReview({ [name]: value })}
    />
  )
  return (
    <>
      <Question heading={props.heading} ask={words.askWhy} why={props.isWished ? words.whyWished : words.whyWhy} />
      {field('reason', words.fieldReason, words.exampleReason)}
      {field('learned', words.fieldLearned, words.exampleLearned)}
      {field('took_part', words.fieldTookPart, words.exampleTookPart)}
      {isDilemmaTold && field('dilemma', words.fieldDilemma, words.exampleDilemma)}
    </>
  )
}

/** The last one: what will happen from now on, before it is saved. */
export function Calendar(props: StepProps) {
  const { today, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const nameOf = useQuestionName()
  const { form, before } = props
  const others = props.takers.filter((one) => form.units.includes(one.id)).map((one) => one.name)
  return (
    <>
      <Question heading={props.heading} ask={words.askCalendar} why={words.calendarWhy} />
      <ol class="timeline calendar">
        {firstQuestions(today).map((one, at, all) => (
          <li key={one.due_on} class="asked-later">
            <i class="asked" aria-hidden="true" />
            <div>
              <strong>{shortDay(one.due_on, language)}</strong>{' '}
              <small>
                {nameOf(one)}
                {at === all.length - 1 && ` ${words.calendarYearly}`}
              </small>
            </div>
          </li>
        ))}
      </ol>
      {others.length > 0 && <p>{words.calendarUnits(listed(others, words.and))}</p>}
      <p class="quiet">{words.calendarOwner}</p>
      <Asked {...props} isShort name="title" label={words.fieldTitle} hint={words.weDo(whoDoesWhen(form))} />
      {props.old && <Instead {...props} old={props.old} />}
      {before.kind === 'other' && (
        <p class="warning">{words.insteadOf(terms.choices[before.choice] ?? before.choice)}</p>
      )}
    </>
  )
}

/** Whether it takes the place of the practice that it adjusts, and what that means for the other units that do that one. */
function Instead({ old, trialUnit, form, change }: StepProps & { old: PracticeView }) {
  const words = useWords()
  const nameOf = useUnitName()
  const isHome = old.record.unit === trialUnit
  const others = isHome ? doneElsewhere(old).map((one) => one.name ?? nameOf(one.unit)) : []
  return (
    <>
      <Tick
        label={words.supersedes(old.title)}
        hint={isHome ? words.supersedesHint : words.supersedesHereHint}
        checked={isInstead(form, old, trialUnit)}
        onChange={(on) => change({ supersedes: on ? 'yes' : 'no' })}
      />
      {others.length > 0 && <p class="warning">{words.supersedesElsewhere(listed(others, words.and))}</p>}
    </>
  )
}
