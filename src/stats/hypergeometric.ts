import { checkFinite, checkPositive } from './checks.ts'

const MOST_TERMS = 1_000_000
const LARGE = 2 ** 600

/**
 * ln ₂F₁(a, b; c; z) of c > 0, 0 ≤ z < 1, where the function is positive. It is summed in the form of
 * smaller parameters, as given or by Euler's transform (1 − z)^(c−a−b) ₂F₁(c − a, c − b; c; z), and scaled
 * on the way, so that it never overflows where the function itself would (e^709). Near ₂F₁ = 1 the
 * logarithm keeps its digits. A RangeError where the sum is not positive or needs more than a million terms
 * (z beyond about 0.99997).
 * Source: Abramowitz & Stegun (1964), 15.1.1 and 15.3.3.
 */
export function logHypergeometric(a: number, b: number, c: number, z: number): number {
  checkFinite([a, b], 'A parameter of ₂F₁')
  checkPositive(c, 'The lower parameter of ₂F₁')
  if (!(z >= 0 && z < 1)) throw new RangeError(`The argument of ₂F₁ is 0 ≤ z < 1, not ${z}.`)
  const turned = Math.abs(c - a) + Math.abs(c - b) < Math.abs(a) + Math.abs(b)
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
    const settled = Math.abs(term) * ratio <= 1e-17 * Math.abs(scale + rest) * (1 - ratio)
    if (ratio < 1 && settled && k > -Math.min(a, b)) return logOf(scaled, scale, rest)
    if (term === 0) return logOf(scaled, scale, rest)
  }
  throw new RangeError(`₂F₁ needs more than a million terms at z = ${z}.`)
}

function logOf(scaled: number, scale: number, rest: number): number {
  if (!(scale + rest > 0)) throw new RangeError('₂F₁ is not positive here and has no logarithm.')
  return scaled === 0 ? Math.log1p(rest) : scaled * Math.log(LARGE) + Math.log(scale + rest)
}

/** ₂F₁(a, b; c; z) under the same bounds; Infinity where it is above the largest float. */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  return Math.exp(logHypergeometric(a, b, c, z))
}
