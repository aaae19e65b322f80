import { checkSameLength } from './checks.ts'
import { inverseOf } from './minimise.ts'
import { checkLives, type Lives } from './risk.ts'
import { chiSquareAbove } from './tails.ts'

/** What went in each group and what would have gone were all alike; and whether chance explains it. */
export type LogRank<G> = {
  groups: { group: G; n: number; gone: number; expected: number }[]
  chiSquare: number
  df: number
  p: number
}

/**
 * Do lives end alike in all groups? Undefined where that cannot be asked: fewer than two groups, or nobody
 * who went while two groups were watched. Any reason (above 0) counts as gone.
 * The groups come in the order in which they first appear.
 * Source: Mantel (1966), Cancer Chemother. Rep. 50, 163–170; Peto & Peto (1972), J. R. Statist. Soc. A 135,
 * 185–207; for several groups Kalbfleisch & Prentice (2002) §1.5.
 */
export function logRank<G extends string | number>(
  lives: Lives,
  groupOf: readonly G[],
): LogRank<G> | undefined {
  const n = checkLives(lives)
  checkSameLength(lives.times, groupOf, 'Times and groups')
  const names = [...new Set(groupOf)]
  const k = names.length
  const groups = names.map((group) => ({ group, n: 0, gone: 0, expected: 0 }))
  const place = new Map(names.map((name, i) => [name, i]))
  const at = groupOf.map((group) => place.get(group)!)
  for (const i of at) groups[i]!.n++
  const left = groups.map((group) => group.n)
  const spread = groups.map(() => new Array<number>(k).fill(0))
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => lives.times[a]! - lives.times[b]!)
  for (let from = 0; from < n; ) {
    let to = from
    while (to < n && lives.times[order[to]!] === lives.times[order[from]!]) to++
    const now = order.slice(from, to)
    const gone = now.filter((i) => lives.ends[i]! > 0)
    for (const i of gone) groups[at[i]!]!.gone++
    if (gone.length > 0) weigh(groups, spread, left, n - from, gone.length)
    for (const i of now) left[at[i]!]!--
    from = to
  }
  return judge(groups, spread)
}

function weigh(
  groups: { expected: number }[],
  spread: number[][],
  left: readonly number[],
  atRisk: number,
  gone: number,
): void {
  const scale = atRisk > 1 ? (gone * (atRisk - gone)) / (atRisk - 1) : 0
  for (const [i, here] of left.entries()) {
    groups[i]!.expected += (gone * here) / atRisk
    for (const [j, there] of left.entries())
      spread[i]![j]! += scale * (here / atRisk) * ((i === j ? 1 : 0) - there / atRisk)
  }
}

function judge<G>(groups: LogRank<G>['groups'], spread: number[][]): LogRank<G> | undefined {
  // A group that was gone before anybody else went says nothing; of the others one follows from the rest.
  const told = groups.map((_, i) => i).filter((i) => spread[i]![i]! > 1e-12)
  const free = told.slice(1)
  const inverse = inverseOf(free.map((i) => free.map((j) => spread[i]![j]!)))
  if (free.length === 0 || !inverse) return undefined
  const away = free.map((i) => groups[i]!.gone - groups[i]!.expected)
  const chiSquare = away.reduce(
    (sum, x, i) => sum + x * away.reduce((inner, y, j) => inner + y * inverse[i]![j]!, 0),
    0,
  )
  return { groups, chiSquare, df: free.length, p: chiSquareAbove(chiSquare, free.length) }
}
