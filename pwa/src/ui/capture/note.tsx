// Notér: which trial, how did it go (that saves), and then whatever more there is to say, all of it optional.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Fault } from '../../domain/capture'
import type { Store } from '../../store/store'
import { type Fields, type RecordView, SaveFailed } from '../../store/types'
import { useApp } from '../app'
import type { Attaching } from '../attach/sheet'
import { Frame } from '../frame'
import { lazy, Suspense } from '../lazy'
import { Choice, closeToast, download, Field, toast } from '../parts'
import { go } from '../router'
import { useUndo } from '../saving'
import { TrialCard } from '../today'
import { trialViews, unitMark } from '../trials'
import { Keeper } from './keeping'
import {
  type Aside,
  asideOf,
  barrierOfKind,
  correction,
  type Kind,
  knownBarriers,
  lastValue,
  NEW,
  NO_WORDS,
  type Outcome,
  sheetFaults,
  type Words,
  wantedOf,
  wayBack,
  wordFaults,
} from './noting'

const Attach = lazy(() => import('../attach/sheet').then((loaded) => loaded.Attach))
const Before = lazy(() => import('./barrier').then((loaded) => loaded.Before))
const InTheWay = lazy(() => import('./barrier').then((loaded) => loaded.InTheWay))

export function Note({ trialId }: { trialId: string | undefined }) {
  const { store, text } = useApp()
  const trial = trialId ? store.get(trialId) : undefined
  // What was said about the note before is over when the next one begins: its “Fortryd” is not to be hit here.
  useEffect(closeToast, [trialId])
  if (!trial) return <PickTrial />
  return (
    <Frame title={text.note} back={wayBack(location.search)}>
      <NoteSheet key={trial.id} trial={trial} />
    </Frame>
  )
}

