// After a decision: what was learned, as others will see it. A calm ending, never a failure.

import { edit } from '../../domain/capture'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { Frame } from '../frame'
import { Phase } from '../parts'
import { Link } from '../router'
import type { TrialView } from '../trials'
import { mayShare, taughtBy } from './taught'
import { useSaving, useWords } from './words'

export function LearnedScreen({ view }: { view: TrialView }) {
  const { store, account, text, language } = useApp()
  const words = useWords()
  const { failed, save } = useSaving()
  const { fields, id } = view.record
  const decision = taughtBy(view.decisions)
  const share = () => {
    const shared = edit('trial', view.record, { shared: true })
    if (shared) void save([shared], undefined)
  }
  return (
    <Frame title={view.title} back={`/proevehandlinger/${id}`}>
      {!decision && <p class="empty">{words.noLearned}</p>}
      {decision && (
        <div class="calm">
          <p class="calm-thanks">{words.thanks}</p>
          <p>{words.thanksHint[String(decision.fields.choice)]}</p>
          <h2>{words.cardSeen}</h2>
          <article class="learned-card">
            <Phase phase={view.phase} />
            <h3>{view.title}</h3>
            {fields.change && <p class="quiet">{String(fields.change)}</p>}
            <p class="learned-words">{String(decision.fields.learned)}</p>
            <small>
              {String(store.get(view.record.unit)?.fields.name ?? '')} ·{' '}
              {shortDay(String(decision.fields.decided_on), language)}
            </small>
          </article>
          {failed && <SaveTrouble failed={failed} />}
          <div class="act-row" role="status">
            {fields.shared && <span class="ready">✓ {words.sharedOn}</span>}
            {mayShare(store, account, view.record) && (
              <button type="button" class="button button-primary" onClick={share}>
                {words.share}
              </button>
            )}
          </div>
          <p>
            <Link class="next-way" href={`/proevehandlinger/${id}`}>
              {words.toTrial} →
            </Link>
          </p>
          <p>
            <Link class="next-way" href="/ny">
              {text.newTrial} →
            </Link>
          </p>
        </div>
      )}
    </Frame>
  )
}
