// A sheet with one question, one reason and one button: how a practice that slips is carried on or let go of.

import { useState } from 'preact/hooks'
import type { RecordType } from '../../contract.gen'
import { create } from '../../domain/capture'
import { plusDays } from '../../domain/practices'
import { whoDoesWhen } from '../../domain/who-does'
import type { Fields, NewMutation, RecordView } from '../../store/types'
import { useApp } from '../app'
import { useEdit } from '../edit'
import { Frame } from '../frame'
import type { PracticeView } from '../practices'
import { RecordField, useChecks, useSaving } from './form'
import { useWords } from './words'

/** How far ahead a unit looks again when it tries again; sooner than in eight days the last answer would still count. */
const SOON = 14
const SOONEST = 8

interface SheetProps {
  view: PracticeView
  type: RecordType
  /** The record that is edited; left out where one is made. */
  record?: RecordView
  /** What the draft is kept under, beside the practice. */
  draft: string
  title: string
  ask: string
  why: string
  /** What it means for others, before anybody writes. */
  means?: string | undefined
  /** The field that takes the words, its label and an example. */
  name: string
  field: string
  example: string
  /** The field that takes the day on which they look again, where they are asked for it. */
  day?: string | undefined
  after?: string
  act: string
  fieldsOf(form: Record<string, string>): Fields
  /** What is saved; `fields` are those above, looked through; `before` is the record as the sheet was begun on it. */
  mutationsOf(fields: Fields, notCpr: string[], before: RecordView | undefined): (NewMutation | undefined)[]
  onSaved(): void
}

export function Sheet(props: SheetProps) {
  const { store, today } = useApp()
  const words = useWords()
  const { view, name, day } = props
  const draft = `practice-${props.draft}-${view.record.id}`
  const begun = () => ({ [name]: '', ...(day ? { [day]: plusDays(today, SOON) } : {}) })
  const { form, before, change } = useEdit<Record<string, string>>(store, draft, begun, props.record)
  const checks = useChecks(props.type)
  const saving = useSaving()
  const [isSaving, setSaving] = useState(false)
  const [isSoon, setSoon] = useState(false)

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    const fields = props.fieldsOf(form)
    const isSoon = day && form[day] && form[day]! < plusDays(today, SOONEST)
    setSoon(Boolean(isSoon))
    // Only what is written here: what is carried over shows nowhere on the sheet, so nothing could be said about it.
    if (isSaving || !checks.areFine(fields, [name], [name]) || isSoon) return
    setSaving(true)
    const made = props.mutationsOf(fields, checks.notCpr, before).filter((one) => one !== undefined)
    const kept = made.length ? await saving.save(made, { draft }) : true
    setSaving(false)
    if (kept) props.onSaved()
  }

  return (
    <Frame title={props.title} back={`/praksis/${view.record.id}`}>
      <form class="sheet" onSubmit={(event) => void save(event)} noValidate>
        <p class="quiet">
          {view.title}. {words.weDo(whoDoesWhen(view.record.fields))}
        </p>
        <h2 class="question">{props.ask}</h2>
        <p>{props.why}</p>
        {props.means && <p class="warning">{props.means}</p>}
        <RecordField
          type={props.type}
          name={name}
          label={props.field}
          hint={props.example}
          value={form[name] ?? ''}
          checks={checks}
          onChange={(value) => change({ [name]: value })}
        />
        {day && (
          <div class={`form-group ${isSoon ? 'form-error' : ''}`}>
            <label class="form-label" for="look-again">
              {words.lookAgain}
            </label>
            {isSoon && (
              <span class="form-error-message" id="look-again-fault">
                {words.tooSoon}
              </span>
            )}
            <input
              id="look-again"
              class="form-input"
              type="date"
              name={day}
              min={plusDays(today, SOONEST)}
              aria-invalid={isSoon ? true : undefined}
              aria-describedby={isSoon ? 'look-again-fault' : undefined}
              value={form[day] ?? ''}
              onChange={(event) => {
                setSoon(false)
                change({ [day]: event.currentTarget.value })
              }}
            />
          </div>
        )}
        {props.after && <p class="quiet">{props.after}</p>}
        {saving.trouble}
        <div class="act-bar">
          <button type="submit" class="button button-primary wide-button">
            {props.act}
          </button>
        </div>
      </form>
    </Frame>
  )
}

/** The same for a decision about the practice, which belongs to its own unit. */
export function Decide(
  props: Omit<SheetProps, 'type' | 'draft' | 'name' | 'fieldsOf' | 'mutationsOf'> & {
    choice: 'continue' | 'retire'
    replaces?: string | undefined
  },
) {
  const { today } = useApp()
  const { view, choice, replaces, ...rest } = props
  return (
    <Sheet
      {...rest}
      view={view}
      type="decision"
      draft={replaces ? `${choice}-anew` : choice}
      name="reason"
      fieldsOf={(form) => ({
        subject_type: 'practice',
        subject: view.record.id,
        choice,
        ...form,
        decided_on: today,
        ...(replaces ? { replaces } : {}),
      })}
      mutationsOf={(fields, notCpr) => [create('decision', view.record.unit, fields, notCpr)]}
    />
  )
}
