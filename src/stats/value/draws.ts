import { quantileOfSorted } from '../bootstrap.ts'
import { type Random, randomOf } from '../random.ts'
import type { Rows } from './ahead.ts'
import { earlyChances } from './dropout.ts'
import { dropoutAlive } from './dropout-ahead.ts'
import type { Fitted } from './models.ts'
import { paretoAlive } from './pareto-ahead.ts'
import type { SpendParameters } from './spend.ts'
import { lengthIn, type Span } from './time.ts'
import { beta, logGamma, poisson } from './variates.ts'

/** One future of such a customer: how often they will buy in the next `ahead` units of the fit. */
export function drawPurchases(
  fitted: Fitted,
  x: number,
  recency: number,
  age: number,
  ahead: number,
  random: Random,
): number {
  if (fitted.model === 'pareto-nbd') {
    const parameters = fitted.fit.parameters
    if (random() >= paretoAlive(parameters, x, recency, age)) return 0
    const rate = Math.exp(logGamma(parameters.r + x, random)) / (parameters.alpha + age)
    const stays =
      -Math.log(1 - random()) * Math.exp(Math.log(parameters.beta + age) - logGamma(parameters.s, random))
    return poisson(rate * Math.min(ahead, stays), random)
  }
  const { r, alpha, a, b } = fitted.fit.parameters
  if (random() >= dropoutAlive(fitted.model, fitted.fit.parameters, x, recency, age)) return 0
  const wanted = poisson((Math.exp(logGamma(r + x, random)) / (alpha + age)) * ahead, random)
  if (wanted === 0) return 0
  const leaves = beta(a, b + x + earlyChances(fitted.model), random)
  // They leave after their first, second … further purchase: a geometric draw.
  return Math.min(wanted, 1 + Math.floor(Math.log(1 - random()) / Math.log1p(-leaves)))
}

/** What `count` purchases of such a customer come to, in the money of `mean`. */
export function drawSpend(
  { p, q, v }: SpendParameters,
  x: number,
  mean: number,
  count: number,
  random: Random,
): number {
  if (count === 0) return 0
  const rate = logGamma(q + p * x, random) - Math.log(v + x * mean)
  return Math.exp(logGamma(p * count, random) - rate)
}

export type Range = { low: Float64Array; high: Float64Array }
export type Drawing = { draws: number; seed: number }

/**
 * The 5th and 95th percentile of what each row may buy within the horizon — with `spend`, of what that comes to,
 * times the margin. Each row has its own draws from the seed and its place, so that a table cut short keeps its
 * ranges. The doubt of the parameters themselves is not in it: it is small beside that of one customer.
 */
export function rangesOf(
  fitted: Fitted,
  rows: Rows,
  horizon: Span,
  { draws, seed }: Drawing,
  spend?: { parameters: SpendParameters; mean: ArrayLike<number>; margin?: number },
): Range {
  if (!(Number.isInteger(draws) && draws >= 20)) throw new RangeError('A range needs 20 draws or more.')
  if (fitted.unit !== rows.unit) throw new RangeError(`A fit in ${fitted.unit}s cannot draw ${rows.unit}s.`)
  const ahead = lengthIn(horizon, fitted.unit)
  const size = rows.x.length
  const [low, high] = [new Float64Array(size), new Float64Array(size)]
  const drawn = new Float64Array(draws)
  for (let i = 0; i < size; i++) {
    const random = randomOf(seed + i * 0x10001)
    const x = rows.x[i]!
    for (let k = 0; k < draws; k++) {
      const count = drawPurchases(fitted, x, rows.recency[i]!, rows.age[i]!, ahead, random)
      drawn[k] = spend
        ? (spend.margin ?? 1) * drawSpend(spend.parameters, x, spend.mean[i]!, count, random)
        : count
    }
    drawn.sort()
    low[i] = quantileOfSorted(drawn, 0.05)
    high[i] = quantileOfSorted(drawn, 0.95)
  }
  return { low, high }
}
