// Mig: who is signed in, the language, whether the phone is ready, what to take along, and signing out.

import { useState } from 'preact/hooks'
import { useApp, useChanges } from './app'
import { Frame } from './frame'
import { Choice, download } from './parts'
import { Link } from './router'

export function Me() {
  const { text, account, store, engine, watch, language, setLanguage, signOut } = useApp()
  useChanges(engine)
  useChanges(watch)
  const unsent = store.unsent().length
  const isReady = engine.getStatus().isComplete && watch.get().isReady
  return (
    <Frame title={text.me} back="/">
      <p>
        <strong>{text.signedInAs(account.user.name)}</strong>
        <br />
        {account.organisation.name}
      </p>
      <h2>{text.units}</h2>
      <ul class="rows">
        {account.memberships.map((one) => (
          <li key={`${one.unit}${one.role}`}>
            <div class="row">
              <span>{String(store.get(one.unit)?.fields.name ?? '…')}</span>
              <small>{text.roles[one.role]}</small>
            </div>
          </li>
        ))}
      </ul>
      <p class={isReady ? 'ready' : 'quiet'} data-ready={isReady} data-whole={isReady && watch.get().isWhole}>
        {isReady ? `✓ ${text.readyOffline}` : text.notReadyOffline}
      </p>
      <ul class="rows">
        <li>
          <Link href="/hvad-ligger-hvor">{text.whatIsWhere}</Link>
        </li>
        <li>
          <Link href="/opmaerksomhed">{text.attention}</Link>
        </li>
        <li>
          <Link href="/paamindelser">{text.reminders}</Link>
        </li>
      </ul>
      <Choice
        legend={text.language}
        name="language"
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'da', label: 'Dansk' },
          { value: 'en', label: 'English' },
        ]}
      />
      <div class="stack">
        <button
          type="button"
          class="button button-secondary"
          onClick={() => download('proev.json', store.exportQueue())}
        >
          {text.exportQueue}
        </button>
        <CarryIn />
        {unsent > 0 && <p class="warning">{text.signOutUnsent(unsent)}</p>}
        <button type="button" class="button button-secondary" onClick={() => void signOut()}>
          {text.signOut}
        </button>
      </div>
    </Frame>
  )
}

/** Takes in a file that this or another phone has saved; what is known already is told, not stored again. */
function CarryIn() {
  const { text, engine, language } = useApp()
  const [said, setSaid] = useState<string | undefined>()

  async function send(file: File | undefined): Promise<void> {
    if (!file) return
    setSaid(undefined)
    try {
      const response = await fetch('/api/v1/held/carry-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Proev': '1', 'Accept-Language': language },
        body: await file.text(),
      })
      const told = (await response.json()) as { stored: number; held: number; known: number; detail?: string }
      setSaid(response.ok ? text.carriedIn(told.stored, told.held, told.known) : (told.detail ?? text.serverTrouble))
      if (response.ok) await engine.run()
    } catch {
      setSaid(text.reviewNeedsNet) // the file is where it was; nothing is known to have been stored
    }
  }

  return (
    <div>
      <label class="button button-secondary file-button">
        <input
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            void send(file)
            event.currentTarget.value = ''
          }}
        />
        {text.carryIn}
      </label>
      <p class="quiet" role="status">
        {said}
      </p>
    </div>
  )
}
