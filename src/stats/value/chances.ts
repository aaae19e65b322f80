import { logBeta } from '../gamma.ts'
import { withDifferences } from '../minimise.ts'
import { type Fit, fitByLikelihood } from './fit.ts'

/** At each chance buys with a chance of beta(α, β), and is gone for good with one of beta(γ, δ). */
export type ChanceParameters = { alpha: number; beta: number; gamma: number; delta: number }

/** Customers (or `weight` alike) who took `x` of `periods` chances to buy after the first, the last at `recency`. */
export type ChanceTable = {
  x: ArrayLike<number>
  recency: ArrayLike<number>
  periods: ArrayLike<number>
  weight?: ArrayLike<number>
}

/**
 * Fits BG/BB, for what can be bought once a year, month or event; the log-likelihood counts the order of the
 * purchases as given. Throws a RangeError for a row that cannot be.
 * Source: Fader, Hardie & Shang (2010), Customer-base analysis in a discrete-time noncontractual setting,
 * Marketing Science 29, 1086–1108, eq. 5.
 */
export function fitChances(table: ChanceTable): Fit<keyof ChanceParameters> {
  const rows = rowsOf(table)
  const n = rows.reduce((sum, row) => sum + row.weight, 0)
  const slope = withDifferences((at) => {
    const [alpha, beta, gamma, delta] = at.map(Math.exp) as [number, number, number, number]
    let sum = 0
    for (const { x, recency, periods, weight } of rows)
      sum += weight * logLikelihood({ alpha, beta, gamma, delta }, x, recency, periods)
    return -sum / n
  })
  const names = ['alpha', 'beta', 'gamma', 'delta'] as const
  return fitByLikelihood(names, slope, [1, 1, 0.7, 2.5], n, [1, 1, 1, 1], undefined, 1e-8)
}

/** The chance 0–1 that such a customer is still there at the next chance. Source: the same, eq. 11. */
export function chanceAlive(
  parameters: ChanceParameters,
  x: number,
  recency: number,
  periods: number,
): number {
  const { alpha, beta, gamma, delta } = parameters
  const there = logBeta(alpha + x, beta + periods - x) - logBeta(alpha, beta)
  const stays = logBeta(gamma, delta + periods + 1) - logBeta(gamma, delta)
  return Math.exp(there + stays - logLikelihood(parameters, x, recency, periods))
}

/** Purchases to be expected at the next `ahead` chances (whole). Source: the same, eq. 13, as its plain sum. */
export function chanceExpected(
  parameters: ChanceParameters,
  x: number,
  recency: number,
  periods: number,
  ahead: number,
): number {
  const { alpha, beta, gamma, delta } = parameters
  const buys = logBeta(alpha + x + 1, beta + periods - x) - logBeta(alpha, beta)
  const known = logLikelihood(parameters, x, recency, periods)
  let sum = 0
  for (let k = 1; k <= ahead; k++)
    sum += Math.exp(buys + logBeta(gamma, delta + periods + k) - logBeta(gamma, delta) - known)
  return sum
}

/** ln of all the ways to end there: gone after any of the chances since the last purchase, or not gone. */
function logLikelihood(
  { alpha, beta, gamma, delta }: ChanceParameters,
  x: number,
  recency: number,
  periods: number,
): number {
  const ways = [logBeta(alpha + x, beta + periods - x) + logBeta(gamma, delta + periods)]
  for (let i = 0; i < periods - recency; i++)
    ways.push(logBeta(alpha + x, beta + recency - x + i) + logBeta(gamma + 1, delta + recency + i))
  const most = Math.max(...ways)
  const sum = ways.reduce((total, way) => total + Math.exp(way - most), 0)
  return most + Math.log(sum) - logBeta(alpha, beta) - logBeta(gamma, delta)
}

function rowsOf({ x, recency, periods, weight }: ChanceTable) {
  return Array.from(x, (_, i) => {
    const row = { x: x[i]!, recency: recency[i]!, periods: periods[i]!, weight: weight ? weight[i]! : 1 }
    const whole = [row.x, row.recency, row.periods].every((value) => Number.isInteger(value))
    const ordered = row.x >= 0 && row.x <= row.recency && row.recency <= row.periods
    if (!whole || !ordered || (row.x === 0 && row.recency > 0) || !(row.weight > 0))
      throw new RangeError(`Row ${i + 1}: 0 ≤ repeats ≤ the last chance taken ≤ chances, all whole.`)
    return row
  })
}
