// Tag i brug: from a trial to everyday practice, one question at a time. Needs a leader at the trial's unit; everybody
// else sees what will be asked, and who can do it.

import { useEffect, useState } from 'preact/hooks'
import { useApp } from '../app'
import { Frame } from '../frame'
import { leadersOf } from '../people'
import { heldPractice, practiceViews } from '../practices'
import { leads } from '../roles'
import { Link } from '../router'
import { begunReview } from '../trial/deciding'
import { type TrialView, trialViews, wishedOn } from '../trials'
import { decidedBefore, type Review } from './adoption'
import { type AdoptForm, Steps } from './steps'
import { listed, useUnitName, useWords } from './words'

export function Adopt({ trialId }: { trialId: string }) {
  const { store, today, account } = useApp()
  const words = useWords()
  const view = trialViews(store, today).find((one) => one.record.id === trialId)
  const made = practiceViews(store, today).find((one) => one.record.fields.trial === trialId && one.phase !== 'retired')
  const before = view && decidedBefore(view)
  return (
    <Frame title={words.adopt} back={`/proevehandlinger/${trialId}`}>
      {!view || !before ? (
        <p class="empty">{words.noTrial}</p>
      ) : made ? (
        <>
          <p>{words.alreadyPractice}</p>
          <Link class="button button-primary" href={`/praksis/${made.record.id}`}>
            {words.toPractice}
          </Link>
        </>
      ) : !leads(store, account, view.record.unit) ? (
        <AskLeader view={view} />
      ) : before.kind === 'unclear' ? (
        <>
          <p>{words.contradiction}</p>
          <Link class="button button-primary" href={`/proevehandlinger/${trialId}`}>
            {words.toTrial}
          </Link>
        </>
      ) : heldPractice(store, account, trialId) ? (
        <>
          <p>{words.answersHeld}</p>
          <Link class="button button-primary" href="/opmaerksomhed">
            {words.toAnswers}
          </Link>
        </>
      ) : (
        <Begin view={view} />
      )}
    </Frame>
  )
}

/** Staff read what a leader will be asked, and whom to ask. Nothing that they wrote goes away. */
function AskLeader({ view }: { view: TrialView }) {
  const { store } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const names = leadersOf(store, view.record.unit)
  const questions = [words.askRoutine, words.askStops, words.askWho, words.askUnits, words.askPeople]
  return (
    <>
      <p class="sheet-about">{view.title}</p>
      <h2 class="question">{words.leaderAdopts}</h2>
      {names.length > 0 && <p>{words.askLeader(listed(names, words.and))}</p>}
      <p>{words.leaderAdoptsWhy(nameOf(view.record.unit))}</p>
      <ol class="prepare">
        {questions.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ol>
      <p class="quiet">{words.reviewKept}</p>
      <div class="act-row">
        {['running', 'review'].includes(view.phase) && !wishedOn(view) && (
          <Link class="button button-primary" href={`/proevehandlinger/${view.record.id}/saml-op`}>
            {words.askForIt}
          </Link>
        )}
        <Link class="button button-secondary" href={`/proevehandlinger/${view.record.id}`}>
          {words.toTrial}
        </Link>
      </div>
    </>
  )
}

/** Reads both drafts first: which questions are left depends on what the review has answered. */
function Begin({ view }: { view: TrialView }) {
  const { store } = useApp()
  const [kept, setKept] = useState<{ review: Review; form: AdoptForm | undefined } | undefined>()
  const { id } = view.record
  useEffect(() => {
    let isCurrent = true
    void Promise.all([store.draft<Review>(`review-${id}`), store.draft<AdoptForm>(`adopt-${id}`)]).then(
      ([review, form]) => isCurrent && setKept({ review: { ...begunReview(view), ...review }, form }),
    )
    return () => {
      isCurrent = false
    }
  }, [store, id])
  return kept ? <Steps view={view} reviewed={kept.review} begun={kept.form} /> : null
}
