// Overblik: first the sentence, then what waits with its age, then quiet pictures, each with its reading.

import { useEffect, useId, useState } from 'preact/hooks'
import { FINAL } from '../../domain/phases'
import { da } from '../../text/overview.da'
import { en } from '../../text/overview.en'
import { da as waitsDa } from '../../text/waits.da'
import { en as waitsEn } from '../../text/waits.en'
import { shortDay, useApp, useWordsOf } from '../app'
import { Link } from '../router'
import { useTerms } from '../terms'
import { subjectHref } from '../waiting'
import { Bars, Counts } from './charts'
import type { Figures, Waiting } from './figures'

const PERIODS = [30, 90, 182, 548] as const
const FIRST = 5

export function Overview() {
  const { text, store } = useApp()
  const words = useWordsOf(da, en)
  const [unit, setUnit] = useState('')
  const [days, setDays] = useState<number>(90)
  const [figures, setFigures] = useState<Figures | undefined>()
  const [isOld, setOld] = useState(false)
  const unitId = useId()
  const periodId = useId()

  useEffect(() => {
    let isCurrent = true
    const kept = `figures-${unit}-${days}`
    const told = new URLSearchParams({ days: String(days), ...(unit ? { unit } : {}) })
    fetch(`/api/v1/dashboard?${told}`)
      .then(async (response) => {
        if (!response.ok) throw new Error(String(response.status))
        const found = (await response.json()) as Figures
        await store.setMeta(kept, found)
        if (isCurrent) {
          setFigures(found)
          setOld(false)
        }
      })
      .catch(async () => {
        const found = await store.meta<Figures>(kept)
        if (isCurrent) {
          setFigures(found)
          setOld(true)
        }
      })
    return () => {
      isCurrent = false
    }
  }, [unit, days, store])

  if (!figures) return <p class="empty">{isOld ? words.overviewNoNet : text.loading}</p>
  return (
    <div class="overview">
      {isOld && <p class="warning">{words.overviewNeedsNet}</p>}
      <p class="headline">
        <Link href="/praksis">{words.headlineHolds(figures.practices.holding)}</Link>{' '}
        <Link href="/praksis">{words.headlineSlips(figures.practices.slipping)}</Link>{' '}
        {figures.waiting.length ? (
          <a href="#waiting">{words.headlineWaits(figures.waiting.length)}</a>
        ) : (
          words.headlineWaits(0)
        )}
      </p>
      <div class="filters-row">
        <div class="form-group">
          <label class="form-label" for={unitId}>
            {text.unit}
          </label>
          <select id={unitId} class="form-input" value={unit} onChange={(event) => setUnit(event.currentTarget.value)}>
            <option value="">{words.allUnits}</option>
            {figures.units.map((one) => (
              <option key={one.id} value={one.id}>
                {`${'  '.repeat(one.depth)}${one.name}`}
              </option>
            ))}
          </select>
        </div>
        <div class="form-group">
          <label class="form-label" for={periodId}>
            {words.period}
          </label>
          <select
            id={periodId}
            class="form-input"
            value={days}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          >
            {PERIODS.map((one) => (
              <option key={one} value={one}>
                {words.periods[one]}
              </option>
            ))}
          </select>
        </div>
      </div>
      <div class="overview-parts">
        <WaitingList key={`${unit}${days}`} waiting={figures.waiting} />
        <div class="figures">
          <PhaseFigure figures={figures} unit={unit} />
          <ObservationFigure figures={figures} />
          <MoodFigure figures={figures} />
        </div>
        <LearningList figures={figures} />
      </div>
    </div>
  )
}

