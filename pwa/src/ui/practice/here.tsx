// A unit that has taken up another unit's practice: how it tries again, lets go of it, and begins anew.

import { useRef } from 'preact/hooks'
import { create, edit } from '../../domain/capture'
import type { Store } from '../../store/store'
import type { Account, Fields, RecordView } from '../../store/types'
import { shortDay, useApp } from '../app'
import { toast } from '../parts'
import type { PracticeView, Stop } from '../practices'
import { rolesAt } from '../roles'
import { go } from '../router'
import { AnswersBefore } from './calendar'
import { useSaving } from './form'
import { Sheet } from './sheet'
import { useUnitName, useWords } from './words'

/** The last time that each own unit stopped that does not do it again. */
function ownStops(store: Store, account: Account, view: PracticeView): Stop[] {
  const own = view.stops.filter((one) => rolesAt(store, account, one.unit).size > 0 && !view.places.has(one.unit))
  return own.filter((one) => own.find((last) => last.unit === one.unit) === one)
}

interface Props {
  view: PracticeView
  uptake: RecordView
}

export function AgainHere({ view, uptake }: Props) {
  const words = useWords()
  const nameOf = useUnitName()
  return (
    <Sheet
      view={view}
      type="uptake"
      draft={`again-${uptake.unit}`}
      title={words.againTitle}
      ask={words.againAsk}
      why={`${words.inUnit(nameOf(uptake.unit))}. ${words.againWhy}`}
      name="again_how"
      field={words.againField}
      example={words.againExample}
      day="again_on"
      after={words.againAfter}
      act={words.againSave}
      fieldsOf={(form) => ({ ...uptake.fields, ...form })}
      record={uptake}
      mutationsOf={(fields, notCpr, before = uptake) => [
        edit('uptake', before, pick(fields, ['again_how', 'again_on']), notCpr),
      ]}
      onSaved={() => {
        toast({ message: words.againSaved })
        go(`/praksis/${view.record.id}`, { replace: true })
      }}
    />
  )
}

export function StopHere({ view, uptake }: Props) {
  const { today } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  return (
    <Sheet
      view={view}
      type="uptake"
      draft={`stop-${uptake.unit}`}
      title={words.stopHere}
      ask={words.stopAsk(nameOf(uptake.unit))}
      why={words.stopWhy}
      name="until_reason"
      field={words.retireField}
      example={words.retireExample}
      act={words.stopHere}
      fieldsOf={(form) => ({ ...uptake.fields, ...form, until_on: today })}
      record={uptake}
      mutationsOf={(fields, notCpr, before = uptake) => [
        edit('uptake', before, pick(fields, ['until_reason', 'until_on']), notCpr),
      ]}
      onSaved={() => {
        toast({ message: words.stopSaved })
        go(`/praksis/${view.record.id}`, { replace: true })
      }}
    />
  )
}

/** Where an own unit has let go of it: the reason, and the way back. */
export function Here({ view }: { view: PracticeView }) {
  const { store, account, today, language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const saving = useSaving()
  const isSaving = useRef(false)
  const stopped = ownStops(store, account, view)

  /** A new beginning: what was before keeps its days and its reason, for those who come to the same point. */
  async function takeUpAgain({ unit }: Stop): Promise<void> {
    if (isSaving.current) return
    isSaving.current = true
    const kept = await saving.save([create('uptake', unit, { practice: view.record.id, since_on: today })])
    isSaving.current = false
    if (kept) toast({ message: words.takenUp(nameOf(unit)) })
  }

  return (
    <>
      {stopped.map((one) => (
        <section key={one.id} class="retired-card" aria-labelledby={`stopped-${one.id}`}>
          <h2 id={`stopped-${one.id}`}>{words.stoppedOn(nameOf(one.unit), shortDay(one.until_on, language))}</h2>
          <p>{one.until_reason}</p>
          <AnswersBefore view={view} stop={one} />
          <p class="quiet">{words.stopCheer}</p>
          {!view.isEnded && (
            <button type="button" class="button button-secondary" onClick={() => void takeUpAgain(one)}>
              {words.takeBack}
            </button>
          )}
        </section>
      ))}
      {saving.trouble}
    </>
  )
}

/** Where units stopped before, and why: those of others, and one's own earlier ones. */
export function Stops({ view }: { view: PracticeView }) {
  const { store, account, language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  const shown = ownStops(store, account, view)
  const stops = view.stops.filter((one) => !shown.includes(one))
  if (!stops.length) return null
  return (
    <section aria-labelledby="stops">
      <h2 id="stops">{words.whereStopped}</h2>
      <ul class="rows">
        {stops.map((one) => (
          <li key={one.id}>
            <div class="row">
              <span>
                <strong>{words.stoppedOn(one.name ?? nameOf(one.unit), shortDay(one.until_on, language))}</strong>
                <small>{one.until_reason}</small>
              </span>
            </div>
            <AnswersBefore view={view} stop={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function pick(fields: Fields, names: string[]): Fields {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]))
}
