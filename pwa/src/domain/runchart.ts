// A trial's run chart by the Anhøj rules, in exact whole numbers. The same reckoning stands in server/proev/runchart.py,
// and both run the vectors in tests/contract/vectors/runchart.json. Values are counted in ten-thousandths and compared
// with the median after doubling both, because the median of an even number of values needs one digit more than they
// have: at most eleven digits, which a number holds exactly. Only the odds need BigInt.

export interface MeasuredLike {
  id: string
  seen_at: string
  value?: string | null
  replaces?: string | null
}

/** One value of the chart; those of the baseline have no moment. */
export interface ChartPoint {
  at: string | null
  value: string
}

export interface RunChart {
  points: ChartPoint[]
  /** Null without points. */
  median: string | null
  /** How many points lie off the median: the tests run on these. */
  useful: number
  longest_run: number
  /** Null with fewer than ten useful points; so is `crossings_limit`. */
  longest_run_limit: number | null
  /** Indexes in `points` of the first and last useful point of the (first) longest run; null without any. */
  run_from: number | null
  run_to: number | null
  crossings: number
  crossings_limit: number | null
  signal: boolean
  enough: boolean
}

interface Run {
  first: number
  last: number
  length: number
}

const PLACES = 4
const FEWEST = 10

/**
 * The chart of a baseline and of observations in the order of receipt. The baseline's points come first, then what was
 * measured, by the moment at which it was seen and then by receipt; observations that are replaced or have no value are
 * left out. The median is the baseline's, if there is one. With fewer than ten useful points the counts are told, but
 * no limits, and no signal is read from them.
 */
export function runChart(baseline: string[], observations: MeasuredLike[]): RunChart {
  const measured = inOrder(observations)
  const scaled = [...baseline, ...measured.map((one) => one.value!)].map(toScaled)
  const twice = twiceTheMedian(baseline.length ? scaled.slice(0, baseline.length) : scaled)
  const runs = runsOf(scaled, twice)
  const longest = runs.reduce<Run | undefined>(
    (most, run) => (most && most.length >= run.length ? most : run),
    undefined,
  )
  const useful = runs.reduce((sum, run) => sum + run.length, 0)
  const enough = useful >= FEWEST
  const told = {
    useful,
    longest_run: longest?.length ?? 0,
    longest_run_limit: enough ? longestRunLimit(useful) : null,
    crossings: Math.max(0, runs.length - 1),
    crossings_limit: enough ? crossingsLimit(useful) : null,
  }
  return {
    ...told,
    points: scaled.map((value, at) => ({
      at: measured[at - baseline.length]?.seen_at ?? null,
      value: toText(value, PLACES),
    })),
    median: twice === undefined ? null : toText(twice * 5, PLACES + 1),
    run_from: longest?.first ?? null,
    run_to: longest?.last ?? null,
    signal: enough && (told.longest_run > told.longest_run_limit! || told.crossings < told.crossings_limit!),
    enough,
  }
}

/** round(log2 n) + 3. Rounded up when n ≥ 2^(floor + ½), that is n² ≥ 2^(2·floor + 1): never a tie. */
export function longestRunLimit(useful: number): number {
  const floor = 31 - Math.clz32(useful)
  return floor + (useful * useful >= 2 ** (2 * floor + 1) ? 1 : 0) + 3
}

/** The smallest k with P(Bin(n − 1, ½) ≤ k) ≥ 0.05: as many of the 2^(n−1) outcomes as make a twentieth. */
export function crossingsLimit(useful: number): number {
  const flips = BigInt(useful - 1)
  const all = 1n << flips
  let ways = 1n
  let reached = 1n
  let at = 0n
  while (reached * 20n < all) {
    ways = (ways * (flips - at)) / (at + 1n)
    at += 1n
    reached += ways
  }
  return Number(at)
}

function inOrder(observations: MeasuredLike[]): MeasuredLike[] {
  const replaced = new Set(observations.map((one) => one.replaces).filter(Boolean))
  return observations
    .filter((one) => !replaced.has(one.id) && one.value != null)
    .map((one) => ({ one, ...moment(one.seen_at) }))
    .sort((a, b) => a.second - b.second || (a.fraction < b.fraction ? -1 : a.fraction > b.fraction ? 1 : 0))
    .map(({ one }) => one)
}

/** A moment to compare by, to the last digit that was written: the whole second, then its fraction. */
function moment(seenAt: string): { second: number; fraction: string } {
  const text = seenAt.toUpperCase()
  const fraction = /^\.\d+/.exec(text.slice(19))?.[0] ?? ''
  return {
    second: Date.parse(text.slice(0, 19) + text.slice(19 + fraction.length)),
    fraction: fraction.replace(/\.?0*$/, ''),
  }
}

function toScaled(value: string): number {
  const [whole = '0', fraction = ''] = value.replace('-', '').split('.')
  const scaled = Number(whole + fraction.padEnd(PLACES, '0'))
  return value.startsWith('-') && scaled ? -scaled : scaled
}

/** The canonical decimal of a whole number of 10^-places: no needless zeros, no exponent. */
function toText(scaled: number, places: number): string {
  const digits = String(Math.abs(scaled)).padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '')
  return `${scaled < 0 ? '-' : ''}${digits.slice(0, -places)}${fraction && `.${fraction}`}`
}

function twiceTheMedian(values: number[]): number | undefined {
  if (!values.length) return undefined
  const ordered = [...values].sort((a, b) => a - b)
  const half = Math.floor(values.length / 2)
  return values.length % 2 ? ordered[half]! * 2 : ordered[half - 1]! + ordered[half]!
}

/** The runs on one side of the median. A point on the median neither breaks a run nor makes it longer. */
function runsOf(values: number[], twice: number | undefined): Run[] {
  const runs: Run[] = []
  let wasAbove: boolean | undefined
  values.forEach((value, at) => {
    if (value * 2 === twice) return
    const isAbove = value * 2 > twice!
    const run = runs.at(-1)
    if (run && isAbove === wasAbove) Object.assign(run, { last: at, length: run.length + 1 })
    else runs.push({ first: at, last: at, length: 1 })
    wasAbove = isAbove
  })
  return runs
}
