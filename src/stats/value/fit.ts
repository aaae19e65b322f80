import { curvature, inverseOf, type Least, minimise, type Slope } from '../minimise.ts'

/** What was known before the data: a normal distribution of the logarithm of each parameter. */
export type Prior = { mean: readonly number[]; sd: readonly number[] }

/**
 * Parameters found for `n` customers. `standardErrors` are null where the place is no true maximum;
 * `logLikelihood` is without the prior. `spread` is the covariance of the parameters' logarithms.
 * `degenerate`: a parameter ran away, and nothing should be read off this fit.
 */
export type Fit<Name extends string> = {
  parameters: Record<Name, number>
  standardErrors: Record<Name, number | null>
  logLikelihood: number
  n: number
  estimate: 'mle' | 'map'
  converged: boolean
  degenerate: boolean
  evaluations: number
  spread: number[][] | null
}

/**
 * The parameters, all positive, under which `slope` (minus the log-likelihood of a customer, over the logarithms
 * of the parameters) is least; with a prior, the most credible ones instead. `scale` says for each parameter what
 * "large" is measured in (a time, an amount, or 1), so that another unit gives the same fit. Standard errors from
 * the curvature there, by the delta method. `known` as for `minimise`.
 */
export function fitByLikelihood<Name extends string>(
  names: readonly Name[],
  slope: Slope,
  start: readonly number[],
  n: number,
  scale: readonly number[],
  prior?: Prior,
  tolerance = 1e-9,
  known?: number[][],
): Fit<Name> {
  const aim = prior ? withPrior(slope, prior, n) : slope
  const least = minimise(aim, start.map(Math.log), tolerance, 500, known)
  const values = least.at.map(Math.exp)
  const per = inverseOf(curvature(aim, least.at))
  const spread = per?.map((row) => row.map((value) => value / n)) ?? null
  const ranAway = values.some((value, i) => !(value / scale[i]! <= 1e3 && value / scale[i]! >= 1e-3))
  return {
    parameters: named(names, values),
    standardErrors: named(
      names,
      values.map((value, i) => (spread ? value * Math.sqrt(spread[i]![i]!) : null)),
    ),
    logLikelihood: -n * likelihoodPart(slope, least),
    n,
    estimate: prior ? 'map' : 'mle',
    converged: least.converged,
    degenerate: ranAway || !least.converged,
    evaluations: least.evaluations,
    spread,
  }
}

const likelihoodPart = (slope: Slope, { at }: Least) => slope(at, new Array<number>(at.length).fill(0))

function withPrior(slope: Slope, { mean, sd }: Prior, n: number): Slope {
  return (at, gradient) => {
    let value = slope(at, gradient)
    for (let i = 0; i < at.length; i++) {
      const off = (at[i]! - mean[i]!) / sd[i]!
      value += (off * off) / 2 / n
      gradient[i] = gradient[i]! + off / sd[i]! / n
    }
    return value
  }
}

function named<Name extends string, T>(names: readonly Name[], values: readonly T[]): Record<Name, T> {
  return Object.fromEntries(names.map((name, i) => [name, values[i]])) as Record<Name, T>
}
