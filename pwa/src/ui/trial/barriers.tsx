// The barriers of the trial card: those of the unit to tick, and a new one written in place.

import { useState } from 'preact/hooks'
import { type Fault, faults } from '../../domain/capture'
import { da } from '../../text/card.da'
import { en } from '../../text/card.en'
import { useApp, useWordsOf } from '../app'
import { KINDS } from '../capture/noting'
import { Choice, Field, faultText } from '../parts'
import { useTerms } from '../terms'
import { around, type PickProps, Tick } from './pick'
import type { Form, NewBarrier } from './values'

const SHOWN = 6

/** The unit's barriers to tick, and a new one written in place. */
export function BarriersField({ form, unit, change, fault }: PickProps) {
  const { store, text } = useApp()
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const [isAll, setAll] = useState(false)
  const chosen = form.barriers as string[]
  const written = (form.newBarriers ?? []) as unknown as NewBarrier[]
  const known = around(store.ofType('barrier'), [unit]).map(
    ({ id, fields }) => ({ id, ...fields }) as unknown as NewBarrier,
  )
  const elsewhere = chosen
    .filter((id) => ![...known, ...written].some((one) => one.id === id) && store.get(id))
    .map((id) => ({ id, ...store.get(id)!.fields }) as unknown as NewBarrier)
  const all = [...written, ...elsewhere, ...known]
  const shown = isAll ? all : all.filter((one, at) => at < SHOWN || chosen.includes(one.id))
  const kinds = text.barrierKinds as Record<string, string>
  const said = faultText(fault, text)
  const tick = (id: string, isOn: boolean) =>
    change({ barriers: isOn ? [...chosen, id] : chosen.filter((one) => one !== id) })
  return (
    <fieldset class="ticks">
      <legend class="form-label">{terms.fields.barriers}</legend>
      {said && (
        <span class="form-error-message" role="alert">
          {said}
        </span>
      )}
      {all.length === 0 && <p class="quiet">{words.noBarriers}</p>}
      {shown.map((one) => (
        <Tick
          key={one.id}
          label={one.text}
          hint={kinds[one.kind] ?? ''}
          checked={chosen.includes(one.id)}
          onChange={(isOn) => tick(one.id, isOn)}
        />
      ))}
      {shown.length < all.length && (
        <button type="button" class="text-button" onClick={() => setAll(true)}>
          {terms.moreBarriers(all.length - shown.length)}
        </button>
      )}
      <NewBarrierField
        typed={form.newBarrier as Typed | null | undefined}
        onType={(newBarrier) => change({ newBarrier })}
        onAdd={(one) =>
          change({
            barriers: [...chosen, one.id],
            newBarriers: [...written, one] as unknown as Form[string],
            newBarrier: null,
          })
        }
      />
    </fieldset>
  )
}

/** A new barrier as it is typed: kept with the card that it belongs to. */
type Typed = { kind: string; text: string }

interface NewProps {
  typed: Typed | null | undefined
  onType(typed: Typed | null): void
  onAdd(barrier: NewBarrier): void
}

function NewBarrierField({ typed, onType, onAdd }: NewProps) {
  const { store, text, today } = useApp()
  const terms = useTerms()
  const said = useWordsOf(da, en)
  const [isOpen, setOpen] = useState(false)
  const now = typed ?? { kind: '', text: '' }
  const { kind, text: words } = now
  const [found, setFound] = useState<Fault[]>([])
  const type = (one: Typed) => {
    setOpen(true) // also when all of it is taken away again
    onType(one.text || one.kind ? one : null)
  }
  if (!isOpen && !typed) {
    return (
      <button type="button" class="text-button" onClick={() => setOpen(true)}>
        + {said.newBarrier}
      </button>
    )
  }
  const add = (vouched: boolean) => {
    const wrong = faults('barrier', { kind, text: words.trim() }, today, vouched ? ['text'] : [])
    setFound(wrong)
    if (wrong.length) return
    onAdd({ id: store.newId(), kind, text: words.normalize('NFC').trim(), vouched })
    setOpen(false)
  }
  return (
    <div class="nested">
      <Field
        label={terms.whatWasInTheWay}
        name="new_barrier"
        lines
        most={280}
        value={words}
        fault={found.find((one) => one.field === 'text')}
        onNotCpr={() => add(true)}
        onChange={(one) => type({ ...now, text: one })}
      />
      <Choice
        legend={terms.whatKind}
        name="new_barrier_kind"
        value={kind}
        fault={faultText(
          found.find((one) => one.field === 'kind'),
          text,
        )}
        onChange={(one) => type({ ...now, kind: one })}
        options={KINDS.map((value) => ({ value, label: text.barrierKinds[value] }))}
      />
      <p>
        <button type="button" class="button button-secondary" onClick={() => add(false)}>
          {said.addBarrier}
        </button>
      </p>
    </div>
  )
}
