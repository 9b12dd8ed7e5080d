// A decision that was a mistake is made anew: another takes its place, and it stays on the timeline. What was ended may go on.

import { useApp } from '../app'
import { Frame } from '../frame'
import { Link } from '../router'
import { useTerms } from '../terms'
import type { TrialView } from '../trials'
import { toMakeAnew } from './deciding'
import { PracticeGoes } from './goes'
import { LookBack } from './happened'
import { ReviewForm } from './review'
import { useWords } from './words'

export function AgainScreen({ view }: { view: TrialView }) {
  const { store, account } = useApp()
  const terms = useTerms()
  const words = useWords()
  const back = `/proevehandlinger/${view.record.id}`
  const stands = toMakeAnew(store, account, view)
  return (
    <Frame title={words.again.title} back={back}>
      <p class="sheet-about">{view.title}</p>
      {!stands && (
        <p class="empty">
          {words.again.closed} <Link href={back}>{words.toTrial}</Link>
        </p>
      )}
      {stands && (
        <>
          <p>
            <strong>{terms.choices[String(stands.fields.choice)]}:</strong> {String(stands.fields.reason)}
          </p>
          <p class="quiet">{words.again.hint}</p>
          <PracticeGoes view={view} />
          <LookBack view={view} />
          <ReviewForm view={view} isAgain />
        </>
      )}
    </Frame>
  )
}
