// Borgerens ord: a mood in one tap, the good, what could be different. Kept as it is typed.

import { useRef, useState } from 'preact/hooks'
import { create, type Fault, faults } from '../../domain/capture'
import type { Fields, Json } from '../../store/types'
import { useApp } from '../app'
import { useDraft } from '../draft'
import { Frame } from '../frame'
import { Choice, Field, faultText, UnitField } from '../parts'
import { Link } from '../router'
import { useStore, useUndo } from '../saving'
import { unitChoices } from '../trials'
import { SaveTrouble } from './note'

type Channel = 'in_person' | 'phone' | 'letter' | 'other'
interface Form {
  [name: string]: Json
  mood: string
  good: string
  different: string
  tag: string
  channel: Channel
  unit: string
}
const EMPTY: Form = { mood: '', good: '', different: '', tag: '', channel: 'in_person', unit: '' }
const DRAFT = 'feedback'
const MOUTHS = ['M8 17q4-4 8 0', 'M8 16.5q4-2 8 0', 'M8 15.5q4 2 8 0', 'M7.5 14.5q4.5 5 9 0']

export function Voice() {
  const { store, text, today, account } = useApp()
  const { form, isKept, change: typed, reset } = useDraft<Form>(store, DRAFT, () => EMPTY)
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { failed, save: keep } = useStore()
  const undoable = useUndo()
  const [last, setLast] = useState('')
  const sheet = useRef<HTMLFormElement>(null)
  const units = unitChoices(store, account)
  const unit = units.some((one) => one.id === form.unit) ? form.unit : units[0]!.id
  const tags = [...new Set(store.ofType('feedback').map((one) => String(one.fields.tag ?? '')))]
    .filter(Boolean)
    .slice(0, 20)

  function change(next: Partial<Form>): void {
    typed(next)
    setFound((was) => was.filter((one) => !(one.field in next)))
  }

  function fields(): Fields {
    const { mood, good, different, tag, channel } = form
    return { heard_on: today, channel, mood: mood ? Number(mood) : null, good, different, tag, entered_by: 'staff' }
  }

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    const wrong = faults('feedback', fields(), today, notCpr)
    setFound(wrong)
    if (wrong.length) return
    const kept = await keep([create('feedback', unit, fields(), notCpr)], { draft: DRAFT, open: true })
    if (!kept) return
    reset({ ...EMPTY, unit: form.unit, channel: form.channel })
    setNotCpr([])
    setLast(kept.ids[0]!)
    undoable(kept)
    if (sheet.current) scrollTo(0, 0) // unless it has been left meanwhile
  }

  const faultOf = (field: string) => found.find((one) => one.field === field)
  const vouch = (field: string) => () => {
    setNotCpr([...notCpr, field])
    setFound(found.filter((one) => one.field !== field))
  }
  return (
    <Frame title={text.voice} back="/">
      <form class="sheet" ref={sheet} onSubmit={(event) => void save(event)} noValidate>
        {store.get(last) && (
          <p class="quiet">
            {text.oneMore}{' '}
            <Link class="text-button" href={`/ny/borger/${last}`}>
              {text.tryIt}
            </Link>
          </p>
        )}
        <Choice
          legend={text.howWasIt}
          name="mood"
          look="faces"
          value={form.mood || undefined}
          fault={faultText(faultOf('mood'), text)}
          onChange={(mood) => change({ mood })}
          options={text.moods.map((label, at) => ({
            value: String(at + 1),
            label: (
              <>
                <svg class={`face face-${at + 1}`} viewBox="0 0 24 24" aria-hidden="true">
                  <circle cx="12" cy="12" r="10" />
                  <path d={`M8.5 9.5v.5M15.5 9.5v.5${MOUTHS[at]}`} />
                </svg>
                {label}
              </>
            ),
          }))}
        />
        <Field
          label={text.theGood}
          hint={text.noNames}
          name="good"
          lines
          most={500}
          value={form.good}
          fault={faultOf('good')}
          onNotCpr={vouch('good')}
          onChange={(good) => change({ good })}
        />
        <Field
          label={text.theDifferent}
          name="different"
          lines
          most={500}
          value={form.different}
          fault={faultOf('different')}
          onNotCpr={vouch('different')}
          onChange={(different) => change({ different })}
        />
        <Field
          label={text.about}
          hint={text.aboutHint}
          name="tag"
          most={40}
          value={form.tag}
          suggestions={tags}
          fault={faultOf('tag')}
          onNotCpr={vouch('tag')}
          onChange={(tag) => change({ tag })}
        />
        <Choice
          legend={text.heardHow}
          name="channel"
          value={form.channel}
          onChange={(channel) => change({ channel })}
          options={(['in_person', 'phone', 'letter', 'other'] as const).map((value) => ({
            value,
            label: text.channels[value],
          }))}
        />
        <UnitField value={unit} units={units} onChange={(unit) => change({ unit })} />
        {!isKept && <p class="warning">{text.storageFailed}</p>}
        {failed && <SaveTrouble failed={failed} />}
        <div class="act-bar">
          <button type="submit" class="button button-primary wide-button">
            {text.save}
          </button>
        </div>
      </form>
    </Frame>
  )
}
