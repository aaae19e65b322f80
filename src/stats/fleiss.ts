import { checkCounts } from './shares.ts'
import { normalBothSides } from './tails.ts'

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

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
