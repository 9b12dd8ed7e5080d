// A direction: its page with what lies under it, and its form for leaders.

import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { Frame } from '../frame'
import { Remove } from '../remove'
import { leads, rolesAt } from '../roles'
import { go, Link } from '../router'
import { purposeOf } from './model'
import {
  behaviourSentence,
  DilemmaRow,
  LeaderOnly,
  Missing,
  Part,
  Rows,
  TrialRow,
  usePeriod,
  useUnitName,
  useWords,
} from './parts'
import { SheetField, SheetForm, useSheet } from './sheet'

export function ThemePage({ id }: { id: string }) {
  const { store, today, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const periodOf = usePeriod()
  const view = purposeOf(store, account, today).themes.get(id)
  if (!view) return <Missing />
  const { record, behaviours, trials, dilemmas } = view
  const unit = record.unit
  const add = rolesAt(store, account, unit).size
    ? { href: `/adfaerd/ny/${unit}?retning=${id}`, word: words.newBehaviour }
    : undefined
  const facts = [
    nameOf(unit),
    periodOf(record),
    view.state !== 'current' && words[view.state],
    record.pending && words.unsent,
  ]
  return (
    <Frame title={String(record.fields.title)} back={`/enhed/${unit}`}>
      <div class="purpose-head">
        {record.fields.direction && <p class="purpose-core">{String(record.fields.direction)}</p>}
        <p class="quiet">{facts.filter(Boolean).join(' · ')}</p>
        {leads(store, account, unit) ? (
          <Link class="purpose-add" href={`/retning/${id}/ret`}>
            {words.edit}
          </Link>
        ) : (
          <p class="quiet">{words.themeLeads}</p>
        )}
      </div>
      <Part id="behaviours" title={words.behaviours} add={add}>
        {behaviours.length === 0 && <p class="quiet">{words.noneUnder}</p>}
        <Rows
          of={behaviours}
          row={(one) => (
            <Link href={`/adfaerd/${one.record.id}`}>
              <strong>{behaviourSentence(one.record)}</strong>
            </Link>
          )}
        />
      </Part>
      {trials.length > 0 && (
        <Part id="trials" title={words.trials}>
          <Rows of={trials} row={(one) => <TrialRow trial={one} />} />
        </Part>
      )}
      {dilemmas.length > 0 && (
        <Part id="dilemmas" title={words.dilemmas}>
          <Rows of={dilemmas} row={(one) => <DilemmaRow dilemma={one} />} />
        </Part>
      )}
    </Frame>
  )
}

export function ThemeForm({ unit, record }: { unit: string; record?: RecordView | undefined }) {
  const { store, account } = useApp()
  const words = useWords()
  const back = record ? `/retning/${record.id}` : `/enhed/${unit}`
  return (
    <Frame title={record ? words.direction : words.newDirection} back={back}>
      {leads(store, account, unit) ? (
        <>
          <Form unit={unit} record={record} />
          {record && <Remove record={record} then={`/enhed/${unit}`} />}
        </>
      ) : (
        <LeaderOnly unit={unit} why={words.themeLeads} />
      )}
    </Frame>
  )
}

function Form({ unit, record }: { unit: string; record?: RecordView | undefined }) {
  const words = useWords()
  const nameOf = useUnitName()
  const sheet = useSheet({
    type: 'theme',
    unit,
    record,
    names: ['title', 'direction', 'from', 'until'],
    check: ({ from, until }) =>
      from && until && String(until) < String(from) ? [{ field: 'until', key: 'end_before_start' }] : [],
    onSaved: (id) => go(`/retning/${id}`, { replace: true }),
  })
  return (
    <SheetForm sheet={sheet}>
      <p class="quiet">{words.forUnit(nameOf(unit))}</p>
      <SheetField sheet={sheet} name="title" />
      <SheetField sheet={sheet} name="direction" />
      <div class="purpose-pair">
        <SheetField sheet={sheet} name="from" />
        <SheetField sheet={sheet} name="until" />
      </div>
    </SheetForm>
  )
}
