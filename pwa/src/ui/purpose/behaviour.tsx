// A wanted behaviour: who does what, and when, in three bits that read as one sentence; its barriers and its trials.

import { edit } from '../../domain/capture'
import { inSentence } from '../../domain/who-does'
import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { Frame } from '../frame'
import { Remove } from '../remove'
import { rolesAt } from '../roles'
import { go, Link } from '../router'
import { type BehaviourView, purposeOf } from './model'
import { BarrierRow, behaviourSentence, FormFrame, Missing, Part, Rows, TrialRow, useUnitName, useWords } from './parts'
import { Pick, type Sheet, SheetField, SheetForm, useSaving, useSheet } from './sheet'
import { choicesAt } from './unit-model'

const BITS = ['who', 'does', 'when'] as const

export function BehaviourPage({ id }: { id: string }) {
  const { store, today, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const view = purposeOf(store, account, today).behaviours.get(id)
  if (!view) return <Missing />
  const { record, barriers, trials, theme } = view
  const unit = record.unit
  const add = rolesAt(store, account, unit).size
    ? { href: `/barriere/ny/${unit}?adfaerd=${id}`, word: words.newBarrier }
    : undefined
  return (
    <Frame title={words.behaviour} back={`/enhed/${unit}`}>
      <div class="purpose-head">
        <p class="purpose-core">{behaviourSentence(record)}</p>
        {record.fields.why && <p class="purpose-why">{String(record.fields.why)}</p>}
        {!view.isActive && <p class="warning">{words.resting}</p>}
        <p class="quiet">
          {nameOf(unit)}
          {record.pending && ` · ${words.unsent}`}
        </p>
        {theme && (
          <Link class="purpose-add" href={`/retning/${theme.id}`}>
            {`${words.direction}: ${theme.fields.title}`}
          </Link>
        )}
      </div>
      <Acts view={view} />
      <Part id="barriers" title={words.hinders} add={add}>
        {barriers.length === 0 && <p class="quiet">{words.nothingHinders}</p>}
        <Rows of={barriers} row={(one) => <BarrierRow barrier={one} />} />
      </Part>
      <Part id="trials" title={words.weTry}>
        {trials.length === 0 && <p class="quiet">{words.nothingTried}</p>}
        <Rows of={trials} row={(one) => <TrialRow trial={one} />} />
      </Part>
    </Frame>
  )
}

function Acts({ view }: { view: BehaviourView }) {
  const { store, account } = useApp()
  const words = useWords()
  const { save, failed } = useSaving()
  const { record, isActive } = view
  if (!rolesAt(store, account, record.unit).size) return null
  return (
    <>
      <div class="act-row">
        <Link class="button button-primary" href={`/ny/adfaerd/${record.id}`}>
          {words.tryIt}
        </Link>
        <Link class="button button-secondary" href={`/adfaerd/${record.id}/ret`}>
          {words.edit}
        </Link>
        <button
          type="button"
          class="text-button purpose-flush"
          onClick={() => void save([edit('behaviour', record, { active: !isActive })])}
        >
          {isActive ? words.rest : words.takeUp}
        </button>
      </div>
      {failed && <SaveTrouble failed={failed} />}
    </>
  )
}

export function BehaviourForm({ unit, record }: { unit: string; record?: RecordView | undefined }) {
  const words = useWords()
  return (
    <FormFrame
      title={record ? words.behaviour : words.newBehaviour}
      unit={unit}
      back={record ? `/adfaerd/${record.id}` : `/enhed/${unit}`}
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
    type: 'behaviour',
    unit,
    record,
    names: ['who', 'does', 'when', 'why', 'theme'],
    given: { theme: new URLSearchParams(location.search).get('retning') ?? '' },
    onSaved: (id) => go(`/adfaerd/${id}`, { replace: true }),
  })
  return (
    <SheetForm sheet={sheet}>
      <p class="quiet">
        {words.behaviourFormIntro} {words.forUnit(nameOf(unit))}
      </p>
      <Sentence sheet={sheet} />
      <SheetField sheet={sheet} name="who" />
      <SheetField sheet={sheet} name="does" />
      <SheetField sheet={sheet} name="when" />
      <SheetField sheet={sheet} name="why" />
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

/** How the three bits read together while they are typed. */
function Sentence({ sheet }: { sheet: Sheet }) {
  const words = useWords()
  const typed = BITS.map((name) => sheet.form[name]?.trim())
  const bits = inSentence(BITS.map((name, at) => typed[at] || `${words.dots[name]} …`))
  return (
    <p class="purpose-sentence">
      {typed.every(Boolean)
        ? behaviourSentence({ fields: sheet.form })
        : bits.map((bit, at) => (typed[at] ? <span key={at}>{bit} </span> : <i key={at}>{bit} </i>))}
    </p>
  )
}
