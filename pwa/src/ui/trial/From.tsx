// /ny/KIND/ID, and /UNIT where it is clear for which: a new trial that starts from something. Says so on top, and brings over what is worth keeping.

import { useEffect } from 'preact/hooks'
import { useApp } from '../app'
import { Frame } from '../frame'
import { closeToast } from '../parts'
import { usePath } from '../router'
import { unitChoices } from '../trials'
import { Begun } from './begun'
import { NewTrialForm, type Starting } from './form'
import { askedAnew, forUnit, type Origin, originOf } from './origin'
import { Tick } from './pick'
import type { CardKey } from './values'
import { useWords } from './words'

const OPENS: Record<string, CardKey> = { justering: 'change', praksis: 'change', skalering: 'limits' }

export function FromSomething() {
  const { store, text } = useApp()
  const words = useWords()
  const [, , kind, id, unit] = usePath().split('/')
  const origin = originOf(store, kind ?? '', id ?? '', words.form.round)
  // Whoever goes on from a citizen's words means them: taken back now, the form would lose what it begins with.
  useEffect(() => {
    if (kind === 'borger') closeToast()
  }, [])
  return (
    <Frame title={text.newTrial} back="/">
      {origin ? (
        <FromForm key={`${kind}-${id}`} origin={origin} wanted={unit} />
      ) : (
        <p class="empty">{words.form.originGone}</p>
      )}
    </Frame>
  )
}

function FromForm({ origin, wanted }: { origin: Origin; wanted: string | undefined }) {
  const { store, account } = useApp()
  const words = useWords()
  const { kind, parent, links } = origin
  const units = unitChoices(store, account)
  // What holds in the other unit alone, its people among them, is not brought along into one's own.
  const unit = (units.find((one) => one.id === (wanted ?? origin.unit)) ?? units[0]!).id
  const inherited = forUnit(store, origin.inherited, origin.unit, unit)
  const starting: Starting = {
    draft: `trial-${kind}-${origin.from.id}${wanted ? `-${wanted}` : ''}`,
    ...{ inherited, links, unit },
    head: <Begun origin={origin} />,
    last: askedAnew(parent),
    labels: parent && kind !== 'skalering' ? { change: words.form.whatChanges } : {},
    titles: kind === 'skalering' ? { limits: words.form.howMuchMore } : {},
    opens: OPENS[kind],
    fieldsIn: (other, fields) => forUnit(store, fields, unit, other),
    ...(kind === 'skalering' && units.length > 1
      ? { pickUnits: (chosen, onChange) => <UnitTicks {...{ units, chosen, onChange }} /> }
      : {}),
  }
  return <NewTrialForm starting={starting} />
}

/** Several units that try the same at once, each with a trial of its own. */
function UnitTicks({
  units,
  chosen,
  onChange,
}: {
  units: { id: string; name: string }[]
  chosen: string[]
  onChange(units: string[]): void
}) {
  const words = useWords()
  return (
    <fieldset class="ticks">
      <legend class="form-label">{words.form.whichUnits}</legend>
      <span class="form-hint">{words.form.whichUnitsHint}</span>
      {units.map((one) => (
        <Tick
          key={one.id}
          label={one.name}
          checked={chosen.includes(one.id)}
          onChange={(isOn) =>
            onChange(units.map(({ id }) => id).filter((id) => (id === one.id ? isOn : chosen.includes(id))))
          }
        />
      ))}
    </fieldset>
  )
}
