// Which unit takes a practice up: chosen by the person where there is a choice, never by the order of a list.

import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useApp } from '../app'
import { UnitField } from '../parts'
import { unitChoices } from '../trials'
import { useWords } from './words'

interface Taker {
  id: string
  name: string
}

/** The units that the person may write in and that may take something into use; the organisation as a whole does not. */
export function useTakers(): Taker[] {
  const { store, account } = useApp()
  return unitChoices(store, account).filter(({ id }) => {
    const unit = store.get(id)
    return unit?.fields.active !== false && unit?.fields.kind !== 'organisation'
  })
}

/** The unit that was chosen; until then one's own, or the only one. Among several that are not one's own nobody chooses for one. */
export function chosenTaker<T extends { id: string }>(
  units: T[],
  wanted: string,
  own: { unit: string }[],
): T | undefined {
  const isOwn = (id: string) => own.some((one) => one.unit === id)
  return units.find((one) => one.id === wanted) ?? (units.length > 1 ? units.find((one) => isOwn(one.id)) : units[0])
}

interface TakeUpActProps {
  units: Taker[]
  onTake(unit: Taker): void
  /** What else is asked, above the button. */
  fields?: ComponentChildren
}

/** Which unit takes it up, and the button that does it: it names the unit, or asks for one. */
export function TakeUpAct({ units, onTake, fields }: TakeUpActProps) {
  const { account } = useApp()
  const words = useWords()
  const [wanted, setWanted] = useState('')
  const [isMissing, setMissing] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const unit = chosenTaker(units, wanted, account.memberships)
  function take(): void {
    setMissing(!unit)
    if (unit) onTake(unit)
    else place.current?.querySelector('select')?.focus()
  }
  return (
    <div ref={place}>
      <UnitField
        value={unit?.id ?? ''}
        units={units}
        none={words.whichUnit}
        fault={isMissing && !unit ? words.chooseUnit : undefined}
        onChange={setWanted}
      />
      {fields}
      <div class="act-row">
        <button type="button" class="button button-secondary" onClick={take}>
          {unit ? words.takeUpIn(unit.name) : words.takeUpSomewhere}
        </button>
      </div>
    </div>
  )
}
