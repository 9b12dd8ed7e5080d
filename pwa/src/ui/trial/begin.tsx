// Setting a kept trial in motion from its page.

import { edit, faults } from '../../domain/capture'
import { useApp } from '../app'
import { SaveTrouble } from '../capture/note'
import { Frame } from '../frame'
import { faultText } from '../parts'
import { go, Link } from '../router'
import type { TrialView } from '../trials'
import { StartSheet } from './start'
import { canStart, startDay } from './values'
import { useSaving, useWords } from './words'

export function BeginScreen({ view }: { view: TrialView }) {
  const { text, today } = useApp()
  const words = useWords()
  const { failed, save } = useSaving()
  const { fields, id } = view.record
  const back = `/proevehandlinger/${id}`
  const starts_on = startDay(fields, today)
  const wrong = faults('trial', { ...fields, starts_on }, today).find((one) => one.field === 'ends_on')
  const isReady = canStart(fields) && !wrong && ['idea', 'planned'].includes(view.phase)
  const start = (day: string) => {
    const started = edit('trial', view.record, { starts_on: day })
    if (started) void save([started], back)
    else go(back, { replace: true })
  }
  return (
    <Frame title={words.startTitle} back={back}>
      <p class="sheet-about">{view.title}</p>
      {failed && <SaveTrouble failed={failed} />}
      {isReady ? (
        <StartSheet fields={fields} onStart={start} onBack={() => go(`${back}/ret`)} />
      ) : (
        <p class="empty">
          {faultText(wrong, text) ?? words.startNot} <Link href={`${back}/ret`}>{words.goOn}</Link>
        </p>
      )}
    </Frame>
  )
}
