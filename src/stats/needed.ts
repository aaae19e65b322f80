import { checkShare } from './checks.ts'
import { normalQuantile, zOfLevel } from './normal.ts'
import { normalBelow } from './tails.ts'

/** How many answers tell a share (expected at `share`) to within ± `margin`, both 0–1. */
export function neededForShare(margin: number, share = 0.5, level = 0.95): number {
  checkShare(share, 'A share')
  return neededForMean(margin, share * (1 - share), level)
}

/**
 * How many answers tell a mean of values with this variance to within ± `margin`. For the recommend score
 * in −1..1 a variance of 0.6 is usual. Source: Cochran (1977), Sampling Techniques, §4.4 and §4.6.
 */
export function neededForMean(margin: number, variance: number, level = 0.95): number {
  if (!(margin > 0 && variance >= 0))
    throw new RangeError('A margin is above 0, and a variance is not below it.')
  return Math.ceil(variance * (zOfLevel(level) / margin) ** 2)
}

/**
 * How many units it takes to see a correlation of `r` with this power, on two sides at this level.
 * Source: Fisher's z; Cohen (1988), Statistical Power Analysis, chapter 3.
 */
export function neededForCorrelation(r: number, power = 0.8, level = 0.95): number {
  checkCorrelation(r)
  if (r === 0) return Infinity
  return Math.ceil(((zOfLevel(level) + normalQuantile(power)) / Math.atanh(Math.abs(r))) ** 2 + 3)
}

/** How likely a correlation of `r` is seen in `n` units: the power, 0–1. */
export function powerOfCorrelation(r: number, n: number, level = 0.95): number {
  checkCorrelation(r)
  const [away, z] = [Math.atanh(r) * Math.sqrt(spare(n)), zOfLevel(level)]
  return normalBelow(away - z) + normalBelow(-away - z)
}

/** The interval of a correlation of `r` among `n` units. Source: Fisher (1921), Metron 1, 3–32. */
export function correlationInterval(r: number, n: number, level = 0.95): { low: number; high: number } {
  checkCorrelation(r)
  const margin = zOfLevel(level) / Math.sqrt(spare(n))
  return { low: Math.tanh(Math.atanh(r) - margin), high: Math.tanh(Math.atanh(r) + margin) }
}

function spare(n: number): number {
  if (!(Number.isInteger(n) && n > 3))
    throw new RangeError(`A correlation needs four units or more, not ${n}.`)
  return n - 3
}

function checkCorrelation(r: number): void {
  if (!(r > -1 && r < 1)) throw new RangeError(`A correlation lies between −1 and 1, not at ${r}.`)
}
