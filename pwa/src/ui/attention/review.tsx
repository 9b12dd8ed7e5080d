// Til gennemsyn: a leader lets in what the server kept, into a unit of their own, or answers its sender.

import { useState } from 'preact/hooks'
import { mendInPlace, recordOfMend } from '../../store/mending'
import type { RecordView } from '../../store/types'
import { da } from '../../text/mine.da'
import { en } from '../../text/mine.en'
import { useApp, useWordsOf } from '../app'
import { Attached } from '../attach/shown'
import { SaveTrouble } from '../capture/note'
import { useDraft } from '../draft'
import { isNew } from '../entries'
import { download, Field, toast, UnitField } from '../parts'
import { decides } from '../roles'
import { unitChoices } from '../trials'
import { CardTitle, Guard } from './guard'
import { entryInFile, entryKept, vouchedStill } from './kept'
import { MendForm, useMend } from './mend'
import { inOurWords } from './told'
import { useTrying } from './trying'

/** No answer by then is told as none. */
const PATIENCE = 20_000

export function saveHeld(held: RecordView): void {
  download(`proev-${entryKept(held).id}.json`, { proev_queue: 1, entries: [entryInFile(held)] })
}

export function ReviewCard({ held }: { held: RecordView }) {
  const { text, store, engine, account, language } = useApp()
  const words = useWordsOf(da, en)
  const told = entryKept(held)
  const units = unitChoices(store, account)
  const written = String(told.fields.unit ?? held.unit)
  const [unit, setUnit] = useState(units.some((one) => one.id === written) ? written : units[0]!.id)
  const answer = useAnswer(held.id)
  const [said, setSaid] = useState<string | undefined>()
  const isOwn = held.fields.sent_by === account.user.id
  const mending = useMend(told, held.id, isOwn)
  const { failed, isBusy, attempt } = useTrying()
  const isLed = decides(store, account, held.unit)
  const sender = isOwn ? undefined : store.get(String(held.fields.sent_by))?.fields.name
  const reasons = isOwn ? words.reasons : words.reviewReasons

  async function decide(what: 'release' | 'dismiss', body: object): Promise<void> {
    setSaid(undefined)
    try {
      const response = await fetch(`/api/v1/held/${held.id}/${what}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Proev': '1', 'Accept-Language': language },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE),
      })
      const reply = (await response.json()) as { status: string | number; detail?: string }
      if (!response.ok) setSaid(reply.detail ?? text.serverTrouble)
      else if (reply.status === 'held') setSaid(words.stillHeld(reply.detail ?? ''))
      else for (const draft of [answer.draft, mending.draft]) await store.dropDraft(draft)
      await engine.run()
    } catch {
      setSaid(words.reviewNeedsNet) // no answer came, so nothing is known to have changed: the card stays
    }
  }

  /** The leader's own mutation in its place: theirs to answer for, and the one that waits is dealt with by it. */
  async function mend(): Promise<void> {
    const { id, type, op, base, fields } = told
    const about = recordOfMend(told, String(held.fields.reason))
    const mended = { ...fields, ...mending.fields }
    const mend = { type, op, fields: mended, instead_of: id, ...about, base, ...vouchedStill(told, mended) }
    if (await mendInPlace(store, mend, [mending.draft, answer.draft])) toast({ message: words.mendSaved })
    await engine.run()
  }

  // What is new may go into another unit; an edit belongs where its record is.
  const isMovable = isNew(told, store.get(told.record) !== undefined) && told.fields.unit !== undefined
  return (
    <article class="attention-card">
      <CardTitle entry={told} />
      {sender && <p class="quiet">{words.writtenBy(String(sender))}</p>}
      {isOwn && <p class="quiet">{words.ownElsewhere}</p>}
      <p>
        {reasons[String(held.fields.reason)] ?? inOurWords(String(held.fields.detail), told.type, { text, language })}
      </p>
      <Guard>
        <Attached fields={told.fields} />
      </Guard>
      {isMovable && isLed && <UnitField value={unit} units={units} onChange={setUnit} />}
      {answer.isOpen && (
        <Field
          label={isOwn ? words.whyNot : words.yourAnswer}
          name={`answer-${held.id}`}
          lines
          most={280}
          value={answer.words}
          onChange={answer.change}
        />
      )}
      {!answer.isKept && <p class="warning">{text.storageFailed}</p>}
      {mending.isOpen && (
        <Guard>
          <MendForm {...mending} />
        </Guard>
      )}
      {failed && <SaveTrouble failed={failed} />}
      <p class="form-error-message" role="alert">
        {said}
      </p>
      <div class="act-row">
        {isLed && (
          <button
            type="button"
            class="button button-primary"
            onClick={() => void decide('release', isMovable ? { unit } : {})}
          >
            {words.release}
          </button>
        )}
        <button
          type="button"
          class="button button-secondary"
          disabled={answer.isOpen && !answer.words.trim()}
          onClick={() => (answer.isOpen ? void decide('dismiss', { reason: answer.words.trim() }) : answer.open())}
        >
          {isOwn ? words.dismissOwn : answer.isOpen ? words.sendAnswer : words.dismiss}
        </button>
        {told.id && mending.names.length > 0 && (
          <button
            type="button"
            class="button button-secondary"
            disabled={isBusy}
            onClick={() => (mending.isOpen ? void attempt(mend) : mending.open())}
          >
            {mending.isOpen ? words.mendAndSend : words.mendYourself}
          </button>
        )}
        <button type="button" class="button button-tertiary" onClick={() => saveHeld(held)}>
          {text.saveAsFile}
        </button>
      </div>
    </article>
  )
}

/** The answer to a sender, kept as it is typed. */
function useAnswer(id: string) {
  const { store } = useApp()
  const [isAsked, setAsked] = useState(false)
  const draft = `answer-${id}`
  const { form, isKept, change } = useDraft(store, draft, () => ({ words: '' }))
  const { words } = form
  return {
    ...{ words, isKept, draft, isOpen: isAsked || words !== '' },
    open: () => setAsked(true),
    change: (typed: string) => change({ words: typed }),
  }
}
