// What a note sheet shows only sometimes: “Noget stod i vejen”, one of the barriers that are known already or a new one in a few
// words; and what is to be said of the note before.

import { useEffect, useState } from 'preact/hooks'
import type { Fault } from '../../domain/capture'
import type { RecordView } from '../../store/types'
import { clockTime, useApp } from '../app'
import { Choice, Field, faultText } from '../parts'
import { Link } from '../router'
import { useTerms } from '../terms'
import { cutOff, keepOpen } from './cut-off'
import { type Aside, asideOf, correction, KINDS, type Kind, NEW, type Words } from './noting'

const SHOWN = 6

interface Props {
  /** As they were when the tick was set: nothing moves under the thumb. */
  known: RecordView[]
  words: Words
  faultOf(field: string): Fault | undefined
  onNotCpr(): void
  onChange(next: Partial<Words>): void
}

export function InTheWay({ known, words, faultOf, onNotCpr, onChange }: Props) {
  const { text } = useApp()
  const terms = useTerms()
  const [isAll, setAll] = useState(false)
  const shown = isAll ? known : known.filter((one, at) => at < SHOWN || one.id === words.barrier)
  const isNew = known.length === 0 || words.barrier === NEW
  return (
    <div class="nested">
      {known.length > 0 && (
        <Choice
          legend={terms.isItKnown}
          name="barrier"
          look="lines"
          value={words.barrier}
          fault={faultText(faultOf('barrier'), text)}
          onChange={(barrier) => onChange({ barrier })}
          options={[
            ...shown.map((one) => ({ value: one.id, label: String(one.fields.text) })),
            { value: NEW, label: terms.newOne },
          ]}
        />
      )}
      {shown.length < known.length && (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          {terms.moreBarriers(known.length - shown.length)}
        </button>
      )}
      {isNew && (
        <>
          <Field
            label={terms.whatWasInTheWay}
            name="barrier_text"
            lines
            most={280}
            value={words.barrierText}
            fault={faultOf('barrierText')}
            onNotCpr={onNotCpr}
            onChange={(barrierText) => onChange({ barrierText, barrier: NEW })}
          />
          <Choice<Kind>
            legend={terms.whatKind}
            name="kind"
            value={words.kind}
            onChange={(kind) => onChange({ kind, barrier: NEW })}
            options={KINDS.map((value) => ({ value, label: text.barrierKinds[value] }))}
          />
        </>
      )}
    </div>
  )
}

/** What is said of the note before: words that it could not be sent with, and that it is saved when its sheet was cut off.
 *  Both belong to that note, not into this one. `own`: the note that is written here. What comes after it has begun comes too late: nothing moves under the finger. */
export function Before({ trial, own }: { trial: string; own: string | undefined }) {
  const { store, text, language } = useApp()
  const terms = useTerms()
  const [isLate] = useState(own !== undefined)
  const [cut] = useState(() => (isLate ? undefined : cutOff(store, trial)))
  const [unsaved, setUnsaved] = useState<string | undefined>()
  useEffect(() => {
    if (own) keepOpen(own)
  }, [own])
  useEffect(() => {
    void store.draft<Aside>(asideOf(trial)).then(async (kept) => {
      for (const note of kept?.notes ?? []) if (await store.draft(correction(note))) return setUnsaved(note)
    })
    return () => keepOpen(undefined)
  }, [store, trial])
  if (isLate) return null
  const at = (note: string) => `/proevehandlinger/${trial}/iagttagelse/${note}`
  const saved = cut?.id === unsaved ? undefined : cut
  return (
    <>
      {unsaved && store.get(unsaved) && (
        <p class="offer">
          <span>{terms.notSavedYet}</span>
          <Link class="button button-secondary" href={at(unsaved)}>
            {terms.mendNote}
          </Link>
        </p>
      )}
      {saved && (
        <p class="offer" role="status">
          <span>{terms.cutOff(text.at(clockTime(String(saved.captured_at), language)))}</span>
          <Link class="button button-secondary" href={at(saved.id)}>
            {terms.writeOn}
          </Link>
        </p>
      )}
    </>
  )
}
