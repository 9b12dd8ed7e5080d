// Setting a kept trial in motion from its page.

import { edit, faults } from '../../domain/capture'
import { useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { Frame } from '../frame'
import { faultText, toast } from '../parts'
import { rolesAt } from '../roles'
import { go, Link } from '../router'
import { type TrialView, trialViews } from '../trials'
import { togetherWith } from './family'
import { StartSheet } from './start'
import { canStart, overFault, startDay } from './values'
import { useSaving, useWords } from './words'

/** `day`: the first day as it was just typed, where that is not kept yet. */
export function BeginScreen({ view, day }: { view: TrialView; day?: string | undefined }) {
  const { store, account, text, today } = useApp()
  const words = useWords()
  const { failed, save } = useSaving()
  const { fields, id } = view.record
  const isOwn = (unit: string) => rolesAt(store, account, unit).size > 0
  const back = `/proevehandlinger/${id}`
  const typed = /^\d{4}-\d\d-\d\d$/.test(day ?? '') ? day : fields.starts_on
  const starts_on = startDay({ starts_on: typed ?? null }, today)
  const told = faults('trial', { ...fields, starts_on }, today)
  const wrong = overFault(fields, today) ?? told.find((one) => one.field === 'ends_on')
  const isReady = canStart(fields) && !wrong && ['idea', 'planned'].includes(view.phase)
  // Several units that try together begin together, where nothing is missing.
  const others = togetherWith(trialViews(store, today), view).filter(
    (one) => one.record.id !== id && isOwn(one.record.unit) && one.phase === 'idea' && canStart(one.record.fields),
  )
  const all = [view, ...others]
  const nameOf = (unit: string) => String(store.get(unit)?.fields.name ?? '')
  const start = (first: string) => {
    const started = all.map((one) => edit('trial', one.record, { starts_on: first })).filter((one) => one !== undefined)
    const said = first > today ? words.start.planned : words.start.done
    if (started.length) return void save(started, back, undefined, said)
    toast({ message: said })
    go(back, { replace: true })
  }
  return (
    <Frame title={words.startTitle} back={back}>
      <p class="sheet-about">{view.title}</p>
      {failed && <SaveTrouble failed={failed} />}
      {isReady && others.length > 0 && <p>{words.start.together(all.map((one) => nameOf(one.record.unit)))}</p>}
      {isReady ? (
        <StartSheet
          fields={{ ...fields, starts_on }}
          onStart={start}
          onBack={() => go(`${back}/ret?trin=limits`, { replace: true })}
        />
      ) : (
        <p class="empty">
          {faultText(wrong, text) ?? words.startNot}{' '}
          <Link href={`${back}/ret${wrong ? '?trin=limits' : ''}`}>{wrong ? words.mendDays : words.goOn}</Link>
        </p>
      )}
    </Frame>
  )
}
