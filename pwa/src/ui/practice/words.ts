// The words of this part in the person's language, and how names and days are put into them.

import { da, type Words } from '../../text/practice.da'
import { en } from '../../text/practice.en'
import { useApp, useWordsOf } from '../app'
import type { Away } from '../practices'

export function useWords(): Words {
  return useWordsOf(da, en)
}

/** The name of a unit, as far as this phone knows it: itself, by what has been learned there, or by a practice that is done
 *  there. */
export function useUnitName(): (unit: string) => string {
  const { store } = useApp()
  const words = useWords()
  const ofCard = (unit: string) => store.ofType('learning_card').find((one) => one.unit === unit)?.fields.unit_name
  const ofPractice = (unit: string) =>
    store
      .ofType('practice')
      .flatMap((one) => (one.fields.spread ?? []) as unknown as Away[])
      .find((one) => one.unit === unit)?.name
  return (unit) => String(store.get(unit)?.fields.name ?? ofCard(unit) ?? ofPractice(unit) ?? words.anotherUnit)
}

/** "Nord", "Nord og Syd", "Nord, Syd og Vest". */
export function listed(names: string[], and: string): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')}${and}${names.at(-1)}`
}
