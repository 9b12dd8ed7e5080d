// What a new trial starts from: another trial, a practice, what somebody learned, a citizen's words, a barrier, a dilemma, a
// wanted behaviour; or in a unit that was looked at. Says what is carried over, and what it points back at. Pure over the store.

import { bitsOf } from '../../domain/who-does'
import type { Store } from '../../store/store'
import type { Fields, RecordView } from '../../store/types'
import { withThoseHere } from '../people'
import { lineOf } from '../roles'
import { titlesAround } from './family'
import { nextTitle } from './rounds'
import { learnedOf } from './taught'

export const KINDS = [
  'justering',
  'skalering',
  'laering',
  'borger',
  'barriere',
  'dilemma',
  'adfaerd',
  'praksis',
  'enhed',
] as const
export type OriginKind = (typeof KINDS)[number]

export interface Origin {
  kind: OriginKind
  /** The record that the address names. */
  from: RecordView
  unit: string
  /** What the form begins with. */
  inherited: Fields
  /** What the new trial points back at, unseen in the form. */
  links: Fields
  /** The trial that this one goes on from, where the phone has it. */
  parent?: RecordView
  /** What was learned there. */
  learned?: string
}

const WORDS = [
  'change',
  'who',
  'does',
  'when',
  'citizen_value',
  'learning_question',
  'extent',
  'stop_rule',
  'citizens_part',
]
const MEASURE = ['measure_name', 'measure_unit', 'measure_better', 'baseline']
const CARRIED = [
  ...WORDS,
  ...MEASURE,
  ...['behaviour', 'barriers', 'theme', 'target_group', 'max_people', 'place', 'owner', 'owner_role', 'deputy'],
]
// Says who of them has left; not carried over itself.
const GONE = 'owner_gone'
// What holds in the unit alone in which it was written; what was counted there before is the middle of its chart.
const OF_ITS_UNIT = ['behaviour', 'barriers', 'owner', 'deputy', 'place', 'baseline']

// What is asked anew, beside what was written last time.
const AGAIN = ['prediction', 'learning_question']

function pick(fields: Fields, names: string[]): Fields {
  return Object.fromEntries(names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]!]))
}

/** What the trial that another one goes on from had in fields that are asked anew. */
export function askedAnew(parent: RecordView | undefined): Record<string, string> {
  return Object.fromEntries(AGAIN.map((name) => [name, String(parent?.fields[name] ?? '')]))
}

/** Undefined when the address names nothing that the phone has. */
export function originOf(store: Store, kind: string, id: string, round: (count: number) => string): Origin | undefined {
  const from = store.get(id)
  if (!from) return undefined
  const known = KINDS.find((one) => one === kind)
  const base = { from, unit: from.unit }
  if ((known === 'justering' || known === 'skalering') && from.type === 'trial')
    return onFrom(store, known, from, round)
  if (known === 'praksis' && from.type === 'practice') return fromPractice(store, from, round)
  if (known === 'laering' && ['trial', 'learning_card'].includes(from.type)) return fromLearning(store, from)
  if (known === 'borger' && from.type === 'feedback')
    return { ...base, kind: known, inherited: {}, links: { prompted_by: id } }
  if (known === 'barriere' && from.type === 'barrier')
    return {
      ...base,
      kind: known,
      inherited: {
        barriers: [id],
        ...pick(from.fields, ['behaviour']),
        ...bitsOf(store.get(String(from.fields.behaviour))?.fields ?? {}),
      },
      links: { prompted_by: id },
    }
  if (known === 'adfaerd' && from.type === 'behaviour')
    return {
      ...{ ...base, kind: known, links: {} },
      inherited: { behaviour: id, ...pick(from.fields, ['who', 'does', 'when', 'theme']) },
    }
  if (known === 'enhed' && from.type === 'unit') return { from, unit: id, kind: known, inherited: {}, links: {} }
  if (known === 'dilemma' && from.type === 'dilemma')
    return { ...base, kind: known, inherited: pick(from.fields, ['theme']), links: { prompted_by: id } }
  return undefined
}

function withLearned(store: Store, trial: string): { learned?: string } {
  const learned = learnedOf(store, trial)
  return learned ? { learned } : {}
}

function onFrom(store: Store, kind: OriginKind, from: RecordView, round: (count: number) => string): Origin {
  const title = nextTitle(String(from.fields.title ?? ''), round, titlesAround(store, from.id))
  return {
    kind,
    from,
    unit: from.unit,
    inherited: withThoseHere(store, { ...pick(from.fields, [...CARRIED, GONE]), title }),
    links: { parent_trial: from.id },
    parent: from,
    ...withLearned(store, from.id),
  }
}

function fromPractice(store: Store, from: RecordView, round: (count: number) => string): Origin {
  const trial = String(from.fields.trial)
  const parent = store.get(trial)
  const inherited = withThoseHere(store, {
    ...pick(parent?.fields ?? {}, [...CARRIED, GONE]),
    ...pick(from.fields, ['who', 'does', 'when', 'owner', 'deputy', GONE]),
    title: nextTitle(String(from.fields.title ?? ''), round, titlesAround(store, trial)),
  })
  const links = { parent_trial: trial }
  return { kind: 'praksis', from, unit: from.unit, inherited, links, ...(parent ? { parent } : {}) }
}

function fromLearning(store: Store, from: RecordView): Origin {
  const trial = from.type === 'trial' ? from.id : String(from.fields.trial)
  const at = store.get(trial)?.fields ?? {}
  const learned = from.type === 'trial' ? learnedOf(store, trial) : String(from.fields.learned ?? '')
  return {
    kind: 'laering',
    from,
    unit: from.unit,
    inherited: {
      ...pick(at, ['who', 'does', 'when', 'learning_question', ...MEASURE.slice(0, 3)]),
      ...pick(from.fields, ['title', 'change']),
    },
    links: { origin_trial: trial },
    ...(learned ? { learned } : {}),
  }
}

/** The fields of a sibling in another unit: what belongs to the first unit alone is left to the other to choose. */
export function forUnit(store: Store, fields: Fields, written: string, unit: string): Fields {
  if (unit === written) return fields
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => !OF_ITS_UNIT.includes(name)))
  const theme = store.get(String(fields.theme ?? ''))
  if (!theme || !lineOf(store, unit).includes(theme.unit)) delete kept.theme
  return kept
}
