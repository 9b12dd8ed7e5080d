// Mig: who is signed in, the language, whether the phone is ready, what to take along, and signing out.

import { useState } from 'preact/hooks'
import { type Brought, bring, bringTheirs, fileOf, wholeFile } from '../store/bring'
import { deviceOf, keepCarried } from '../store/carried'
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
import { mayBring } from './theirs'

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

/** At most so many entries of a file go to the server in one request. */
const AT_ONCE = 200
const PATIENCE = 60_000

interface Carried {
  stored: number
  held: number
  known: number
}

/** Takes in a file that this or another phone has saved. One's own goes into the queue, also without a network; somebody
 *  else's to the server, and what they took beside it goes the same way when the person leads there. What is known already is
 *  told, not stored again. */
function CarryIn() {
  const { text, store, engine, account, language } = useApp()
  const words = useWordsOf(da, en)
  const [said, setSaid] = useState<string | undefined>()

  async function toServer(entries: unknown[]): Promise<Carried | string> {
    const sum = { stored: 0, held: 0, known: 0 }
    const device = await deviceOf(entries)
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      const handed = { proev_queue: 1 as const, device, entries: entries.slice(from, from + AT_ONCE) }
      const epoch = await store.meta<string>('epoch')
      const response = await fetch('/api/v1/held/carry-in', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Proev': '1', 'Accept-Language': language },
        body: JSON.stringify(handed),
        signal: AbortSignal.timeout(PATIENCE),
      })
      const told = (await response.json()) as Carried & { detail?: string }
      if (!response.ok) return told.detail ?? text.serverTrouble
      await keepCarried(store, handed, epoch).catch(() => undefined) // no room: it is in the file
      for (const name of ['stored', 'held', 'known'] as const) sum[name] += told[name]
    }
    return sum
  }

  const saidBeside = ({ attached, notAttached }: Pick<Brought, 'attached' | 'notAttached'>) => [
    attached ? words.broughtBeside(attached) : '',
    notAttached ? words.notBroughtBeside(notAttached) : '',
  ]

  /** Now that the server has the notes that they belong to. */
  async function besideTheirs(entries: unknown[], theirs: Brought['theirs']): Promise<string[]> {
    const mine = mayBring(store, account, entries, theirs)
    const left = theirs.length - mine.length
    return [...saidBeside(await bringTheirs(store, mine)), left ? words.theirsBeside(left) : '']
  }

  async function take(file: File | undefined): Promise<void> {
    if (!file) return
    setSaid(undefined)
    let own: Brought
    let content: ReturnType<typeof fileOf>
    try {
      content = fileOf(await file.text())
      if (!content) return setSaid(words.notAQueue)
      own = await bring(store, content.entries, content.attachments)
    } catch {
      return setSaid(words.carryFailed)
    }
    const { queued, known, others, theirs } = own
    const here = [queued ? words.broughtHere(queued) : '', ...saidBeside(own)]
    const counted = (told: Carried) => words.carriedIn(told.stored, told.held, told.known + known)
    try {
      const told = others.length ? await toServer(others) : { stored: 0, held: 0, known: 0 }
      const rest = typeof told === 'string' ? told : others.length || known ? counted(told) : ''
      const beside = typeof told === 'string' ? [] : await besideTheirs(content.entries, theirs)
      setSaid([...here, rest, ...beside].filter(Boolean).join(' '))
    } catch {
      setSaid([...here, words.othersNeedNet].filter(Boolean).join(' ')) // the file is where it was; nothing of theirs is known to be stored
    }
    engine.wake()
  }

  return (
    <div>
      <label class="button button-secondary file-button">
        <input
          type="file"
          accept="application/json,.json"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            void take(file)
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
