// Small parts that several screens are made of.

import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import { countText, type Fault } from '../domain/capture'
import type { TrialPhase } from '../domain/phases'
import { useApp, usePhone } from './app'
import { useClearance } from './clearance'

export function faultText(fault: Fault | undefined, text: ReturnType<typeof usePhone>['text']): string | undefined {
  if (!fault) return undefined
  const said = fault.said ?? (text.fault as Record<string, string | ((most: number) => string)>)[fault.key]
  return typeof said === 'function' ? said(fault.most ?? 0) : said
}

interface FieldProps {
  label: string
  value: string
  onChange(value: string): void
  onBlur?(): void
  hint?: string | undefined
  fault?: Fault | undefined
  most?: number | undefined
  lines?: boolean
  type?: 'text' | 'date' | 'email' | 'password'
  inputMode?: 'decimal' | 'numeric' | 'text'
  autocomplete?: string
  suggestions?: string[]
  onNotCpr?(): void
  name?: string
}

/** One labelled input, with its hint, its fault and, close to the limit, how much is left. */
export function Field(props: FieldProps) {
  const { text } = usePhone()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const said = faultText(props.fault, text)
  const left = props.most === undefined ? undefined : props.most - countText(props.value)
  const isShort = left !== undefined && left <= Math.max(10, props.most! * 0.15)
  useEffect(() => {
    if (!area.current) return
    area.current.style.height = 'auto'
    area.current.style.height = `${area.current.scrollHeight + 2}px`
  }, [props.value])
  const described = [props.hint && `${id}-hint`, said && `${id}-fault`, isShort && `${id}-left`]
    .filter(Boolean)
    .join(' ')
  const common = {
    id,
    name: props.name,
    class: 'form-input',
    value: props.value,
    onBlur: props.onBlur,
    'aria-invalid': said ? true : undefined,
    'aria-describedby': described || undefined,
    onInput: (event: { currentTarget: { value: string } }) => props.onChange(event.currentTarget.value),
  }
  return (
    <div class={`form-group ${said ? 'form-error' : ''}`}>
      <label class="form-label" for={id}>
        {props.label}
      </label>
      {props.hint && (
        <span class="form-hint" id={`${id}-hint`}>
          {props.hint}
        </span>
      )}
      {said && (
        <span class="form-error-message" id={`${id}-fault`}>
          {said}
        </span>
      )}
      {props.fault?.key === 'cpr' && props.onNotCpr && (
        <button type="button" class="text-button" onClick={props.onNotCpr}>
          {text.notCpr}
        </button>
      )}
      {props.lines ? (
        <textarea {...common} ref={area} rows={2} />
      ) : (
        <input
          {...common}
          type={(props.type ?? 'text') as 'text'}
          inputMode={props.inputMode}
          autocomplete={props.autocomplete ?? 'off'}
          list={props.suggestions ? `${id}-list` : undefined}
        />
      )}
      {props.suggestions && (
        <datalist id={`${id}-list`}>
          {props.suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {isShort && (
        <span class="form-hint" id={`${id}-left`}>
          {text.charsLeft(left)}
        </span>
      )}
    </div>
  )
}

interface ChoiceProps<T extends string> {
  legend: string
  name: string
  options: { value: T; label: ComponentChildren }[]
  value: T | undefined
  onChange(value: T): void
  look?: string
  fault?: string | undefined
}

/** One of a few: real radio buttons that look like large buttons. */
export function Choice<T extends string>({
  legend,
  name,
  options,
  value,
  onChange,
  look = 'chips',
  fault,
}: ChoiceProps<T>) {
  const id = useId()
  return (
    <fieldset class={`choice ${look}`} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend class="form-label">{legend}</legend>
      {fault && (
        <span class="form-error-message" id={`${id}-fault`}>
          {fault}
        </span>
      )}
      <div class="options">
        {options.map((one) => (
          <label key={one.value} class="option">
            <input
              type="radio"
              name={name}
              value={one.value}
              checked={value === one.value}
              onChange={() => onChange(one.value)}
            />
            <span class="option-face">{one.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const SHAPES: Record<TrialPhase, string> = {
  idea: 'idea',
  planned: 'planned',
  running: 'running',
  review: 'waiting',
  adopted: 'holds',
  scaled: 'holds',
  adapted: 'ended',
  abandoned: 'ended',
  cancelled: 'ended',
}

/** A phase as a word and a shape: never by colour alone. */
export function Phase({ phase }: { phase: TrialPhase }) {
  const { text } = usePhone()
  return <span class={`phase phase-${SHAPES[phase]}`}>{text.phases[phase]}</span>
}

export interface ToastState {
  message: string
  undo?: () => void
  /** What was saved is sent at once when this gives way before its time: it can be taken back no longer. */
  letGo?: () => void
}

let show: (toast: ToastState | undefined) => void = () => undefined
let current: ToastState | undefined

function put(told: ToastState | undefined): void {
  current?.letGo?.()
  current = told
  show(told)
}

/** Says something; what was said before gives way. */
export function toast(told: ToastState): void {
  put(told)
}

/** Something else begins. What was saved stays so. */
export function closeToast(): void {
  put(undefined)
}

export function Toast() {
  const { text } = usePhone()
  const [told, setTold] = useState<ToastState | undefined>()
  const box = useRef<HTMLDivElement>(null)
  show = setTold
  useClearance(box, told)
  useEffect(() => {
    if (!told) return
    const timer = setTimeout(() => put(undefined), 10_000)
    // Who has read it may put it away, and what waits for that is sent. A picture that is open is what closes first.
    const onKey = ({ key }: KeyboardEvent) =>
      key === 'Escape' && !document.querySelector('dialog[open]') && put(undefined)
    addEventListener('keydown', onKey)
    return () => {
      clearTimeout(timer)
      removeEventListener('keydown', onKey)
    }
  }, [told])
  const undo = () => {
    current = undefined // nothing is let go
    told?.undo?.()
    setTold(undefined)
  }
  return (
    <div class="toast-place" role="status" aria-live="polite">
      {told && (
        <div class="saved-toast" ref={box}>
          <span>{told.message}</span>
          {told.undo && (
            <button type="button" class="button button-tertiary" onClick={undo}>
              {text.undo}
            </button>
          )}
        </div>
      )}
    </div>
  )
}

const JSON_FILE = 'application/json'

/** Hands the person a file of what could not be kept or sent. */
export function download(name: string, content: object): void {
  const file = content instanceof Blob ? content : new Blob([JSON.stringify(content, null, 1)], { type: JSON_FILE })
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** The unit to write in; shown only to those who have a choice. */
export function UnitField({
  value,
  units,
  none,
  fault,
  onChange,
}: {
  value: string
  units: { id: string; name: string }[]
  /** What stands there while none is chosen. */
  none?: string
  fault?: string | undefined
  onChange(id: string): void
}) {
  const { text } = useApp()
  const id = useId()
  if (units.length < 2) return null
  return (
    <div class={`form-group ${fault ? 'form-error' : ''}`}>
      <label class="form-label" for={id}>
        {text.unit}
      </label>
      {fault && (
        <span class="form-error-message" id={`${id}-fault`}>
          {fault}
        </span>
      )}
      <select
        id={id}
        class="form-input"
        value={value}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {!value && none && <option value="">{none}</option>}
        {units.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </div>
  )
}
