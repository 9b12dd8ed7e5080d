// The phase of a practice as a word and a shape, and why it slips: never by colour alone.

import type { PracticePhase, UnitState } from '../../domain/practices'
import type { Words } from '../../text/practice.da'
import { shortDay, useApp } from '../app'
import { begunOn, endedOn, type PracticeView } from '../practices'
import { useUnitName, useWords } from './words'

const SHAPES: Record<PracticePhase | 'stopped', string> = {
  embedding: 'running',
  holding: 'holds',
  slipping: 'slipping',
  retired: 'ended',
  stopped: 'ended',
}

export function PracticePhaseMark({ phase }: { phase: keyof typeof SHAPES }) {
  const words = useWords()
  return <span class={`phase phase-${SHAPES[phase]}`}>{words.phases[phase]}</span>
}

/** Since when it is in use; where it is no more, from when until when. */
export function useInUse(): (view: PracticeView) => string {
  const { language } = useApp()
  const words = useWords()
  return (view) => {
    const [from, until] = [begunOn(view), endedOn(view)].map((day) => day && shortDay(day, language))
    return until ? words.usedFrom(from!, until) : words.since(from!)
  }
}

/** Which unit slips, and what says so: one sentence a unit. */
export function useSlips(): (units: UnitState[]) => string[] {
  const { language } = useApp()
  const words = useWords()
  const nameOf = useUnitName()
  return (units) =>
    units.flatMap((one) => {
      if (!one.slip) return []
      const day = shortDay(one.slip.on, language)
      const said = one.slip.answer && words.slipAnswer[one.slip.answer]
      return [said ? said(nameOf(one.unit), day) : words.slipSilence(nameOf(one.unit), day)]
    })
}

/** The units that slip and whose answers are not here: one sentence each. */
export function slipsAway(view: PracticeView, words: Words): string[] {
  return view.away.filter((one) => one.phase === 'slipping').map((one) => words.slipAway(one.name))
}
