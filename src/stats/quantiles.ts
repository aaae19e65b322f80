import { checkPositive, checkShare } from './checks.ts'
import { betaDensity, gammaDensity, incompleteBeta, incompleteGamma, type Sides } from './incomplete.ts'

/**
 * The share below which the part `p` of a beta distribution of shapes a, b lies: the inverse of
 * incompleteBeta. Solved in the log odds, so that tiny shares keep their digits.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  checkShare(p, 'A part')
  checkPositive(a, 'The first shape of a beta distribution')
  checkPositive(b, 'The second shape of a beta distribution')
  if (p === 0 || p === 1) return p
  const shareOf = (odds: number) => 1 / (1 + Math.exp(-odds))
  const at = solve(
    p,
    Math.log(a / b),
    (odds) => incompleteBeta(a, b, shareOf(odds)),
    (odds) => {
      const x = shareOf(odds)
      return x > 0 && x < 1 ? betaDensity(a, b, x) * x * (1 - x) : 0
    },
  )
  return shareOf(at)
}

/** The point below which the part `p` of a gamma distribution of shape a and scale 1 lies. */
export function gammaQuantile(p: number, a: number): number {
  checkShare(p, 'A part')
  checkPositive(a, 'The shape of a gamma distribution')
  if (p === 0 || p === 1) return p === 0 ? 0 : Infinity
  const at = solve(
    p,
    Math.log(a),
    (log) => incompleteGamma(a, Math.exp(log)),
    (log) => (log > -700 && log < 700 ? gammaDensity(a, Math.exp(log)) * Math.exp(log) : 0),
  )
  return Math.exp(at)
}

/** Newton's steps on the smaller side, and halving wherever a step would leave the known bounds. */
function solve(
  p: number,
  start: number,
  sides: (at: number) => Sides,
  slope: (at: number) => number,
): number {
  let [low, high, at] = [-744, 709, start]
  for (let step = 0; step < 200; step++) {
    const { below, above } = sides(at)
    const error = p < 0.5 ? below - p : 1 - p - above
    if (error === 0) return at
    if (error > 0) high = at
    else low = at
    const next = at - error / slope(at)
    const moved = next > low && next < high ? next : (low + high) / 2
    if (Math.abs(moved - at) <= 2e-16 * Math.max(1, Math.abs(at))) return moved
    at = moved
  }
  return at
}
