import { logOddsGone, type ParetoParameters } from './pareto.ts'

/** The chance 0–1 that a customer of `x` repeats, `recency` and `age` (in the fit's unit) is still one. */
export function paretoAlive(parameters: ParetoParameters, x: number, recency: number, age: number): number {
  return 1 / (1 + Math.exp(logOddsGone(parameters, x, recency, age)))
}

/**
 * Purchases to be expected of such a customer in the next `ahead` units; of a new one with x, recency and age 0.
 * Source: Schmittlein, Morrison & Colombo (1987), Management Science 33, 1–24, eq. 22; at s = 1 its limit.
 */
export function paretoExpected(
  parameters: ParetoParameters,
  x: number,
  recency: number,
  age: number,
  ahead: number,
): number {
  if (!(ahead > 0)) return 0
  const { r, alpha, s, beta } = parameters
  const longer = Math.log1p(ahead / (beta + age))
  const stay = Math.abs(s - 1) < 1e-12 ? longer : -Math.expm1((1 - s) * longer) / (s - 1)
  return ((r + x) / (alpha + age)) * (beta + age) * stay * paretoAlive(parameters, x, recency, age)
}

/**
 * All purchases still to be expected, those of later counting less by e^(−rate·t), `rate` per unit above 0.
 * Source: Fader, Hardie & Lee (2005), RFM and CLV, J. Marketing Research 42, 415–430; their confluent
 * hypergeometric function is the integral ∫ (1 + u)^(−s) e^(−zu) du, done here by double exponential quadrature.
 */
export function paretoDiscounted(
  parameters: ParetoParameters,
  x: number,
  recency: number,
  age: number,
  rate: number,
): number {
  if (!(rate > 0 && rate < Infinity)) throw new RangeError(`A discount rate is above 0, not ${rate}.`)
  const { r, alpha, s, beta } = parameters
  const z = rate * (beta + age)
  const step = 1 / 64
  let sum = 0
  for (let k = -256; k <= 448; k++) {
    const t = k * step
    const v = Math.exp(t - Math.exp(-t))
    sum += (1 + v / z) ** -s * Math.exp(-v) * v * (1 + Math.exp(-t))
  }
  const purchasesWhileThere = ((r + x) / (alpha + age)) * ((step * sum) / rate)
  return purchasesWhileThere * paretoAlive(parameters, x, recency, age)
}
