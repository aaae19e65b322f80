import { zOfLevel } from './normal.ts'
import { checkCounts, type Share } from './shares.ts'

/**
 * The share `successes / n` with its Wilson interval when `n` of a `population` answered: as if
 * n·(N−1)/(N−n) of endlessly many had. When all answered there is nothing left to guess. Undefined when n
 * is 0.
 * Source: Cochran (1977), Sampling Techniques, §3.2, put into the Wilson interval.
 */
export function shareInPopulation(
  successes: number,
  n: number,
  population: number,
  level = 0.95,
): Share | undefined {
  checkCounts(successes, n)
  checkCounts(n, population)
  if (n === 0) return undefined
  const z = zOfLevel(level)
  const share = successes / n
  if (n === population) return { share, low: share, high: share, n }
  const worth = (n * (population - 1)) / (population - n)
  const centre = share + (z * z) / (2 * worth)
  const spread = z * Math.sqrt((share * (1 - share)) / worth + (z / (2 * worth)) ** 2)
  const scale = 1 + (z * z) / worth
  return {
    share,
    low: successes === 0 ? 0 : (centre - spread) / scale,
    high: successes === n ? 1 : (centre + spread) / scale,
    n,
  }
}
