// Hvad ligger hvor: what this phone has written, what has been received and when. Told from receipts.

import { todayIn } from '../domain/phases'
import type { Attachment, Entry } from '../store/types'
import { da } from '../text/mine.da'
import { en } from '../text/mine.en'
import { clockTime, dayWord, useApp, useChanges, useWordsOf } from './app'
import { attachmentTitle, useWords } from './attach/words'
import { inState, isPutAside } from './attention/count'
import { entryTitle, knownFields } from './entries'
import { Frame } from './frame'
import { Ready } from './ready'
import { Link } from './router'
import { useTerms } from './terms'

const SHOWN = 100

export function Mine() {
  const { text, store, engine } = useApp()
  const words = useWordsOf(da, en)
  useChanges(engine)
  const entries = store.queue().reverse()
  const unsent = entries.filter((one) => ['open', 'waiting'].includes(one.state) || isPutAside(one))
  // What was put aside and has been mended is neither here nor there: its mend is.
  const received = entries.filter((one) => !unsent.includes(one) && (one.received_at || one.state !== 'mended'))
  const toSend = inState(store, 'recording', 'waiting', 'refused')
  const { state } = engine.getStatus()
  return (
    <Frame title={text.whatIsWhere} back="/">
      <Ready />
      <section aria-labelledby="unsent">
        <h2 id="unsent">{words.onPhone}</h2>
        {unsent.length + toSend.length === 0 && <p class="empty">{words.nothingUnsent}</p>}
        <EntryList entries={unsent} />
        <AttachmentList list={toSend} />
        <button
          type="button"
          class="button button-secondary"
          disabled={state === 'syncing'}
          onClick={() => void engine.run()}
        >
          {words.sendNow}
        </button>
      </section>
      <section aria-labelledby="received">
        <h2 id="received">{words.received}</h2>
        {received.length === 0 && <p class="empty">{words.nothingMine}</p>}
        <EntryList entries={received.slice(0, SHOWN)} />
        <AttachmentList list={inState(store, 'sent').reverse()} />
      </section>
    </Frame>
  )
}

/** "i dag kl. 14.02": the day is that of the organisation, whatever day it is in Greenwich. */
function useWhen(): (moment: string | number) => string {
  const { text, account, today, language } = useApp()
  return (told) => {
    const moment = new Date(told)
    const day = todayIn(moment, account.time_zone)
    return `${dayWord(day, today, text, language)} ${text.at(clockTime(moment, language))}`
  }
}

function EntryList({ entries }: { entries: Entry[] }) {
  const { text, store } = useApp()
  const terms = useTerms()
  const words = useWordsOf(da, en)
  const when = useWhen()
  const received = ({ state }: Entry, when: string) =>
    state === 'resting' ? words.leftToRest(when) : state === 'mended' ? words.mendedSince(when) : words.receivedAt(when)
  return (
    <ul class="rows">
      {entries.map((one) => {
        const state =
          one.state === 'held'
            ? text.attention
            : one.answer
              ? words.dismissedWith(one.answer)
              : isPutAside(one)
                ? words.onlyHere
                : one.received_at && one.state !== 'waiting' // after a restore it has a receipt and is to be sent again
                  ? received(one, when(one.received_at))
                  : when(one.at)
        const row = (
          <span>
            <strong>{entryTitle(one, terms, knownFields(store))}</strong>
            <small>{state}</small>
          </span>
        )
        return (
          <li key={one.n} data-entry={one.state}>
            {one.state === 'held' ? <Link href="/opmaerksomhed">{row}</Link> : <div class="row">{row}</div>}
          </li>
        )
      })}
    </ul>
  )
}

function AttachmentList({ list }: { list: Attachment[] }) {
  const { text, store } = useApp()
  const words = useWordsOf(da, en)
  const when = useWhen()
  const beside = useWords()
  const state = ({ state, sent }: Attachment) => {
    if (state === 'refused') return text.attention
    if (state !== 'sent' || !sent) return beside.waiting
    return words.receivedAt(when(sent))
  }
  return (
    <ul class="rows">
      {list.map((one) => {
        const row = (
          <span>
            <strong>{attachmentTitle(store, one, beside)}</strong>
            <small>{state(one)}</small>
          </span>
        )
        return (
          <li key={one.id} data-attachment={one.state}>
            {one.state === 'refused' ? <Link href="/opmaerksomhed">{row}</Link> : <div class="row">{row}</div>}
          </li>
        )
      })}
    </ul>
  )
}
