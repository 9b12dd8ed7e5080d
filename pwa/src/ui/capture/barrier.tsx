// What a note sheet shows only sometimes: “Noget stod i vejen”, one of the barriers that are known already or a new one in a few
// words; and what the note before could not be sent with.

import { useState } from 'preact/hooks'
import type { Fault } from '../../domain/capture'
import type { RecordView } from '../../store/types'
import { useApp } from '../app'
import { Choice, Field, faultText } from '../parts'
import { Link } from '../router'
import { useTerms } from '../terms'
import { KINDS, type Kind, NEW, type Words } from './noting'

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

/** Words that the note before could not be sent with: they go to that note, not into this one. */
export function SetAside({ trial, note }: { trial: string; note: string }) {
  const { store } = useApp()
  const terms = useTerms()
  if (!store.get(note)) return null
  return (
    <p class="offer">
      <span>{terms.notSavedYet}</span>
      <Link class="button button-secondary" href={`/proevehandlinger/${trial}/iagttagelse/${note}`}>
        {terms.mendNote}
      </Link>
    </p>
  )
}
