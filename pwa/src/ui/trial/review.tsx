// Saml op: look back, say what was learned, and choose between five answers that are equally good.

import { useState } from 'preact/hooks'
import type { Fault } from '../../domain/capture'
import { useApp } from '../app'
import { currentMeeting } from '../board/meeting'
import { SaveTrouble } from '../capture/note'
import { useEdit } from '../edit'
import { Frame } from '../frame'
import { Choice, Field } from '../parts'
import { leads } from '../roles'
import { go, Link } from '../router'
import { useTerms } from '../terms'
import type { TrialView } from '../trials'
import {
  begunReview,
  CHOICES,
  type Choice as Chosen,
  decisionFaults,
  extensionDays,
  madeAbout,
  type Review,
  toDecision,
  toWish,
  vouchedOf,
} from './deciding'
import { EndField } from './ending'
import { LookBack } from './happened'
import { useDeciding, useWords } from './words'

const DONE = ['abandoned', 'adapted', 'scaled', 'adopted', 'cancelled']

export function ReviewScreen({ view }: { view: TrialView }) {
  const words = useWords()
  const back = `/proevehandlinger/${view.record.id}`
  return (
    <Frame title={words.reviewTitle} back={back}>
      <p class="sheet-about">{view.title}</p>
      {DONE.includes(view.phase) ? (
        <p class="empty">
          {words.alreadyDecided} <Link href={back}>{words.toTrial}</Link>
        </p>
      ) : (
        <>
          <LookBack view={view} />
          <ReviewForm view={view} />
        </>
      )}
    </Frame>
  )
}

/** Where one came from: the meeting that has come to this trial, else its page. */
function placeOf(id: string): string {
  const meeting = currentMeeting()
  return meeting?.at.includes(id) ? `/tavle/${meeting.unit}` : `/proevehandlinger/${id}`
}

/** Where a saved choice leads: each to the step that it asks for. */
const THEN: Record<Chosen, (id: string) => string> = {
  abandon: (id) => `/proevehandlinger/${id}/laert`,
  adapt: (id) => `/ny/justering/${id}`,
  scale: (id) => `/ny/skalering/${id}`,
  extend: (id) => placeOf(id),
  adopt: (id) => `/praksis/ny/${id}`,
}

