import { checkPositive } from './checks.ts'
import { incompleteBeta, incompleteGamma } from './incomplete.ts'
import { betaQuantile } from './quantiles.ts'

/** The error function of any x, −1..1. Source: Abramowitz & Stegun (1964), 7.1.1 and 6.5.16. */
export function erf(x: number): number {
  return Math.sign(x) * incompleteGamma(0.5, x * x).below
}

/** 1 − erf(x) with all its digits also where it is tiny. */
export function erfc(x: number): number {
  return x < 0 ? 1 + incompleteGamma(0.5, x * x).below : incompleteGamma(0.5, x * x).above
}

/** The share of a standard normal distribution below z. */
export function normalBelow(z: number): number {
  return erfc(-z / Math.SQRT2) / 2
}

/** The p value of z on two sides: how much of a standard normal distribution is as far from 0. */
export function normalBothSides(z: number): number {
  return erfc(Math.abs(z) / Math.SQRT2)
}

/** The share of a chi-squared distribution of `df` degrees of freedom above x ≥ 0. */
export function chiSquareAbove(x: number, df: number): number {
  return incompleteGamma(df / 2, x / 2).above
}

/** The share of an F distribution of `df1` and `df2` degrees of freedom above f ≥ 0. */
export function fAbove(f: number, df1: number, df2: number): number {
  if (!(f >= 0)) throw new RangeError(`An F starts at 0, not at ${f}.`)
  if (f === Infinity) return 0
  return incompleteBeta(df2 / 2, df1 / 2, df2 / (df2 + df1 * f)).below
}

/** The p value of Student's t on two sides. Source: Abramowitz & Stegun (1964), 26.7.1. */
export function studentBothSides(t: number, df: number): number {
  if (Number.isNaN(t)) throw new RangeError('A t must be a number, not NaN.')
  checkPositive(df, 'Degrees of freedom')
  if (Math.abs(t) === Infinity) return 0
  return incompleteBeta(df / 2, 0.5, df / (df + t * t)).below
}

/** The t below which the share `p` of Student's distribution of `df` degrees of freedom lies. */
export function studentQuantile(p: number, df: number): number {
  checkPositive(df, 'Degrees of freedom')
  if (p === 0.5) return 0
  const x = betaQuantile(2 * Math.min(p, 1 - p), df / 2, 0.5)
  return Math.sign(p - 0.5) * Math.sqrt((df * (1 - x)) / x)
}
