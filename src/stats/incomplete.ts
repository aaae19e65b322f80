import { checkPositive, checkShare } from './checks.ts'
import { continuedFraction, logLessLinear } from './fraction.ts'
import { lgamma, logBeta, stirlingRest } from './gamma.ts'

/** A share of 0–1 below a point and the share above it, each right by itself also where it is tiny. */
export type Sides = { below: number; above: number }

/**
 * The regularised incomplete gamma functions P(a, x) (`below`) and Q(a, x) (`above`) of a > 0, x ≥ 0.
 * Source: Abramowitz & Stegun (1964), 6.5.29 (series) and 6.5.31 (continued fraction).
 */
export function incompleteGamma(a: number, x: number): Sides {
  checkPositive(a, 'The shape of a gamma distribution')
  if (!(x >= 0)) throw new RangeError(`A gamma distribution starts at 0, not at ${x}.`)
  if (x === 0) return { below: 0, above: 1 }
  if (x === Infinity) return { below: 1, above: 0 }
  const density = gammaDensity(a, x) * x
  if (x < a + 1) {
    let [sum, term] = [1 / a, 1 / a]
    for (let k = 1; term > sum * 1e-17; k++) {
      term *= x / (a + k)
      sum += term
    }
    const below = Math.min(1, density * sum)
    return { below, above: 1 - below }
  }
  const fraction = continuedFraction(
    (k) => (k === 1 ? 1 : -(k - 1) * (k - 1 - a)),
    (k) => (k === 0 ? 0 : x + 2 * k - 1 - a),
  )
  const above = Math.min(1, density * fraction)
  return { below: 1 - above, above }
}

/**
 * The regularised incomplete beta function I_x(a, b) (`below`) and 1 − I_x(a, b) (`above`), a, b > 0.
 * Source: DLMF 8.17.22 (continued fraction), turned to the side where it settles soon.
 */
export function incompleteBeta(a: number, b: number, x: number): Sides {
  checkPositive(a, 'The first shape of a beta distribution')
  checkPositive(b, 'The second shape of a beta distribution')
  checkShare(x, 'A share')
  if (x === 0 || x === 1) return { below: x, above: 1 - x }
  const density = betaDensity(a, b, x) * x * (1 - x)
  if (x > (a + 1) / (a + b + 2)) {
    const above = Math.min(1, density * betaFraction(b, a, 1 - x))
    return { below: 1 - above, above }
  }
  const below = Math.min(1, density * betaFraction(a, b, x))
  return { below, above: 1 - below }
}

function betaFraction(a: number, b: number, x: number): number {
  const fraction = continuedFraction(
    (k) => {
      if (k === 1) return 1
      const m = (k - 1) >> 1
      const place = a + k - 1
      return (k - 1) % 2 === 0
        ? ((m * (b - m)) / (place - 1) / place) * x
        : -(((a + m) * (a + b + m)) / (place - 1) / place) * x
    },
    (k) => (k === 0 ? 0 : 1),
  )
  return fraction / a
}

/** The density of the gamma distribution of shape a and scale 1 at x > 0. */
export function gammaDensity(a: number, x: number): number {
  if (a < 10) return Math.exp((a - 1) * Math.log(x) - x - lgamma(a))
  const peak = a * logLessLinear((x - a) / a) - stirlingRest(a)
  return (Math.sqrt(a / (2 * Math.PI)) * Math.exp(peak)) / x
}

/** The density of the beta distribution of shapes a, b at 0 < x < 1. */
export function betaDensity(a: number, b: number, x: number): number {
  if (a < 10 || b < 10) return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b))
  const away = x * b - (1 - x) * a
  const steep = a * logLessLinear(away / a) + b * logLessLinear(-away / b)
  const rest = stirlingRest(a + b) - stirlingRest(a) - stirlingRest(b)
  return (Math.sqrt((a * b) / (a + b) / (2 * Math.PI)) * Math.exp(steep + rest)) / (x * (1 - x))
}