/** `isAgain`: in place of the decision that stands; its words are there to begin with. */
export function ReviewForm({ view, isAgain = false }: { view: TrialView; isAgain?: boolean }) {
  const { store, account, text, today } = useApp()
  const words = useWords()
  const { id, unit } = view.record
  const draft = `review-${id}`
  const before = isAgain ? madeAbout(view) : []
  // Made anew, it may go on to the day that it had.
  const ends_on = isAgain && view.end && view.end >= today ? view.end : ''
  const begun = () => ({ ...begunReview(view), ends_on })
  const { form, isKept, before: trial, change: typed } = useEdit<Review>(store, draft, begun, view.record)
  const [found, setFound] = useState<Fault[]>([])
  const { failed, save } = useDeciding()
  const mayAdopt = leads(store, account, unit)
  // What is made anew is no wish: its decision would stand beside it, and nobody see it.
  const mayExtend = extensionDays(view.record, view.end, today, isAgain) !== undefined
  const isOffered = (one: Chosen) =>
    one === 'extend' ? mayExtend : !isAgain || one !== 'adopt' || (mayAdopt && before[0]?.fields.choice !== 'adopt')
  const ways = CHOICES.filter(isOffered).sort((a, b) => (isAgain ? Number(b === 'extend') - Number(a === 'extend') : 0))
  const choice = ways.find((one) => one === form.choice)

  function change(next: Partial<Review>): void {
    typed(next)
    setFound((was) => was.filter((one) => !(one.field in next)))
  }

  function finish(chosen: Chosen): void {
    const notCpr = vouchedOf(form, begunReview(view), today)
    const instead = before.map((one) => one.id)
    const deciding = { review: form, trial: view.record, end: view.end, choice: chosen, today, notCpr, instead }
    const wrong = decisionFaults(deciding)
    setFound(wrong)
    if (wrong.length) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus())
    } else if (chosen === 'adopt' && !mayAdopt) {
      const wish = toWish(trial!, form, today, notCpr)
      if (wish) void save([wish], placeOf(id), draft)
      else go(placeOf(id))
    } else if (chosen === 'adopt') {
      go(THEN.adopt(id)) // the decision is saved there, together with the practice
    } else void save(toDecision(deciding), THEN[chosen](id), draft)
  }

  const field = (name: keyof Review & string, label: string, hint: string, most: number, lines = false) => (
    <Field
      {...{ name, label, hint, most, lines }}
      value={form[name] ?? ''}
      fault={found.find((one) => one.field === name)}
      onNotCpr={() => {
        change({ vouched: `${form.vouched} ${name}`.trim() })
        setFound(found.filter((one) => one.field !== name))
      }}
      onChange={(value) => change({ [name]: value })}
    />
  )
  return (
    <form class="sheet review" onSubmit={(event) => event.preventDefault()} noValidate>
      <Choice
        legend={words.asPlanned}
        name="as_planned"
        value={form.as_planned || undefined}
        onChange={(as_planned) => change({ as_planned })}
        options={['yes', 'partly', 'no'].map((value) => ({ value, label: words.planned[value] }))}
      />
      {field('learned', words.whatLearned, words.whatLearnedHint, 500, true)}
      <Weights form={form} change={change} />
      <WhatNow ways={ways} isAgain={isAgain} value={choice} onChange={(chosen) => change({ choice: chosen })} />
      {!mayExtend && view.record.fields.starts_on && <p class="quiet">{words.fullLength}</p>}
      {choice && (
        <>
          {choice === 'extend' && (
            <EndField {...{ view, form, found, isAgain }} onChange={(ends_on) => change({ ends_on })} />
          )}
          {field('reason', words.why, words.whyHint, 280)}
          {field('took_part', words.tookPartLabel, words.tookPartHint, 120)}
          {field('dilemma', words.dilemma, words.dilemmaHint, 200)}
        </>
      )}
      {!isKept && <p class="warning">{text.storageFailed}</p>}
      {failed && <SaveTrouble failed={failed} />}
      {choice === 'adopt' && !mayAdopt && <p class="leader-adopts">{words.leaderAdopts}</p>}
      {choice && (
        <div class="act-bar">
          <button type="button" class="button button-primary wide-button" onClick={() => finish(choice)}>
            {choice === 'adopt' && !mayAdopt
              ? words.wish.ask
              : isAgain && choice === 'extend'
                ? words.again.goOn
                : words.saves[choice]}
          </button>
        </div>
      )}
    </form>
  )
}

function Weights({ form, change }: { form: Review; change(next: Partial<Review>): void }) {
  const words = useWords()
  const options = (names: string[]) => names.map((label, at) => ({ value: String(at + 1), label }))
  return (
    <details class="more weights" open={Boolean(form.effect || form.effort) || undefined}>
      <summary>{words.weights}</summary>
      <Choice
        legend={words.effect}
        name="effect"
        value={form.effect || undefined}
        onChange={(effect) => change({ effect })}
        options={options(words.effects)}
      />
      <Choice
        legend={words.effort}
        name="effort"
        value={form.effort || undefined}
        onChange={(effort) => change({ effort })}
        options={options(words.efforts)}
      />
    </details>
  )
}

interface WhatNowProps {
  ways: Chosen[]
  isAgain: boolean
  value: Chosen | undefined
  onChange(choice: Chosen): void
}

/** Five equal ways on; none is the right one. Made anew, to go on is the first. */
function WhatNow({ ways, isAgain, value, onChange }: WhatNowProps) {
  const terms = useTerms()
  const words = useWords()
  return (
    <Choice<Chosen>
      legend={words.whatNow}
      name="choice"
      look="ways-on"
      value={value}
      onChange={onChange}
      options={ways.map((one) => ({
        value: one,
        label: (
          <>
            <strong>{isAgain && one === 'extend' ? words.again.goOn : terms.choices[one]}</strong>
            <small>{isAgain && one === 'extend' ? words.again.goesOn : words.means[one]}</small>
          </>
        ),
      }))}
    />
  )
}
