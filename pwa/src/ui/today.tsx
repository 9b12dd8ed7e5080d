// The start screen: three big ways in, what is being tried right now, and what waits.

import { daysBetween } from '../domain/phases'
import { dayWord, shortDay, useApp, useLoading } from './app'
import { currentMeeting } from './board/meeting'
import { Frame } from './frame'
import { lazy, Suspense } from './lazy'
import { Link } from './router'
import { ownUnits, type TrialView, trialViews, unitMark } from './trials'

const WaitsForUs = lazy(() => import('./waits').then((loaded) => loaded.WaitsForUs))

const SHOWN = 12

export function Today() {
  const { text, store, account, today } = useApp()
  const loading = useLoading()
  const [unit] = ownUnits(store, account.memberships)
  const running = trialViews(store, today).filter((one) => one.phase === 'running')
  return (
    <Frame title={String(unit?.fields.name ?? account.organisation.name)}>
      {unit?.fields.core_task && (
        <p class="core-task">
          <Link href={`/enhed/${unit.id}`}>
            <span class="label">{text.coreTask}</span> {String(unit.fields.core_task)}
          </Link>
        </p>
      )}
      <div class="ways">
        <Link class="way way-main" href="/noter">
          <strong>{text.note}</strong>
          <span>{text.noteHint}</span>
        </Link>
        <Link class="way" href="/borgerens-ord">
          <strong>{text.voice}</strong>
          <span>{text.voiceHint}</span>
        </Link>
        <Link class="way" href="/ny">
          <strong>{text.newTrial}</strong>
          <span>{text.newTrialHint}</span>
        </Link>
      </div>
      <section aria-labelledby="running">
        <h2 id="running">{text.runningNow}</h2>
        {running.length ? (
          <>
            <ul class="cards">
              {running.slice(0, SHOWN).map((one) => (
                <li key={one.record.id}>
                  <TrialCard view={one} href={`/noter/${one.record.id}`} />
                </li>
              ))}
            </ul>
            {running.length > SHOWN && (
              <Link class="text-button" href="/proevehandlinger?fase=running">
                {text.showAll(running.length)}
              </Link>
            )}
          </>
        ) : loading ? (
          <p class="quiet">{loading}</p>
        ) : (
          <div class="empty">
            <p>{text.emptyToday}</p>
            <p>{text.emptyTodayExample}</p>
          </div>
        )}
      </section>
      <section aria-labelledby="waits">
        <h2 id="waits">{text.waitsForUs}</h2>
        <Suspense component={WaitsForUs} />
      </section>
      <Doors board={unit?.id} />
    </Frame>
  )
}

/** The ways on: the unit's meeting, what has become everyday practice, and what is where. */
function Doors({ board }: { board: string | undefined }) {
  const { text } = useApp()
  const meeting = currentMeeting()
  const doors = [
    { href: `/tavle/${meeting?.unit ?? board}`, word: text.board, hint: meeting ? text.boardGoesOn : text.boardHint },
    { href: '/praksis', word: text.practices, hint: text.practicesHint },
    { href: '/hvad-ligger-hvor', word: text.mine, hint: text.mineHint },
  ]
  return (
    <ul class="rows doors">
      {doors.slice(board ? 0 : 1).map((one) => (
        <li key={one.href}>
          <Link href={one.href}>
            <span>
              <strong>{one.word}</strong>
              <small>{one.hint}</small>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** A running trial: its title, which day it is on, how the latest notes went. */
export function TrialCard({ view, href }: { view: TrialView; href: string }) {
  const { store, account, text, today, language } = useApp()
  const unit = unitMark(store, account, view.record.unit)
  const { starts_on } = view.record.fields as { starts_on?: string }
  const latest = view.observations.slice(-5)
  const last = latest.at(-1)
  return (
    <Link class="card" href={href}>
      <strong>{view.title}</strong>
      <span class="card-facts">
        {unit && <span>{unit}</span>}
        {starts_on && view.end && view.phase === 'running' ? (
          <span>{text.dayOf(daysBetween(starts_on, today) + 1, daysBetween(starts_on, view.end) + 1)}</span>
        ) : (
          <span>{text.phases[view.phase]}</span>
        )}
        {last ? (
          <>
            <Outcomes outcomes={latest.map((one) => String(one.fields.outcome))} />
            <span>{text.lastSeen(dayWord(String(last.fields.seen_at), today, text, language))}</span>
          </>
        ) : (
          <span>{view.phase === 'planned' && starts_on ? shortDay(starts_on, language) : text.noNotesYet}</span>
        )}
      </span>
    </Link>
  )
}

/** The latest outcomes as dots: full, half, empty; in words for those who do not see them. */
export function Outcomes({ outcomes }: { outcomes: string[] }) {
  const { text } = useApp()
  const words = { worked: text.worked, partly: text.partly, not: text.not } as Record<string, string>
  return (
    <span class="outcomes" role="img" aria-label={outcomes.map((one) => words[one]).join(', ')}>
      {outcomes.map((one, at) => (
        <i key={at} class={`outcome outcome-${one}`} />
      ))}
    </span>
  )
}
