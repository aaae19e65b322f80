const TINY = 1e-300

/**
 * The continued fraction b(0) + a(1)/(b(1) + a(2)/(b(2) + …)) by Lentz's method, to the last digit. A
 * RangeError if it has not settled after `most` steps.
 * Source: Thompson & Barnett (1986), J. Comput. Phys. 64, 490–509.
 */
export function continuedFraction(
  a: (step: number) => number,
  b: (step: number) => number,
  most = 1e7,
): number {
  let value = b(0) || TINY
  let above = value
  let below = 0
  for (let step = 1; step <= most; step++) {
    const [an, bn] = [a(step), b(step)]
    below = 1 / (bn + an * below || TINY)
    above = bn + an / above || TINY
    const factor = above * below
    value *= factor
    if (Math.abs(factor - 1) < 3e-16) return value
  }
  throw new RangeError(`A continued fraction has not settled after ${most} steps.`)
}

/** ln(1 + u) − u of u > −1 without cancelling at small u. */
export function logLessLinear(u: number): number {
  if (Math.abs(u) > 0.1) return Math.log1p(u) - u
  let [sum, power] = [0, u]
  for (let k = 2; k < 40; k++) {
    power *= -u
    const before = sum
    sum += power / k
    if (sum === before) break
  }
  return sum
}
