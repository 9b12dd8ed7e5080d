// Where a barrier has been met: the observations that name it, never who made them.

import { dayWord, useApp } from '../app'
import { Link } from '../router'
import type { BarrierView } from './model'
import { Part, Rows, useWords } from './parts'

export function Met({ barrier }: { barrier: BarrierView }) {
  const { store, text, today, language } = useApp()
  const words = useWords()
  const outcomes = { worked: text.worked, partly: text.partly, not: text.not } as Record<string, string>
  const seen = [...barrier.observations].sort((a, b) =>
    String(b.fields.seen_at).localeCompare(String(a.fields.seen_at)),
  )
  return (
    <Part id="met" title={words.observedTitle}>
      {seen.length === 0 && <p class="quiet">{words.neverMet}</p>}
      <Rows
        of={seen.map((record) => ({ record }))}
        row={({ record: { fields } }) => (
          <Link href={`/proevehandlinger/${fields.trial}`}>
            <span>
              <strong>{String(fields.text ?? outcomes[String(fields.outcome)])}</strong>
              <small>
                {[
                  fields.text && outcomes[String(fields.outcome)],
                  dayWord(String(fields.seen_at), today, text, language),
                  store.get(String(fields.trial))?.fields.title,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
          </Link>
        )}
      />
    </Part>
  )
}
