import { digamma, logBeta } from '../gamma.ts'
import { logHypergeometric } from '../hypergeometric.ts'
import { type Slope, withDifferences } from '../minimise.ts'
import { type Fit, fitByLikelihood } from './fit.ts'

/** Of the customers of a contract each leaves at every renewal with a chance of beta(α, β). */
export type RenewalParameters = { alpha: number; beta: number }
/** The same where the chance may change with the time a customer has stayed: c above 1, it grows. */
export type DurationParameters = { alpha: number; beta: number; c: number }

/**
 * Fits the shifted-beta-geometric to `alive`: how many of a cohort were customers at 0, 1, 2 … renewals (never
 * rising, two at least; a RangeError otherwise). The log-likelihood is without the multinomial coefficient.
 * Source: Fader & Hardie (2007), How to project customer retention, J. Interactive Marketing 21, 76–90.
 */
export function fitRenewals(alive: readonly number[]): Fit<keyof RenewalParameters> {
  const { lost, left, n } = lossesOf(alive)
  const slope: Slope = (at, gradient) => {
    const [a, b] = at.map(Math.exp) as [number, number]
    const all = digamma(a + b)
    let [value, da, db] = [0, 0, 0]
    lost.forEach((count, i) => {
      value += count * (logBeta(a + 1, b + i) - logBeta(a, b))
      const sum = digamma(a + b + i + 1)
      da += count * (1 / a - sum + all)
      db += count * (digamma(b + i) - sum - digamma(b) + all)
    })
    const end = digamma(a + b + lost.length)
    value += left * (logBeta(a, b + lost.length) - logBeta(a, b))
    da += left * (all - end)
    db += left * (digamma(b + lost.length) - end - digamma(b) + all)
    gradient[0] = (-a * da) / n
    gradient[1] = (-b * db) / n
    return -value / n
  }
  return fitByLikelihood(['alpha', 'beta'], slope, [1, 3], n, [1, 1])
}

/**
 * The same for the beta-discrete-Weibull.
 * Source: Fader, Hardie, Liu, Davin & Steenburgh (2018), "How to project customer retention" revisited, J.
 * Interactive Marketing 43, 1–16.
 */
export function fitDuration(alive: readonly number[]): Fit<keyof DurationParameters> {
  const { lost, left, n } = lossesOf(alive)
  const slope = withDifferences((at) => {
    const [alpha, beta, c] = at.map(Math.exp) as [number, number, number]
    let sum = 0
    let before = 0
    lost.forEach((count, i) => {
      const now = logBeta(alpha, beta + (i + 1) ** c) - logBeta(alpha, beta)
      if (count > 0) sum += count * (before + Math.log(-Math.expm1(now - before)))
      before = now
    })
    return -(sum + left * before) / n
  })
  return fitByLikelihood(['alpha', 'beta', 'c'], slope, [0.5, 1.5, 1.2], n, [1, 1, 1], undefined, 1e-8)
}

/**
 * The share 0–1 still a customer after 0 … `renewals` renewals. Retention in a year is one over the one before:
 * it rises with the years because those who leave easily have left, not because the service grew better.
 */
export function survival(
  { alpha, beta, c = 1 }: RenewalParameters & { c?: number },
  renewals: number,
): number[] {
  return Array.from({ length: renewals + 1 }, (_, t) =>
    Math.exp(logBeta(alpha, beta + t ** c) - logBeta(alpha, beta)),
  )
}

/**
 * The discounted number of periods a customer will still pay, just before the `renewal`-th renewal (0: a new
 * customer, whose first payment counts); `discount` per period above 0.
 * Source: Fader & Hardie (2010), Customer-base valuation in a contractual setting, Marketing Science 29, 85–93.
 */
export function expectedRenewals(
  { alpha, beta }: RenewalParameters,
  renewal: number,
  discount: number,
): number {
  if (!(discount > 0)) throw new RangeError(`A discount per period is above 0, not ${discount}.`)
  const there = renewal === 0 ? 1 : (beta + renewal - 1) / (alpha + beta + renewal - 1)
  return there * Math.exp(logHypergeometric(1, beta + renewal, alpha + beta + renewal, 1 / (1 + discount)))
}

function lossesOf(alive: readonly number[]) {
  if (alive.length < 2 || !(alive[0]! > 0))
    throw new RangeError('A cohort has a start and one renewal at least.')
  const lost = alive.slice(1).map((now, i) => alive[i]! - now)
  if (!lost.every((count) => count >= 0) || !(alive.at(-1)! >= 0))
    throw new RangeError('A cohort never grows: the customers alive fall or stay, and are 0 or more.')
  return { lost, left: alive.at(-1)!, n: alive[0]! }
}
