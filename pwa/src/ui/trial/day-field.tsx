// A day to choose, with the first and the last that there are to choose between.

import { useId } from 'preact/hooks'

interface DayProps {
  name: string
  label: string
  hint?: string | undefined
  /** What is wrong with the day, in words. */
  fault: string | undefined
  min?: string | undefined
  max?: string | undefined
  value: string
  onChange(day: string): void
}

export function DayField({ name, label, hint, fault, min, max, value, onChange }: DayProps) {
  const id = useId()
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ')
  return (
    <div class={`form-group ${fault ? 'form-error' : ''}`}>
      <label class="form-label" for={id}>
        {label}
      </label>
      {hint && (
        <span class="form-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {fault && (
        <span class="form-error-message" id={`${id}-fault`}>
          {fault}
        </span>
      )}
      <input
        {...{ id, name, min, max, value }}
        class="form-input"
        type="date"
        aria-invalid={fault ? true : undefined}
        aria-describedby={described || undefined}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
