// What waits, as rows: a shape and a word for its kind, what it is about, and for how long it has waited.

import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Store } from '../store/store'
import { da, type Words } from '../text/waits.da'
import { en } from '../text/waits.en'
import { markRead, newAnswers, readAnswers } from './answered'
import { useApp, useLoading, useWordsOf } from './app'
import { markEndingRead, newEndings, readEndings } from './endings'
import { homeName } from './practices'
import { Link } from './router'
import { markCarriedRead, newlyCarried, readCarried } from './taken-over'
import { unitMark } from './trials'
import { type Waiting, type WaitKind, waiting } from './waiting'

const SHOWN = 5

const SHAPES: Record<WaitKind, string> = {
  ends: 'M12 3a9 9 0 1 0 .1 0zM12 7v5l3 3',
  contradiction: 'M4 8h13l-4-4M20 16H7l4 4',
  review: 'M5 4h14v16H5zM8 12l3 3 5-6',
  adoption: 'M5 12l5 5L20 6M4 21h16',
  carry_on: 'M4 12h12l-4-4M12 16l4-4M20 5v14',
  check_in: 'M8 9a4 4 0 1 1 5 3.9q-1 .5-1 2.1M12 19v.5',
  slipping: 'M4 6l7 7 3-3 6 8M20 12v6h-6',
  concern: 'M4 5h16v11h-9l-4 4v-4H4z',
  barrier: 'M3 8h18v6H3zM6 14v6M18 14v6M8 14l4-6M14 14l4-6',
  step: 'M6 21V4h12l-3 4 3 4H6',
  owner: 'M12 4a3.5 3.5 0 1 0 .1 0zM5 20q0-7 7-7t7 7',
  deputy: 'M9 4a3.5 3.5 0 1 0 .1 0zM3 20q0-7 6-7t6 7M18 8v6M15 11h6',
}

function WaitShape({ kind }: { kind: WaitKind }) {
  return (
    <svg class={`wait-shape wait-${kind}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={SHAPES[kind]} />
    </svg>
  )
}

/** The word for its kind, with how many days are left or who answers where that says more. */
function waitWord(one: Waiting, words: Words): string {
  if (one.kind === 'ends') return words.endsIn(-one.days)
  const word = words.waitKinds[one.kind] ?? ''
  return one.forColleague ? `${word} – ${words.colleagueAnswers}` : word
}

function Waits({ list }: { list: Waiting[] }) {
  const { store, account } = useApp()
  const words = useWordsOf(da, en)
  return (
    <ul class="rows waits">
      {list.map((one) => (
        <li key={`${one.kind}${one.id}${one.unit}`}>
          <Link href={one.href}>
            <WaitShape kind={one.kind} />
            <span>
              <small>{[waitWord(one, words), unitMark(store, account, one.unit)].filter(Boolean).join(' · ')}</small>
              <strong>{one.title}</strong>
            </span>
            {one.kind !== 'ends' && <span class="age">{words.overdueDays(one.days)}</span>}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** What was read on this phone of one kind; undefined until it is known. */
function useRead(readIn: (store: Store) => Promise<string[]>) {
  const { store } = useApp()
  const [read, setRead] = useState<string[] | undefined>()
  useEffect(() => {
    void readIn(store).then(setRead)
  }, [store, readIn])
  return [read, setRead] as const
}

/** Told until it is read or put away. */
function ToldCard(props: { title: string; to: string; way: string; onPutAway(): void; children: ComponentChildren }) {
  const words = useWordsOf(da, en)
  return (
    <div class="answer-card">
      <h3>{props.title}</h3>
      {props.children}
      <div class="act-row">
        <Link class="button button-secondary" href={props.to}>
          {props.way}
        </Link>
        <button type="button" class="text-button" onClick={props.onPutAway}>
          {words.putAway}
        </button>
      </div>
    </div>
  )
}

/** The answers to what the unit raised to one above. */
function Answers() {
  const { store, account, today } = useApp()
  const words = useWordsOf(da, en)
  const [read, setRead] = useRead(readAnswers)
  const answered = read ? newAnswers(store, account, today, read) : []
  return answered.map((one) => (
    <ToldCard
      key={one.id}
      title={words.answerFrom(String(store.get(String(one.fields.raised_to))?.fields.name ?? ''))}
      to={`/barriere/${one.id}`}
      way={words.toBarrier}
      onPutAway={() => void markRead(store, account, today, one).then(setRead)}
    >
      <p class="quiet">{String(one.fields.text)}</p>
      <p>{String(one.fields.answer)}</p>
    </ToldCard>
  ))
}

/** The practices that the unit had taken up and that have ended where they came from. */
function Endings() {
  const { store, account, today } = useApp()
  const words = useWordsOf(da, en)
  const [read, setRead] = useRead(readEndings)
  const ended = read ? newEndings(store, account, today, read) : []
  return ended.map((one) => (
    <ToldCard
      key={one.record.id}
      title={words.endedBy(homeName(store, one) ?? words.anotherUnit, one.title)}
      to={`/praksis/${one.record.id}`}
      way={words.toPractice}
      onPutAway={() => void markEndingRead(store, account, today, one).then(setRead)}
    >
      <p>{String(one.record.fields.retired_because ?? '')}</p>
      <p class="quiet">{words.endedHere}</p>
    </ToldCard>
  ))
}

/** What is theirs to carry by now. */
function Carried() {
  const { store, account, today } = useApp()
  const words = useWordsOf(da, en)
  const [read, setRead] = useRead(readCarried)
  const carried = read ? newlyCarried(store, account, today, read) : []
  return carried.map((one) => (
    <ToldCard
      key={one.id}
      title={words.yours(String(one.fields.title))}
      to={one.type === 'trial' ? `/proevehandlinger/${one.id}` : `/praksis/${one.id}`}
      way={one.type === 'trial' ? words.toTrial : words.toPractice}
      onPutAway={() => void markCarriedRead(store, account, today, one).then(setRead)}
    >
      <p>{words.yoursAlone}</p>
    </ToldCard>
  ))
}

/** On the start screen: what others have answered or ended, what is theirs by now, and the most urgent few of what waits; the rest unfolds in place. */
export function WaitsForUs() {
  return (
    <>
      <Answers />
      <Endings />
      <Carried />
      <List />
    </>
  )
}

function List() {
  const { store, account, text, today } = useApp()
  const words = useWordsOf(da, en)
  const [isWhole, setWhole] = useState(false)
  const loading = useLoading()
  // By half of what there is, what was decided long ago would wait still.
  if (loading) return <p class="quiet">{loading}</p>
  const list = waiting(store, account, today)
  if (!list.length) return <p class="quiet">{words.nothingWaits}</p>
  return (
    <>
      <Waits list={isWhole ? list : list.slice(0, SHOWN)} />
      {list.length > SHOWN && !isWhole && (
        <button type="button" class="text-button" onClick={() => setWhole(true)}>
          {text.showAll(list.length)}
        </button>
      )}
    </>
  )
}
