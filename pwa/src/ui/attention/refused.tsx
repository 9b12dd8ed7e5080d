// A picture or a voice note that the server will not have: why in one sentence, and the ways on.

import { useState } from 'preact/hooks'
import { attachmentsIn } from '../../store/blobs'
import type { Attachment } from '../../store/types'
import { useApp } from '../app'
import { attachmentTitle, useWords } from '../attach/words'
import { SaveTrouble } from '../capture/note'
import { download } from '../parts'
import { useTrying } from './trying'

export function RefusedCard({ attachment }: { attachment: Attachment }) {
  const { store, engine } = useApp()
  const words = useWords()
  const [isAsked, ask] = useState(false)
  const { failed, isBusy, attempt } = useTrying()
  const { id, user, mime, code } = attachment
  const isTheirs = user !== store.user && code === 'upload_differs'

  async function saveAsFile(): Promise<void> {
    const bytes = await attachmentsIn(store).bytes(id)
    if (bytes) download(`proev-${id}.${mime.split('/')[1]}`, bytes)
  }

  async function retry(): Promise<void> {
    await attachmentsIn(store).retry(id)
    await engine.run()
  }

  return (
    <article class="attention-card">
      <h2>{attachmentTitle(store, attachment, words)}</h2>
      <p>
        {isTheirs ? words.refusedTheirs : (words.refusals[code ?? ''] ?? words.refusedBecause)} {words.textIsSent}
      </p>
      {failed && <SaveTrouble failed={failed} />}
      {isAsked && <p role="status">{words.deleteSure}</p>}
      <div class="act-row">
        {!isAsked && (
          <button type="button" class="button button-primary" onClick={() => void attempt(saveAsFile)}>
            {words.saveAsFile}
          </button>
        )}
        {isAsked && (
          <button
            type="button"
            class="button button-primary"
            disabled={isBusy}
            onClick={() => void attempt(() => attachmentsIn(store).drop(id))}
          >
            {words.deleteYes}
          </button>
        )}
        {!isAsked && (
          <button type="button" class="button button-secondary" disabled={isBusy} onClick={() => void attempt(retry)}>
            {words.sendAgain}
          </button>
        )}
        <button type="button" class="button button-secondary" onClick={() => ask(!isAsked)}>
          {isAsked ? words.deleteNo : words.delete}
        </button>
      </div>
    </article>
  )
}
