// What to do when a practice slips: try again, adjust, or let go of it. Three ways of the same worth, each with its
// reason; none of them is an error.

import { useState } from 'preact/hooks'
import { create } from '../../domain/capture'
import { standing } from '../../domain/phases'
import { useApp } from '../app'
import { useDraft } from '../draft'
import { Frame } from '../frame'
import { toast } from '../parts'
import { leadersOf, type PracticeView } from '../practices'
import { leads, rolesAt } from '../roles'
import { go, Link } from '../router'
import { RecordField, useChecks, useSaving } from './form'
import { listed, useUnitName, useWords, whoDoesWhen } from './words'

/** The three ways as links; where a decision belongs to another unit, what one can do in one's own. */
export function WaysOn({ view, isShort }: { view: PracticeView; isShort?: boolean }) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const at = `/praksis/${view.record.id}`
  const isHome = rolesAt(store, account, view.record.unit).size > 0
  const ways = [
    ...(isHome ? [{ href: `${at}/igen`, name: words.again, hint: words.againHint }] : []),
    { href: isHome ? `${at}/juster` : `/ny/praksis/${view.record.id}`, name: words.adjust, hint: words.adjustHint },
    ...(isHome ? [{ href: `${at}/udfas`, name: words.retire, hint: words.retireHint }] : []),
  ]
  return (
    <>
      {!isHome && (
        <p class="quiet">
          {words.againHere} {words.decidedThere(nameOf(view.record.unit))}
        </p>
      )}
      <ul class="ways-on" aria-label={words.ways}>
        {ways.map((one) => (
          <li key={one.href}>
            <Link class="way-on" href={one.href}>
              <strong>{one.name}</strong>
              {!isShort && <span>{one.hint}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}

interface DecisionProps {
  view: PracticeView
  choice: 'continue' | 'adjust' | 'retire'
  replaces?: string | undefined
  title: string
  ask: string
  why: string
  field: string
  example: string
  after?: string
  act: string
  onSaved(): void
}

/** One question, one reason, one button. */
function Decide(props: DecisionProps) {
  const { store, today } = useApp()
  const words = useWords()
  const { view, choice } = props
  const draft = `practice-${choice}-${view.record.id}`
  const { form, change } = useDraft<Record<string, string>>(store, draft, () => ({ reason: '' }))
  const checks = useChecks('decision')
  const saving = useSaving()
  const [isSaving, setSaving] = useState(false)

  async function save(event: Event): Promise<void> {
    event.preventDefault()
    const fields = {
      subject_type: 'practice',
      subject: view.record.id,
      choice,
      reason: form.reason ?? '',
      decided_on: today,
      ...(props.replaces ? { replaces: props.replaces } : {}),
    }
    if (isSaving || !checks.areFine(fields)) return
    setSaving(true)
    const kept = await saving.save([create('decision', view.record.unit, fields, checks.notCpr)], { draft })
    setSaving(false)
    if (kept) props.onSaved()
  }

  return (
    <Frame title={props.title} back={`/praksis/${view.record.id}`}>
      <form class="sheet" onSubmit={(event) => void save(event)} noValidate>
        <p class="quiet">
          {view.title}. {words.weDo(whoDoesWhen(view.record.fields))}
        </p>
        <h2 class="question">{props.ask}</h2>
        <p>{props.why}</p>
        <RecordField
          type="decision"
          name="reason"
          label={props.field}
          hint={props.example}
          value={form.reason ?? ''}
          checks={checks}
          onChange={(reason) => change({ reason })}
        />
        {props.after && <p class="quiet">{props.after}</p>}
        {saving.trouble}
        <div class="act-bar">
          <button type="submit" class="button button-primary wide-button">
            {props.act}
          </button>
        </div>
      </form>
    </Frame>
  )
}

/** Agreeing on how to get going again; for a retired practice, taking the retirement back. */
export function Again({ view }: { view: PracticeView }) {
  const words = useWords()
  const retired = lastRetired(view)
  return (
    <Decide
      view={view}
      choice="continue"
      replaces={retired?.id}
      title={retired ? words.takeBack : words.againTitle}
      ask={words.againAsk}
      why={retired ? words.takeBackHint : words.againWhy}
      field={words.againField}
      example={words.againExample}
      {...(view.phase === 'slipping' ? { after: words.againAfter } : {})}
      act={retired ? words.takeBack : words.againSave}
      onSaved={() => {
        toast({ message: words.againSaved })
        go(`/praksis/${view.record.id}`, { replace: true })
      }}
    />
  )
}

export function Adjust({ view }: { view: PracticeView }) {
  const words = useWords()
  return (
    <Decide
      view={view}
      choice="adjust"
      title={words.adjustTitle}
      ask={words.adjustAsk}
      why={words.adjustWhy}
      field={words.adjustField}
      example={words.adjustExample}
      act={words.adjustSave}
      onSaved={() => go(`/ny/praksis/${view.record.id}`, { replace: true })}
    />
  )
}

export function Retire({ view }: { view: PracticeView }) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  if (!leads(store, account, view.record.unit)) {
    const names = leadersOf(store, view.record.unit)
    return (
      <Frame title={words.retireTitle} back={`/praksis/${view.record.id}`}>
        <h2 class="question">{words.retireLeader(nameOf(view.record.unit))}</h2>
        {names.length > 0 && <p>{words.retireAskLeader(listed(names, words.and))}</p>}
        <p class="quiet">{words.retireWhy}</p>
        <Link class="button button-secondary" href={`/praksis/${view.record.id}`}>
          {words.toPractice}
        </Link>
      </Frame>
    )
  }
  return (
    <Decide
      view={view}
      choice="retire"
      title={words.retireTitle}
      ask={words.retireAsk}
      why={words.retireWhy}
      field={words.retireField}
      example={words.retireExample}
      act={words.retireSave}
      onSaved={() => {
        toast({ message: words.retireSaved })
        go(`/praksis/${view.record.id}`, { replace: true })
      }}
    />
  )
}

/** The standing decision that retired the practice. */
export function lastRetired(view: PracticeView): PracticeView['decisions'][number] | undefined {
  const stands = new Set(standing(view.decisions.map((one) => decisionOf(one))).map((one) => one.id))
  return view.decisions.filter((one) => stands.has(one.id) && one.fields.choice === 'retire').at(-1)
}

function decisionOf(one: PracticeView['decisions'][number]) {
  return {
    id: one.id,
    choice: String(one.fields.choice),
    replaces: (one.fields.replaces as string | undefined) ?? null,
  }
}
