// The two long lists on a unit's page: the wanted behaviour, and the barriers.

import { contract } from '../../contract.gen'
import type { TrialPhase } from '../../domain/phases'
import { useApp } from '../app'
import { Phase } from '../parts'
import { Link } from '../router'
import type { BarrierView, BehaviourView } from './model'
import { BarrierRow, behaviourSentence, Rows, useWords } from './parts'

/** The sentences that are worked with, each with what hinders it and what is tried; the others lie folded beneath. */
export function Behaviours({ behaviours }: { behaviours: BehaviourView[] }) {
  const words = useWords()
  const active = behaviours.filter((one) => one.isActive)
  const resting = behaviours.filter((one) => !one.isActive)
  return (
    <>
      {active.length === 0 && (
        <div class="empty">
          <p>{words.noBehaviours}</p>
          <p>{words.noBehavioursExample}</p>
        </div>
      )}
      {active.length > 0 && (
        <ul class="cards">
          {active.map((one) => (
            <li key={one.record.id}>
              <BehaviourCard behaviour={one} />
            </li>
          ))}
        </ul>
      )}
      {resting.length > 0 && (
        <details class="more">
          <summary>{words.inactiveBehaviours(resting.length)}</summary>
          <Rows
            of={resting}
            row={(one) => (
              <Link href={`/adfaerd/${one.record.id}`}>
                <strong>{behaviourSentence(one.record)}</strong>
              </Link>
            )}
          />
        </details>
      )}
    </>
  )
}

/** The sentence; beneath it what hinders and what is tried. */
function BehaviourCard({ behaviour }: { behaviour: BehaviourView }) {
  const words = useWords()
  const { record, barriers, trials } = behaviour
  return (
    <div class="purpose-card">
      <h3>
        <Link href={`/adfaerd/${record.id}`}>{behaviourSentence(record)}</Link>
      </h3>
      {record.pending && <small>{words.unsent}</small>}
      {barriers.length > 0 && (
        <Beneath
          title={words.hinders}
          links={barriers.map((one) => ({ href: `/barriere/${one.record.id}`, word: one.text }))}
        />
      )}
      {trials.length > 0 && (
        <Beneath
          title={words.weTry}
          links={trials.map((one) => ({
            href: `/proevehandlinger/${one.record.id}`,
            word: one.title,
            phase: one.phase,
          }))}
        />
      )}
      {trials.length === 0 && <p class="quiet">{words.nothingTried}</p>}
    </div>
  )
}

function Beneath({ title, links }: { title: string; links: { href: string; word: string; phase?: TrialPhase }[] }) {
  const words = useWords()
  const first = links.slice(0, 3)
  return (
    <div class="purpose-beneath">
      <span class="label">{title}</span>
      <ul>
        {first.map((one) => (
          <li key={one.href}>
            <Link href={one.href}>{one.word}</Link> {one.phase && <Phase phase={one.phase} />}
          </li>
        ))}
        {links.length > first.length && <li class="quiet">{words.more(links.length - first.length)}</li>}
      </ul>
    </div>
  )
}

/** Open ones by kind, the kind with most to wait for first; what is settled lies folded beneath. */
export function Barriers({ barriers }: { barriers: BarrierView[] }) {
  const { text } = useApp()
  const words = useWords()
  const open = barriers.filter((one) => one.state === 'owed' || one.state === 'open')
  const settled = barriers.filter((one) => one.state === 'answered' || one.state === 'decided')
  const kinds = contract.barrier.fields.kind!.choices as (keyof typeof text.barrierKinds)[]
  return (
    <>
      {open.length === 0 && <p class="empty">{settled.length ? words.noOpenBarriers : words.noBarriers}</p>}
      {kinds.map((kind) => {
        const same = open.filter((one) => one.kind === kind)
        if (!same.length) return null
        return (
          <div key={kind}>
            <h3 class="purpose-kind">{text.barrierKinds[kind]}</h3>
            <Rows of={same} row={(one) => <BarrierRow barrier={one} />} />
          </div>
        )
      })}
      {settled.length > 0 && (
        <details class="more">
          <summary>{words.settledBarriers(settled.length)}</summary>
          <Rows of={settled} row={(one) => <BarrierRow barrier={one} />} />
        </details>
      )}
    </>
  )
}
