// A field in which two people have written something different: the choice between all that has been written in it.

import { queueFile } from '../../store/bring'
import type { Store } from '../../store/store'
import type { Json, RecordView } from '../../store/types'
import { da } from '../../text/mine.da'
import { en } from '../../text/mine.en'
import { useApp, useWordsOf } from '../app'
import { SaveTrouble } from '../capture/note'
import { nameIn } from '../entries'
import { download } from '../parts'
import { useTerms } from '../terms'
import { askedBy, chosen } from './choosing'
import { fieldName, saidIn } from './told'
import { useTrying } from './trying'

/** Both values, and what this phone has written of them: brought in again, that is known. */
function saveConflict(store: Store, { id, fields }: RecordView): void {
  const { record, field } = fields
  const written = queueFile(
    store,
    (one) => one.state === 'conflict' && one.record === record && String(field) in one.fields,
  )
  download(`proev-${id}.json`, { ...written, conflict: fields })
}

export function ConflictCard({ conflict }: { conflict: RecordView }) {
  const { text, store, today, language } = useApp()
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const asked = askedBy(store, conflict)
  const { subject, type, field, values, isSetSince } = asked
  const telling = { text, store, language }
  const { failed, isBusy, attempt } = useTrying()

  /** What has changed since it was drawn is drawn anew, and chosen once more. */
  async function choose(value: Json): Promise<void> {
    const mutations = chosen(store, conflict, asked, value, today)
    if (mutations) await store.save(mutations)
  }

  const said = (value: Json) => saidIn(type, field, { ...subject?.fields, [field]: value }, telling) || words.nothing
  return (
    <article class="attention-card">
      <h2>{nameIn(subject?.fields) ?? terms.types[type] ?? ''}</h2>
      <p>
        {words.twoValues(fieldName(type, field, telling))} {isSetSince && words.setSince}
      </p>
      {!subject && <p>{words.recordElsewhere}</p>}
      <ul class="versions">
        {values.map((value, at) => (
          <li key={JSON.stringify(value)}>
            <p>{said(value)}</p>
            <button
              type="button"
              class="button button-secondary"
              aria-label={`${words.keepThis}: ${said(value)}`}
              disabled={isBusy || (!subject && at > 0)}
              onClick={() => void attempt(() => choose(value))}
            >
              {words.keepThis}
            </button>
          </li>
        ))}
      </ul>
      {failed && <SaveTrouble failed={failed} />}
      <div class="act-row">
        <button type="button" class="button button-tertiary" onClick={() => saveConflict(store, conflict)}>
          {text.saveAsFile}
        </button>
      </div>
    </article>
  )
}
