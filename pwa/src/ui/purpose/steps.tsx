// The steps that carry a decision through: ticked as done, shown with their days when they are over time.

import { useState } from 'preact/hooks'
import { edit } from '../../domain/capture'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import type { DecisionView, StepView } from './model'
import { useWords } from './parts'
import { SheetField, SheetForm, useSaving, useSheet } from './sheet'

export function Steps({ decision, mayWrite }: { decision: DecisionView; mayWrite: boolean }) {
  const words = useWords()
  const [isOpen, setOpen] = useState(false)
  if (!decision.steps.length && !mayWrite) return null
  return (
    <div class="purpose-steps">
      <h4>{words.steps}</h4>
      {decision.steps.length === 0 && <p class="quiet">{words.noSteps}</p>}
      <ul>
        {decision.steps.map((one) => (
          <li key={one.record.id}>
            <Step step={one} mayWrite={mayWrite} isCurrent={decision.stands} />
          </li>
        ))}
      </ul>
      {mayWrite && !isOpen && (
        <button type="button" class="text-button purpose-flush" onClick={() => setOpen(true)}>
          {words.addStep}
        </button>
      )}
      {isOpen && <StepForm decision={decision} onDone={() => setOpen(false)} />}
    </div>
  )
}

function Step({ step, mayWrite, isCurrent }: { step: StepView; mayWrite: boolean; isCurrent: boolean }) {
  const { today, language } = useApp()
  const words = useWords()
  const { save, failed } = useSaving()
  const { fields, pending } = step.record
  const isDone = step.state === 'done'
  const when = isDone
    ? words.stepDone(shortDay(String(fields.done_on), language))
    : words.due(shortDay(String(fields.due_on), language))
  const told = (
    <span>
      {String(fields.text)}
      <small class="purpose-facts">
        {isCurrent && step.state === 'overdue' && <span class="phase phase-waiting">{words.overdue(step.days)}</span>}
        <span>{[when, fields.role, pending && words.unsent].filter(Boolean).join(' · ')}</span>
      </small>
    </span>
  )
  if (!mayWrite) return <div class="purpose-step">{told}</div>
  return (
    <>
      <label class="tick">
        <input
          type="checkbox"
          checked={isDone}
          onChange={(event) =>
            void save([edit('step', step.record, { done_on: event.currentTarget.checked ? today : null })])
          }
        />
        {told}
      </label>
      {failed && <SaveTrouble failed={failed} />}
    </>
  )
}

function StepForm({ decision, onDone }: { decision: DecisionView; onDone(): void }) {
  const words = useWords()
  const sheet = useSheet({
    type: 'step',
    unit: decision.record.unit,
    names: ['text', 'due_on', 'role'],
    given: { decision: decision.record.id },
    draft: `step-${decision.record.id}`,
    onSaved: onDone,
  })
  return (
    <SheetForm sheet={sheet} button={words.saveStep} isInside onCancel={onDone}>
      <SheetField sheet={sheet} name="text" as="step" />
      <SheetField sheet={sheet} name="due_on" />
      <SheetField sheet={sheet} name="role" />
    </SheetForm>
  )
}
