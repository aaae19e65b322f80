import { zOfLevel } from './normal.ts'
import { checkCounts } from './shares.ts'
import { normalBothSides } from './tails.ts'

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

/**
 * The agreement of as many coders in every case, who need not be the same: `counts[case][code]` says how
 * many chose the code. `p` asks whether it is chance alone. Undefined without cases, and where one code was
 * chosen always.
 * Source: Fleiss (1971), Psychol. Bull. 76, 378–382; error of Fleiss, Nee & Landis (1979), ibid. 86, 974–977.
 */
export function fleissKappa(
  counts: readonly (readonly number[])[],
): { kappa: number; se: number; p: number; agreed: number; n: number; coders: number } | undefined {
  const n = counts.length
  if (n === 0) return undefined
  const coders = sum(counts[0]!)
  const codes = counts[0]!.length
  for (const row of counts) {
    for (const count of row) checkCounts(count, coders)
    if (row.length !== codes || sum(row) !== coders || coders < 2)
      throw new RangeError('Every case is coded by as many coders, two or more, in the same codes.')
  }
  const shares = counts[0]!.map((_, j) => sum(counts.map((row) => row[j]!)) / (n * coders))
  const pairs = coders * (coders - 1)
  const agreed = sum(counts.map((row) => sum(row.map((count) => count * (count - 1))) / pairs)) / n
  const chance = sum(shares.map((share) => share * share))
  if (1 - chance < 1e-12) return undefined
  const kappa = (agreed - chance) / (1 - chance)
  const apart = 1 - chance
  const skew = sum(shares.map((share) => share * (1 - share) * (1 - 2 * share)))
  const se = Math.sqrt((2 * Math.max(0, apart * apart - skew)) / (n * pairs)) / apart
  return { kappa, se, p: normalBothSides(kappa / se), agreed, n, coders }
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
