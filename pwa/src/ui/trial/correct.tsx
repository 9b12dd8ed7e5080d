// Correcting what one has noted oneself: a new observation in place of the old one, which is kept.

import { useState } from 'preact/hooks'
import { create, type Fault, faults, toDecimal } from '../../domain/capture'
import type { Fields, RecordView } from '../../store/types'
import { useApp } from '../app'
import { Attached } from '../attach/shown'
import { SaveTrouble } from '../capture/note'
import { useDraft } from '../draft'
import { Frame } from '../frame'
import { Choice, Field } from '../parts'
import { useTerms } from '../terms'
import type { TrialView } from '../trials'
import { Tick } from './pick'
import { Face } from './timeline'
import { numberText, useSaving, useWords } from './words'

const KEPT = ['trial', 'seen_at', 'barrier', 'attachments']

interface Form {
  [name: string]: string | boolean
  outcome: string
  text: string
  value: string
  surprise: boolean
}

export function CorrectScreen({ view, observation }: { view: TrialView; observation: string | undefined }) {
  const { account } = useApp()
  const words = useWords()
  const before = view.observations.find((one) => one.id === observation)
  return (
    <Frame title={words.correctTitle} back={`/proevehandlinger/${view.record.id}`}>
      <p class="sheet-about">{view.title}</p>
      {before?.created_by === account.user.id ? (
        <CorrectForm view={view} before={before} />
      ) : (
        <p class="empty">{words.notYours}</p>
      )}
    </Frame>
  )
}

/** What stands in place of the old one; undefined as a value when it is not a number. */
function corrected(before: RecordView, form: Form): Fields {
  const kept = Object.fromEntries(KEPT.map((name) => [name, before.fields[name] ?? null])) as Fields
  const value = toDecimal(form.value) ?? null
  return {
    ...kept,
    outcome: form.outcome,
    text: form.text,
    value,
    surprise: form.surprise || null,
    replaces: before.id,
  }
}

function CorrectForm({ view, before }: { view: TrialView; before: RecordView }) {
  const { store, text, today, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const draft = `correct-${before.id}`
  const { form, change: typed } = useDraft<Form>(store, draft, () => ({
    outcome: String(before.fields.outcome),
    text: String(before.fields.text ?? ''),
    value: numberText(before.fields.value, language),
    surprise: before.fields.surprise === true,
  }))
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { failed, save } = useSaving()
  const { measure_name, measure_unit } = view.record.fields

  function change(next: Partial<Form>): void {
    typed(next)
    setFound((was) => was.filter((one) => !(one.field in next)))
  }

  function submit(event: Event): void {
    event.preventDefault()
    const fields = corrected(before, form)
    const wrong = faults('observation', fields, today, notCpr)
    if (form.value.trim() && fields.value === null) wrong.push({ field: 'value', key: 'not_number' })
    setFound(wrong)
    if (!wrong.length)
      void save([create('observation', before.unit, fields, notCpr)], `/proevehandlinger/${view.record.id}`, draft)
  }

  return (
    <form class="sheet" onSubmit={submit} noValidate>
      <p class="quiet">{words.correctHint}</p>
      <Choice
        legend={text.howDidItGo}
        name="outcome"
        look="big"
        value={form.outcome}
        onChange={(outcome) => change({ outcome })}
        options={(['worked', 'partly', 'not'] as const).map((value) => ({
          value: value as string,
          label: (
            <>
              <Face outcome={value} />
              {text[value]}
            </>
          ),
        }))}
      />
      <Field
        label={text.inAFewWords}
        hint={text.inAFewWordsHint}
        name="text"
        lines
        most={500}
        value={form.text}
        fault={found.find((one) => one.field === 'text')}
        onNotCpr={() => {
          setNotCpr([...notCpr, 'text'])
          setFound(found.filter((one) => one.field !== 'text'))
        }}
        onChange={(value) => change({ text: value })}
      />
      {(measure_name || form.value) && (
        <Field
          label={words.chartOf(String(measure_name ?? terms.fields.value), String(measure_unit ?? ''))}
          name="value"
          inputMode="decimal"
          value={form.value}
          fault={found.find((one) => one.field === 'value')}
          onChange={(value) => change({ value })}
        />
      )}
      <Tick label={text.surprised} checked={form.surprise} onChange={(surprise) => change({ surprise })} />
      <Attached fields={before.fields} />
      {failed && <SaveTrouble failed={failed} />}
      <div class="act-bar">
        <button type="submit" class="button button-primary wide-button">
          {words.saveCorrection}
        </button>
      </div>
    </form>
  )
}
