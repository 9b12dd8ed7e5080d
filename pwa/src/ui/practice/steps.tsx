// The questions of "Tag i brug", one at a time: which is shown, what it still lacks, and the save at the end.

import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Store } from '../../store/store'
import { clockTime, useApp } from '../app'
import { useDraft } from '../draft'
import { useEdit } from '../edit'
import { toast } from '../parts'
import { carriersOf } from '../people'
import { type PracticeView, practiceViews } from '../practices'
import { go } from '../router'
import { begunReview, vouchedOf } from '../trial/deciding'
import { withoutRound } from '../trial/rounds'
import { type TrialView, wishedOn } from '../trials'
import {
  type Answers,
  adjusted,
  adoption,
  decidedBefore,
  decisionFields,
  goneBefore,
  isInstead,
  practiceFields,
  type Review,
  superseding,
} from './adoption'
import { useChecks, useSaving } from './form'
import { Calendar, People, Routine, type StepProps, Stops, Units, Who, Why } from './questions'
import { useTakers } from './takers'
import { useWords } from './words'

export interface AdoptForm extends Answers {
  [name: string]: string | string[]
  /** The question at which somebody stopped. */
  step: string
}

type Key = 'routine' | 'stops' | 'who' | 'units' | 'people' | 'why' | 'calendar'
/** What each question must have answered before one goes on. */
const NEEDED: Record<Key, string[]> = {
  routine: ['routine'],
  stops: ['stops'],
  who: ['who', 'does', 'when'],
  units: [],
  people: [],
  why: ['reason', 'learned', 'took_part', 'dilemma'],
  calendar: ['title'],
}
const SCREENS: Record<Key, (props: StepProps) => ComponentChildren> = {
  routine: Routine,
  stops: Stops,
  who: Who,
  units: Units,
  people: People,
  why: Why,
  calendar: Calendar,
}

/** What it begins with: as it was where it has been a practice before, else as it was tried. */
function fromTrial(store: Store, view: TrialView, gone: PracticeView | undefined): AdoptForm {
  const told = (name: string) => String((gone ?? view).record.fields[name] ?? '')
  return {
    // A practice is no round of it.
    title: gone ? told('title') : withoutRound(told('title')),
    routine: gone ? told('routine') : '',
    stops: gone ? told('stops') : '',
    who: told('who'),
    does: told('does'),
    when: told('when'),
    ...carriersOf(store, (gone ?? view).record.fields),
    units: [],
    supersedes: '',
    step: 'routine',
  }
}

interface StepsProps {
  view: TrialView
  reviewed: Review
  begun: AdoptForm | undefined
}

/** The two forms, their checks, and which of the questions is asked. */
function useSteps({ view, reviewed, begun }: StepsProps) {
  const { store, today } = useApp()
  const { id, unit } = view.record
  const gone = useMemo(() => goneBefore(id, practiceViews(store, today)), [store, id, today])
  const start = () => ({ ...fromTrial(store, view, gone), ...begun })
  const adopt = useEdit<AdoptForm>(store, `adopt-${id}`, start, gone?.record)
  const review = useDraft<Review>(store, `review-${id}`, () => reviewed)
  const forPractice = useChecks('practice')
  const forDecision = useChecks('decision', vouchedOf(reviewed, begunReview(view), today))
  const before = decidedBefore(view)
  const isDecided = before.kind === 'decided'
  // What the unit wrote becomes the leader's own words: it is read, and changed where it is seen otherwise.
  const isWished = wishedOn(view) !== undefined
  // Asked when the review has not: decided once, so that the question does not go away while it is answered.
  const [isWhyAsked, askWhy] = useState(!isDecided && (isWished || !(reviewed.reason && reviewed.learned)))
  const takers = useTakers().filter((one) => one.id !== unit && !gone?.places.has(one.id))
  const keys = (Object.keys(SCREENS) as Key[]).filter(
    (one) => (one !== 'units' || takers.length > 0) && (one !== 'why' || isWhyAsked),
  )
  const at = Math.max(0, keys.indexOf(adopt.form.step as Key))
  const isFine = (key: Key) => {
    if (key === 'why')
      return forDecision.areFine(decisionFields(id, review.form, before, today), NEEDED.why, ['learned'])
    if (key === 'people' && isSamePerson(adopt.form)) return false
    return forPractice.areFine(practiceFields(id, adopt.form, today), NEEDED[key])
  }
  /** The first question whose answer cannot be saved; what the review brought along is looked at as well. */
  function firstFaulty(): Key | undefined {
    if (!isDecided && !isFine('why')) {
      askWhy(true)
      return 'why'
    }
    return keys.find((one) => one !== 'why' && !isFine(one))
  }
  return { adopt, review, forPractice, forDecision, before, isWished, gone, takers, keys, at, isFine, firstFaulty }
}

