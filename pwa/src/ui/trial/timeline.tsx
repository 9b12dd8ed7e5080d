// The timeline: what was seen, with faces and values, and what was decided, the newest first.

import { useState } from 'preact/hooks'
import { FINAL } from '../../domain/phases'
import type { RecordView } from '../../store/types'
import { clockTime, dayWord, shortDay, useApp } from '../app'
import { Attached } from '../attach/shown'
import { Link } from '../router'
import { useTerms } from '../terms'
import type { TrialView } from '../trials'
import { type Moment, storyOf } from './story'
import { numberText, useWords } from './words'

const SHOWN = 8
// From then on nobody is asked to note anything.
const ENDED = new Set<string>(Object.values(FINAL))
const MOUTHS: Record<string, string> = { worked: 'M8 14.5q4 4 8 0', partly: 'M8 15.5h8', not: 'M8.5 16.2q3.5-2 7 0' }

/** A face for how it went; its word always stands beside it. */
export function Face({ outcome }: { outcome: string }) {
  return (
    <svg class={`outcome-face outcome-face-${outcome}`} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="10.5" />
      <path d={`M8.7 9.3v.8M15.3 9.3v.8${MOUTHS[outcome] ?? ''}`} />
    </svg>
  )
}

export function Timeline({ view }: { view: TrialView }) {
  const { today } = useApp()
  const terms = useTerms()
  const words = useWords()
  const [isAll, setAll] = useState(false)
  const story = storyOf(view, today)
  const shown = isAll ? story : story.slice(0, SHOWN)
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{words.timeline}</h2>
      {view.observations.length === 0 && (
        <p class="empty">{ENDED.has(view.phase) ? words.noneNoted : terms.noObservations}</p>
      )}
      <ol class="timeline story">
        {shown.map((one) => (
          <li key={one.kind === 'started' ? 'started' : one.record.id} class={`story-${one.kind}`}>
            <Told moment={one} view={view} />
          </li>
        ))}
      </ol>
      {shown.length < story.length && (
        <button type="button" class="button button-secondary" onClick={() => setAll(true)}>
          {words.showEarlier(story.length - shown.length)}
        </button>
      )}
    </section>
  )
}

function Told({ moment, view }: { moment: Moment; view: TrialView }) {
  const { language } = useApp()
  const words = useWords()
  if (moment.kind === 'seen') return <Seen moment={moment} view={view} />
  if (moment.kind === 'decided') return <Decided record={moment.record} stands={moment.stands} />
  if (moment.kind === 'settled') return <Settled record={moment.record} stands={moment.stands} />
  return (
    <>
      <i class="story-mark" aria-hidden="true" />
      <div>
        <strong>{words.started}</strong> <small>{shortDay(moment.day, language)}</small>
      </div>
    </>
  )
}

function Seen({ moment, view }: { moment: Extract<Moment, { kind: 'seen' }>; view: TrialView }) {
  const { store, text, today, language, account } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { id, fields, pending, created_by } = moment.record
  const outcomes = { worked: text.worked, partly: text.partly, not: text.not } as Record<string, string>
  const barrier = store.get(String(fields.barrier ?? ''))
  const seenAt = String(fields.seen_at)
  const day = dayWord(seenAt, today, text, language)
  const marks = [
    `${day} ${text.at(clockTime(seenAt, language))}`,
    moment.timing && words[moment.timing],
    moment.isCorrection && words.corrected,
    pending && terms.unsentMark,
  ].filter(Boolean)
  return (
    <>
      <Face outcome={String(fields.outcome)} />
      <div class="story-words">
        <strong>{outcomes[String(fields.outcome)]}</strong> <small>{marks.join(' · ')}</small>
        {fields.value !== undefined && (
          <p class="value">
            {numberText(fields.value, language)} {String(view.record.fields.measure_unit ?? '')}
          </p>
        )}
        {fields.text && <p>{String(fields.text)}</p>}
        {fields.surprise && <p class="story-tag">{words.surprise}</p>}
        {barrier && (
          <p>
            <span class="label">{words.inTheWay}:</span> {String(barrier.fields.text)}
          </p>
        )}
        <Attached fields={fields} />
      </div>
      {created_by === account.user.id && (
        <Link
          class="story-correct"
          href={`/proevehandlinger/${view.record.id}/iagttagelse/${id}`}
          aria-label={`${words.correct}: ${outcomes[String(fields.outcome)]}, ${day}`}
        >
          {words.correct}
        </Link>
      )}
    </>
  )
}

/** Which of two decisions stands; its words stand where it was taken. */
function Settled({ record, stands }: { record: RecordView; stands: boolean }) {
  const { language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { choice, decided_on } = record.fields as Record<string, string>
  const marks = [shortDay(decided_on ?? '', language), !stands && words.replacedBy, record.pending && terms.unsentMark]
  return (
    <>
      <i class="story-mark" aria-hidden="true" />
      <div class={`story-words ${stands ? '' : 'story-replaced'}`}>
        <strong>{words.settled(terms.choices[choice ?? ''] ?? '')}</strong>{' '}
        <small>{marks.filter(Boolean).join(' · ')}</small>
      </div>
    </>
  )
}

function Decided({ record, stands }: { record: RecordView; stands: boolean }) {
  const { text, language } = useApp()
  const terms = useTerms()
  const words = useWords()
  const { choice, reason, learned, decided_on, took_part, ends_on, dilemma } = record.fields as Record<string, string>
  const title =
    choice === 'extend'
      ? words.extendedTo(shortDay(ends_on ?? '', language))
      : text.phases[FINAL[choice ?? ''] ?? 'running']
  const marks = [shortDay(decided_on ?? '', language), !stands && words.replacedBy, record.pending && terms.unsentMark]
  return (
    <>
      <i class="story-mark" aria-hidden="true" />
      <div class={`story-words ${stands ? '' : 'story-replaced'}`}>
        <strong>{title ?? choice}</strong> <small>{marks.filter(Boolean).join(' · ')}</small>
        <p>{reason}</p>
        {learned && (
          <p>
            <span class="label">{terms.learned}:</span> {learned}
          </p>
        )}
        {dilemma && (
          <p>
            <span class="label">{terms.types.dilemma}:</span> {dilemma}
          </p>
        )}
        {took_part && <small>{words.tookPart(took_part)}</small>}
      </div>
    </>
  )
}