function PickTrial() {
  const { store, text, today } = useApp()
  const views = trialViews(store, today)
  const running = views.filter((one) => one.phase === 'running')
  const others = views.filter((one) => ['review', 'planned', 'idea'].includes(one.phase))
  return (
    <Frame title={text.note} back="/">
      <h2>{text.whichTrial}</h2>
      {running.length === 0 && (
        <div class="empty">
          <p>{text.noRunning}</p>
          {others.length > 0 && <p>{text.noRunningHint}</p>}
        </div>
      )}
      <ul class="cards">
        {running.map((one) => (
          <li key={one.record.id}>
            <TrialCard view={one} href={`/noter/${one.record.id}`} />
          </li>
        ))}
      </ul>
      {others.length > 0 && (
        <details class="more">
          <summary>{text.otherTrials}</summary>
          <ul class="cards">
            {others.map((one) => (
              <li key={one.record.id}>
                <TrialCard view={one} href={`/noter/${one.record.id}`} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Frame>
  )
}

/** What an older app has set aside: it went into the next note. Now it waits at the note that it belongs to. */
type Unsound = Pick<Words, 'text' | 'value' | 'barrierText'>

function NoteSheet({ trial }: { trial: RecordView }) {
  const { store, account, text, today, language } = useApp()
  const said = useUndo()
  const [keeper] = useState(() => new Keeper(store, trial.unit, trial.id))
  const [outcome, setOutcome] = useState<Outcome | undefined>()
  const [isSaved, setSaved] = useState(false)
  const [words, setWords] = useState(NO_WORDS)
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const [failed, setFailed] = useState<SaveFailed | undefined>()
  const [known, setKnown] = useState<RecordView[]>([])
  // What is typed before the screen is drawn again, and what is there when it is left.
  const current = useRef({ words, notCpr, outcome, isDone: false })
  const isUnsound = useRef(false)
  const isFilled = useRef(false) // with what an older app had put aside
  const attaching = useRef<Attaching | undefined>(undefined)
  const keeping = useRef(keep)
  keeping.current = keep
  const draft = asideOf(trial.id)
  const measure = trial.fields.measure_name ? String(trial.fields.measure_name) : undefined
  const measureUnit = trial.fields.measure_unit ? ` (${trial.fields.measure_unit})` : ''
  const view = trialViews(store, today).find((one) => one.record.id === trial.id)
  const last = lastValue(view?.observations ?? [], keeper.seenAt)

  // Leaving the sheet by any way keeps what has been typed; what cannot be sent as it stands is there the next time.
  useEffect(() => {
    // Before they are wanted: nothing comes under the finger later.
    for (const part of [Attach, InTheWay]) void part().catch(() => undefined)
    void store.draft<Unsound & Aside>(draft).then((kept) => {
      if (!kept || kept.notes) return
      isFilled.current = true
      const isUntouched = Object.keys(kept).every((name) => !current.current.words[name as keyof Unsound])
      if (isUntouched) void change({ ...kept, ...(kept.barrierText ? { isInTheWay: true, barrier: NEW } : {}) })
    })
    return () => {
      if (!current.current.outcome || current.current.isDone) return
      if (isUnsound.current) toast({ message: text.leftForNext })
      void leave(keeping.current, attaching.current, keeper, store)
    }
  }, [keeper, store])

  /** Lays on the phone what the sheet holds by now. */
  async function keep(isLast = false): Promise<void> {
    const { words, notCpr, outcome } = current.current
    if (!outcome) return
    const ofKind = (own: string | undefined) => (kind: Kind) => barrierOfKind(store, trial.unit, kind, text, own)
    await keeper.keep((own) => wantedOf({ ...words, outcome }, notCpr, today, ofKind(own)), notCpr, isLast)
  }

  function fail(error: unknown): void {
    if (!(error instanceof SaveFailed)) throw error
    setFailed(error)
  }

  async function choose(chosen: Outcome): Promise<void> {
    const before = current.current.outcome
    current.current.outcome = chosen
    setOutcome(chosen) // seen at once; that it is kept is said when it is
    try {
      await keep()
      setSaved(true)
    } catch (error) {
      current.current.outcome = before
      setOutcome(before)
      fail(error)
    }
  }

  async function change(next: Partial<Words>): Promise<void> {
    if (next.isInTheWay) setKnown(knownBarriers(store, trial, keeper.own))
    const now = { ...current.current.words, ...next }
    current.current.words = now
    setWords(now)
    const isAbout = (fault: Fault) =>
      fault.field in next || (fault.key === 'which_barrier' && ('kind' in next || 'isInTheWay' in next))
    const wrong = wordFaults(now, current.current.notCpr, today)
    // A number may be half typed; it is said of that at the end.
    const told = wrong.filter((one) => one.field in next && one.key !== 'not_number')
    setFound((was) => [...was.filter((fault) => !isAbout(fault)), ...told])
    await Promise.all([keep(), setAside(wrong.length > 0)]).catch(fail)
  }

  /** What cannot be sent as it stands is kept like any other half-written form: the note's correction. */
  async function setAside(isWrong: boolean): Promise<void> {
    const { attachments: _, ...typed } = current.current.words
    const note = keeper.record
    if (!note) return
    const hadAside = isUnsound.current
    isUnsound.current = isWrong
    try {
      if (isWrong) await store.saveDraft(correction(note), typed as Fields)
      else if (hadAside) await store.dropDraft(correction(note))
      if (isWrong && !hadAside) {
        const { notes = [] } = (await store.draft<Aside>(draft)) ?? {}
        await store.saveDraft(draft, { notes: [...notes.filter((one) => one !== note), note] })
      } else if (!isWrong && isFilled.current) await store.dropDraft(draft)
      isFilled.current = false
    } catch (error) {
      throw new SaveFailed(error, [])
    }
  }

  /** By what is there now, not by what was there when the picture was taken. */
  function attach(named: (ids: string[]) => string[]): Promise<void> {
    return change({ attachments: named(current.current.words.attachments) })
  }

  async function finish(): Promise<void> {
    const { words, notCpr } = current.current
    const wrong = sheetFaults(words, notCpr, today, known.length > 0)
    setFound(wrong)
    const at = '.sheet [aria-invalid], .sheet .choice[aria-describedby] input'
    if (wrong.length) return void requestAnimationFrame(() => document.querySelector<HTMLElement>(at)?.focus())
    try {
      await attaching.current?.settle()
      await keep(true)
      if (current.current.isDone) return // two taps
      const { ids, savedAt } = keeper
      current.current.isDone = true
      said({ ids, savedAt }, (isBack) => isBack && attaching.current?.takeBack())
      go(wayBack(location.search), { replace: true })
    } catch (error) {
      fail(error)
    }
  }

  const faultOf = (field: string) => found.find((one) => one.field === field)
  const vouch = (field: string) => {
    const vouched = [...notCpr, field]
    current.current.notCpr = vouched
    setNotCpr(vouched)
    setFound(found.filter((one) => one.field !== field))
    void change({})
  }

  return (
    <div class="sheet">
      <p class="sheet-about">
        {[String(trial.fields.title), unitMark(store, account, trial.unit)].filter(Boolean).join(' · ')}
      </p>
      <Suspense component={Before} isQuiet trial={trial.id} own={keeper.record} />
      <Choice<Outcome>
        legend={text.howDidItGo}
        name="outcome"
        look="big"
        value={outcome}
        onChange={(outcome) => void choose(outcome)}
        options={(['worked', 'partly', 'not'] as const).map((value) => ({
          value,
          label: (
            <>
              <i class={`outcome outcome-${value}`} aria-hidden="true" />
              {text[value]}
            </>
          ),
        }))}
      />
      {failed && <SaveTrouble failed={failed} />}
      {isSaved && (
        <>
          <p class="quiet" role="status">
            {text.savedNowMore}
          </p>
          <Field
            label={text.inAFewWords}
            hint={text.inAFewWordsHint}
            name="text"
            lines
            most={500}
            value={words.text}
            fault={faultOf('text')}
            onNotCpr={() => vouch('text')}
            onChange={(value) => void change({ text: value })}
          />
          {measure && (
            <Field
              label={`${measure}${measureUnit}`}
              hint={last === undefined ? undefined : text.lastValue(last.replace('.', language === 'da' ? ',' : '.'))}
              name="value"
              inputMode="decimal"
              value={words.value}
              fault={faultOf('value')}
              onChange={(value) => void change({ value })}
            />
          )}
          <label class="tick">
            <input
              type="checkbox"
              checked={words.surprise}
              onChange={(event) => void change({ surprise: event.currentTarget.checked })}
            />
            <span>{text.surprised}</span>
          </label>
          <label class="tick">
            <input
              type="checkbox"
              checked={words.isInTheWay}
              onChange={(event) => void change({ isInTheWay: event.currentTarget.checked })}
            />
            <span>{text.inTheWay}</span>
          </label>
          {words.isInTheWay && (
            <Suspense
              component={InTheWay}
              known={known}
              words={words}
              faultOf={faultOf}
              onNotCpr={() => vouch('barrierText')}
              onChange={(next: Partial<Words>) => void change(next)}
            />
          )}
          <Suspense
            component={Attach}
            record={keeper.record!}
            fields={{ seen_at: keeper.seenAt!, attachments: words.attachments }}
            onAdd={(id: string) => attach((ids) => [...ids, id])}
            onRemove={(id: string) => attach((ids) => ids.filter((one) => one !== id))}
            hold={(held: Attaching) => {
              attaching.current = held
            }}
          />
          <div class="act-bar">
            <button type="button" class="button button-primary wide-button" onClick={() => void finish()}>
              {text.done}
            </button>
          </div>
        </>
      )}
    </div>
  )
}

/** The sheet is gone, so there is nobody to tell; what the disk would not take it did not take before either. */
async function leave(
  keep: (isLast: boolean) => Promise<void>,
  attaching: Attaching | undefined,
  keeper: Keeper,
  store: Store,
): Promise<void> {
  await attaching?.settle()
  await keep(true).catch(() => undefined)
  setTimeout(() => void store.release(keeper.ids), 10_000)
}

export function SaveTrouble({ failed }: { failed: SaveFailed }) {
  const { text } = useApp()
  return (
    <div class="trouble" role="alert">
      <p>{text.saveFailed}</p>
      <button type="button" class="button button-secondary" onClick={() => download('proev.json', failed.file)}>
        {text.saveAsFile}
      </button>
    </div>
  )
}
