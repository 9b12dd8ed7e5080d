// What the screens ask about practices: their phase, where they are done, which question is due. Over the store, in memory.

import type { DecisionLike } from '../domain/phases'
import {
  type CheckInLike,
  type Due,
  dueCheckIns,
  isSustained,
  type PracticeLike,
  type PracticePhase,
  places,
  practicePhase,
  type UptakeLike,
} from '../domain/practices'
import type { Store } from '../store/store'
import type { RecordView } from '../store/types'
import { grouped } from './trials'

export interface PracticeView {
  record: RecordView
  title: string
  phase: PracticePhase
  sustained: boolean
  /** The units that do it, and since when; its own first. */
  places: Map<string, string>
  /** Per unit the next question; `overdue` ≥ 0 when it is due. None once retired. */
  due: Due[]
  uptakes: RecordView[]
  checkIns: RecordView[]
  decisions: RecordView[]
}

/** All practices on the phone: those that slip first, then by age. */
export function practiceViews(store: Store, today: string): PracticeView[] {
  const uptakes = grouped(store, 'uptake', 'practice')
  const checkIns = grouped(store, 'check_in', 'practice')
  const decisions = grouped(store, 'decision', 'subject')
  const views = store.ofType('practice').map((record) => {
    const practice = { ...record.fields, unit: record.unit } as unknown as PracticeLike
    const taken = uptakes.get(record.id) ?? []
    const answers = checkIns.get(record.id) ?? []
    const made = decisions.get(record.id) ?? []
    const up = taken.map((one) => ({ ...one.fields, unit: one.unit }) as unknown as UptakeLike)
    const said = answers.map(
      (one) => ({ ...one.fields, unit: one.unit, created_by: one.created_by }) as unknown as CheckInLike,
    )
    const choices = made.map((one) => ({ id: one.id, ...one.fields }) as unknown as DecisionLike)
    const phase = practicePhase(practice, said, choices, today, up)
    return {
      record,
      title: String(record.fields.title ?? ''),
      phase,
      sustained: isSustained(phase, said),
      places: places(practice, up),
      due: phase === 'retired' ? [] : dueCheckIns(practice, up, said, today),
      uptakes: taken,
      checkIns: answers,
      decisions: made,
    }
  })
  const slips = (view: PracticeView) => Number(view.phase === 'slipping')
  return views.sort((a, b) => slips(b) - slips(a) || b.record.seq - a.record.seq)
}
