// Kræver opmærksomhed: every held or conflicting record, why in one sentence, and the ways on.

import { queueFile } from '../../store/bring'
import { editAndSendAgain, letRest } from '../../store/mending'
import type { Store } from '../../store/store'
import type { Entry } from '../../store/types'
import { da } from '../../text/mine.da'
import { en } from '../../text/mine.en'
import { useApp, useWordsOf } from '../app'
import { SaveTrouble } from '../capture/note'
import { Frame } from '../frame'
import { download, toast } from '../parts'
import { ConflictCard } from './conflict'
import { forReview, inState, openConflicts } from './count'
import { CardTitle, Guard, Unshowable } from './guard'
import { MendForm, useMend } from './mend'
import { RefusedCard } from './refused'
import { ReviewCard, saveHeld } from './review'
import { settledBy } from './settled'
import { inOurWords } from './told'
import { useTrying } from './trying'
import { WayThere } from './way'

export function Attention() {
  const { text, store, account } = useApp()
  const words = useWordsOf(da, en)
  const held = store.held()
  const reviews = forReview(store, account)
  const conflicts = openConflicts(store)
  const refused = inState(store, 'refused')
  const count = held.length + conflicts.length + reviews.length + refused.length
  return (
    <Frame title={text.attention} back="/">
      {count === 0 && <p class="empty">{words.nothingToAttend}</p>}
      {conflicts.map((one) => (
        <Guard key={one.id}>
          <ConflictCard conflict={one} />
        </Guard>
      ))}
      {held.map((one) => (
        <Guard key={one.n} otherwise={<Unshowable save={() => saveFile(store, one)} />}>
          <HeldCard entry={one} />
        </Guard>
      ))}
      {refused.map((one) => (
        <Guard key={one.id}>
          <RefusedCard attachment={one} />
        </Guard>
      ))}
      {reviews.length > 0 && (
        <section aria-labelledby="review">
          <h2 id="review">{words.review}</h2>
          <p>{reviews.some((one) => one.fields.sent_by !== account.user.id) ? words.reviewIntro : words.ownIntro}</p>
          {reviews.map((one) => (
            <Guard key={one.id} otherwise={<Unshowable save={() => saveHeld(one)} />}>
              <ReviewCard held={one} />
            </Guard>
          ))}
        </section>
      )}
    </Frame>
  )
}

function saveFile(store: Store, entry: Entry): void {
  download(
    `proev-${entry.id}.json`,
    queueFile(store, (one) => one.n === entry.n),
  )
}

function HeldCard({ entry }: { entry: Entry }) {
  const { text, store, today, language } = useApp()
  const words = useWordsOf(da, en)
  const mending = useMend(entry, entry.id, true)
  const { failed, isBusy, attempt } = useTrying()
  const why =
    inOurWords(entry.detail, entry.type, { text, language }) ?? words.reasons[entry.reason ?? ''] ?? words.heldBecause
  const settled = settledBy(store, entry, today)
  const { names, fields, isOpen, draft, open } = mending

  async function sendAgain(): Promise<void> {
    const saved = await editAndSendAgain(store, entry.id, fields, [draft])
    if (saved) toast({ message: words.mendSaved })
  }

  return (
    <article class="attention-card">
      <CardTitle entry={entry} />
      <p>{settled ? words.settled[settled] : why}</p>
      {isOpen && (
        <Guard>
          <MendForm {...mending} />
        </Guard>
      )}
      {failed && <SaveTrouble failed={failed} />}
      <div class="act-row">
        <button
          type="button"
          class="button button-primary"
          disabled={isBusy}
          onClick={() => (isOpen || !names.length ? void attempt(sendAgain) : open())}
        >
          {words.mendAndSend}
        </button>
        <WayThere entry={entry} />
        <button type="button" class="button button-secondary" onClick={() => saveFile(store, entry)}>
          {text.saveAsFile}
        </button>
        <button
          type="button"
          class="button button-tertiary"
          onClick={() => void attempt(() => letRest(store, entry.id, [draft]))}
        >
          {words.letRest}
        </button>
      </div>
    </article>
  )
}