function LearningList({ figures }: { figures: Figures }) {
  const { text, language } = useApp()
  const words = useWordsOf(da, en)
  return (
    <section class="figure part-learning" aria-labelledby="learned">
      <h2 id="learned">{words.newestLearning}</h2>
      {figures.learning.length === 0 && <p class="quiet">{words.noLearning}</p>}
      <ul class="learned">
        {figures.learning.map((one) => (
          <li key={one.trial}>
            <Link href={`/proevehandlinger/${one.trial}`}>{one.title}</Link>
            <small>
              {text.phases[FINAL[one.choice] ?? 'running']} · {one.unit} · {shortDay(one.decided_on, language)}
            </small>
            <p>{one.learned}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function WaitingList({ waiting }: { waiting: Waiting[] }) {
  const { text, store } = useApp()
  const told = useWordsOf(waitsDa, waitsEn)
  const [isAll, setAll] = useState(false)
  const shown = isAll ? waiting : waiting.slice(0, FIRST)
  const choosing = (id: string) => `/${store.get(id)?.type === 'practice' ? 'praksis' : 'proevehandlinger'}/${id}/ret`
  const doors: Record<string, (id: string) => string> = {
    contradiction: (id) => `/proevehandlinger/${id}`,
    review: (id) => `/proevehandlinger/${id}/saml-op`,
    adoption: (id) => `/proevehandlinger/${id}`,
    carry_on: (id) => `/proevehandlinger/${id}`,
    check_in: (id) => `/praksis/${id}/tjek`,
    slipping: (id) => `/praksis/${id}`,
    barrier: (id) => `/barriere/${id}`,
    concern: (id) => `/borger/${id}`,
    owner: choosing,
    deputy: choosing,
    step: (id) => subjectHref(store.get(String(store.get(id)?.fields.decision))),
  }
  return (
    <section class="part-waiting" aria-labelledby="waiting">
      <h2 id="waiting">{text.waitsForUs}</h2>
      {waiting.length === 0 && <p class="quiet">{told.nothingWaits}</p>}
      <ul class="rows">
        {shown.map((one) => {
          const row = (
            <>
              <span>
                <strong>{one.title}</strong>
                <small>
                  {told.waitKinds[one.kind]} · {one.unit}
                </small>
              </span>
              <span class="age">{told.overdueDays(one.days)}</span>
            </>
          )
          return (
            <li key={one.kind + one.id + one.unit} data-kind={one.kind}>
              {/* A newer server may tell of something that this app has no screen for yet. */}
              <Link href={doors[one.kind]?.(one.id) ?? '/'}>{row}</Link>
            </li>
          )
        })}
      </ul>
      {waiting.length > FIRST && !isAll && (
        <button type="button" class="button button-secondary" onClick={() => setAll(true)}>
          {text.showAll(waiting.length)}
        </button>
      )}
    </section>
  )
}

function PhaseFigure({ figures, unit }: { figures: Figures; unit: string }) {
  const { text } = useApp()
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const total = figures.phases.reduce((sum, one) => sum + one.count, 0)
  const running = figures.phases.find((one) => one.phase === 'running')?.count ?? 0
  const rows = figures.phases.map((one) => ({
    key: one.phase,
    label: text.phases[one.phase as keyof typeof text.phases],
    count: one.count,
    href: `/proevehandlinger?${new URLSearchParams({ fase: one.phase, ...(unit ? { enhed: unit } : {}) })}`,
  }))
  return <Counts title={terms.byPhase} reading={words.readPhases(total, running)} rows={rows} />
}

function ObservationFigure({ figures }: { figures: Figures }) {
  const { text, language } = useApp()
  const words = useWordsOf(da, en)
  const sum = (pick: (one: Figures['observations'][number]) => number) =>
    figures.observations.reduce((total, one) => total + pick(one), 0)
  const total = sum((one) => one.worked + one.partly + one.not)
  const worked = total ? Math.round((100 * sum((one) => one.worked)) / total) : 0
  return (
    <Bars
      title={words.observationsOverTime}
      reading={words.readObservations(total, worked)}
      first={figures.period.step === 'week' ? words.week : words.month}
      series={[
        { key: 'worked', label: text.worked },
        { key: 'partly', label: text.partly },
        { key: 'not', label: text.not },
      ]}
      columns={figures.observations.map((one) => ({
        label: shortDay(one.from, language),
        values: [one.worked, one.partly, one.not],
      }))}
    />
  )
}

function MoodFigure({ figures }: { figures: Figures }) {
  const { text, language } = useApp()
  const words = useWordsOf(da, en)
  const shown = figures.moods.filter((one) => one.shares)
  const total = figures.moods.reduce((sum, one) => sum + one.count, 0)
  const counted = shown.reduce((sum, one) => sum + one.count, 0)
  const good = shown.reduce((sum, one) => sum + one.shares![2] + one.shares![3], 0)
  return (
    <Bars
      title={words.moodsOverTime}
      reading={words.readMoods(
        total,
        counted ? Math.round((100 * good) / counted) : 0,
        figures.moods.some((one) => one.few),
        figures.period.step === 'week',
      )}
      first={figures.period.step === 'week' ? words.week : words.month}
      series={[3, 2, 1, 0].map((at) => ({ key: `mood-${at + 1}`, label: text.moods[at]! }))}
      columns={figures.moods.map((one) => ({
        label: shortDay(one.from, language),
        values: one.shares ? [3, 2, 1, 0].map((at) => one.shares![at]!) : [0, 0, 0, 0],
        ...(one.few ? { hidden: words.fewerThanFive } : {}),
      }))}
    />
  )
}
