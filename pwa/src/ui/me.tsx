// Mig: who is signed in, the language, whether the phone is ready, what to take along, and signing out.

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
      <p class={isReady ? 'ready' : 'quiet'} data-ready={isReady}>
        {isReady ? `✓ ${text.readyOffline}` : text.notReadyOffline}
      </p>
      <ul class="rows">
        <li>
          <Link href="/hvad-ligger-hvor">{text.whatIsWhere}</Link>
        </li>
        <li>
          <Link href="/opmaerksomhed">{text.attention}</Link>
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
        {unsent > 0 && <p class="warning">{text.signOutUnsent(unsent)}</p>}
        <button type="button" class="button button-secondary" onClick={() => void signOut()}>
          {text.signOut}
        </button>
      </div>
    </Frame>
  )
}
