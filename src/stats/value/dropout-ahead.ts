import { type DropoutModel, type DropoutParameters, earlyChances } from './dropout.ts'

/**
 * The chance 0–1 that a customer of `x` repeats, `recency` and `age` (in the fit's unit) is still one. BG/NBD says
 * 1 for everybody who bought once, for ever: show MBG/NBD's or Pareto/NBD's instead.
 */
export function dropoutAlive(
  model: DropoutModel,
  { r, alpha, a, b }: DropoutParameters,
  x: number,
  recency: number,
  age: number,
): number {
  const chances = x + earlyChances(model)
  if (chances === 0) return 1
  const odds = Math.log(a / (b + chances - 1)) + (r + x) * Math.log1p((age - recency) / (alpha + recency))
  return 1 / (1 + Math.exp(odds))
}

/**
 * Purchases to be expected of such a customer in the next `ahead` units; of a new one with x, recency and age 0.
 * Source: the papers' formula after Euler's transform, which neither overflows nor cancels; at a = 1 its limit.
 */
export function dropoutExpected(
  model: DropoutModel,
  parameters: DropoutParameters,
  x: number,
  recency: number,
  age: number,
  ahead: number,
): number {
  if (!(ahead > 0)) return 0
  const { r, alpha, a, b } = parameters
  const early = earlyChances(model)
  const z = ahead / (alpha + age + ahead)
  const first = a + b - 1 - r + early
  // There the series alternates or grows beyond measure; counting the next purchases does not.
  const ever =
    first < -4 || a > 50
      ? everCounted(r + x, z, a, b + x + early)
      : everExpected(a - 1, first, a + b + x + early - 1, z)
  return Math.max(0, ever * dropoutAlive(model, parameters, x, recency, age))
}

const MOST_TERMS = 2_000_000

/**
 * c · (1 − (1 − z)^d · ₂F₁(first, d; c; z)) / d for c > −1. The d in the denominator and the c in front are divided
 * out of the series term by term, so that d = 0 (a = 1) and c ≤ 0 (a + b ≤ 1 without a repeat) are no poles.
 */
function everExpected(d: number, first: number, c: number, z: number): number {
  const log = d * Math.log1p(-z)
  let term = first * z
  let sum = term
  for (let k = 1; k < MOST_TERMS; k++) {
    const factor = (((first + k) * (d + k)) / ((c + k) * (k + 1))) * z
    term *= factor
    sum += term
    const ratio = Math.max(Math.abs(factor), z)
    if (ratio < 1 && Math.abs(term) * ratio <= 1e-17 * Math.abs(sum) * (1 - ratio)) break
  }
  const early = d === 0 ? -Math.log1p(-z) : -Math.expm1(log) / d
  return c * early - Math.exp(log) * sum
}

/**
 * The same of one who is still a customer: Σ over k of the chance that they would buy k times or more (negative
 * binomial of `shape` and z) and had not left after the k − 1 before (a share of beta(a, b)). Slower, all positive.
 */
function everCounted(shape: number, z: number, a: number, b: number): number {
  const usual = (shape * z) / (1 - z)
  let [log, more, stayed, sum] = [shape * Math.log1p(-z), 1, 1, 0]
  for (let k = 1; k < MOST_TERMS; k++) {
    more -= Math.exp(log)
    if (more * stayed <= 1e-16 * sum || (k > usual && more < 1e-14)) break
    sum += more * stayed
    stayed *= (b + k - 1) / (a + b + k - 1)
    log += Math.log(((shape + k - 1) / k) * z)
  }
  return sum
}
