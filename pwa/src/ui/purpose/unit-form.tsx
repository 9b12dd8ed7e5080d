// A unit's core task and purpose, written by those who lead it.

import { useApp } from '../app'
import { Frame } from '../frame'
import { rolesAt } from '../roles'
import { go } from '../router'
import { LeaderOnly, Missing, useWords } from './parts'
import { SheetField, SheetForm, useSheet } from './sheet'

export function UnitForm({ id }: { id: string }) {
  const { store, account } = useApp()
  const words = useWords()
  const unit = store.get(id)
  const roles = rolesAt(store, account, id)
  if (unit?.type !== 'unit') return <Missing />
  return (
    <Frame title={String(unit.fields.name)} back={`/enhed/${id}`}>
      {roles.has('leader') || roles.has('admin') ? (
        <Form id={id} />
      ) : (
        <LeaderOnly unit={id} why={words.purposeFormIntro} />
      )}
    </Frame>
  )
}

function Form({ id }: { id: string }) {
  const { store } = useApp()
  const words = useWords()
  const sheet = useSheet({
    type: 'unit',
    unit: id,
    record: store.get(id),
    names: ['core_task', 'purpose'],
    onSaved: () => go(`/enhed/${id}`, { replace: true }),
  })
  return (
    <SheetForm sheet={sheet}>
      <p class="quiet">{words.purposeFormIntro}</p>
      <SheetField sheet={sheet} name="core_task" isNeeded />
      <SheetField sheet={sheet} name="purpose" isNeeded />
    </SheetForm>
  )
}
