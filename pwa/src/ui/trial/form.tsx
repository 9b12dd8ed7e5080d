// The trial card: a title is enough; the rest opens step by step, each step one question with a reason and an example.

import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Fault } from '../../domain/capture'
import { isStarted } from '../../domain/phases'
import type { Fields, RecordView } from '../../store/types'
import { da } from '../../text/form.da'
import { en } from '../../text/form.en'
import { clockTime, useApp, useWordsOf } from '../app'
import { SaveTrouble } from '../capture/note'
import { type Draft, useDraft } from '../draft'
import { lazy, Suspense } from '../lazy'
import { Field, faultText, toast, UnitField } from '../parts'
import { go } from '../router'
import { unitChoices } from '../trials'
import type { CardProps } from './card'
import './form.scss'
import { useStore } from '../saving'
import { toMutations } from './saving'
import {
  ASKED,
  CARDS,
  type CardKey,
  canStart,
  type Form,
  formFaults,
  overFault,
  settled,
  startDay,
  toFields,
  toForm,
} from './values'

// What a step asks lies behind its door and comes as a part of its own: a title is enough to begin with.
const CardFields = lazy(() => import('./card').then((loaded) => loaded.CardFields))
const Anew = lazy(() => import('./card').then((loaded) => loaded.Anew))

/** What a new trial brings along when it starts from something. */
export interface Starting {
  draft: string
  /** What the form begins with, and what the trial points back at. */
  inherited: Fields
  links: Fields
  unit: string
  /** Says what it starts from. */
  head: ComponentChildren
  /** What was written last time in fields that are asked anew. */
  last: Record<string, string>
  labels: Record<string, string>
  titles: Partial<Record<CardKey, string>>
  opens: CardKey | undefined
  fieldsIn(unit: string, fields: Fields): Fields
  pickUnits?(chosen: string[], onChange: (units: string[]) => void): ComponentChildren
}

/** A new trial, or one that starts from something. */
export function NewTrialForm({ starting }: { starting?: Starting }) {
  const { store, language } = useApp()
  const draft = starting?.draft ?? 'trial'
  const fresh = () => ({ ...toForm(starting?.inherited ?? {}, language), unit: starting?.unit ?? '' })
  const kept = useDraft<Form>(store, draft, fresh)
  return <TrialForm {...{ draft, kept, starting, fresh }} head={starting?.head} opens={starting?.opens ?? null} />
}

interface TrialFormProps {
  /** The form, and where it is kept. */
  kept: Draft<Form>
  draft: string
  /** What a new one begins with. */
  fresh?(): Form
  /** The trial that is edited, and as an edit names it. */
  record?: RecordView
  before?: RecordView | undefined
  starting?: Partial<Starting> | undefined
  head: ComponentChildren
  /** The step that is open from the start. */
  opens: string | null
}

