// Correcting what one has noted oneself: a new observation in place of the old one, which is kept.

import { useRef, useState } from 'preact/hooks'
import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { Attached } from '../attach/shown'
import { useWords as useAttachWords } from '../attach/words'
import { InTheWay } from '../capture/barrier'
import { SaveTrouble } from '../capture/note'
import { barrierOfKind, knownBarriers } from '../capture/noting'
import { useDraft } from '../draft'
import { Frame } from '../frame'
import { Choice, Field } from '../parts'
import { go } from '../router'
import { useTerms } from '../terms'
import type { TrialView } from '../trials'
import { begunOn, correctionFaults, type Form, toCorrection, wordsOf } from './correcting'
import { DayField } from './day-field'
import { Tick } from './pick'
import { Face } from './timeline'
import { numberText, useSaving, useWords } from './words'

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

function CorrectForm({ view, before }: { view: TrialView; before: RecordView }) {
  const { store, text, today, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const page = `/proevehandlinger/${view.record.id}`
  const draft = `correct-${before.id}`
  const begun = () => begunOn(before, numberText(before.fields.value, language))
  const { form, isKept, change: typed } = useDraft<Form>(store, draft, begun)
  const [known] = useState(() => knownBarriers(store, view.record, undefined))
  const [fresh] = useState(() => store.newId())
  const [found, setFound] = useState<ReturnType<typeof correctionFaults>>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { failed, save } = useSaving()
  const { measure_name, measure_unit } = view.record.fields
  const faultOf = (field: string) => found.filter((one) => one !== 'day').find((one) => one.field === field)

  function change(next: Partial<Form>): void {
    typed(next)
    const isAbout = (one: (typeof found)[number]) =>
      one === 'day' ? 'day' in next : one.field in next || (one.key === 'which_barrier' && 'kind' in next)
    setFound((was) => was.filter((one) => !isAbout(one)))
  }

  function vouch(field: string): void {
    setNotCpr([...notCpr, field])
    setFound((was) => was.filter((one) => one === 'day' || one.field !== field))
  }

  function submit(event: Event): void {
    event.preventDefault()
    const correcting = { before, form, notCpr, today, fresh }
    const wrong = correctionFaults(correcting, known.length > 0)
    setFound(wrong)
    const at = '.sheet [aria-invalid], .sheet .choice[aria-describedby] input'
    if (wrong.length) return void requestAnimationFrame(() => document.querySelector<HTMLElement>(at)?.focus())
    const made = toCorrection(correcting, (kind) => barrierOfKind(store, before.unit, kind, text, undefined))
    if (made.length) void save(made, page, draft)
    else void store.dropDraft(draft).then(() => go(page, { replace: true }))
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
      <DayField
        name="day"
        label={words.whichDay}
        fault={found.includes('day') ? words.notThatDay : undefined}
        max={today}
        value={form.day}
        onChange={(day) => change({ day })}
      />
      <Field
        label={text.inAFewWords}
        hint={text.inAFewWordsHint}
        name="text"
        lines
        most={500}
        value={form.text}
        fault={faultOf('text')}
        onNotCpr={() => vouch('text')}
        onChange={(value) => change({ text: value })}
      />
      {(measure_name || form.value) && (
        <Field
          label={words.chartOf(String(measure_name ?? terms.fields.value), String(measure_unit ?? ''))}
          name="value"
          inputMode="decimal"
          value={form.value}
          fault={faultOf('value')}
          onChange={(value) => change({ value })}
        />
      )}
      <Tick label={text.surprised} checked={form.surprise} onChange={(surprise) => change({ surprise })} />
      <Tick label={text.inTheWay} checked={form.isInTheWay} onChange={(isInTheWay) => change({ isInTheWay })} />
      {form.isInTheWay && (
        <InTheWay
          known={known}
          words={wordsOf(form)}
          faultOf={faultOf}
          onNotCpr={() => vouch('barrierText')}
          onChange={({ barrier, kind, barrierText }) =>
            change({
              ...(barrier !== undefined && { barrier }),
              ...(kind !== undefined && { kind }),
              ...(barrierText !== undefined && { barrierText }),
            })
          }
        />
      )}
      <Pictures before={before} ids={form.attachments} onChange={(attachments) => change({ attachments })} />
      {!isKept && <p class="warning">{text.storageFailed}</p>}
      {failed && <SaveTrouble failed={failed} />}
      <div class="act-bar">
        <button type="submit" class="button button-primary wide-button">
          {words.saveCorrection}
        </button>
      </div>
    </form>
  )
}

/** What the note had, to be left out of the corrected one; the old one keeps it. */
function Pictures({ before, ids, onChange }: { before: RecordView; ids: string[]; onChange(ids: string[]): void }) {
  const words = useWords()
  const beside = useAttachWords()
  const keep = useRef<HTMLButtonElement>(null)
  const all = before.fields.attachments as string[] | undefined
  if (!all?.length) return null
  return (
    <>
      <Attached
        fields={{ ...before.fields, attachments: ids }}
        act={(id, what) => (
          <button
            type="button"
            class="text-button"
            aria-label={beside.removeThis(what)}
            onClick={() => {
              onChange(ids.filter((one) => one !== id))
              requestAnimationFrame(() => keep.current?.focus()) // the button that was pressed is gone
            }}
          >
            {beside.remove}
          </button>
        )}
      />
      {ids.length < all.length && (
        <p role="status">
          {words.leftOut(all.length - ids.length)}{' '}
          <button ref={keep} type="button" class="text-button" onClick={() => onChange(all)}>
            {words.keepThem}
          </button>
        </p>
      )}
    </>
  )
}
