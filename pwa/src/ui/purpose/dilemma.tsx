// A dilemma: between what and what; what was decided and why; how far it has been carried. All of it can be read by everybody
// in the unit.

import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { Frame } from '../frame'
import { Remove } from '../remove'
import { rolesAt } from '../roles'
import { go, Link } from '../router'
import { Decisions } from './decisions'
import { purposeOf } from './model'
import { dilemmaWords, FormFrame, Missing, Part, Rows, TrialRow, useUnitName, useWords } from './parts'
import { Pick, SheetField, SheetForm, useSheet } from './sheet'
import { choicesAt } from './unit-model'

export function DilemmaPage({ id }: { id: string }) {
  const { store, today, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const view = purposeOf(store, account, today).dilemmas.get(id)
  if (!view) return <Missing />
  const { record, theme, trials } = view
  const isOwn = rolesAt(store, account, record.unit).size > 0
  return (
    <Frame title={words.dilemma} back={`/enhed/${record.unit}`}>
      <div class="purpose-head">
        <p class="purpose-core">{dilemmaWords(record, words)}</p>
        {record.fields.text && <p class="purpose-why">{String(record.fields.text)}</p>}
        <p class="quiet">
          {nameOf(record.unit)}
          {record.pending && ` · ${words.unsent}`}
        </p>
        {theme && (
          <Link class="purpose-add" href={`/retning/${theme.id}`}>
            {`${words.direction}: ${theme.fields.title}`}
          </Link>
        )}
      </div>
      <Decisions
        subject={record}
        subjectType="dilemma"
        decisions={view.decisions}
        none={words.noDecision}
        mayWrite={isOwn}
      />
      <Part id="trials" title={words.triedFor}>
        {trials.length === 0 && <p class="quiet">{words.nothingTried}</p>}
        <Rows of={trials} row={(one) => <TrialRow trial={one} />} />
      </Part>
      {isOwn && (
        <div class="act-row">
          <Link class="button button-secondary" href={`/ny/dilemma/${id}`}>
            {words.tryIt}
          </Link>
          <Link class="button button-secondary" href={`/dilemma/${id}/ret`}>
            {words.edit}
          </Link>
        </div>
      )}
    </Frame>
  )
}

export function DilemmaForm({ unit, record }: { unit: string; record?: RecordView | undefined }) {
  const words = useWords()
  return (
    <FormFrame
      title={record ? words.dilemma : words.newDilemma}
      unit={unit}
      back={record ? `/dilemma/${record.id}` : `/enhed/${unit}`}
    >
      <Form unit={unit} record={record} />
      {record && <Remove record={record} then={`/enhed/${unit}`} />}
    </FormFrame>
  )
}

function Form({ unit, record }: { unit: string; record?: RecordView | undefined }) {
  const { store, today } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const themes = choicesAt(store, unit, today).themes
  const sheet = useSheet({
    type: 'dilemma',
    unit,
    record,
    names: ['between', 'and', 'text', 'theme'],
    given: { theme: new URLSearchParams(location.search).get('retning') ?? '' },
    onSaved: (id) => go(`/dilemma/${id}`, { replace: true }),
  })
  const typed = (name: 'between' | 'and') => sheet.form[name]?.trim() || `… ${words.dilemmaDots[name]} …`
  return (
    <SheetForm sheet={sheet}>
      <p class="quiet">
        {words.dilemmaFormIntro} {words.forUnit(nameOf(unit))}
      </p>
      <p class="purpose-sentence">{words.dilemmaSentence(typed('between'), typed('and'))}</p>
      <SheetField sheet={sheet} name="between" />
      <SheetField sheet={sheet} name="and" />
      <SheetField sheet={sheet} name="text" as="about" />
      <Pick
        label={words.labels.theme}
        value={sheet.form.theme ?? ''}
        none={words.none}
        options={themes.map((one) => ({ value: one.id, label: String(one.fields.title) }))}
        onChange={(value) => sheet.change('theme', value)}
      />
    </SheetForm>
  )
}
