// A unit's purpose page: what it exists for, large and calm; then the directions, the wanted behaviour with what hinders
// it and what is tried, the barriers, the dilemmas, and what runs.

import { useApp } from '../app'
import { Frame } from '../frame'
import { leads, rolesAt } from '../roles'
import { Link } from '../router'
import { Barriers, Behaviours } from './lists'
import type { ThemeView } from './model'
import {
  BarrierRow,
  DilemmaRow,
  LeaderOnly,
  Missing,
  Part,
  Rows,
  TrialRow,
  usePeriod,
  useUnitName,
  useWords,
} from './parts'
import { type UnitPurpose, unitPurpose } from './unit-model'

export function UnitPage({ id }: { id: string }) {
  const { store, today, account } = useApp()
  const words = useWords()
  const view = unitPurpose(store, account, id, today)
  if (!view) return <Missing />
  const isOwn = rolesAt(store, account, id).size > 0
  const add = (place: string, word: string) => (isOwn ? { href: `/${place}/ny/${id}`, word } : undefined)
  return (
    <Frame title={String(view.unit.fields.name)} back="/">
      <CoreTask view={view} />
      {view.owed.length > 0 && (
        <Part id="owed" title={words.owedHere}>
          <p class="quiet">{words.owedHereWhy}</p>
          <Rows of={view.owed} row={(one) => <BarrierRow barrier={one} withUnit />} />
        </Part>
      )}
      <Directions view={view} />
      {isOwn ? (
        <>
          <Part id="behaviours" title={words.behaviours} add={add('adfaerd', words.newBehaviour)}>
            <Behaviours behaviours={view.behaviours} />
          </Part>
          <Part id="barriers" title={words.barriers} add={add('barriere', words.newBarrier)}>
            <Barriers barriers={view.barriers} />
          </Part>
          <Part id="dilemmas" title={words.dilemmas} add={add('dilemma', words.newDilemma)}>
            {view.dilemmas.length === 0 && <p class="empty">{words.noDilemmas}</p>}
            <Rows of={view.dilemmas} row={(one) => <DilemmaRow dilemma={one} />} />
          </Part>
          <Everyday view={view} />
        </>
      ) : (
        <p class="empty purpose-part">{words.notOnPhone}</p>
      )}
      <Around view={view} />
    </Frame>
  )
}

function CoreTask({ view }: { view: UnitPurpose }) {
  const { store, account } = useApp()
  const words = useWords()
  const { core_task, purpose } = view.unit.fields
  const roles = rolesAt(store, account, view.unit.id)
  const mayWrite = roles.has('leader') || roles.has('admin')
  const way = (
    <Link class={core_task ? 'purpose-add' : 'button button-primary'} href={`/enhed/${view.unit.id}/ret`}>
      {core_task ? words.editPurpose : words.writeCoreTask}
    </Link>
  )
  if (!core_task && !purpose) {
    return (
      <div class="empty">
        <p>{words.noCoreTask}</p>
        <p>{words.noCoreTaskExample}</p>
        {mayWrite && <p>{words.noCoreTaskInvite}</p>}
        {mayWrite ? way : <LeaderOnly unit={view.unit.id} />}
      </div>
    )
  }
  return (
    <section class="purpose-head" aria-labelledby="core-task">
      <h2 id="core-task">{words.coreTask}</h2>
      <p class="purpose-core">{String(core_task ?? words.noCoreTask)}</p>
      {purpose && <p class="purpose-why">{String(purpose)}</p>}
      {mayWrite && way}
    </section>
  )
}

function Directions({ view }: { view: UnitPurpose }) {
  const { store, account } = useApp()
  const words = useWords()
  const id = view.unit.id
  const now = view.themes.filter((one) => one.state !== 'over')
  const past = view.themes.filter((one) => one.state === 'over')
  const add = leads(store, account, id) ? { href: `/retning/ny/${id}`, word: words.newDirection } : undefined
  return (
    <Part id="directions" title={words.directions} add={add}>
      {now.length === 0 && <p class="empty">{words.noDirections}</p>}
      <Rows of={now} row={(one) => <DirectionRow theme={one} unit={id} />} />
      {past.length > 0 && (
        <details class="more">
          <summary>{words.pastDirections(past.length)}</summary>
          <Rows of={past} row={(one) => <DirectionRow theme={one} unit={id} />} />
        </details>
      )}
    </Part>
  )
}

function DirectionRow({ theme, unit }: { theme: ThemeView; unit: string }) {
  const words = useWords()
  const nameOf = useUnitName()
  const periodOf = usePeriod()
  const { record, state } = theme
  const facts = [
    record.unit !== unit && words.from(nameOf(record.unit)),
    periodOf(record),
    state !== 'current' && words[state],
    record.pending && words.unsent,
  ].filter(Boolean)
  return (
    <Link href={`/retning/${record.id}`}>
      <span>
        <strong>{String(record.fields.title)}</strong>
        {record.fields.direction && <span class="purpose-line">{String(record.fields.direction)}</span>}
        {facts.length > 0 && <small>{facts.join(' · ')}</small>}
      </span>
    </Link>
  )
}

function Everyday({ view }: { view: UnitPurpose }) {
  const words = useWords()
  return (
    <>
      <Part id="running" title={words.running} add={{ href: `/ny/enhed/${view.unit.id}`, word: words.tryIt }}>
        {view.trials.length === 0 && <p class="quiet">{words.noRunning}</p>}
        <Rows of={view.trials} row={(one) => <TrialRow trial={one} />} />
      </Part>
      {view.practices.length > 0 && (
        <Part id="practices" title={words.practices}>
          <Rows
            of={view.practices}
            row={(one) => (
              <Link href={`/praksis/${one.record.id}`}>
                <strong>{one.title}</strong>
                <span class={`phase phase-${one.phase === 'slipping' ? 'slipping' : 'holds'}`}>
                  {words.practicePhases[one.phase]}
                </span>
              </Link>
            )}
          />
        </Part>
      )}
    </>
  )
}

/** The units above and below, as far as the phone knows them. */
function Around({ view }: { view: UnitPurpose }) {
  const words = useWords()
  const below = (
    <Rows
      of={view.below.map((one) => ({ ...one, record: one.unit }))}
      row={({ unit, open, running }) => {
        const facts = [open > 0 && words.openBarriers(open), running > 0 && words.runningTrials(running)].filter(
          Boolean,
        )
        return (
          <Link href={`/enhed/${unit.id}`}>
            <span>
              <strong>{String(unit.fields.name)}</strong>
              {unit.fields.core_task && <span class="purpose-line">{String(unit.fields.core_task)}</span>}
              {facts.length > 0 && <small>{facts.join(' · ')}</small>}
            </span>
          </Link>
        )
      }}
    />
  )
  return (
    <>
      {view.below.length > 0 && (
        <Part id="below" title={words.below}>
          {below}
        </Part>
      )}
      {view.above.length > 0 && (
        <Part id="above" title={words.above}>
          <Rows
            of={view.above.map((record) => ({ record }))}
            row={({ record }) => (
              <Link href={`/enhed/${record.id}`}>
                <span>
                  <strong>{String(record.fields.name)}</strong>
                  {record.fields.core_task && <span class="purpose-line">{String(record.fields.core_task)}</span>}
                </span>
              </Link>
            )}
          />
        </Part>
      )}
    </>
  )
}
