// A barrier's page: what stands in the way, who owes an answer and for how long, what is decided and tried, and where it
// has been met.

import { useEffect } from 'preact/hooks'
import { markRead } from '../answered'
import { useApp } from '../app'
import { Frame } from '../frame'
import { rolesAt } from '../roles'
import { Link } from '../router'
import { Decisions } from './decisions'
import { Met } from './met'
import { purposeOf } from './model'
import { BarrierMark, behaviourSentence, Missing, Part, Rows, TrialRow, useUnitName, useWords } from './parts'
import { Raised } from './raise'

export function BarrierPage({ id }: { id: string }) {
  const { store, today, account, text } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const view = purposeOf(store, account, today).barriers.get(id)
  // An answer that is read here is not told on the start screen any more.
  useEffect(() => {
    if (view?.record.fields.answer) void markRead(store, account, today, view.record)
  }, [store, account, today, view?.record])
  if (!view) return <Missing />
  const { record, behaviour, trials } = view
  const isOwn = rolesAt(store, account, record.unit).size > 0
  const facts = [nameOf(record.unit), words.written(view.age), record.pending && words.unsent]
  return (
    <Frame title={words.barrier} back={`/enhed/${record.unit}`}>
      <div class="purpose-head">
        <h2>{text.barrierKinds[view.kind as keyof typeof text.barrierKinds] ?? view.kind}</h2>
        <p class="purpose-core">{view.text}</p>
        <p class="purpose-facts">
          <BarrierMark barrier={view} />
          <span class="quiet">{facts.filter(Boolean).join(' · ')}</span>
        </p>
        {behaviour && (
          <p>
            <span class="label">{words.hindersThis}</span>{' '}
            <Link href={`/adfaerd/${behaviour.id}`}>{behaviourSentence(behaviour)}</Link>
          </p>
        )}
      </div>
      {isOwn && (
        <div class="act-row">
          <Link class="button button-primary" href={`/ny/barriere/${id}`}>
            {words.tryBarrier}
          </Link>
          <Link class="button button-secondary" href={`/barriere/${id}/ret`}>
            {words.edit}
          </Link>
        </div>
      )}
      <Raised barrier={view} />
      <Decisions
        subject={record}
        subjectType="barrier"
        decisions={view.decisions}
        none={words.noBarrierDecision}
        mayWrite={isOwn}
      />
      <Part id="trials" title={words.triedFor}>
        {trials.length === 0 && <p class="quiet">{words.nothingTried}</p>}
        <Rows of={trials} row={(one) => <TrialRow trial={one} />} />
      </Part>
      <Met barrier={view} />
    </Frame>
  )
}
