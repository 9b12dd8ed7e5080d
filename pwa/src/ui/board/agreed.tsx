// The last slide: what this phone has saved while the meeting went on.

import type { Store } from '../../store/store'
import type { Entry } from '../../store/types'
import { useApp } from '../app'
import { go, Link } from '../router'
import { useTerms } from '../terms'
import type { Facts } from './agenda'
import type { Meeting } from './meeting'
import { keepMeeting } from './pace'
import { useWords } from './words'

const GONE = new Set(['mended', 'resting'])

export function AgreedSlide({ meeting, facts }: { meeting: Meeting; facts: Facts }) {
  const { store } = useApp()
  const words = useWords()
  const list = savedIn(store, meeting, facts)
  return (
    <>
      <h2>{words.agreed}</h2>
      {list.length === 0 && <p class="lead">{words.nothingAgreed}</p>}
      <ul class="quotes agreed">
        {list.map((one) => (
          <Agreed key={one.id} entry={one} />
        ))}
      </ul>
      <div class="act-row">
        <button
          type="button"
          class="button button-primary"
          onClick={() => {
            keepMeeting(undefined)
            go('/')
          }}
        >
          {words.end}
        </button>
        <Link class="button button-secondary" href="/ny">
          {words.newTrial}
        </Link>
      </div>
    </>
  )
}

/** The latest of what was saved about each record, in the order in which the meeting came to it. */
function savedIn(store: Store, meeting: Meeting, { units }: Facts): Entry[] {
  const began = Math.floor((meeting.began ?? Number.POSITIVE_INFINITY) / 1000) * 1000 // saved times are whole seconds
  const found = new Map<string, Entry>()
  for (const one of store.queue()) {
    const unit = String(one.fields.unit ?? store.get(one.record)?.unit)
    if (Date.parse(one.at) >= began && units.has(unit) && !GONE.has(one.state)) found.set(one.record, one)
  }
  return [...found.values()]
}

function Agreed({ entry }: { entry: Entry }) {
  const { store, text } = useApp()
  const terms = useTerms()
  const words = useWords()
  const fields = { ...entry.fields, ...store.get(entry.record)?.fields } as Record<string, string | undefined>
  const titled = (id: string | undefined) => {
    const about = store.get(id ?? '')?.fields
    return String(about?.title ?? about?.text ?? about?.between ?? '')
  }
  const outcomes = { worked: text.worked, partly: text.partly, not: text.not } as Record<string, string>
  const told: Record<string, () => (string | undefined)[]> = {
    check_in: () => [titled(fields.practice), words.answers[fields.still_done ?? '']],
    decision: () => [titled(fields.subject), terms.choices[fields.choice ?? ''] ?? fields.choice, fields.reason],
    feedback: () => [fields.reply ?? fields.good ?? fields.different],
    observation: () => [titled(fields.trial), outcomes[fields.outcome ?? '']],
    step: () => [fields.text, fields.done_on && words.isDone],
    barrier: () => [fields.text, fields.answer],
    dilemma: () => [fields.between, fields.and],
    behaviour: () => [fields.who, fields.does],
  }
  const parts = told[entry.type]?.() ?? [fields.title]
  const isVoice = entry.type === 'feedback' && !fields.reply
  return (
    <li>
      <small>{words.kinds[isVoice ? 'voice' : entry.type] ?? terms.types[entry.type] ?? ''}</small>
      <p>{parts.filter(Boolean).join(' – ')}</p>
    </li>
  )
}
