import { hiddenGroups } from '../../stats/suppress.ts'
import type { Id } from '../ids.ts'

/** How many chose what, by choice. */
export type Counts = Record<string, number>

const sum = (counts: Counts): number => Object.values(counts).reduce((all, n) => all + n, 0)

/** All but one said the same: whoever is that one, or knows of them, knows what each of the others said. */
export const isNearlyAll = (counts: Counts): boolean =>
  Math.max(0, ...Object.values(counts)) >= sum(counts) - 1

/**
 * Which groups may be told by themselves. The others are put together, their name is forgotten, and together they
 * are k or more, or nobody. Groups below k are hidden with as many more as the subtraction needs (stats/suppress);
 * a group in which all said the same is hidden too, and so that it cannot be had by subtraction from the total,
 * the smallest that are left join in until what is together is neither too few nor of one mind.
 * Undefined where all of them together are fewer than k: then nothing is told.
 */
export function groupsTold(groups: ReadonlyMap<Id, Counts>, k: number): Set<Id> | undefined {
  const all = [...groups].map(([id, counts]) => ({ id, counts, n: sum(counts) })).filter(({ n }) => n > 0)
  if (all.reduce((total, { n }) => total + n, 0) < k) return undefined
  const small = hiddenGroups(
    all.map(({ n }) => n),
    k,
  )
  const told = all
    .filter(({ counts }, place) => !small[place] && !isNearlyAll(counts))
    .sort((a, b) => a.n - b.n)
  const together = all.filter((one) => !told.includes(one))
  const enough = () => {
    const rest = together.reduce<Counts>((counts, one) => plus(counts, one.counts), {})
    return sum(rest) === 0 || (sum(rest) >= k && !isNearlyAll(rest))
  }
  while (told.length > 0 && !enough()) together.push(...told.splice(0, 1))
  return new Set(told.map(({ id }) => id))
}

function plus(one: Counts, other: Counts): Counts {
  const both = { ...one }
  for (const [choice, n] of Object.entries(other)) both[choice] = (both[choice] ?? 0) + n
  return both
}

/** How many said it; `atLeast` where the exact number would tell what everybody said. */
export type Told = { n: number; atLeast: boolean }

/**
 * What is shown of a count: nothing of fewer than k, and where all or all but one said the same only that it was at
 * least so many, so that the two cannot be told apart.
 */
export function toldOf(counts: Counts, k: number): { n: number; of: Record<string, Told> } | undefined {
  const n = sum(counts)
  if (n < k) return undefined
  const shown = Object.entries(counts).map(([choice, of]): [string, Told] => [
    choice,
    { n: of, atLeast: false },
  ])
  if (!isNearlyAll(counts)) return { n, of: Object.fromEntries(shown) }
  const [most] = shown.toSorted(([, a], [, b]) => b.n - a.n)
  return { n, of: most ? { [most[0]]: { n: n - 1, atLeast: true } } : {} }
}
