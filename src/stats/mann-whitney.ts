import { checkFinite } from './checks.ts'
import { normalBothSides } from './tails.ts'

/**
 * `u` counts the pairs in which the first group's value is the larger, halves for ties. `effect` is the
 * share of such pairs, 0–1: 0.5 says that neither is larger.
 */
export type MannWhitney = { u: number; effect: number; p: number; method: 'exact' | 'normal' }

/**
 * Are the values of one group larger than those of another? By ranks, so that only their order counts: right
 * for answers of 1–5. On two sides. Exact where no values are alike and both groups are below 50; else by
 * the normal distribution with the spread lessened by ties and corrected for continuity. Undefined when a
 * group is empty. All values alike: p is 1.
 * Source: Mann & Whitney (1947), Ann. Math. Statist. 18, 50–60; ties: Lehmann (1975), Nonparametrics, §1.4.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): MannWhitney | undefined {
  const [n, m] = [first.length, second.length]
  if (n === 0 || m === 0) return undefined
  const { ranks, ties } = ranksOf([...first, ...second])
  const u = ranks.slice(0, n).reduce((total, rank) => total + rank, 0) - (n * (n + 1)) / 2
  const effect = u / (n * m)
  if (ties === 0 && n < 50 && m < 50) return { u, effect, p: exactP(u, n, m), method: 'exact' }
  const all = n + m
  const spread = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))))
  const away = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5)
  return { u, effect, p: spread > 0 ? normalBothSides(away / spread) : 1, method: 'normal' }
}

/** Ranks from 1, those alike sharing the mean of theirs; and Σ (t³ − t) over each run of t alike. */
export function ranksOf(values: readonly number[]): { ranks: number[]; ties: number } {
  checkFinite(values, 'A value to be ranked')
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const ranks = new Array<number>(values.length)
  let ties = 0
  for (let from = 0; from < order.length; ) {
    let to = from
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + 1 + to) / 2
    ties += (to - from) ** 3 - (to - from)
    from = to
  }
  return { ranks, ties }
}

/** How often U is as far out as `u` or further, of all ways to mix n and m different values. */
function exactP(u: number, n: number, m: number): number {
  const least = Math.min(u, n * m - u)
  // The ways to reach each U are the coefficients of ∏ (1 − qᵐ⁺ⁱ) / (1 − qⁱ), i = 1…n.
  const ways = new Float64Array(n * m + 1)
  ways[0] = 1
  for (let i = 1; i <= n; i++) {
    for (let at = n * m; at >= m + i; at--) ways[at]! -= ways[at - m - i]!
    for (let at = i; at <= n * m; at++) ways[at]! += ways[at - i]!
  }
  const all = ways.reduce((total, count) => total + count, 0)
  const tail = ways.slice(0, least + 1).reduce((total, count) => total + count, 0)
  return Math.min(1, (2 * tail) / all)
}
