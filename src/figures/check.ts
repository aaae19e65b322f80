import type { Db } from '../kit/db.ts'
import { type Counted, DIMENSIONS, figures } from './figures.ts'
import { selectCounts } from './store.ts'

/** A counter that does not say what the rows say. */
export type Difference = { figure: string; day: string; where: string; counted: bigint; recounted: bigint }

/**
 * Recounts every figure from the rows and says where a counter differs; none is as it should be. Deeds may go
 * on meanwhile: the counters are read before and after, and what lies between the two is no difference.
 */
export async function checkFigures(db: Db): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const one of figures()) {
    const before = byGroup(await selectCounts(db, one.name))
    const truth = byGroup(await one.recount(db))
    const after = byGroup(await selectCounts(db, one.name))
    for (const group of new Set([...before.keys(), ...truth.keys(), ...after.keys()])) {
      const [least, most] = ordered(before.get(group) ?? 0n, after.get(group) ?? 0n)
      const recounted = truth.get(group) ?? 0n
      if (recounted >= least && recounted <= most) continue
      const [day = '', ...where] = group.split('\n')
      differences.push({
        figure: one.name,
        day,
        where: where.join(', '),
        counted: after.get(group) ?? 0n,
        recounted,
      })
    }
  }
  return differences
}

const ordered = (a: bigint, b: bigint) => (a < b ? [a, b] : [b, a]) as [bigint, bigint]

function byGroup(counts: readonly Counted[]): Map<string, bigint> {
  const groups = new Map<string, bigint>()
  for (const one of counts) {
    const where = DIMENSIONS.flatMap((name) => (one[name] == null ? [] : [`${name} ${one[name]}`]))
    const group = [one.day, ...where].join('\n')
    groups.set(group, (groups.get(group) ?? 0n) + one.n)
  }
  return groups
}
