import { zOfLevel } from './normal.ts'

/** A share of 0–1 among `n` answers with its interval. */
export type Share = { share: number; low: number; high: number; n: number }
/** A difference of −1..1 (first minus second) with its interval. */
export type Difference = { difference: number; low: number; high: number }

/**
 * The share `successes / n` with its Wilson score interval, not corrected for continuity. Undefined when n
 * is 0: there is nothing to say yet. Throws a RangeError for counts that cannot be.
 * Source: Newcombe (1998), Two-sided confidence intervals for the single proportion, Statistics in Medicine
 * 17, 857–872, method 3.
 */
export function wilson(successes: number, n: number, level = 0.95): Share | undefined {
  checkCounts(successes, n)
  if (n === 0) return undefined
  const z = zOfLevel(level)
  const share = successes / n
  const centre = 2 * successes + z * z
  const spread = z * Math.sqrt(z * z + 4 * successes * (1 - share))
  const scale = 2 * (n + z * z)
  // At the ends the formula is exactly 0 and 1; floats are not.
  const low = successes === 0 ? 0 : (centre - spread) / scale
  const high = successes === n ? 1 : (centre + spread) / scale
  return { share, low, high, n }
}

/**
 * The difference of two independent shares, `a − b`, by the hybrid of their Wilson intervals. To compare
 * two periods look at this interval, not at whether the two shares' own intervals overlap.
 * Source: Newcombe (1998), Interval estimation for the difference between independent proportions,
 * Statistics in Medicine 17, 873–890, method 10.
 */
export function differenceOfShares(a: Share, b: Share): Difference {
  const difference = a.share - b.share
  return {
    difference,
    low: difference - Math.hypot(a.share - a.low, b.high - b.share),
    high: difference + Math.hypot(a.high - a.share, b.share - b.low),
  }
}

/**
 * Half the width (0–1) of the interval of a share when `n` of a `population` answered: the Wald margin
 * times the finite population correction √((N−n)/(N−1)). When all answered it is 0. For a census such as a
 * staff survey.
 * Source: Cochran (1977), Sampling Techniques, §2.6 and §3.2.
 */
export function marginInPopulation(population: number, n: number, share: number, level = 0.95): number {
  checkCounts(n, population)
  if (n === 0 || !(share >= 0 && share <= 1))
    throw new RangeError('A margin needs answers and a share of 0–1.')
  if (n === population) return 0
  const correction = (population - n) / (population - 1)
  return zOfLevel(level) * Math.sqrt(((share * (1 - share)) / n) * correction)
}

/** Whole counts with 0 ≤ part ≤ n, or a RangeError. */
export function checkCounts(part: number, n: number): void {
  if (Number.isInteger(part) && Number.isInteger(n) && part >= 0 && part <= n) return
  throw new RangeError(`${part} of ${n} cannot be counted.`)
}
