// A barrier's form: of which kind, in words about the work, and which wanted behaviour it stands in the way of.

import { contract } from '../../contract.gen'
import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { Choice, faultText } from '../parts'
import { Remove } from '../remove'
import { go } from '../router'
import { behaviourSentence, FormFrame, useUnitName, useWords } from './parts'
import { Pick, SheetField, SheetForm, useSheet } from './sheet'
import { choicesAt } from './unit-model'

export function BarrierForm({ unit, record }: { unit: string; record?: RecordView | undefined }) {
  const words = useWords()
  return (
    <FormFrame
      title={record ? words.barrier : words.newBarrier}
      unit={unit}
      back={record ? `/barriere/${record.id}` : `/enhed/${unit}`}
    >
      <Form unit={unit} record={record} />
      {record && <Remove record={record} then={`/enhed/${unit}`} />}
    </FormFrame>
  )
}

function Form({ unit, record }: { unit: string; record?: RecordView | undefined }) {
  const { store, today, text } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const kinds = contract.barrier.fields.kind!.choices as (keyof typeof words.kinds)[]
  const sheet = useSheet({
    type: 'barrier',
    unit,
    record,
    names: ['text', 'kind', 'behaviour'],
    given: { behaviour: new URLSearchParams(location.search).get('adfaerd') ?? '' },
    onSaved: (id) => go(`/barriere/${id}`, { replace: true }),
  })
  const behaviours = choicesAt(store, unit, today).behaviours
  return (
    <SheetForm sheet={sheet}>
      <p class="quiet">
        {words.barrierFormIntro} {words.forUnit(nameOf(unit))}
      </p>
      <SheetField sheet={sheet} name="text" />
      <Choice
        legend={words.labels.kind}
        name="kind"
        look="purpose-kinds"
        value={(sheet.form.kind || undefined) as keyof typeof words.kinds | undefined}
        fault={faultText(sheet.faultOf('kind'), text)}
        onChange={(kind) => sheet.change('kind', kind)}
        options={kinds.map((value) => ({
          value,
          label: (
            <span>
              <strong>{text.barrierKinds[value]}</strong>
              <small>{words.kinds[value]}</small>
            </span>
          ),
        }))}
      />
      <Pick
        label={words.labels.behaviour}
        value={sheet.form.behaviour ?? ''}
        none={words.none}
        options={behaviours.map((one) => ({ value: one.id, label: behaviourSentence(one) }))}
        onChange={(value) => sheet.change('behaviour', value)}
      />
    </SheetForm>
  )
}
