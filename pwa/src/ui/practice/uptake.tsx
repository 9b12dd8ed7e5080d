// Another unit takes the practice up, with its own questions from that day; a mistaken one is taken away again.

import { useState } from 'preact/hooks'
import { create } from '../../domain/capture'
import { useApp } from '../app'
import { toast } from '../parts'
import type { PracticeView } from '../practices'
import { leads } from '../roles'
import { useSaving } from './form'
import { TakeUpAct, useTakers } from './takers'
import { useUnitName, useWords } from './words'

export function TakeUp({ view }: { view: PracticeView }) {
  const { today } = useApp()
  const words = useWords()
  const saving = useSaving()
  const [isSaving, setSaving] = useState(false)
  const units = useTakers().filter((one) => !view.places.has(one.id))
  if (!units.length || view.phase === 'retired') return null

  async function takeUp(taken: { id: string; name: string }): Promise<void> {
    if (isSaving) return
    setSaving(true)
    const kept = await saving.save([create('uptake', taken.id, { practice: view.record.id, since_on: today })])
    setSaving(false)
    if (kept) toast({ message: words.takenUp(taken.name) })
  }

  return (
    <section aria-labelledby="take-up">
      <h2 id="take-up">{words.takeUp}</h2>
      <p class="quiet">{words.takeUpWhy}</p>
      {saving.trouble}
      <TakeUpAct units={units} onTake={(unit) => void takeUp(unit)} />
    </section>
  )
}

/** Taking a unit away again, for whom the server lets do it and as long as nobody there has answered. */
export function useRemoval(view: PracticeView, unit: string) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const saving = useSaving()
  // What it stopped with before stays: its reason is for others to read.
  const stopped = new Set(view.stops.map((one) => one.id))
  const taken = view.uptakes.filter((one) => one.unit === unit && !stopped.has(one.id))
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
