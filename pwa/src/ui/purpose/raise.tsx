// Raising a barrier to a unit above, which then owes an answer; taking it back; answering it.

import { useState } from 'preact/hooks'
import { edit } from '../../domain/capture'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { Choice } from '../parts'
import { leadersOf } from '../people'
import { leads, lineOf, rolesAt } from '../roles'
import type { BarrierView } from './model'
import { Part, useUnitName, useWords } from './parts'
import { SheetField, SheetForm, useSaving, useSheet } from './sheet'

export function Raised({ barrier }: { barrier: BarrierView }) {
  const { store, account } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const { record, raisedTo } = barrier
  if (record.fields.answer) return <Answered barrier={barrier} />
  if (!raisedTo) return rolesAt(store, account, record.unit).size ? <Raise barrier={barrier} /> : null
  const unit = nameOf(raisedTo)
  return (
    <Part id="answer" title={words.answerTitle}>
      <div class="purpose-owed">
        <p>
          <strong>{words.waitsFor(unit)}</strong> {words.states.owed(barrier.age)}.
        </p>
        {leads(store, account, raisedTo) ? (
          <AnswerForm barrier={barrier} />
        ) : (
          <p>{words.whoAnswers(unit, leadersOf(store, raisedTo).join(', '))}</p>
        )}
        <Withdraw barrier={barrier} />
      </div>
    </Part>
  )
}

function Raise({ barrier }: { barrier: BarrierView }) {
  const { store, today } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const { save, failed } = useSaving()
  const above = lineOf(store, barrier.record.unit).slice(1)
  const [chosen, setChosen] = useState(above[0])
  return (
    <Part id="answer" title={words.raise}>
      {chosen === undefined ? (
        <p class="empty">{words.noneAbove}</p>
      ) : (
        <>
          <p class="quiet">{words.raiseWhy}</p>
          {above.length > 1 && (
            <Choice
              legend={words.raiseWhere}
              name="raised_to"
              value={chosen}
              onChange={setChosen}
              options={above.map((value) => ({ value, label: nameOf(value) }))}
            />
          )}
          <div class="act-row">
            <button
              type="button"
              class="button button-secondary"
              onClick={() => void save([edit('barrier', barrier.record, { raised_to: chosen, raised_on: today })])}
            >
              {words.raiseTo(nameOf(chosen))}
            </button>
          </div>
          {failed && <SaveTrouble failed={failed} />}
        </>
      )}
    </Part>
  )
}

function Withdraw({ barrier }: { barrier: BarrierView }) {
  const { store, account } = useApp()
  const words = useWords()
  const { save, failed } = useSaving()
  const { record } = barrier
  if (!rolesAt(store, account, record.unit).size) return null
  return (
    <>
      <button
        type="button"
        class="text-button purpose-flush"
        onClick={() =>
          void save([edit('barrier', record, { raised_to: null, raised_on: null })], undefined, words.withdrawn)
        }
      >
        {words.withdraw}
      </button>
      {failed && <SaveTrouble failed={failed} />}
    </>
  )
}

function AnswerForm({ barrier, onDone }: { barrier: BarrierView; onDone?: () => void }) {
  const { today } = useApp()
  const words = useWords()
  const sheet = useSheet({
    type: 'barrier',
    unit: barrier.record.unit,
    record: barrier.record,
    names: ['answer'],
    given: { answered_on: today },
    draft: `answer-${barrier.record.id}`,
    check: ({ answer }) => (String(answer).trim() ? [] : [{ field: 'answer', key: 'required' }]),
    onSaved: () => onDone?.(),
  })
  return (
    <SheetForm sheet={sheet} button={words.sendAnswer} isInside onCancel={onDone}>
      <SheetField sheet={sheet} name="answer" isNeeded />
    </SheetForm>
  )
}

function Answered({ barrier }: { barrier: BarrierView }) {
  const { store, account, language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const [isEdited, setEdited] = useState(false)
  const { answer, answered_on } = barrier.record.fields
  const answerer = barrier.raisedTo ?? barrier.record.unit
  return (
    <Part id="answer" title={words.answerFrom(nameOf(answerer))}>
      {isEdited ? (
        <AnswerForm barrier={barrier} onDone={() => setEdited(false)} />
      ) : (
        <div class="purpose-answer">
          <p>{String(answer)}</p>
          {answered_on && <p class="quiet">{shortDay(String(answered_on), language)}</p>}
          {leads(store, account, answerer) && (
            <button type="button" class="text-button purpose-flush" onClick={() => setEdited(true)}>
              {words.editAnswer}
            </button>
          )}
        </div>
      )}
      <p class="quiet">{words.notSolved}</p>
    </Part>
  )
}
