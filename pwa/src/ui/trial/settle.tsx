// Two decisions that say something different: people choose the one that stands; the other is replaced, never removed.

import { create } from '../../domain/capture'
import type { Fields, RecordView } from '../../store/types'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { leads } from '../roles'
import { type TrialView, toSettle } from '../trials'
import { useSaving, useWords } from './words'

const SAME = ['choice', 'reason', 'learned', 'as_planned', 'effect', 'effort', 'dilemma', 'took_part']

export function Settle({ view }: { view: TrialView }) {
  const { store, account, text, today, language } = useApp()
  const words = useWords()
  const { failed, save } = useSaving()
  const made = toSettle(view)
  if (!made.length) return null

  /** The chosen one is said again in place of each of the others. */
  function choose(chosen: RecordView): void {
    const same = Object.fromEntries(SAME.map((name) => [name, chosen.fields[name] ?? null])) as Fields
    // A cancelling counts on a day before the end, as it was meant.
    const decided_on = chosen.fields.choice === 'cancel' ? chosen.fields.decided_on! : today
    const about = { subject_type: 'trial', subject: view.record.id, decided_on }
    const others = made.filter((one) => one !== chosen)
    void save(
      others.map((one) => create('decision', view.record.unit, { ...same, ...about, replaces: one.id })),
      undefined,
    )
  }

  return (
    <section class="settle" aria-labelledby="settle">
      <h2 id="settle">{words.twoDecisions}</h2>
      <p>{words.twoDecisionsHint}</p>
      {failed && <SaveTrouble failed={failed} />}
      <ul class="versions">
        {made.map((one) => (
          <li key={one.id}>
            <strong>{text.choices[String(one.fields.choice)]}</strong>{' '}
            <small>{shortDay(String(one.fields.decided_on), language)}</small>
            <p>{String(one.fields.reason)}</p>
            {one.fields.choice === 'adopt' && !leads(store, account, view.record.unit) ? (
              <p class="quiet">{words.needsLeader}</p>
            ) : (
              <button type="button" class="button button-secondary" onClick={() => choose(one)}>
                {words.thisStands}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
