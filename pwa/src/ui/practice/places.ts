// Which of a person's units a way on is about, and by which uptake it is done there. Pure over the store.

import type { Store } from '../../store/store'
import type { Account, RecordView } from '../../store/types'
import { ownPlaces, type PracticeView, slippingPlaces } from '../practices'
import { rolesAt } from '../roles'

/** The uptakes of the person's own units. */
export function ownUptakes(store: Store, account: Account, view: PracticeView): RecordView[] {
  return view.uptakes.filter((one) => one.unit !== view.record.unit && rolesAt(store, account, one.unit).size > 0)
}

/** The uptake by which an own unit does it now; none for the unit that it belongs to. */
export function uptakeIn(store: Store, account: Account, view: PracticeView, unit: string): RecordView | undefined {
  return ownUptakes(store, account, view).find(
    (one) => one.unit === unit && view.places.has(unit) && !one.fields.until_on,
  )
}

/** The unit that a way on is about: the one that the address names; else one in which it slips, or that does it. */
export function placeOf(store: Store, account: Account, view: PracticeView, named: string | undefined): string {
  const own = ownPlaces(store, account, view)
  const asked = own.find((unit) => unit === named)
  return asked ?? slippingPlaces(store, account, view)[0] ?? own[0] ?? view.record.unit
}
