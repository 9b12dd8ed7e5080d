// Another unit takes the practice up, with its own questions from that day; a mistaken one is taken away again.

import { useState } from 'preact/hooks'
import { create } from '../../domain/capture'
import { useApp } from '../app'
import { toast, UnitField } from '../parts'
import type { PracticeView } from '../practices'
import { leads } from '../roles'
import { unitChoices } from '../trials'
import { useSaving } from './form'
import { useUnitName, useWords } from './words'

/** The units that the person may write in and that may take something into use; the organisation as a whole does not. */
export function useTakers(): { id: string; name: string }[] {
  const { store, account } = useApp()
  return unitChoices(store, account).filter(({ id }) => {
    const unit = store.get(id)
    return unit?.fields.active !== false && unit?.fields.kind !== 'organisation'
  })
}

export function TakeUp({ view }: { view: PracticeView }) {
  const { today } = useApp()
  const words = useWords()
  const saving = useSaving()
  const [wanted, setWanted] = useState('')
  const [isSaving, setSaving] = useState(false)
  const units = useTakers().filter((one) => !view.places.has(one.id))
  const unit = units.find((one) => one.id === wanted) ?? units[0]
  if (!unit || view.phase === 'retired') return null
  const taken = unit

  async function takeUp(): Promise<void> {
    if (isSaving) return
    setSaving(true)
    const kept = await saving.save([create('uptake', taken.id, { practice: view.record.id, since_on: today })])
    setSaving(false)
    setWanted('')
    if (kept) toast({ message: words.takenUp(taken.name) })
  }

  return (
    <section aria-labelledby="take-up">
      <h2 id="take-up">{words.takeUp}</h2>
      <p class="quiet">{words.takeUpWhy}</p>
      <UnitField value={taken.id} units={units} onChange={setWanted} />
      {saving.trouble}
      <div class="act-row">
        <button type="button" class="button button-secondary" onClick={() => void takeUp()}>
          {words.takeUpIn(taken.name)}
        </button>
      </div>
    </section>
  )
}

/** Taking a unit away again, for whom the server lets do it and as long as nobody there has answered. */
export function useRemoval(view: PracticeView, unit: string) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const saving = useSaving()
  const taken = view.uptakes.filter((one) => one.unit === unit)
  const isAnswered = view.checkIns.some((one) => one.unit === unit)
  const isMine = taken.every((one) => one.created_by === account.user.id) || leads(store, account, unit)
  const may = unit !== view.record.unit && taken.length > 0 && !isAnswered && isMine
  async function remove(): Promise<void> {
    const name = nameOf(unit)
    const kept = await saving.save(
      taken.map((one) => ({ type: 'uptake', record: one.id, base: one.version, op: 'delete' as const, fields: {} })),
    )
    if (kept) toast({ message: words.removed(name) })
  }
  return { remove: may ? remove : undefined, trouble: saving.trouble }
}
