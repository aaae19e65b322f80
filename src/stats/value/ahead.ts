import { dropoutAlive, dropoutExpected } from './dropout-ahead.ts'
import type { Fitted } from './models.ts'
import { paretoAlive, paretoExpected } from './pareto-ahead.ts'
import { expectedSpend, type SpendParameters } from './spend.ts'
import type { PurchaseTable } from './table.ts'
import { discountRate, lengthIn, type Span } from './time.ts'

/** The rows of a table that the questions about the future need; in the unit of the fit. */
export type Rows = Pick<PurchaseTable, 'unit' | 'recency' | 'age'> & { x: ArrayLike<number> }

/** The chance 0–1 of each row that it is still a customer. Throws a RangeError for a table in another unit. */
export function aliveOf(fitted: Fitted, rows: Rows): Float64Array {
  sameUnit(fitted, rows)
  return each(rows, (x, recency, age) =>
    fitted.model === 'pareto-nbd'
      ? paretoAlive(fitted.fit.parameters, x, recency, age)
      : dropoutAlive(fitted.model, fitted.fit.parameters, x, recency, age),
  )
}

/** The purchases to be expected of each row within the horizon, which may be in any unit. */
export function expectedOf(fitted: Fitted, rows: Rows, horizon: Span): Float64Array {
  sameUnit(fitted, rows)
  const ahead = lengthIn(horizon, fitted.unit)
  return each(rows, (x, recency, age) => expected(fitted, x, recency, age, ahead))
}

/** The same of one row, `ahead` in the unit of the fit. */
export function expected(fitted: Fitted, x: number, recency: number, age: number, ahead: number): number {
  return fitted.model === 'pareto-nbd'
    ? paretoExpected(fitted.fit.parameters, x, recency, age, ahead)
    : dropoutExpected(fitted.model, fitted.fit.parameters, x, recency, age, ahead)
}

/** All repeat purchases from the first customer's first day to `until` later: what the table itself should hold. */
export function expectedSoFar(fitted: Fitted, rows: Rows & { weight?: Float64Array }, until: Span): number {
  sameUnit(fitted, rows)
  const end = lengthIn(until, fitted.unit)
  let oldest = 0
  for (const age of rows.age) if (age > oldest) oldest = age
  const times = new Map<number, number>()
  rows.age.forEach((age, i) => {
    times.set(age, (times.get(age) ?? 0) + (rows.weight ? rows.weight[i]! : 1))
  })
  let sum = 0
  for (const [age, weight] of times) sum += weight * expected(fitted, 0, 0, 0, end - (oldest - age))
  return sum
}

/** What a purchase is worth: a share of its amount kept, money later worth less; both optional. */
export type Terms = { horizon: Span; margin?: number; discountPerYear?: number }

/**
 * What each row is likely worth within the horizon, in the money of `mean` (the mean of its repeat purchases):
 * expected purchases × expected spend × margin, discounted continuously at the time of each purchase. NaN where
 * the mean spend is infinite (q ≤ 1): say that it is unknown.
 */
export function worthOf(
  fitted: Fitted,
  spend: SpendParameters,
  rows: Rows & { mean: ArrayLike<number> },
  { horizon, margin = 1, discountPerYear = 0 }: Terms,
): Float64Array {
  sameUnit(fitted, rows)
  const ahead = lengthIn(horizon, fitted.unit)
  const rate = discountRate(discountPerYear, fitted.unit)
  return each(rows, (x, recency, age, i) => {
    const amount = expectedSpend(spend, x, rows.mean[i]!) ?? Number.NaN
    const by = (t: number) => expected(fitted, x, recency, age, t)
    return margin * amount * (rate === 0 ? by(ahead) : discounted(by, ahead, rate))
  })
}

// Gauss–Legendre on 0..1, eight points (Abramowitz & Stegun, table 25.4).
const POINTS = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363]
const WEIGHTS = [0.3626837833783622, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763]

/** ∫ e^(−rate·t) dE(t) from 0 to `ahead`, by parts: E is smooth, its slope is not written out. */
export function discounted(by: (t: number) => number, ahead: number, rate: number): number {
  let sum = 0
  POINTS.forEach((point, i) => {
    for (const t of [(ahead * (1 - point)) / 2, (ahead * (1 + point)) / 2])
      sum += (WEIGHTS[i]! / 2) * ahead * Math.exp(-rate * t) * by(t)
  })
  return Math.exp(-rate * ahead) * by(ahead) + rate * sum
}

function each(rows: Rows, of: (x: number, recency: number, age: number, i: number) => number): Float64Array {
  const out = new Float64Array(rows.x.length)
  for (let i = 0; i < out.length; i++) out[i] = of(rows.x[i]!, rows.recency[i]!, rows.age[i]!, i)
  return out
}

function sameUnit(fitted: Fitted, rows: Rows): void {
  if (fitted.unit !== rows.unit)
    throw new RangeError(`A fit in ${fitted.unit}s says nothing of ages in ${rows.unit}s.`)
}
