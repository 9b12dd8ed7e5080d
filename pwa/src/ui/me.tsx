// Mig: who is signed in, the language, whether the phone is ready, what to take along, and signing out.

import { useState } from 'preact/hooks'
import { wholeFile } from '../store/bring'
import type { Attachment } from '../store/types'
import { da } from '../text/mine.da'
import { en } from '../text/mine.en'
import { useApp, useChanges, useWordsOf } from './app'
import { attachmentTitle, useWords } from './attach/words'
import { unsentCount } from './attention/count'
import { Frame } from './frame'
import { Choice, download } from './parts'
import { Ready } from './ready'
import { Link } from './router'
import { useTaking } from './taking'

export function Me() {
  const { text, account, store, engine, language, setLanguage, signOut } = useApp()
  const words = useWordsOf(da, en)
  useChanges(engine)
  const unsent = unsentCount(store)
  const kinds = useWords()
  const [left, setLeft] = useState<Attachment[]>([])

  async function takeAlong(): Promise<void> {
    const { file, left } = await wholeFile(store)
    setLeft(left)
    download('proev.json', file)
  }

  return (
    <Frame title={text.me} back="/">
      <p>
        <strong>{words.signedInAs(account.user.name)}</strong>
        <br />
        {account.organisation.name}
      </p>
      <h2>{words.units}</h2>
      <ul class="rows">
        {account.memberships.map((one) => (
          <li key={`${one.unit}${one.role}`}>
            <div class="row">
              <span>{String(store.get(one.unit)?.fields.name ?? '…')}</span>
              <small>{words.roles[one.role]}</small>
            </div>
          </li>
        ))}
      </ul>
      <Ready />
      <ul class="rows">
        <li>
          <Link href="/hvad-ligger-hvor">{text.whatIsWhere}</Link>
        </li>
        <li>
          <Link href="/opmaerksomhed">{text.attention}</Link>
        </li>
        <li>
          <Link href="/paamindelser">{words.reminders}</Link>
        </li>
      </ul>
      <Choice
        legend={words.language}
        name="language"
        value={language}
        onChange={setLanguage}
        options={[
          { value: 'da', label: 'Dansk' },
          { value: 'en', label: 'English' },
        ]}
      />
      <div class="stack">
        <button type="button" class="button button-secondary" onClick={() => void takeAlong()}>
          {words.exportQueue}
        </button>
        {left.length > 0 && (
          <p class="warning" role="alert">
            {words.notInFile(left.length, [...new Set(left.map((one) => attachmentTitle(store, one, kinds)))])}
          </p>
        )}
        <CarryIn />
        {unsent > 0 && <p class="warning">{words.signOutUnsent(unsent)}</p>}
        <button type="button" class="button button-secondary" onClick={() => void signOut()}>
          {words.signOut}
        </button>
      </div>
    </Frame>
  )
}

function CarryIn() {
  const words = useWordsOf(da, en)
  const [said, setSaid] = useState<string | undefined>()
  const take = useTaking()

  async function takeIn(file: File | undefined): Promise<void> {
    if (!file) return
    setSaid(undefined)
    setSaid((await take(file)).said)
  }

  return (
    <div>
      <label class="button button-secondary file-button">
        <input
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            void takeIn(file)
            event.currentTarget.value = ''
          }}
        />
        {words.carryIn}
      </label>
      <p class="quiet" role="status">
        {said}
      </p>
    </div>
  )
}
