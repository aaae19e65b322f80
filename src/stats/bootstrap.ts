import { checkFinite } from './checks.ts'
import { normalQuantile, zOfLevel } from './normal.ts'
import { below, randomOf } from './random.ts'
import { normalBelow } from './tails.ts'

export type BootstrapMethod = 'percentile' | 'bca'
/** A figure with its interval; `method` is the one that was used in the end. */
export type Bootstrapped = {
  value: number
  low: number
  high: number
  n: number
  draws: number
  method: BootstrapMethod
}
export type BootstrapOptions = { seed: number; draws?: number; level?: number; method?: BootstrapMethod }

/**
 * The interval of any figure of a sample, by drawing samples of the same size from it. The same seed gives
 * the same interval. 'bca' mends bias and skew and asks for the figure n times more; where it cannot (every
 * draw on one side of the figure) the percentiles are given and said. Undefined for an empty sample.
 * Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, chapters 13 and 14.
 */
export function bootstrap<T>(
  sample: readonly T[],
  figure: (sample: readonly T[]) => number,
  { seed, draws = 2000, level = 0.95, method = 'bca' }: BootstrapOptions,
): Bootstrapped | undefined {
  const n = sample.length
  if (n === 0) return undefined
  if (!(Number.isInteger(draws) && draws >= 100))
    throw new RangeError(`A bootstrap needs 100 draws or more, not ${draws}.`)
  const random = randomOf(seed)
  const value = figure(sample)
  const drawn = Float64Array.from({ length: draws }, () =>
    figure(Array.from({ length: n }, () => sample[below(random, n)]!)),
  ).sort()
  checkFinite([value, drawn[0]!, drawn[draws - 1]!], 'The figure of every drawn sample')
  const z = zOfLevel(level)
  const bend = method === 'bca' ? bendOf(sample, figure, value, drawn) : undefined
  const at = (side: number) => quantileOfSorted(drawn, normalBelow(bend ? bend(side) : side))
  return { value, low: at(-z), high: at(z), n, draws, method: bend ? 'bca' : 'percentile' }
}

/**
 * The same where one customer answered more than once: whole groups are drawn, so that what belongs
 * together stays together. `n` counts the groups.
 */
export function bootstrapGroups<T>(
  groups: readonly (readonly T[])[],
  figure: (sample: readonly T[]) => number,
  options: BootstrapOptions,
): Bootstrapped | undefined {
  return bootstrap(groups, (drawn) => figure(drawn.flat() as T[]), options)
}

/** Where BCa moves a z to: bias z₀ from the draws, acceleration a from leaving one out at a time. */
function bendOf<T>(
  sample: readonly T[],
  figure: (sample: readonly T[]) => number,
  value: number,
  drawn: Float64Array,
): ((z: number) => number) | undefined {
  const under = drawn.reduce((sum, x) => sum + (x < value ? 1 : x === value ? 0.5 : 0), 0)
  if (under === 0 || under === drawn.length || sample.length < 2) return undefined
  const bias = normalQuantile(under / drawn.length)
  const without = sample.map((_, i) => figure(sample.toSpliced(i, 1)))
  if (!without.every(Number.isFinite)) return undefined
  const mean = without.reduce((sum, x) => sum + x, 0) / without.length
  const squares = without.reduce((sum, x) => sum + (mean - x) ** 2, 0)
  const cubes = without.reduce((sum, x) => sum + (mean - x) ** 3, 0)
  const bent = squares === 0 ? 0 : cubes / (6 * squares ** 1.5)
  return (z) => bias + (bias + z) / (1 - bent * (bias + z))
}

/**
 * The value below which the share `p` of sorted values lies, between neighbours in proportion.
 * Source: Hyndman & Fan (1996), Sample quantiles in statistical packages, definition 7.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0 || !(p >= 0 && p <= 1))
    throw new RangeError('A quantile needs values and a share of 0–1.')
  const place = p * (sorted.length - 1)
  const left = Math.floor(place)
  const right = Math.min(left + 1, sorted.length - 1)
  return sorted[left]! + (place - left) * (sorted[right]! - sorted[left]!)
}
