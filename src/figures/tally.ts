import type { Db } from '../kit/db.ts'
import { type Day, DIMENSIONS, type Dimension, type Dims, type Figure } from './figures.ts'
import { selectTally } from './store.ts'

export type By = Dimension | 'day' | 'week' | 'month'
/** One group: what it was grouped by (weeks and months by their first day), and how many. */
export type Tallied = Dims & { day?: Day; week?: Day; month?: Day; n: bigint }
export type Tallying = {
  /** Both days belong to it. */
  from: Day
  to: Day
  by: readonly By[]
  /** null asks for where there is none. */
  where?: Dims
}

/** How many, by what: counters and what is not folded yet, in one query. Groups of none are left out. */
export async function tally(db: Db, figure: Figure, what: Tallying): Promise<Tallied[]> {
  const where = what.where ?? {}
  for (const name of DIMENSIONS)
    if ((where[name] !== undefined || what.by.includes(name)) && !figure.dimensions.includes(name))
      throw new Error(`${figure.name} is not kept by ${name}.`)
  const rows = await selectTally(db, figure.name, {
    from: what.from,
    to: what.to,
    by: [...new Set(what.by)],
    where,
  })
  return rows as Tallied[]
}
