// Looking back before deciding: what was believed at the left, what happened at the right.

import type { ComponentChildren } from 'preact'
import { names } from '../../store/memory'
import { dayWord, useApp } from '../app'
import { Attached } from '../attach/shown'
import { useTerms } from '../terms'
import type { TrialView } from '../trials'
import { Lock } from './facts'
import { chartSentence } from './reading'
import { chartOf, happened } from './story'
import { Face } from './timeline'
import { numberText, useWords } from './words'

export function LookBack({ view }: { view: TrialView }) {
  const terms = useTerms()
  const words = useWords()
  const { prediction, learning_question } = view.record.fields
  return (
    <div class="look-back">
      <section class="look-half" aria-labelledby="believed">
        <h2 id="believed">
          {words.thought} <Lock />
        </h2>
        <p class="look-words">{String(prediction ?? '')}</p>
        {learning_question && (
          <p>
            <span class="label">{terms.ourQuestion}:</span> {String(learning_question)}
          </p>
        )}
      </section>
      <section class="look-half" aria-labelledby="happened">
        <h2 id="happened">{words.happened}</h2>
        <Sum view={view} />
      </section>
    </div>
  )
}

function Sum({ view }: { view: TrialView }) {
  const { store, text, today, language } = useApp()
  const words = useWords()
  const { counts, surprises, values, barriers, voices } = happened(store, view)
  const said = { worked: text.worked, partly: text.partly, not: text.not }
  const { measure_name, measure_unit, measure_better } = view.record.fields
  const unit = String(measure_unit ?? '')
  const value = (at: number) => `${numberText(values.at(at)!.fields.value, language)} ${unit}`.trim()
  return (
    <>
      {view.observations.length === 0 && <p>{words.noneSeen}</p>}
      <ul class="look-counts">
        {(['worked', 'partly', 'not'] as const).map((one) => (
          <li key={one}>
            <Face outcome={one} />
            <b>{counts[one]}</b>
            <span>{said[one]}</span>
          </li>
        ))}
      </ul>
      {measure_name && values.length > 0 && (
        <p>
          <span class="label">{String(measure_name)}:</span> {words.firstToLast(value(0), value(-1))}.{' '}
          {chartSentence(chartOf(view), measure_better as string | undefined, words)}
        </p>
      )}
      <Listed
        title={words.surprises}
        items={surprises
          .filter(({ fields }) => fields.text || names(fields).length)
          .map(({ id, fields }) => (
            <div key={id}>
              {String(fields.text ?? '')}
              <Attached fields={fields} />
            </div>
          ))}
      />
      <Listed title={words.metBarriers} items={barriers.map((one) => String(one.fields.text))} />
      <Listed
        title={words.citizensWords}
        items={voices.map((one) => {
          const { good, different, mood, heard_on } = one.fields
          const quote = [good, different].filter(Boolean).join(' – ') || text.moods[Number(mood) - 1]
          return `“${quote}” ${dayWord(String(heard_on), today, text, language)}`
        })}
      />
    </>
  )
}

function Listed({ title, items }: { title: string; items: ComponentChildren[] }) {
  if (!items.length) return null
  return (
    <>
      <h3>{title}</h3>
      <ul class="look-list">
        {items.map((one, at) => (
          <li key={at}>{one}</li>
        ))}
      </ul>
    </>
  )
}
