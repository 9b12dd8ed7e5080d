// One field of the trial card, by its name: typed, chosen or ticked, with its reason, its example and its fault.

import { contract } from '../../contract.gen'
import type { Fault } from '../../domain/capture'
import { periodDays } from '../../domain/phases'
import { plusDays } from '../../domain/practices'
import { da } from '../../text/card.da'
import { en } from '../../text/card.en'
import { shortDay, useApp, useWordsOf } from '../app'
import { Choice, Field } from '../parts'
import { useTerms } from '../terms'
import { trialViews } from '../trials'
import { BarriersField } from './barriers'
import { LONG, LONGEST } from './deciding'
import { BehaviourField, PersonField, ThemeField, Tick } from './pick'
import { chosen, suggestions } from './suggest'
import { type CardKey, type Form, LOCKED, startDay, TICKS } from './values'

export { Anew } from './anew'

const LINES = new Set([
  'change',
  'citizen_value',
  'prediction',
  'learning_question',
  'does',
  'stop_rule',
  'citizens_part',
])
const WEEKS = [1, 2, 3]

export interface CardProps {
  form: Form
  unit: string
  /** The trial that is edited. */
  own?: string | undefined
  /** True once the trial has started: its prediction and first day stand. */
  isStarted: boolean
  /** What the trial that this one goes on from had in a field that is asked anew. */
  last: Record<string, string>
  labels: Record<string, string>
  faultOf(field: string): Fault | undefined
  vouch(field: string): void
  change(next: Form): void
}

interface StepFields {
  step: CardKey
  names: string[]
  /** True when the step asks something else than usual: then its usual reason does not fit. */
  isRetitled: boolean
}

/** What a step of the card asks. */
export function CardFields({ step, names, isRetitled, ...card }: CardProps & StepFields) {
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const wanted = card.form.measure_name
    ? names
    : names.filter((name) => name === 'measure_name' || !names.includes('measure_name'))
  const isSettled = card.isStarted && names.every((name) => LOCKED.some((one) => one === name))
  function faultOf(field: string): Fault | undefined {
    const fault = card.faultOf(field)
    return fault && { ...fault, said: words.fault[fault.key] }
  }
  return (
    <>
      {!isRetitled && !isSettled && <p class="quiet">{words.why[step]}</p>}
      {step === 'limits' && !isRetitled && <p class="smallest">{terms.smallest}</p>}
      {wanted.map((name) => (
        <CardField key={name} name={name} card={{ ...card, faultOf }} />
      ))}
    </>
  )
}

function CardField({ name, card }: { name: string; card: CardProps }) {
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const { form, unit, change, faultOf, isStarted } = card
  const picked = { form, unit, change, fault: faultOf(name) }
  if (name === 'behaviour') return <BehaviourField {...picked} />
  if (name === 'barriers') return <BarriersField {...picked} />
  if (name === 'theme') return <ThemeField {...picked} />
  if (name === 'owner' || name === 'deputy') return <PersonField {...picked} name={name} />
  if (name === 'measure_better') return <Better {...picked} />
  if (TICKS.has(name)) {
    const hint = name === 'shared' ? { hint: words.sharedHint } : {}
    const on = (checked: boolean) => change({ [name]: checked })
    return <Tick label={terms.fields[name]!} {...hint} checked={form[name] === true} onChange={on} />
  }
  if (isStarted && LOCKED.some((one) => one === name))
    return <Locked name={name} value={String(form[name])} own={card.own} />
  return (
    <>
      <TextField name={name} card={card} />
      <Suggested name={name} card={card} />
      {name === 'ends_on' && <Lasting form={form} change={change} />}
      {name === 'ends_on' && <Long form={form} />}
    </>
  )
}

