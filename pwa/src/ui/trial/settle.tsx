// Two decisions that say something different: people choose the one that stands; the other is replaced, never removed. A
// practice that came of an adoption goes with it (domain/practices.ts, withTrial), and people are told before they choose.

import { create, vouchedIn } from '../../domain/capture'
import { sinceExtension } from '../../domain/phases'
import type { Fields, RecordView } from '../../store/types'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { leads } from '../roles'
import { useTerms } from '../terms'
import { asDecision, type TrialView, toSettle } from '../trials'
import { PracticeGoes } from './goes'
import { useDeciding, useWords } from './words'

const SAME = ['choice', 'reason', 'learned', 'as_planned', 'effect', 'effort', 'dilemma', 'took_part']

export function Settle({ view }: { view: TrialView }) {
  const { store, account, today, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { failed, save } = useDeciding()
  const made = toSettle(view)
  if (!made.length) return null
  // To take a leader's decision back is a leader's too.
  const isLeaders = made.some((one) => one.fields.choice === 'adopt')
  const isAllowed = !isLeaders || leads(store, account, view.record.unit)

  /** The chosen one is said again in place of each of the others. */
  function choose(chosen: RecordView): void {
    const same = Object.fromEntries(SAME.map((name) => [name, chosen.fields[name] ?? null])) as Fields
    // A cancelling counts on a day before the end, as it was meant.
    const decided_on = chosen.fields.choice === 'cancel' ? chosen.fields.decided_on! : today
    const about = { subject_type: 'trial', subject: view.record.id, decided_on }
    // All that say something else, also where two have said the same: the choice is made once.
    const { final } = sinceExtension(view.decisions.map(asDecision))
    const others = final.filter((one) => one.choice !== chosen.fields.choice)
    const vouched = vouchedIn('decision', same, today)
    void save(
      others.map((one) => create('decision', view.record.unit, { ...same, ...about, replaces: one.id! }, vouched)),
      undefined,
    )
  }

  return (
    <section class="settle" aria-labelledby="settle">
      <h2 id="settle">{words.twoDecisions}</h2>
      <p>{words.twoDecisionsHint}</p>
      {!isAllowed && <p class="quiet">{words.leaderSettles}</p>}
      {failed && <SaveTrouble failed={failed} />}
      <ul class="versions">
        {made.map((one) => (
          <li key={one.id}>
            <strong>{terms.choices[String(one.fields.choice)]}</strong>{' '}
            <small>{shortDay(String(one.fields.decided_on), language)}</small>
            <p>{String(one.fields.reason)}</p>
            {one.fields.choice !== 'adopt' && <PracticeGoes view={view} />}
            {isAllowed && (
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
