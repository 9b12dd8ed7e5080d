// What has been decided about a dilemma or a barrier, and why; the steps that carry it through; and the history: a decision
// is never changed, a later one takes its place.

import { useState } from 'preact/hooks'
import type { RecordView } from '../../store/types'
import { shortDay, useApp } from '../app'
import { lowerFirst } from '../trial/sentence'
import type { DecisionView } from './model'
import { Part, useWords } from './parts'
import { Pick, SheetField, SheetForm, useSheet } from './sheet'
import { Steps } from './steps'

interface Props {
  subject: RecordView
  subjectType: 'dilemma' | 'barrier'
  decisions: DecisionView[]
  /** Said while nothing has been decided. */
  none: string
  mayWrite: boolean
}

export function Decisions({ subject, subjectType, decisions, none, mayWrite }: Props) {
  const words = useWords()
  const [isOpen, setOpen] = useState(false)
  const standing = decisions.filter((one) => one.stands)
  const earlier = decisions.filter((one) => !one.stands)
  return (
    <Part id="decisions" title={decisions.length > 1 ? words.decisions : words.decision}>
      {standing.length === 0 && <p class="empty">{none}</p>}
      {standing.length > 1 && <p class="warning">{words.twoStand}</p>}
      {standing.map((one) => (
        <Decision key={one.record.id} decision={one} mayWrite={mayWrite} />
      ))}
      {mayWrite && !isOpen && (
        <div class="act-row">
          <button
            type="button"
            class={`button ${standing.length || subjectType === 'barrier' ? 'button-secondary' : 'button-primary'}`}
            onClick={() => setOpen(true)}
          >
            {standing.length ? words.decideAnew : words.decide}
          </button>
        </div>
      )}
      {isOpen && (
        <DecisionForm subject={subject} subjectType={subjectType} standing={standing} onDone={() => setOpen(false)} />
      )}
      {earlier.length > 0 && (
        <details class="more">
          <summary>{words.earlier(earlier.length)}</summary>
          {earlier.map((one) => (
            <Decision key={one.record.id} decision={one} mayWrite={false} />
          ))}
        </details>
      )}
    </Part>
  )
}

function Decision({ decision, mayWrite }: { decision: DecisionView; mayWrite: boolean }) {
  const { language } = useApp()
  const words = useWords()
  const { fields, pending } = decision.record
  const facts = [
    words.decidedOn(shortDay(String(fields.decided_on), language)),
    fields.took_part && `${words.tookPart}: ${fields.took_part}`,
    pending && words.unsent,
  ]
  return (
    <article class={`purpose-decision ${decision.stands ? '' : 'purpose-replaced'}`}>
      {!decision.stands && <span class="phase phase-ended">{words.replaced}</span>}
      <h3>{String(fields.choice)}</h3>
      <p>
        <span class="label">{words.because}</span> {lowerFirst(String(fields.reason))}
      </p>
      <p class="quiet">{facts.filter(Boolean).join(' · ')}</p>
      <Steps decision={decision} mayWrite={mayWrite} />
    </article>
  )
}

function DecisionForm({
  subject,
  subjectType,
  standing,
  onDone,
}: {
  subject: RecordView
  subjectType: 'dilemma' | 'barrier'
  standing: DecisionView[]
  onDone(): void
}) {
  const { today } = useApp()
  const words = useWords()
  const sheet = useSheet({
    type: 'decision',
    unit: subject.unit,
    names: ['choice', 'reason', 'took_part', 'decided_on', 'replaces'],
    given: {
      subject: subject.id,
      subject_type: subjectType,
      decided_on: today,
      replaces: standing[0]?.record.id ?? '',
    },
    draft: `decision-${subject.id}`,
    onSaved: onDone,
  })
  return (
    <SheetForm sheet={sheet} isInside onCancel={onDone}>
      <p class="quiet">{words.decideWhy}</p>
      <SheetField sheet={sheet} name="choice" />
      <SheetField sheet={sheet} name="reason" />
      <SheetField sheet={sheet} name="took_part" />
      <SheetField sheet={sheet} name="decided_on" />
      <Pick
        label={words.labels.replaces}
        value={sheet.form.replaces ?? ''}
        none={words.replacesNone}
        options={standing.map((one) => ({ value: one.record.id, label: String(one.record.fields.choice) }))}
        onChange={(value) => sheet.change('replaces', value)}
      />
    </SheetForm>
  )
}
