// Notér: which trial, how did it go (that saves), and then whatever more there is to say, all of it optional.

import { useEffect, useRef, useState } from 'preact/hooks'
import { create, type Fault, faults, toDecimal } from '../../domain/capture'
import { wireTime } from '../../store/store'
import { type Fields, SaveFailed } from '../../store/types'
import { clockTime, useApp } from '../app'
import { Frame } from '../frame'
import { Choice, download, Field, toast } from '../parts'
import { go } from '../router'
import { TrialCard } from '../today'
import { trialViews } from '../trials'

type Outcome = 'worked' | 'partly' | 'not'
const KINDS = ['time', 'culture', 'skills', 'knowledge', 'silo', 'economy', 'professional_boundary', 'other'] as const

export function Note({ trialId }: { trialId: string | undefined }) {
  const { store, text } = useApp()
  const trial = trialId ? store.get(trialId) : undefined
  if (!trial) return <PickTrial />
  return (
    <Frame title={text.note} back="/">
      <NoteSheet key={trial.id} trialId={trial.id} title={String(trial.fields.title)} />
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

interface Words {
  text: string
  value: string
  surprise: boolean
  isInTheWay: boolean
  kind: (typeof KINDS)[number] | undefined
  barrier: string
}

const NO_WORDS: Words = { text: '', value: '', surprise: false, isInTheWay: false, kind: undefined, barrier: '' }

function NoteSheet({ trialId, title }: { trialId: string; title: string }) {
  const { store, text, today, language } = useApp()
  const [saved, setSaved] = useState<{ id: string; at: string; seen_at: string; outcome: Outcome } | undefined>()
  const [words, setWords] = useState(NO_WORDS)
  const [found, setFound] = useState<Fault[]>([])
  const [notCpr, setNotCpr] = useState<string[]>([])
  const [failed, setFailed] = useState<SaveFailed | undefined>()
  const current = useRef({ saved, words, notCpr })
  current.current = { saved, words, notCpr }
  const trial = store.get(trialId)!
  const measure = trial.fields.measure_name ? String(trial.fields.measure_name) : undefined
  const measureUnit = trial.fields.measure_unit ? ` (${trial.fields.measure_unit})` : ''
  const lastValue = trialViews(store, today)
    .find((one) => one.record.id === trialId)
    ?.observations.findLast((one) => one.fields.value !== undefined)?.fields.value

  // Leaving the sheet by any way keeps what has been typed, as long as it is sound.
  useEffect(
    () => () => {
      const left = current.current
      if (left.saved && store.entry(left.saved.id)?.state === 'open') {
        void store.amend(left.saved.id, soundFields(left.words, left.notCpr, today), left.notCpr)
        setTimeout(() => void store.release([left.saved!.id]), 10_000)
      }
    },
    [store, today],
  )

  async function choose(outcome: Outcome): Promise<void> {
    try {
      if (saved) {
        await store.amend(saved.id, { outcome })
        setSaved({ ...saved, outcome })
        return
      }
      const seen_at = wireTime()
      const made = create('observation', trial.unit, { trial: trialId, seen_at, outcome })
      const kept = await store.save([made], { open: true })
      setSaved({ id: kept.ids[0]!, at: kept.savedAt, seen_at, outcome })
    } catch (error) {
      fail(error)
    }
  }

  function fail(error: unknown): void {
    if (!(error instanceof SaveFailed)) throw error
    setFailed(error)
  }

  async function change(next: Partial<Words>, vouched = notCpr): Promise<void> {
    const now = { ...current.current.words, ...next }
    current.current = { ...current.current, words: now } // a second letter may come before the screen is drawn again
    setWords(now)
    setFound((was) => was.filter((fault) => !(fault.field in next)))
    if (!saved) return
    const sound = soundFields(now, vouched, today)
    await store.amend(saved.id, sound, vouched).catch(fail)
  }

  async function finish(): Promise<void> {
    if (!saved) return
    const wrong = wordFaults(words, notCpr, today)
    setFound(wrong)
    if (wrong.length) return
    try {
      const { id, ids } = await keep()
      const undo = async () => {
        const taken = await Promise.all(ids.map((one) => store.undo(one)))
        toast({ message: taken.every(Boolean) ? text.undone : text.tooLateToUndo })
      }
      setSaved(undefined)
      current.current = { ...current.current, saved: undefined }
      setTimeout(() => void store.release(ids), 10_000)
      toast({ message: text.savedOnPhone(text.at(clockTime(saved.at, language))), undo: () => void undo() })
      go('/', { replace: true })
      void id
    } catch (error) {
      fail(error)
    }
  }

  /** With a barrier, the note is laid down again behind it, so that it points at something already there. */
  async function keep(): Promise<{ id: string; ids: string[] }> {
    const fields: Fields = { outcome: saved!.outcome, ...soundFields(words, notCpr, today) }
    if (!words.isInTheWay || !words.kind) {
      if (!(await store.amend(saved!.id, fields, notCpr))) await correct(fields)
      return { id: saved!.id, ids: [saved!.id] }
    }
    const barrierText = words.barrier.trim() || text.barrierKinds[words.kind]
    const barrier = await store.save(
      [
        create(
          'barrier',
          trial.unit,
          { kind: words.kind, text: barrierText },
          notCpr.includes('barrier') ? ['text'] : [],
        ),
      ],
      { open: true },
    )
    const note = create(
      'observation',
      trial.unit,
      { trial: trialId, seen_at: saved!.seen_at, ...fields, barrier: barrier.ids[0]! },
      notCpr,
    )
    const again = await store.save([note], { open: true, insteadOf: saved!.id })
    return { id: again.ids[0]!, ids: [barrier.ids[0]!, again.ids[0]!] }
  }

  /** The note has been sent meanwhile (another tab let it go): what was added becomes a correction. */
  async function correct(fields: Fields): Promise<void> {
    await store.save([
      create(
        'observation',
        trial.unit,
        { trial: trialId, seen_at: saved!.seen_at, ...fields, replaces: saved!.id },
        notCpr,
      ),
    ])
  }

  const faultOf = (field: string) => found.find((one) => one.field === field)
  const vouch = (field: string) => {
    const vouched = [...notCpr, field]
    setNotCpr(vouched)
    setFound(found.filter((one) => one.field !== field))
    void change({}, vouched)
  }

  return (
    <div class="sheet">
      <p class="sheet-about">{title}</p>
      <Choice<Outcome>
        legend={text.howDidItGo}
        name="outcome"
        look="big"
        value={saved?.outcome}
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
      {saved && (
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
              hint={
                lastValue ? text.lastValue(String(lastValue).replace('.', language === 'da' ? ',' : '.')) : undefined
              }
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
            <div class="nested">
              <Choice
                legend={text.whatKind}
                name="kind"
                value={words.kind}
                onChange={(kind) => void change({ kind })}
                options={KINDS.map((value) => ({ value, label: text.barrierKinds[value] }))}
              />
              {words.kind && (
                <Field
                  label={text.whatWasInTheWay}
                  name="barrier"
                  lines
                  most={280}
                  value={words.barrier}
                  fault={faultOf('barrier')}
                  onNotCpr={() => vouch('barrier')}
                  onChange={(value) => void change({ barrier: value })}
                />
              )}
            </div>
          )}
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

function wordFaults(words: Words, notCpr: string[], today: string): Fault[] {
  const known = { trial: 'x', seen_at: 'x', outcome: 'worked' }
  const found = faults('observation', { ...known, text: words.text }, today, notCpr)
  if (words.value.trim() && toDecimal(words.value) === undefined) found.push({ field: 'value', key: 'not_number' })
  if (words.isInTheWay && words.barrier) {
    const vouched = notCpr.includes('barrier') ? ['text'] : []
    for (const fault of faults('barrier', { kind: 'other', text: words.barrier }, today, vouched))
      found.push({ ...fault, field: 'barrier' })
  }
  return found
}

/** The fields that may be kept as they stand; a faulty one waits on the screen until it is mended. */
function soundFields(words: Words, notCpr: string[], today: string): Fields {
  const wrong = new Set(wordFaults(words, notCpr, today).map((one) => one.field))
  const value = toDecimal(words.value)
  return {
    ...(words.text.trim() && !wrong.has('text') ? { text: words.text.normalize('NFC').trim() } : {}),
    ...(value !== undefined ? { value } : {}),
    ...(words.surprise ? { surprise: true } : {}),
  }
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
