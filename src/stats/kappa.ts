import { zOfLevel } from './normal.ts'
import { checkCounts } from './shares.ts'

/** Agreement beyond chance: 1 all, 0 what chance gives, below 0 less. `agreed` is the plain share, 0–1. */
export type Kappa = { kappa: number; se: number; low: number; high: number; agreed: number; n: number }
/** How far apart two codes are: all the same, by steps, or by steps squared (for codes with an order). */
export type Weights = 'none' | 'linear' | 'quadratic'

/**
 * Two coders' agreement from the table of how often the first said row and the second said column. With
 * weights near misses count in part, and so does `agreed`. Undefined without cases, and where both always
 * said one and the same: chance then explains all.
 * Source: Cohen (1960), Educ. Psychol. Meas. 20, 37–46; (1968), Psychol. Bull. 70, 213–220; error of Fleiss,
 * Cohen & Everitt (1969), Psychol. Bull. 72, 323–327.
 */
export function cohenKappa(
  table: readonly (readonly number[])[],
  weights: Weights = 'none',
  level = 0.95,
): Kappa | undefined {
  const n = checkTable(table)
  if (n === 0) return undefined
  const weight = weightOf(weights, table.length)
  const rows = table.map((row) => sum(row) / n)
  const columns = table.map((_, j) => sum(table.map((row) => row[j]!)) / n)
  const over = (value: (i: number, j: number) => number) =>
    sum(table.map((_, i) => sum(table.map((_, j) => value(i, j)))))
  const agreed = over((i, j) => (weight(i, j) * table[i]![j]!) / n)
  const chance = over((i, j) => weight(i, j) * rows[i]! * columns[j]!)
  if (1 - chance < 1e-12) return undefined
  const kappa = (agreed - chance) / (1 - chance)
  const ofRow = rows.map((_, i) => sum(columns.map((share, j) => share * weight(i, j))))
  const ofColumn = columns.map((_, j) => sum(rows.map((share, i) => share * weight(i, j))))
  const squares = over(
    (i, j) => (table[i]![j]! / n) * (weight(i, j) - (ofRow[i]! + ofColumn[j]!) * (1 - kappa)) ** 2,
  )
  const variance = (squares - (kappa - chance * (1 - kappa)) ** 2) / (n * (1 - chance) ** 2)
  const se = Math.sqrt(Math.max(0, variance))
  const margin = zOfLevel(level) * se
  return { kappa, se, low: Math.max(-1, kappa - margin), high: Math.min(1, kappa + margin), agreed, n }
}

/** The table of two coders' codes, case by case; the codes in the order given, or as they first appear. */
export function agreementTable<C>(
  first: readonly C[],
  second: readonly C[],
  codes: readonly C[] = [...new Set([...first, ...second])],
): number[][] {
  if (first.length !== second.length)
    throw new RangeError(`Both code the same cases, not ${first.length} and ${second.length}.`)
  const place = new Map(codes.map((code, i) => [code, i]))
  const table = codes.map(() => codes.map(() => 0))
  first.forEach((code, at) => {
    const [i, j] = [place.get(code), place.get(second[at]!)]
    if (i === undefined || j === undefined) throw new RangeError('A code is not among the codes.')
    table[i]![j]!++
  })
  return table
}

function weightOf(weights: Weights, codes: number): (i: number, j: number) => number {
  const steps = Math.max(1, codes - 1)
  if (weights === 'linear') return (i, j) => 1 - Math.abs(i - j) / steps
  if (weights === 'quadratic') return (i, j) => 1 - ((i - j) / steps) ** 2
  return (i, j) => (i === j ? 1 : 0)
}

function checkTable(table: readonly (readonly number[])[]): number {
  const n = sum(table.map((row) => sum(row)))
  for (const row of table) {
    if (row.length !== table.length)
      throw new RangeError('Both coders use the same codes: the table is square.')
    for (const count of row) checkCounts(count, n)
  }
  return n
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
