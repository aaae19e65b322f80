import { betaQuantile } from './quantiles.ts'
import { checkCounts, type Share } from './shares.ts'

/**
 * The share `successes / n` with its exact interval, never less sure than its level says and so wider than
 * Wilson's. Undefined when n is 0.
 * Source: Clopper & Pearson (1934), Biometrika 26, 404–413, by the quantiles of the beta distribution.
 */
export function clopperPearson(successes: number, n: number, level = 0.95): Share | undefined {
  checkCounts(successes, n)
  if (!(level > 0 && level < 1)) throw new RangeError(`A level lies between 0 and 1, not at ${level}.`)
  if (n === 0) return undefined
  const tail = (1 - level) / 2
  return {
    share: successes / n,
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : 1 - betaQuantile(tail, n - successes, successes + 1),
    n,
  }
}
