import { digamma, lgamma } from '../gamma.ts'
import type { Slope } from '../minimise.ts'
import { type Fit, fitByLikelihood } from './fit.ts'

/** Each purchase gamma(p, ν) of money, ν of the customers gamma(q, v). v is in that money. */
export type SpendParameters = { p: number; q: number; v: number }

/** `x` repeat purchases and the `mean` of them; rows without a repeat or with a mean of 0 or less do not count. */
export type SpendTable = { x: ArrayLike<number>; mean: ArrayLike<number>; weight?: ArrayLike<number> }

/**
 * Fits Gamma–Gamma to the rows with a repeat and a mean above 0; undefined without two of them.
 * Source: Fader & Hardie (2013), The Gamma-Gamma model of monetary value, eq. 1a.
 */
export function fitSpend(table: SpendTable): Fit<keyof SpendParameters> | undefined {
  const rows: number[] = []
  let [n, sum] = [0, 0]
  for (let i = 0; i < table.x.length; i++) {
    if (!(table.x[i]! > 0 && table.mean[i]! > 0)) continue
    rows.push(i)
    n += weightOf(table, i)
    sum += weightOf(table, i) * table.mean[i]!
  }
  if (rows.length < 2) return undefined
  const mean = sum / n
  return fitByLikelihood(['p', 'q', 'v'], spendSlope(table, rows, n), [2, 3, mean], n, [1, 1, mean])
}

const weightOf = ({ weight }: SpendTable, i: number) => (weight ? weight[i]! : 1)

function spendSlope(table: SpendTable, rows: number[], n: number): Slope {
  return (at, gradient) => {
    const [p, q, v] = at.map(Math.exp) as [number, number, number]
    let [value, dp, dq, dv] = [0, 0, 0, 0]
    for (const i of rows) {
      const [x, mean, w] = [table.x[i]!, table.mean[i]!, weightOf(table, i)]
      const px = p * x
      const all = Math.log(v + x * mean)
      const known = Math.log(mean) + Math.log(x)
      value +=
        w * (lgamma(px + q) - lgamma(px) + q * Math.log(v) + px * known - Math.log(mean) - (px + q) * all)
      const both = digamma(px + q)
      dp += w * x * (both - digamma(px) + known - all)
      dq += w * (both + Math.log(v) - all)
      dv += w * (q / v - (px + q) / (v + x * mean))
    }
    value -= n * lgamma(q)
    dq -= n * digamma(q)
    gradient[0] = (-p * dp) / n
    gradient[1] = (-q * dq) / n
    gradient[2] = (-v * dv) / n
    return -value / n
  }
}

/**
 * What a purchase of this customer is likely worth on average: between their own mean and everybody's, nearer to
 * their own the more they bought. Without a repeat (x 0) everybody's. Undefined where q ≤ 1: that mean is infinite.
 */
export function expectedSpend({ p, q, v }: SpendParameters, x: number, mean: number): number | undefined {
  if (!(q > 1)) return undefined
  return (p * (v + (x > 0 ? x * mean : 0))) / (p * Math.max(0, x) + q - 1)
}
