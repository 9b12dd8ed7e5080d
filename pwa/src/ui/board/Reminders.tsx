// Påmindelser: where a person lets this phone tell them, and takes it back. Never asked for at the start.

import { useEffect, useState } from 'preact/hooks'
import { da } from '../../text/remind.da'
import { en } from '../../text/remind.en'
import { useApp, useWordsOf } from '../app'
import { Frame } from '../frame'
import { allow, disallow, isAllowed } from './wake'

export function Reminders() {
  const app = useApp()
  const { store } = app
  const words = useWordsOf(da, en)
  const [isOn, setOn] = useState(false)
  const look = () => void isAllowed(store).then(setOn)
  useEffect(look, [store])
  const isMissing = !('Notification' in window) || !('serviceWorker' in navigator)
  const isRefused = !isMissing && Notification.permission === 'denied'
  const change = async () => {
    await (isOn ? disallow(store) : allow(app))
    look()
  }
  return (
    <Frame title={words.title} back="/mig">
      <p>{words.intro}</p>
      <p class="quiet">{words.how}</p>
      <div role="status">
        {isMissing && <p class="warning">{words.missing}</p>}
        {isRefused && <p class="warning">{words.refused}</p>}
        {isOn && <p class="ready">✓ {words.isOn}</p>}
      </div>
      {!isMissing && !isRefused && (
        <button
          type="button"
          class={`button ${isOn ? 'button-secondary' : 'button-primary'}`}
          onClick={() => void change()}
        >
          {isOn ? words.stop : words.allow}
        </button>
      )}
      <p class="quiet">{words.calendarToo}</p>
    </Frame>
  )
}
