import { checkFinite, checkSameLength } from './checks.ts'
import { checkCounts } from './shares.ts'
import { normalBothSides } from './tails.ts'

/** Do shares rise (z above 0) or fall along ordered groups, and does chance explain it? */
export type Trend = { z: number; chiSquare: number; p: number }

/**
 * The trend of the shares `parts[i] / ns[i]` along groups that have an order, with the places `scores` (by
 * default 1, 2, 3, …). Not corrected for continuity. Undefined where there is nothing to compare: no two
 * groups with answers at different places, or all answers alike.
 * Source: Armitage (1955), Biometrics 11, 375–386; Cochran (1954), Biometrics 10, 417–451.
 */
export function cochranArmitage(
  parts: readonly number[],
  ns: readonly number[],
  scores: readonly number[] = parts.map((_, i) => i + 1),
): Trend | undefined {
  checkSameLength(parts, ns, 'Parts and groups')
  checkSameLength(parts, scores, 'Groups and scores')
  checkFinite(scores, 'A score')
  parts.forEach((part, i) => {
    checkCounts(part, ns[i]!)
  })
  const n = sum(ns)
  const share = sum(parts) / n
  const middle = sum(ns.map((count, i) => count * scores[i]!)) / n
  const along = sum(parts.map((part, i) => part * (scores[i]! - middle)))
  const spread = share * (1 - share) * sum(ns.map((count, i) => count * (scores[i]! - middle) ** 2))
  if (!(spread > 0)) return undefined
  const z = along / Math.sqrt(spread)
  return { z, chiSquare: z * z, p: normalBothSides(z) }
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