export function Steps(props: StepsProps) {
  const { store, text, today, language } = useApp()
  const words = useWords()
  const { id, unit } = props.view.record
  const steps = useSteps(props)
  const { adopt, review, keys, at, before } = steps
  const { view } = props
  // Once a change of what the phone holds, not with every letter.
  const old = useMemo(() => adjusted(store, view.record, practiceViews(store, today)), [store, view, today])
  const key = keys[at]!
  const heading = useHeading(key)
  const saving = useSaving()
  const [fresh] = useState(() => store.newId()) // saved after all, it is the same one
  const [tried, setTried] = useState<Key | undefined>()

  async function save(): Promise<void> {
    const faulty = steps.firstFaulty()
    if (faulty) adopt.change({ step: faulty })
    if (faulty) return
    const practice = adopt.before ?? fresh
    const notCpr = { decision: steps.forDecision.notCpr, practice: steps.forPractice.notCpr }
    const made = adoption({ id, unit }, adopt.form, review.form, before, today, practice, notCpr)
    if (old && isInstead(adopt.form, old, unit))
      made.push(...superseding(old, [unit, ...adopt.form.units], words.supersededBy(adopt.form.title), today))
    const kept = await saving.save(made, { draft: [`adopt-${id}`, `review-${id}`] })
    if (!kept) return
    toast({ message: words.adopted(text.at(clockTime(kept.savedAt, language))) })
    go(`/praksis/${adopt.before?.id ?? practice}`, { replace: true })
  }

  async function forward(event: Event): Promise<void> {
    event.preventDefault()
    setTried(key)
    if (!steps.isFine(key)) return
    if (key === 'calendar') await save()
    else adopt.change({ step: keys[at + 1]! })
  }

  const Question = SCREENS[key]
  return (
    <form class="sheet adopt" onSubmit={(event) => void forward(event)} noValidate>
      <p class="quiet step-count">
        {props.view.title} · {words.stepOf(at + 1, keys.length)}
      </p>
      <progress class="steps-bar" value={at + 1} max={keys.length} aria-label={words.stepOf(at + 1, keys.length)} />
      <Question
        heading={heading}
        trialUnit={unit}
        form={adopt.form}
        review={review.form}
        takers={steps.takers}
        isTried={tried === key}
        before={before}
        isWished={steps.isWished}
        old={old}
        forPractice={steps.forPractice}
        forDecision={steps.forDecision}
        change={adopt.change}
        changeReview={review.change}
      />
      {!(adopt.isKept && review.isKept) && <p class="warning">{text.storageFailed}</p>}
      {saving.trouble}
      {at === 0 && <p class="quiet">{words.draftKept}</p>}
      <div class="act-bar step-acts">
        {at > 0 && (
          <button type="button" class="button button-secondary" onClick={() => adopt.change({ step: keys[at - 1]! })}>
            {words.previous}
          </button>
        )}
        <button type="submit" class="button button-primary">
          {key === 'calendar' ? words.begin : words.next}
        </button>
      </div>
    </form>
  )
}

export function isSamePerson(form: { owner: string; deputy: string }): boolean {
  return Boolean(form.deputy) && form.deputy === form.owner
}

/** Each question begins at its heading, for eyes and for screen readers; the first keeps the focus where the screen had it. */
function useHeading(key: string) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(key)
  useEffect(() => {
    if (shown.current === key) return
    shown.current = key
    scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [key])
  return heading
}
