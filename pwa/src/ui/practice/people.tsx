// Whose the practice is, by name; and asking for an owner or a deputy where there is none, so that it is somebody's and
// does not hang on one person.

import { useState } from 'preact/hooks'
import { edit } from '../../domain/capture'
import { clockTime, useApp } from '../app'
import { toast } from '../parts'
import { leadersOf } from '../people'
import type { PracticeView } from '../practices'
import { leads, rolesAt } from '../roles'
import { PersonField, useSaving } from './form'
import { listed, useUnitName, useWords } from './words'

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

/** Who is missing, because nobody was chosen or they have left: the owner before the deputy. Somebody whom this phone does not
 *  know was chosen from another unit; who has left the unit is taken out by the server (records/leaving.py). */
export function whoLacks(
  view: PracticeView,
  get: (id: string) => { fields: Record<string, unknown> } | undefined,
): 'owner' | 'deputy' | undefined {
  const isHere = (id: unknown) => Boolean(id) && get(String(id))?.fields.active !== false
  return (['owner', 'deputy'] as const).find((one) => !isHere(view.record.fields[one]))
}

/** Asks its unit's leader for the one who is missing; tells everybody else who can choose them. */
export function Missing({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const { unit } = view.record
  const lacks = whoLacks(view, (id) => store.get(id))
  if (view.phase === 'retired' || !lacks) return null
  if (leads(store, account, unit)) return <Choose key={lacks} view={view} lacks={lacks} />
  // Of another unit's practice this phone does not know the leaders; whoever leads above it is not asked for by name.
  const names = rolesAt(store, account, unit).size ? leadersOf(store, unit) : []
  const home = view.away.find((one) => one.unit === unit)?.name ?? nameOf(unit)
  return (
    <p class="warning">
      {lacks === 'owner' ? words.whyOwner : words.whyNoDeputy}{' '}
      {names.length ? words.canChoose(listed(names, words.or)) : words.leaderChooses(home)}
    </p>
  )
}

function Choose({ view, lacks }: { view: PracticeView; lacks: 'owner' | 'deputy' }) {
  const { text, language } = useApp()
  const words = useWords()
  const [chosen, setChosen] = useState('')
  const saving = useSaving()
  const other = view.record.fields[lacks === 'owner' ? 'deputy' : 'owner']

  async function save(): Promise<void> {
    const mutation = chosen ? edit('practice', view.record, { [lacks]: chosen }) : undefined
    const kept = mutation && (await saving.save([mutation]))
    if (kept) toast({ message: text.savedOnPhone(text.at(clockTime(kept.savedAt, language))) })
  }

  return (
    <section class="ask-deputy" aria-labelledby="ask-person">
      <h2 id="ask-person">{lacks === 'owner' ? words.whoIsOwner : words.whoIsDeputy}</h2>
      <p class="quiet">{lacks === 'owner' ? words.whyOwner : words.whyDeputy}</p>
      <PersonField label={words[lacks]} unit={view.record.unit} value={chosen} without={other} onChange={setChosen} />
      {saving.trouble}
      <div class="act-row">
        <button type="button" class="button button-primary" disabled={!chosen} onClick={() => void save()}>
          {lacks === 'owner' ? words.chooseOwner : words.chooseDeputy}
        </button>
      </div>
    </section>
  )
}