function TextField({ name, card }: { name: string; card: CardProps }) {
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const { form, last, faultOf, vouch, change, labels } = card
  const earlier = last[name] && words.last(last[name])
  const hint = earlier || (name === 'starts_on' ? words.firstDayHint : words.examples[name])
  const spec = contract.trial.fields[name]
  return (
    <Field
      name={name}
      label={labels[name] ?? terms.fields[name] ?? name}
      hint={hint}
      lines={LINES.has(name)}
      type={name.endsWith('_on') ? 'date' : 'text'}
      {...(name === 'max_people' ? { inputMode: 'numeric' as const } : {})}
      most={spec?.kind === 'text' ? spec.most : undefined}
      value={String(form[name] ?? '')}
      fault={faultOf(name)}
      onNotCpr={() => vouch(name)}
      onChange={(value) => change({ [name]: value })}
    />
  )
}

/** A few words in one tap, while nothing stands in the field. */
function Suggested({ name, card }: { name: string; card: CardProps }) {
  const { store } = useApp()
  const terms = useTerms()
  const said = useWordsOf(da, en)
  const { form, unit, own, change, labels } = card
  const unitName = String(store.get(unit)?.fields.name ?? '')
  const about = { form, unit, own, starters: said.starters(unitName) }
  const found = suggestions(store, name, about)
  if (!found.length) return null
  const choose = (event: MouseEvent, words: string) => {
    change(chosen(store, name, words, about))
    // The chips go: by keyboard one goes on in the field itself. A finger has no keyboard to be brought up.
    if (event.detail === 0) document.querySelector<HTMLElement>(`.sheet [name="${name}"]`)?.focus()
  }
  return (
    <fieldset class="lasting suggested" aria-label={said.suggested(labels[name] ?? terms.fields[name] ?? name)}>
      {found.map((words) => (
        <button key={words} type="button" class="filter" onClick={(event) => choose(event, words)}>
          {words}
        </button>
      ))}
    </fieldset>
  )
}

function Locked({ name, value, own }: { name: string; value: string; own: string | undefined }) {
  const { store, today, language } = useApp()
  const terms = useTerms()
  const words = useWordsOf(da, en)
  // The last day as it has become: an extension may have moved it.
  const end = name === 'ends_on' && trialViews(store, today).find((one) => one.record.id === own)?.end
  return (
    <p class="locked">
      <strong>{terms.fields[name]}:</strong> {name.endsWith('_on') ? shortDay(end || value, language) : value}
      {name === 'prediction' && <small>{words.predictionLocked}</small>}
      {name === 'learning_question' && <small>{words.questionLocked}</small>}
      {name === 'ends_on' && <small>{words.endLocked}</small>}
    </p>
  )
}

/** Six weeks are enough for most; said where the day is chosen. */
function Long({ form }: { form: Form }) {
  const { today } = useApp()
  const terms = useTerms()
  const days = periodDays({ ...form, starts_on: startDay({ starts_on: form.starts_on ?? '' }, today) })
  if (days === undefined || days <= LONG || days > LONGEST) return null
  return <p class="warning">{terms.longTrial(days)}</p>
}

/** A last day in one tap. */
function Lasting({ form, change }: { form: Form; change(next: Form): void }) {
  const { today } = useApp()
  const words = useWordsOf(da, en)
  const from = startDay({ starts_on: String(form.starts_on || '') }, today)
  const lastDay = (weeks: number) => plusDays(from, weeks * 7 - 1)
  return (
    <fieldset class="lasting">
      <legend class="form-hint">{words.lasting}</legend>
      {WEEKS.map((weeks) => (
        <button
          key={weeks}
          type="button"
          class="filter"
          aria-pressed={form.ends_on === lastDay(weeks)}
          onClick={() => change({ ends_on: lastDay(weeks) })}
        >
          {words.weeks(weeks)}
        </button>
      ))}
    </fieldset>
  )
}

function Better({ form, change }: { form: Form; change(next: Form): void }) {
  const terms = useTerms()
  const words = useWordsOf(da, en)
  return (
    <Choice
      legend={terms.fields.measure_better ?? ''}
      name="measure_better"
      value={String(form.measure_better ?? '') || undefined}
      onChange={(value) => change({ measure_better: value })}
      options={(['up', 'down', 'none'] as const).map((one) => ({ value: one as string, label: words.better[one] }))}
    />
  )
}
