import type { Slope } from '../minimise.ts'
import { type Fit, fitByLikelihood, type Prior } from './fit.ts'
import type { Collapsed } from './table.ts'
import { thinned } from './thinned.ts'

/** Purchases at a rate of gamma(r, α); after each, gone for good with a chance of beta(a, b). */
export type DropoutParameters = { r: number; alpha: number; a: number; b: number }
/** `mbg-nbd` lets a customer also be gone right after the first purchase; `bg-nbd` does not. */
export type DropoutModel = 'bg-nbd' | 'mbg-nbd'

/** The chances to go before the first repeat: none, or one. */
export const earlyChances = (model: DropoutModel) => (model === 'mbg-nbd' ? 1 : 0)

const LARGE = 100_000
const SAMPLE = 20_000

/**
 * Fits BG/NBD or MBG/NBD to a table; the log-likelihood is without the x! term. `scale` of α is the mean age.
 * Source: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24, 275–284;
 * Batislam, Denizel & Filiztekin (2007), Int. J. Research in Marketing 24, 201–209.
 */
export function fitDropout(
  table: Collapsed,
  model: DropoutModel,
  prior?: Prior,
): Fit<keyof DropoutParameters> {
  const age = meanAge(table)
  const names = ['r', 'alpha', 'a', 'b'] as const
  const scale = [1, age, 1, 1]
  const fit = (some: Collapsed, start: number[], known?: number[][]) =>
    fitByLikelihood(names, dropoutSlope(some, earlyChances(model)), start, some.n, scale, prior, 1e-9, known)
  const start = [0.5, 0.3 * age, 1, 2.5]
  if (table.x.length < LARGE) return fit(table, start)
  // A sample finds the place and its curvature, so that the whole is walked a few times only.
  const sample = thinned(table, Math.ceil(table.x.length / SAMPLE))
  const first = fit(sample, start)
  if (first.degenerate || !first.spread) return fit(table, start)
  return fit(
    table,
    names.map((name) => first.parameters[name]),
    first.spread.map((row) => row.map((value) => value * sample.n)),
  )
}

/** The mean age of a customer in the table's unit, by weight. */
export function meanAge({ age, weight, n }: Collapsed): number {
  let sum = 0
  for (let i = 0; i < age.length; i++) sum += age[i]! * weight[i]!
  return sum / n || 1
}

/** Minus the log-likelihood of a customer over ln r, ln α, ln a, ln b. `early` as in `earlyChances`. */
export function dropoutSlope(table: Collapsed, early: 0 | 1): Slope {
  const { x, recencyAt, ageAt, weight, times, n } = table
  const logs = new Float64Array(times.length)
  const parts = new Float64Array(times.length)
  return (at, gradient) => {
    const [r, alpha, a, b] = at.map(Math.exp) as [number, number, number, number]
    for (let k = 0; k < times.length; k++) {
      logs[k] = Math.log(alpha + times[k]!)
      parts[k] = 1 / (alpha + times[k]!)
    }
    const { sum, byR, byA, byB, gone, perB } = sumsOverRepeats(table.withRepeats, early, r, a, b)
    let value = sum + n * r * Math.log(alpha)
    let dr = byR + n * Math.log(alpha)
    let dAlpha = (n * r) / alpha
    let [deadA, deadB] = [0, 0]
    for (let i = 0; i < x.length; i++) {
      const [now, last, w, q] = [ageAt[i]!, recencyAt[i]!, weight[i]!, r + x[i]!]
      const wider = logs[now]! - logs[last]!
      // The odds, in logs, that the customer is gone.
      const odds = gone[x[i]!]! + q * wider
      const e = Math.exp(-Math.abs(odds))
      const dead = odds > 0 ? 1 / (1 + e) : e / (1 + e)
      value += w * ((odds > 0 ? odds : 0) + Math.log(1 + e) - q * logs[now]!)
      dr += w * (dead * wider - logs[now]!)
      dAlpha -= w * q * ((1 - dead) * parts[now]! + dead * parts[last]!)
      deadA += w * dead
      deadB += w * dead * perB[x[i]!]!
    }
    gradient[0] = (-r * dr) / n
    gradient[1] = (-alpha * dAlpha) / n
    gradient[2] = -(a * byA + deadA) / n
    gradient[3] = (-b * (byB - deadB)) / n
    return -value / n
  }
}

/**
 * Σ ln(r + j) + Σ ln((b + j)/(a + b + j)) over all customers and its slopes: it hangs on x alone, so one walk
 * over 0, 1, 2 … repeats does. A sum of logs: the difference of two ln Γ loses its digits for a large r.
 */
function sumsOverRepeats(withRepeats: Float64Array, early: number, r: number, a: number, b: number) {
  const gone = new Float64Array(withRepeats.length)
  const perB = new Float64Array(withRepeats.length)
  let [sum, byR, byA, byB] = [0, 0, 0, 0]
  let [one, oneR, oneA, oneB] = [0, 0, 0, 0]
  for (let x = 0; x < withRepeats.length; x++) {
    const chances = x + early
    if (x > 0) {
      one += Math.log(r + x - 1)
      oneR += 1 / (r + x - 1)
    }
    if (chances > 0) {
      one += Math.log((b + chances - 1) / (a + b + chances - 1))
      oneA -= 1 / (a + b + chances - 1)
      oneB += 1 / (b + chances - 1) - 1 / (a + b + chances - 1)
    }
    // Without a chance to go yet, nobody has: ln of the odds is −∞.
    gone[x] = chances > 0 ? Math.log(a / (b + chances - 1)) : -Infinity
    perB[x] = chances > 0 ? 1 / (b + chances - 1) : 0
    const w = withRepeats[x]!
    if (w === 0) continue
    sum += w * one
    byR += w * oneR
    byA += w * oneA
    byB += w * oneB
  }
  return { sum, byR, byA, byB, gone, perB }
}
