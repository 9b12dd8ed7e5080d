// What a unit wishes to make everyday practice: a leader decides that, so the unit asks, and the leader finds it under what
// waits, with what the unit wrote.

import { edit } from '../../domain/capture'
import { shortDay, useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { leadersOf } from '../practices'
import { leads, rolesAt } from '../roles'
import { Link } from '../router'
import { type TrialView, wishedOn } from '../trials'
import type { Review } from './deciding'
import { useSaving, useWords } from './words'

/** The unit's wish in place of a decision that only a leader can take. Undefined when nothing of it is new. */
export function toWish(view: TrialView, review: Review, today: string, notCpr: string[]) {
  const named: Record<string, string> = { reason: 'adopt_because', learned: 'adopt_learned' }
  const fields = { adopt_asked_on: today, adopt_because: review.reason, adopt_learned: review.learned }
  return edit(
    'trial',
    view.record,
    fields,
    notCpr.map((one) => named[one] ?? one),
  )
}

/** On the trial's page, as long as the wish is open. */
export function Wish({ view }: { view: TrialView }) {
  const { store, account, language } = useApp()
  const words = useWords()
  const { failed, save } = useSaving()
  const { record } = view
  const asked = wishedOn(view)
  const because = record.fields.adopt_because
  const isInUse = store.ofType('practice').some((one) => one.fields.trial === record.id)
  if (!asked || isInUse) return null
  const isLeader = leads(store, account, record.unit)
  const names = leadersOf(store, record.unit)
  const takeBack = () => {
    const back = edit('trial', record, { adopt_asked_on: null, adopt_because: null, adopt_learned: null })
    if (back) void save([back], undefined)
  }
  return (
    <section class="settle wish" aria-labelledby="wish">
      <h2 id="wish">{isLeader ? words.wish.forLeader : words.wish.title}</h2>
      {because && <p>{String(because)}</p>}
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
