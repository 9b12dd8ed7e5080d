// Whose the practice is, by name; and asking for a deputy where there is none, so that it does not hang on one person.

import { useState } from 'preact/hooks'
import { edit } from '../../domain/capture'
import { clockTime, useApp } from '../app'
import { toast } from '../parts'
import type { PracticeView } from '../practices'
import { leads } from '../roles'
import { PersonField, useSaving } from './form'
import { useWords } from './words'

export function PersonName({ id }: { id: string | undefined }) {
  const { store } = useApp()
  const words = useWords()
  if (!id) return <span class="lacking">{words.lacking}</span>
  const person = store.get(id)
  if (!person) return <span>{words.colleague}</span>
  const name = String(person.fields.name)
  if (person.fields.active === false) return <span class="lacking">{words.hasLeft(name)}</span>
  return <span>{name}</span>
}

/** True when nobody who is still here stands in for the owner. */
export function lacksDeputy(view: PracticeView, get: (id: string) => { fields: Record<string, unknown> } | undefined) {
  const deputy = view.record.fields.deputy as string | undefined
  return !deputy || get(deputy)?.fields.active === false
}

export function MissingDeputy({ view }: { view: PracticeView }) {
  const { store, account, text, language } = useApp()
  const words = useWords()
  const [chosen, setChosen] = useState('')
  const saving = useSaving()
  const isSame = Boolean(chosen) && chosen === view.record.fields.owner
  if (view.phase === 'retired' || !lacksDeputy(view, (id) => store.get(id))) return null
  if (!leads(store, account, view.record.unit)) return <p class="warning">{words.whyNoDeputy}</p>

  async function save(): Promise<void> {
    const mutation = chosen && !isSame ? edit('practice', view.record, { deputy: chosen }) : undefined
    const kept = mutation && (await saving.save([mutation]))
    if (kept) toast({ message: text.savedOnPhone(text.at(clockTime(kept.savedAt, language))) })
  }

  return (
    <section class="ask-deputy" aria-labelledby="ask-deputy">
      <h2 id="ask-deputy">{words.whoIsDeputy}</h2>
      <p class="quiet">{words.whyDeputy}</p>
      <PersonField
        label={words.deputy}
        unit={view.record.unit}
        value={chosen}
        fault={isSame ? words.deputyIsOwner : undefined}
        onChange={setChosen}
      />
      {saving.trouble}
      <div class="act-row">
        <button type="button" class="button button-primary" disabled={!chosen || isSame} onClick={() => void save()}>
          {words.chooseDeputy}
        </button>
      </div>
    </section>
  )
}
