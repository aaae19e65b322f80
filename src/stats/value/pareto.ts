import { gauss2F1WithOne } from '../hypergeometric.ts'
import { type Slope, withDifferences } from '../minimise.ts'
import { meanAge } from './dropout.ts'
import { type Fit, fitByLikelihood, type Prior } from './fit.ts'
import type { Collapsed } from './table.ts'

/** Purchases at a rate of gamma(r, α); gone for good at a rate of gamma(s, β), at any time. */
export type ParetoParameters = { r: number; alpha: number; s: number; beta: number }

/**
 * Fits Pareto/NBD to a table; the log-likelihood is without the x! term. `scale` of α and β is the mean age.
 * Source: Schmittlein, Morrison & Colombo (1987), Management Science 33, 1–24; the likelihood in the form of
 * Fader & Hardie (2005), A note on deriving the Pareto/NBD model.
 */
export function fitPareto(table: Collapsed, prior?: Prior): Fit<keyof ParetoParameters> {
  const age = meanAge(table)
  const start = [0.5, 0.3 * age, 0.6, 0.3 * age]
  const scale = [1, age, 1, age]
  return fitByLikelihood(['r', 'alpha', 's', 'beta'], paretoSlope(table), start, table.n, scale, prior, 1e-8)
}

/** Minus the log-likelihood of a customer over ln r, ln α, ln s, ln β. */
export function paretoSlope(table: Collapsed): Slope {
  return withDifferences((at) => {
    const [r, alpha, s, beta] = at.map(Math.exp) as [number, number, number, number]
    return -paretoLikelihood(table, { r, alpha, s, beta }) / table.n
  })
}

function paretoLikelihood(table: Collapsed, parameters: ParetoParameters): number {
  const { r, alpha, s, beta } = parameters
  let rising = 0
  let sum = table.n * (r * Math.log(alpha) + s * Math.log(beta))
  for (let x = 0; x < table.withRepeats.length; x++) {
    if (x > 0) rising += Math.log(r + x - 1)
    sum += table.withRepeats[x]! * rising
  }
  for (let i = 0; i < table.x.length; i++) {
    const [x, age] = [table.x[i]!, table.age[i]!]
    const alive = -(r + x) * Math.log(alpha + age) - s * Math.log(beta + age)
    const odds = logOddsGone(parameters, x, table.recency[i]!, age)
    const more = odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds))
    sum += table.weight[i]! * (alive + more)
  }
  return sum
}

/**
 * ln of the odds that the customer is gone: −∞ where the last purchase was at the end of what was observed. The
 * difference of two ₂F₁ is taken in logs, each after Euler's transform, whose terms are all positive.
 */
export function logOddsGone(
  { r, alpha, s, beta }: ParetoParameters,
  x: number,
  recency: number,
  age: number,
): number {
  if (recency >= age) return -Infinity
  const q = r + s + x
  const power = alpha >= beta ? s + 1 : r + x
  const larger = Math.max(alpha, beta)
  const apart = Math.abs(alpha - beta)
  const [last, now] = [
    logPart(q, power, apart / (larger + recency)) - q * Math.log(larger + recency),
    logPart(q, power, apart / (larger + age)) - q * Math.log(larger + age),
  ]
  // Rounding may leave two equal parts the wrong way round.
  const between = last > now ? last + Math.log(-Math.expm1(now - last)) : -Infinity
  return Math.log(s / q) + between + (r + x) * Math.log(alpha + age) + s * Math.log(beta + age)
}

/** ln ₂F₁(q, power; q + 1; z). */
function logPart(q: number, power: number, z: number): number {
  return (1 - power) * Math.log1p(-z) + Math.log(gauss2F1WithOne(q + 1 - power, q + 1, z))
}
