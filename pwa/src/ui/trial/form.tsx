// The trial card: a title is enough; the rest opens step by step, each step one question with a reason and an example.

import { useRef, useState } from 'preact/hooks'
import { contract } from '../../contract.gen'
import { create, edit, type Fault, faults } from '../../domain/capture'
import { isStarted, periodDays, STARTING } from '../../domain/phases'
import { type Fields, type RecordView, SaveFailed } from '../../store/types'
import { clockTime, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { useDraft } from '../draft'
import { Choice, Field, toast, UnitField } from '../parts'
import { go } from '../router'
import { unitChoices } from '../trials'

type CardKey = 'change' | 'who' | 'prediction' | 'learning' | 'limits' | 'measure' | 'people'
const CARDS: { key: CardKey; fields: string[] }[] = [
  { key: 'change', fields: ['change', 'citizen_value'] },
  { key: 'who', fields: ['who', 'does', 'when'] },
  { key: 'prediction', fields: ['prediction'] },
  { key: 'learning', fields: ['learning_question'] },
  { key: 'limits', fields: ['target_group', 'extent', 'place', 'starts_on', 'ends_on', 'stop_rule'] },
  { key: 'measure', fields: ['measure_name', 'measure_unit', 'measure_better'] },
  { key: 'people', fields: ['owner_role', 'citizens_part'] },
]
const LONG = new Set([
  'change',
  'citizen_value',
  'prediction',
  'learning_question',
  'does',
  'stop_rule',
  'citizens_part',
])
const FORM_FIELDS = ['title', ...CARDS.flatMap((card) => card.fields)]

type Form = Record<string, string>

/** A new trial, or (with `record`) an edit of one. */
export function TrialForm({ record }: { record?: RecordView }) {
  const { store, text, today, account, language } = useApp()
  const draft = record ? `trial-${record.id}` : 'trial'
  const units = unitChoices(store, account)
  const { form, isKept, change: typed } = useDraft<Form>(store, draft, () => fromRecord(record))
  const unit = units.some((one) => one.id === form.unit) ? form.unit! : units[0]!.id
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const [failed, setFailed] = useState<SaveFailed | undefined>()
  const before = useRef(record)
  const started = record ? isStarted(record.fields, today) : false

  function change(name: string, value: string): void {
    typed({ [name]: value })
    setFound((was) => was.filter((one) => one.field !== name))
  }

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    const fields = toFields(form)
    const wrong = faults('trial', fields, today, notCpr)
    setFound(wrong)
    if (wrong.length) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    try {
      const base = before.current
      const mutation = base ? edit('trial', base, fields, notCpr) : create('trial', unit, fields, notCpr)
      if (!mutation) {
        await store.dropDraft(draft)
        go(`/proevehandlinger/${base?.id}`, { replace: true })
        return
      }
      const kept = await store.save([mutation], { draft })
      toast({ message: text.savedOnPhone(text.at(clockTime(kept.savedAt, language))) })
      go(`/proevehandlinger/${base?.id ?? kept.ids[0]}`, { replace: true })
    } catch (error) {
      if (!(error instanceof SaveFailed)) throw error
      setFailed(error)
    }
  }

  const faultOf = (field: string) => found.find((one) => one.field === field)
  const have = STARTING.filter((name) => form[name]).length
  const days = periodDays(form)

  const input = (name: string) => {
    if (name === 'measure_better')
      return <Better key={name} value={form[name]} onChange={(value) => change(name, value)} />
    if (started && (name === 'prediction' || name === 'starts_on')) {
      return (
        <p key={name} class="locked">
          <strong>{text.fields[name]}:</strong> {form[name]}
          {name === 'prediction' && <small>{text.predictionLocked}</small>}
        </p>
      )
    }
    return (
      <Field
        key={name}
        name={name}
        label={text.fields[name] ?? name}
        hint={text.examples[name]}
        lines={LONG.has(name)}
        type={name.endsWith('_on') ? 'date' : 'text'}
        most={contract.trial.fields[name]?.most}
        value={form[name] ?? ''}
        fault={faultOf(name)}
        onNotCpr={() => {
          setNotCpr([...notCpr, name])
          setFound(found.filter((one) => one.field !== name))
        }}
        onChange={(value) => change(name, value)}
      />
    )
  }

  return (
    <form class="sheet" onSubmit={(event) => void save(event)} noValidate>
      <Field
        label={text.titleLabel}
        hint={text.titleHint}
        name="title"
        most={80}
        value={form.title ?? ''}
        fault={faultOf('title')}
        onChange={(value) => change('title', value)}
      />
      {!record && <UnitField value={unit} units={units} onChange={(value) => change('unit', value)} />}
      {!record && <p class="quiet">{text.titleEnough}</p>}
      <div class="progress-row">
        <Ring have={have} of={STARTING.length} />
        <span>
          <strong>{text.openMore}</strong>
          <small>{have === STARTING.length ? text.readyToStart : text.stillNeeds(have, STARTING.length)}</small>
        </span>
      </div>
      {CARDS.map((card) => {
        const filled = card.fields.filter((name) => form[name]).length
        const isFaulty = card.fields.some((name) => faultOf(name))
        return (
          <details key={card.key} class="step" open={isFaulty || undefined}>
            <summary>
              <span>{text.cards[card.key]}</span>
              {filled > 0 && <span class="step-done">✓</span>}
            </summary>
            <p class="quiet">{text.why[card.key]}</p>
            {card.key === 'limits' && <p class="smallest">{text.smallest}</p>}
            {card.fields.map(input)}
            {card.key === 'limits' && days !== undefined && days > 42 && days <= 180 && (
              <p class="warning">{text.longTrial(days)}</p>
            )}
          </details>
        )
      })}
      {!isKept && <p class="warning">{text.storageFailed}</p>}
      {failed && <SaveTrouble failed={failed} />}
      <div class="act-bar">
        <button type="submit" class="button button-primary wide-button">
          {record ? text.saveChanges : text.save}
        </button>
      </div>
    </form>
  )
}

function Better({ value, onChange }: { value: string | undefined; onChange(value: string): void }) {
  const { text } = useApp()
  return (
    <Choice
      legend={text.fields.measure_better ?? ''}
      name="measure_better"
      value={value || undefined}
      onChange={onChange}
      options={(['up', 'down', 'none'] as const).map((one) => ({ value: one as string, label: text.better[one] }))}
    />
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

function fromRecord(record: RecordView | undefined): Form {
  const form: Form = {}
  for (const name of FORM_FIELDS) form[name] = record?.fields[name] === undefined ? '' : String(record.fields[name])
  return form
}

function toFields(form: Form): Fields {
  return Object.fromEntries(FORM_FIELDS.map((name) => [name, form[name] ?? '']))
}
