// Det blev ikke til mere: what was to be adapted or scaled is stopped instead, with its reason. A decision like any other,
// in place of the earlier one; what was learned stays.

import { useState } from 'preact/hooks'
import { create, type Fault, faults } from '../../domain/capture'
import { carryingOnSince, standingDecision } from '../../domain/phases'
import type { Fields } from '../../store/types'
import { useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { useDraft } from '../draft'
import { Frame } from '../frame'
import { Field } from '../parts'
import { Link } from '../router'
import { asDecision, carriedOn, type TrialView } from '../trials'
import { useSaving, useWords } from './words'

const KEPT = ['learned', 'as_planned', 'effect', 'effort', 'dilemma', 'took_part']

export function NoMoreScreen({ view }: { view: TrialView }) {
  const { store, text, today } = useApp()
  const words = useWords()
  const { id, unit } = view.record
  const draft = `no-more-${id}`
  const { form, isKept, change } = useDraft(store, draft, () => ({ reason: '' }))
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const { failed, save } = useSaving()
  const back = `/proevehandlinger/${id}`
  const made = view.decisions.map(asDecision)
  const earlier = view.decisions.find((one) => one.id === standingDecision(made)?.id)
  const isOpen = carryingOnSince(made) && !carriedOn(store).has(id)

  function submit(event: Event): void {
    event.preventDefault()
    const kept = Object.fromEntries(KEPT.map((name) => [name, earlier?.fields[name] ?? null])) as Fields
    const about = { subject_type: 'trial', subject: id, choice: 'abandon', replaces: earlier!.id, decided_on: today }
    const fields = { ...kept, ...about, reason: form.reason }
    const wrong = faults('decision', fields, today, notCpr)
    setFound(wrong)
    if (wrong.length) requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus())
    else void save([create('decision', unit, fields, notCpr)], `${back}/laert`, draft)
  }

  return (
    <Frame title={words.noMore.title} back={back}>
      <p class="sheet-about">{view.title}</p>
      {!isOpen && (
        <p class="empty">
          {words.noMore.closed} <Link href={back}>{words.toTrial}</Link>
        </p>
      )}
      {isOpen && (
        <form class="sheet" onSubmit={submit} noValidate>
          <p>{words.noMore.hint}</p>
          {earlier?.fields.learned && (
            <p>
              <strong>{text.learned}:</strong> {String(earlier.fields.learned)}
            </p>
          )}
          <Field
            name="reason"
            label={words.why}
            hint={words.noMore.why}
            most={280}
            value={form.reason}
            fault={found.find((one) => one.field === 'reason')}
            onNotCpr={() => {
              setNotCpr([...notCpr, 'reason'])
              setFound([])
            }}
            onChange={(reason) => {
              change({ reason })
              setFound([])
            }}
          />
          {!isKept && <p class="warning">{text.storageFailed}</p>}
          {failed && <SaveTrouble failed={failed} />}
          <div class="act-bar">
            <button type="submit" class="button button-primary wide-button">
              {words.saves.abandon}
            </button>
          </div>
        </form>
      )}
    </Frame>
  )
}
