// Editing a practice: a leader's, because what is done every day is decided.

import { useState } from 'preact/hooks'
import { edit } from '../../domain/capture'
import { clockTime, useApp } from '../app'
import { useEdit } from '../edit'
import { Frame } from '../frame'
import { toast } from '../parts'
import { leadersOf } from '../people'
import type { PracticeView } from '../practices'
import { Remove } from '../remove'
import { leads } from '../roles'
import { go, Link } from '../router'
import { SinceThen } from '../since-then'
import { PersonField, RecordField, useChecks, useSaving } from './form'
import { listed, useUnitName, useWords } from './words'

const NAMES = ['title', 'who', 'does', 'when', 'routine', 'stops', 'owner', 'deputy'] as const
const SHORT = new Set<string>(['title', 'who', 'when'])
type Form = Record<string, string>

export function EditPractice({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const isLeader = leads(store, account, view.record.unit)
  const names = leadersOf(store, view.record.unit)
  return (
    <Frame title={words.editTitle} back={`/praksis/${view.record.id}`}>
      {isLeader ? (
        <EditForm view={view} />
      ) : (
        <>
          <p>
            {words.editLeader(nameOf(view.record.unit))} {names.length > 0 && words.askLeader(listed(names, words.and))}
          </p>
          <Link class="button button-secondary" href={`/praksis/${view.record.id}`}>
            {words.toPractice}
          </Link>
        </>
      )}
    </Frame>
  )
}

function EditForm({ view }: { view: PracticeView }) {
  const { store, text, language } = useApp()
  const words = useWords()
  const draft = `practice-${view.record.id}`
  const begun = () => Object.fromEntries(NAMES.map((name) => [name, String(view.record.fields[name] ?? '')]))
  const { form, isKept, before, meanwhile, change } = useEdit<Form>(store, draft, begun, view.record)
  const checks = useChecks('practice')
  const saving = useSaving()
  const [isTried, setTried] = useState(false)
  const isSame = Boolean(form.deputy) && form.deputy === form.owner

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    setTried(true)
    const fields = Object.fromEntries(NAMES.map((name) => [name, form[name] ?? '']))
    if (!checks.areFine(fields, [...NAMES]) || isSame) return
    const mutation = edit('practice', before!, fields, checks.notCpr)
    if (!mutation) await store.dropDraft(draft)
    const kept = mutation && (await saving.save([mutation], { draft }))
    if (mutation && !kept) return
    if (kept) toast({ message: text.savedOnPhone(text.at(clockTime(kept.savedAt, language))) })
    go(`/praksis/${view.record.id}`, { replace: true })
  }

  const field = (name: (typeof NAMES)[number], label: string, hint?: string) => (
    <RecordField
      type="practice"
      name={name}
      label={label}
      {...(hint ? { hint } : {})}
      lines={!SHORT.has(name)}
      value={form[name] ?? ''}
      checks={checks}
      onChange={(value) => change({ [name]: String(value) })}
    />
  )
  return (
    <form class="sheet" onSubmit={(event) => void save(event)} noValidate>
      <SinceThen
        type="practice"
        record={view.record}
        meanwhile={meanwhile}
        onTake={(name, value) => change({ [name]: String(value) })}
      />
      {field('title', words.fieldName)}
      {field('who', words.fieldWho, words.exampleWho)}
      {field('does', words.fieldDoes, words.exampleDoes)}
      {field('when', words.fieldWhen, words.exampleWhen)}
      {field('routine', words.routine, words.exampleRoutine)}
      {field('stops', words.stops, words.exampleStops)}
      <PersonField
        label={words.owner}
        unit={view.record.unit}
        value={form.owner ?? ''}
        onChange={(owner) => change({ owner })}
      />
      <PersonField
        label={words.deputy}
        unit={view.record.unit}
        value={form.deputy ?? ''}
        fault={isTried && isSame ? words.deputyIsOwner : undefined}
        onChange={(deputy) => change({ deputy })}
      />
      {!isKept && <p class="warning">{text.storageFailed}</p>}
      {saving.trouble}
      <div class="act-bar">
        <button type="submit" class="button button-primary wide-button">
          {words.saveChanges}
        </button>
      </div>
      <Remove record={view.record} then="/praksis" />
    </form>
  )
}
