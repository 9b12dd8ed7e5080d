// What the phone holds besides the cards, for the search: trials in every phase, barriers, practices. The same fields of
// them as the server searches. Pure over the store.

import { SEARCHED } from '../../contract.gen'
import { standing, trialPhase } from '../../domain/phases'
import { type Findable, marked } from '../../domain/search'
import type { Store } from '../../store/store'
import type { RecordView } from '../../store/types'
import { practiceViews } from '../practices'
import { asDecision, grouped } from '../trials'
import type { Card } from './cards'
import type { Result } from './further'

const TYPES = ['trial', 'practice', 'barrier'] as const
type Type = (typeof TYPES)[number]

/** The texts of a record that are searched, but for its title. */
export function textsOf(record: RecordView): string[] {
  return SEARCHED[record.type as Type]
    .filter((name) => name !== 'title')
    .map((name) => record.fields[name])
    .filter((one): one is string => typeof one === 'string' && one !== '')
}

/** What was learned of each trial, in the decisions that stand. */
function learnedByTrial(store: Store): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [trial, made] of grouped(store, 'decision', 'subject')) {
    const said = standing(made.map(asDecision)).flatMap((one) => (one as { learned?: string }).learned ?? [])
    if (said.length) found.set(trial, said)
  }
  return found
}

/** Everything that is searched on the phone: the cards with all that their own trials say, and the other records. */
export function findablesOf(store: Store, cards: Card[], kinds: Record<string, string>): Findable[] {
  const learned = learnedByTrial(store)
  const found = cards.map((one) => ({
    id: one.id,
    title: one.title,
    body: [one.learned, one.change, ...one.also, one.unit, ...one.barrierKinds.map((kind) => kinds[kind] ?? '')],
    seq: one.seq,
  }))
  const carded = new Set(cards.map((one) => one.trial))
  for (const type of TYPES) {
    for (const record of store.ofType(type)) {
      if (carded.has(record.id)) continue
      const body = [...(learned.get(record.id) ?? []), ...textsOf(record)]
      found.push({ id: record.id, title: String(record.fields.title ?? ''), body, seq: record.seq })
    }
  }
  return found
}

export const hasHit = (text: string, keys: Set<string>) =>
  keys.size > 0 && marked(text, keys).some((piece) => piece.isHit)

/** Records that were found, as the server tells its own; of their texts the first in which a word of the question stands. */
export function resultsOf(store: Store, ids: string[], keys: Set<string>, today: string): Result[] {
  const records = ids.map((id) => store.get(id)).filter((one) => one !== undefined)
  const hasPractice = records.some((one) => one.type === 'practice')
  const practices = new Map(hasPractice ? practiceViews(store, today).map((one) => [one.record.id, one.phase]) : [])
  const decisions = records.some((one) => one.type === 'trial') ? grouped(store, 'decision', 'subject') : new Map()
  const states: Record<Type, (record: RecordView) => string> = {
    trial: ({ id, fields }) => trialPhase(fields, (decisions.get(id) ?? []).map(asDecision), today),
    practice: ({ id }) => practices.get(id) ?? '',
    barrier: ({ fields }) => String(fields.kind ?? ''),
  }
  return records.map((record) => {
    const kind = record.type as Type
    return {
      kind,
      id: record.id,
      trial: kind === 'trial' ? record.id : null,
      title: String((kind === 'barrier' ? record.fields.text : record.fields.title) ?? ''),
      unit_name: String(store.get(record.unit)?.fields.name ?? '') || null,
      phase_or_choice: states[kind](record),
      snippet: textsOf(record).find((one) => hasHit(one, keys)) ?? '',
      mine: true,
      card: null,
    }
  })
}
