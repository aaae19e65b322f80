import { checkPositive } from './checks.ts'

// ζ(k) − 1 for k = 2, 3, …, 30.
const ZETA_LESS_ONE = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5,
  3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7,
  5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8, 7.45071178983543e-9,
  3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10,
]
const EULER = 0.5772156649015329
const HALF_LOG_TWO_PI = 0.9189385332046728

/**
 * ln Γ(x) of x > 0, right to about 15 digits also beside its zeros at 1 and 2.
 * Source: Abramowitz & Stegun (1964), 6.1.33 (series about 2), 6.1.15 (steps of one), 6.1.41 (Stirling).
 */
export function lgamma(x: number): number {
  checkPositive(x, 'The argument of ln Γ')
  if (x < 0.5) return aboutTwo(x) - Math.log1p(x) - Math.log(x)
  if (x < 1.5) return aboutTwo(x - 1) - Math.log1p(x - 1)
  if (x >= 10) return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingRest(x)
  let product = 1
  let rest = x
  while (rest > 2.5) product *= --rest
  return Math.log(product) + aboutTwo(rest - 2)
}

/** What Stirling's formula leaves out: ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], for x ≥ 10. */
export function stirlingRest(x: number): number {
  const y = 1 / (x * x)
  const tail = 1 / 1188 - y * (691 / 360360 - y / 156)
  return (1 / 12 - y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * tail)))) / x
}

/** ln Γ(2 + y) for −½ ≤ y ≤ ½. */
function aboutTwo(y: number): number {
  const sum = ZETA_LESS_ONE.reduceRight((value, zeta, i) => (zeta / (i + 2) - value) * y, 0)
  return y * (1 - EULER + sum)
}

/**
 * ψ(x), the slope of ln Γ, of x > 0.
 * Source: Abramowitz & Stegun (1964), 6.3.5 and 6.3.18.
 */
export function digamma(x: number): number {
  checkPositive(x, 'The argument of ψ')
  let below = 0
  let at = x
  for (; at < 10; at++) below += 1 / at
  const y = 1 / (at * at)
  const tail = y * (1 / 240 - y * (1 / 132 - y * (691 / 32760 - y / 12)))
  return Math.log(at) - 0.5 / at - y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - tail))) - below
}

/**
 * ψ′(x), the bend of ln Γ, of x > 0.
 * Source: Abramowitz & Stegun (1964), 6.4.6 and 6.4.12.
 */
export function trigamma(x: number): number {
  checkPositive(x, 'The argument of ψ′')
  let below = 0
  let at = x
  for (; at < 10; at++) below += 1 / (at * at)
  const y = 1 / (at * at)
  const tail = y * (1 / 30 - y * (5 / 66 - y * (691 / 2730 - (y * 7) / 6)))
  return (1 + 0.5 / at + y * (1 / 6 - y * (1 / 30 - y * (1 / 42 - tail)))) / at + below
}

/**
 * ln Γ(x + count) − ln Γ(x) as a sum of `count` logarithms. The difference of two lgamma would cancel: at
 * x = 1e12 it keeps five digits.
 */
export function logRising(x: number, count: number): number {
  checkPositive(x, 'The start of a rising product')
  if (!(Number.isInteger(count) && count >= 0))
    throw new RangeError(`A rising product has a whole number of factors, not ${count}.`)
  let sum = 0
  for (let j = 0; j < count; j++) sum += Math.log(x + j)
  return sum
}

/**
 * ln B(a, b) of a, b > 0. Where an argument is large, the large parts of the three ln Γ are cancelled on
 * paper and not in floats.
 * Source: Didonato & Morris (1992), Algorithm 708, ACM Trans. Math. Softw. 18, 360–373 (their BETALN).
 */
export function logBeta(a: number, b: number): number {
  const [small, large] = a < b ? [a, b] : [b, a]
  const sum = small + large
  if (large < 10) return lgamma(small) + (lgamma(large) - lgamma(sum))
  const rest = stirlingRest(large) - stirlingRest(sum)
  if (small < 10)
    return lgamma(small) + rest + small - small * Math.log(sum) + (large - 0.5) * Math.log1p(-small / sum)
  const steep = (small - 0.5) * Math.log(small / sum) + large * Math.log1p(-small / sum)
  return HALF_LOG_TWO_PI - 0.5 * Math.log(large) + stirlingRest(small) + rest + steep
}