export function TrialForm({ kept, draft, fresh, record, before, starting, head, opens }: TrialFormProps) {
  const { store, text, today, account, language } = useApp()
  const words = useWordsOf(da, en)
  const units = unitChoices(store, account)
  const isOwn = (id: unknown) => units.some((one) => one.id === id)
  const { isKept, change: typed } = kept
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { failed, save: keep } = useStore()
  const newIds = useRef<string[]>([])
  const started = record ? isStarted(record.fields, today) : false
  // Half typed before it began, and picked up after: what is locked by then is neither shown nor saved.
  const form = started && record ? settled(kept.form, record, language) : kept.form
  const unit = record?.unit ?? (isOwn(form.unit) ? String(form.unit) : units[0]!.id)
  const ticked = ((form.units ?? []) as string[]).filter(isOwn)
  const chosen = starting?.pickUnits && ticked.length ? ticked : [unit]
  const fields = toFields(form)
  const isReady = !started && canStart(fields)
  // With a first day it starts, today or by itself later: that asks, once, how small it can be.
  const isStarting = isReady && Boolean(fields.starts_on) && !(record?.fields.starts_on && canStart(record.fields))

  function change(next: Form): void {
    typed(next)
    setFound((was) => was.filter((one) => !(one.field in next)))
  }

  function forgetFaults(): void {
    setFound([])
    setNotCpr([])
    newIds.current = [] // another trial, whatever became of the one before
  }

  /** With `isToStart`, what is saved is still an idea when its first day is today, and the next screen asks. */
  async function save(isToStart: boolean): Promise<void> {
    const first = startDay(fields, today)
    const over = isToStart && overFault(fields, today)
    const told = formFaults(isToStart ? { ...form, starts_on: first } : form, before, today, notCpr)
    const wrong = over ? [...told.filter((one) => one.field !== over.field), over] : told
    setFound(wrong)
    if (wrong.length) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    const { links, fieldsIn } = starting ?? {}
    const base = { record: before, links, fieldsIn }
    const isNow = isToStart && first <= today
    const card = { form, units: chosen, notCpr, isToStart: isNow, fresh: newIds.current, ...base }
    const { mutations, trial } = toMutations(store, card)
    if (mutations.length) {
      const saved = await keep(mutations, { draft })
      if (!saved) return
      toast({ message: text.savedOnPhone(text.at(clockTime(saved.savedAt, language))) })
    } else await store.dropDraft(draft)
    go(`/proevehandlinger/${trial}${isToStart ? `/begynd/${first}` : ''}`, { replace: true })
  }

  const faultOf = (field: string) => found.find((one) => one.field === field)
  const card: CardProps = {
    ...{ form, unit, own: record?.id, isStarted: started, faultOf, change },
    last: starting?.last ?? {},
    labels: starting?.labels ?? {},
    vouch(field) {
      setNotCpr([...notCpr, field])
      setFound(found.filter((one) => one.field !== field))
    },
  }
  return (
    <form
      class="sheet"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save(isStarting || (!started && isStarted(fields, today)))
      }}
    >
      {head}
      <Field
        label={words.titleLabel}
        hint={words.titleHint}
        name="title"
        most={80}
        value={String(form.title ?? '')}
        fault={faultOf('title')}
        onNotCpr={() => card.vouch('title')}
        onChange={(title) => change({ title })}
      />
      {starting?.pickUnits?.(chosen, (ids) => change({ units: ids }))}
      {!record && !starting?.pickUnits && (
        <UnitField value={unit} units={units} onChange={(id) => change({ unit: id })} />
      )}
      {!record && !starting && <p class="quiet">{words.titleEnough}</p>}
      {!started && <Readiness form={form} isReady={isReady} />}
      {CARDS.map(({ key, fields: names }) => (
        <Step key={key} step={key} names={names} card={card} starting={starting} isAsked={opens === key} />
      ))}
      {fresh && <Suspense component={Anew} isQuiet {...{ kept, draft, fresh }} onAnew={forgetFaults} />}
      {!isKept && <p class="warning">{text.storageFailed}</p>}
      {failed && <SaveTrouble failed={failed} />}
      <div class={`act-bar ${isReady ? 'act-pair' : ''}`}>
        <button type="submit" class={`button wide-button ${isReady ? 'button-secondary' : 'button-primary'}`}>
          {record && canStart(record.fields) ? words.saveChanges : text.save}
        </button>
        {isReady && (
          <button type="button" class="button button-primary" onClick={() => void save(true)}>
            {words.start}
          </button>
        )}
      </div>
    </form>
  )
}

interface StepProps {
  step: CardKey
  names: string[]
  card: CardProps
  starting: Partial<Starting> | undefined
  /** Open from the start. */
  isAsked: boolean
}

function Step({ step, names, card, starting, isAsked }: StepProps) {
  const words = useWordsOf(da, en)
  const has = (name: string) => (Array.isArray(card.form[name]) ? card.form[name].length > 0 : Boolean(card.form[name]))
  const needed = names.filter((name) => ASKED.some((one) => one === name))
  const isFilled = needed.length ? needed.every(has) : names.some(has)
  const isOpen = names.some((name) => card.faultOf(name)) || isAsked
  return (
    <details class="step" id={`step-${step}`} open={isOpen || undefined}>
      <summary>
        <span>{starting?.titles?.[step] ?? words.cards[step]}</span>
        {isFilled && <span class="step-done">✓</span>}
      </summary>
      <Suspense
        component={CardFields}
        step={step}
        names={names}
        isRetitled={Boolean(starting?.titles?.[step])}
        {...card}
      />
    </details>
  )
}

function Readiness({ form, isReady }: { form: Form; isReady: boolean }) {
  const { text, today } = useApp()
  const words = useWordsOf(da, en)
  const have = ASKED.filter((name) => form[name]).length
  const over = overFault(form, today)
  return (
    <div class="progress-row">
      <Ring have={have} of={ASKED.length} />
      <span>
        <strong>{words.openMore}</strong>
        <small>{isReady ? (faultText(over, text) ?? words.readyToStart) : words.stillNeeds(have, ASKED.length)}</small>
      </span>
    </div>
  )
}

/** How much of what starting needs is in place. */
function Ring({ have, of }: { have: number; of: number }) {
  const around = 2 * Math.PI * 18
  return (
    <svg class="ring" viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="18" class="ring-back" />
      <circle
        cx="22"
        cy="22"
        r="18"
        class="ring-front"
        stroke-dasharray={`${(around * have) / of} ${around}`}
        transform="rotate(-90 22 22)"
      />
      <text x="22" y="27" text-anchor="middle">
        {have}
      </text>
    </svg>
  )
}
