// What a unit wishes to make everyday practice: a leader decides that, so the unit asks, and the leader finds it under what
// waits, with what the unit wrote.

import { standingChoice } from '../../domain/phases'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { leadersOf } from '../people'
import { leads, rolesAt } from '../roles'
import { Link } from '../router'
import { useTerms } from '../terms'
import { asDecision, type TrialView, wishedOn } from '../trials'
import { unwished } from './deciding'
import { useSaving, useWords } from './words'

/** On the trial's page, as long as the wish is open. */
export function Wish({ view }: { view: TrialView }) {
  const { store, account, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { failed, save } = useSaving()
  const { record } = view
  const asked = wishedOn(view)
  const { adopt_because: because, adopt_learned: learned } = record.fields
  // A practice whose trial runs again is not in use, so asking anew is a wish like any other.
  const isInUse =
    standingChoice(view.decisions.map(asDecision)) === 'adopt' &&
    store.ofType('practice').some((one) => one.fields.trial === record.id)
  if (!asked || isInUse) return null
  const isLeader = leads(store, account, record.unit)
  const names = leadersOf(store, record.unit)
  const takeBack = () => {
    const back = unwished(record)
    if (back) void save([back], undefined)
  }
  return (
    <section class="settle wish" aria-labelledby="wish">
      <h2 id="wish">{isLeader ? words.wish.forLeader : words.wish.title}</h2>
      {because && <p>{String(because)}</p>}
      {learned && (
        <p>
          <span class="label">{terms.learned}:</span> {String(learned)}
        </p>
      )}
      <p class="quiet">
        {words.wish.since(shortDay(asked, language))}
        {!isLeader && names.length > 0 && ` · ${words.wish.decides(names.join(', '))}`}
      </p>
      {failed && <SaveTrouble failed={failed} />}
      <div class="act-row">
        {isLeader && (
          <>
            <Link class="button button-primary" href={`/praksis/ny/${record.id}`}>
              {words.nextStep.adopt}
            </Link>
            <Link class="button button-secondary" href={`/proevehandlinger/${record.id}/saml-op`}>
              {words.wish.otherWay}
            </Link>
          </>
        )}
        {!isLeader && rolesAt(store, account, record.unit).size > 0 && (
          <button type="button" class="text-button" onClick={takeBack}>
            {words.wish.takeBack}
          </button>
        )}
      </div>
    </section>
  )
}
