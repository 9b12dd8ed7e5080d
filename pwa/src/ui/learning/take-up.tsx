// Tag den i brug hos os: a unit takes a practice up from its learning card, before the practice itself is on the phone.

import { useState } from 'preact/hooks'
import { create } from '../../domain/capture'
import { hasStopped, type UptakeLike } from '../../domain/practices'
import { useApp } from '../app'
import { toast } from '../parts'
import { useSaving } from '../practice/form'
import { TakeUpAct, useTakers } from '../practice/takers'
import { Link } from '../router'
import type { Card } from './cards'
import { useWords } from './parts'

export function TakeUp({ card }: { card: Card }) {
  const { store, today } = useApp()
  const words = useWords()
  const saving = useSaving()
  const [since, setSince] = useState(today)
  const takers = useTakers()
  const { practice } = card
  if (!practice || card.choice !== 'adopt' || card.practicePhase === 'retired') return null
  const isHere = store.get(practice)
  const taken = store
    .ofType('uptake')
    .filter((one) => one.fields.practice === practice && !hasStopped(one.fields as unknown as UptakeLike, today))
    .map((one) => one.unit)
  const has = new Set([...taken, ...(isHere ? [isHere.unit] : [])])
  const having = takers.filter((one) => has.has(one.id))
  const units = takers.filter((one) => !has.has(one.id))

  async function takeUp(unit: { id: string; name: string }): Promise<void> {
    if (!since || !practice) return
    const kept = await saving.save([create('uptake', unit.id, { practice, since_on: since })])
    if (kept) toast({ message: words.takenUp(unit.name) })
  }

  return (
    <section aria-labelledby="take-up">
      <h2 id="take-up">{words.takeUp}</h2>
      {having.map((one) => (
        <p key={one.id}>{words.hasIt(one.name)}</p>
      ))}
      {having.length > 0 &&
        (isHere ? (
          <Link href={`/praksis/${practice}`}>{words.seePractice}</Link>
        ) : (
          <p class="quiet">{words.comesWithSync}</p>
        ))}
      {units.length > 0 && (
        <TakeUpAct
          units={units}
          onTake={(unit) => void takeUp(unit)}
          fields={
            <div class="form-group">
              <label class="form-label" for="taken-since">
                {words.since}
              </label>
              <input
                id="taken-since"
                class="form-input"
                type="date"
                value={since}
                onInput={(event) => setSince(event.currentTarget.value)}
              />
            </div>
          }
        />
      )}
      {saving.trouble}
    </section>
  )
}
