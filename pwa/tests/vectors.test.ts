// The rules that stand on both sides, against the vectors that both sides run (tests/unit/test_vectors.py is the other).

import { describe, expect, test } from 'vitest'
import cpr from '../../tests/contract/vectors/cpr.json'
import decimals from '../../tests/contract/vectors/decimals.json'
import practices from '../../tests/contract/vectors/practice_phase.json'
import days from '../../tests/contract/vectors/today.json'
import trials from '../../tests/contract/vectors/trial_phase.json'
import { toDecimal } from '../src/domain/capture'
import { findCpr } from '../src/domain/cpr'
import { toldPhase } from '../src/domain/kin'
import {
  contradictions,
  type DecisionLike,
  effectiveEnd,
  FINAL,
  periodDays,
  standingChoice,
  startingNeeds,
  todayIn,
  trialPhase,
} from '../src/domain/phases'
import { answeringPeople, dueCheckIns, isSustained, practicePhase, withTrial } from '../src/domain/practices'

describe('the phase of a trial', () => {
  test.each(trials.cases)('$name', ({ trial, decisions, today, phase, needs, ends_on, days: length, ...more }) => {
    const { at, zone, contradictions: settle = [] } = more as { at?: string; zone?: string; contradictions?: string[] }
    if (at && zone) expect(todayIn(new Date(at), zone)).toBe(today)
    expect(contradictions(decisions).map((one) => one.id)).toEqual(settle)
    expect(trialPhase(trial, decisions, today)).toBe(phase)
    expect(startingNeeds(trial)).toEqual(needs)
    expect(effectiveEnd(trial, decisions) ?? null).toBe(ends_on)
    expect(periodDays(trial, decisions) ?? null).toBe(length)
  })

  test.each(trials.cases)('is the same where it is only told of: $name', (one) => {
    const { trial, decisions, today, phase, needs, ends_on } = one
    const final = standingChoice(decisions)
    const { starts_on } = trial as { starts_on?: string }
    const days = needs.length ? {} : { starts_on: starts_on!, ends_on: ends_on! }
    expect(toldPhase({ ...(final ? { ended: FINAL[final]! } : {}), ...days }, today)).toBe(phase)
  })
})

describe('the phase of a practice', () => {
  test.each(practices.cases)('$name', ({ practice, uptakes, check_ins, today, phase, sustained, due, ...more }) => {
    const decisions = withTrial(more.decisions, (more as { trial_decisions?: DecisionLike[] }).trial_decisions ?? [])
    const found = practicePhase(practice, check_ins, decisions, today, uptakes)
    expect(found).toBe(phase)
    expect(dueCheckIns(practice, uptakes, check_ins, today, decisions)).toEqual(due)
    expect(isSustained(found, answeringPeople(practice, uptakes, check_ins, today))).toBe(sustained)
  })
})

test.each(cpr.cases)('a civil registration number in "$text" ($today): $found', ({ text, today, found }) => {
  expect(findCpr(text, today).length > 0).toBe(found)
})

test.each(decimals.cases)('"$typed" is kept as $kept', ({ typed, kept }) => {
  expect(toDecimal(typed) ?? null).toBe(kept)
})

test.each(days.cases)('$at in $zone is $day', ({ at, zone, day }) => {
  expect(todayIn(new Date(at), zone)).toBe(day)
})
