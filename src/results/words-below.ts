import { customersById, nameOf } from '../customers/customers.ts'
import type { Day } from '../figures/figures.ts'
import { type Interaction, latest } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

type Asked = {
  /** Whoever gave less than this. */
  below: number
  touchpoint: Id | undefined
  team?: Id | undefined
  since: Day
  most: number
}

/** The newest words of those who were not delighted, and whose they are. */
export async function wordsBelow(db: Db, asked: Asked): Promise<{ said: Interaction; name: string }[]> {
  const { touchpoint, team, most } = asked
  const found = await latest(db, { touchpoint, team, scoreBelow: asked.below, inWords: true, most })
  const said = found.filter((one) => one.at >= new Date(asked.since))
  const whom = await customersById(
    db,
    said.flatMap((one) => one.customer_id ?? []),
  )
  return said.map((one) => ({ said: one, name: nameOf(one.customer_id ? whom.get(one.customer_id) : null) }))
}
