import { checkFinite, checkPositive } from './checks.ts'
import { continuedFraction } from './fraction.ts'

const MOST_TERMS = 1_000_000
const LARGE = 2 ** 600

/**
 * ln ₂F₁(a, b; c; z) of c > 0, 0 ≤ z < 1, where the function is positive. It is summed in the form of
 * the smaller product of upper parameters, as given or by Euler's transform (1 − z)^(c−a−b) ₂F₁(c − a, c − b; c; z), and scaled
 * on the way, so that it never overflows where the function itself would (e^709). Near ₂F₁ = 1 the
 * logarithm keeps its digits. A RangeError where the sum is not positive or needs more than a million terms
 * (z beyond about 0.99997).
 * Source: Abramowitz & Stegun (1964), 15.1.1 and 15.3.3.
 */
export function logHypergeometric(a: number, b: number, c: number, z: number): number {
  checkFinite([a, b], 'A parameter of ₂F₁')
  checkPositive(c, 'The lower parameter of ₂F₁')
  if (!(z >= 0 && z < 1)) throw new RangeError(`The argument of ₂F₁ is 0 ≤ z < 1, not ${z}.`)
  const turned = Math.abs((c - a) * (c - b)) < Math.abs(a * b)
  return turned ? (c - a - b) * Math.log1p(-z) + logOfSeries(c - a, c - b, c, z) : logOfSeries(a, b, c, z)
}

function logOfSeries(a: number, b: number, c: number, z: number): number {
  let [rest, term, scaled, scale] = [0, 1, 0, 1]
  for (let k = 0; k < MOST_TERMS; k++) {
    const factor = (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z
    term *= factor
    rest += term
    if (Math.abs(term) > LARGE) {
      term /= LARGE
      rest /= LARGE
      scale /= LARGE
      scaled += 1
    }
    // What is left is at most a geometric series with this factor or z, whichever is larger.
    const ratio = Math.max(Math.abs(factor), z)
    const settled = Math.abs(term) * ratio <= 1e-17 * Math.abs(rest) * (1 - ratio)
    if (ratio < 1 && settled && k > -Math.min(a, b)) return logOf(scaled, scale, rest)
    if (term === 0) return logOf(scaled, scale, rest)
  }
  throw new RangeError(`₂F₁ needs more than a million terms at z = ${z}.`)
}

function logOf(scaled: number, scale: number, rest: number): number {
  if (!(scale + rest > 0)) throw new RangeError('₂F₁ is not positive here and has no logarithm.')
  return scaled === 0 ? Math.log1p(rest) : scaled * Math.log(LARGE) + Math.log(scale + rest)
}

/**
 * ₂F₁(a, b; c; z) of c > 0, 0 ≤ z < 1 by its plain series, in the parameters given: for inner loops, where
 * the caller has turned the parameters to the small form already. Infinity where it is above the largest
 * float.
 * Source: Abramowitz & Stegun (1964), 15.1.1.
 */
export function gauss2F1(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1 && c > 0))
    throw new RangeError(`₂F₁ is summed for c > 0 and 0 ≤ z < 1, not ${c}, ${z}.`)
  let [sum, term] = [1, 1]
  for (let k = 0; k < MOST_TERMS; k++) {
    const factor = (((a + k) * (b + k)) / ((c + k) * (k + 1))) * z
    term *= factor
    sum += term
    const size = Math.abs(term)
    const ratio = Math.max(Math.abs(factor), z)
    if (size === 0 || sum === Infinity) return sum
    if (ratio < 1 && size * ratio <= 1e-17 * Math.abs(sum) * (1 - ratio)) return sum
    if (Number.isNaN(size)) break
  }
  throw new RangeError(`₂F₁ has not settled at ${a}, ${b}, ${c}, ${z}.`)
}

/**
 * ₂F₁(1, b; c; z) of 0 ≤ b ≤ c, c > 1, 0 ≤ z < 1 by Gauss's continued fraction: few steps also near z = 1.
 * Source: DLMF 15.7.1.
 */
export function gauss2F1WithOne(b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1 && c > 1 && b >= 0 && b <= c))
    throw new RangeError(`₂F₁(1, b; c; z) is found for 0 ≤ b ≤ c, c > 1, 0 ≤ z < 1, not ${b}, ${c}, ${z}.`)
  const steps = continuedFraction(
    (k) => {
      if (k === 1) return 1
      const n = k - 2
      const m = n >> 1
      const top = n % 2 === 0 ? (m + b) * (m + c - 1) : (m + 1) * (m + c - b)
      return (-z * top) / (n + c - 1) / (n + c)
    },
    (k) => (k === 0 ? 0 : 1),
  )
  return steps
}
