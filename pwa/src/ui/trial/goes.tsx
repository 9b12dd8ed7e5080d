// What an adoption that is taken back takes with it: the practice that came of it, also where others took it up.

import { useApp } from '../app'
import { listed, useWords as usePracticeWords, useUnitName } from '../practice/words'
import { doneElsewhere, gaveWay, practiceViews } from '../practices'
import type { TrialView } from '../trials'
import { useWords } from './words'

export function PracticeGoes({ view }: { view: TrialView }) {
  const { store, today } = useApp()
  const words = useWords()
  const ofPractice = usePracticeWords()
  const nameOf = useUnitName()
  const practices = practiceViews(store, today)
  const practice = practices.find((one) => one.record.fields.trial === view.record.id && one.phase !== 'retired')
  if (!practice) return null
  const others = doneElsewhere(practice).map((one) => one.name ?? nameOf(one.unit))
  const earlier = gaveWay(store, view.record, practices)
  return (
    <>
      <p class="quiet">
        {words.practiceGoes(practice.title)} {earlier && words.earlierStays(earlier.title)}
      </p>
      {others.length > 0 && <p class="warning">{ofPractice.goesElsewhere(listed(others, ofPractice.and))}</p>}
    </>
  )
}
