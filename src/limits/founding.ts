import type { Db } from '../kit/db.ts'
import { newId } from '../kit/ids.ts'
import type { Who } from '../kit/who.ts'
import type { Company, Level } from '../people/people.ts'
import type { Limit } from './limits.ts'
import { roughUnit } from './rough-unit.ts'
import { insertCeiling, insertLimits } from './store.ts'

// [a case and a customer, a month, owed on a case] in the currency's main unit; a leader has only the ceiling.
const LADDER: [Level, [number, number, number] | null][] = [
  ['front-line', [100, 1000, 250]],
  ['supervisor', [250, 2500, 1000]],
  ['manager', [500, 5000, 2500]],
  ['leader', null],
]
const CEILING = 10_000

/** The ladder and the ceiling that every company begins with; the first page after set-up shows them. */
export async function beginLadder(db: Db, who: Who, house: Company): Promise<void> {
  const { currency } = house
  const unit = roughUnit(currency)
  const times = (n: number | undefined) => (n === undefined ? null : BigInt(n) * unit)
  const made = () => ({ id: newId(who.at), at: who.at, by_id: null, currency })
  await insertLimits(
    db,
    LADDER.map(
      ([level, most]): Limit => ({
        ...made(),
        level,
        person_id: null,
        per_case: times(most?.[0]),
        per_customer: times(most?.[0]),
        customer_days: 30,
        per_period: times(most?.[1]),
        period: 'month',
        owed_per_case: times(most?.[2]),
      }),
    ),
  )
  await insertCeiling(db, { ...made(), per_period: BigInt(CEILING) * unit, period: 'month' })
}
