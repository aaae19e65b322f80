import { days, later, minutes } from '../../src/kit/clock.ts'
import type { Db } from '../../src/kit/db.ts'
import { money } from '../../src/kit/money.ts'
import { type Rung, setCeiling, setLadder, setSilence } from '../../src/limits/set.ts'
import type { Staff } from '../../src/people/people.ts'

const EUR = 'EUR'
const euro = (n: number) => money(String(n), EUR).minor

/** [on a case and to a customer, a month at first, a month now, owed on a case] */
const LADDER = [
  ['front-line', 100, 500, 1000, 250],
  ['supervisor', 250, 1500, 2500, 1000],
  ['manager', 500, 3000, 5000, 2500],
] as const

const rungs = (now: boolean): Rung[] =>
  LADDER.map(([level, one, first, then, owed]) => ({
    level,
    per_case: euro(one),
    per_customer: euro(one),
    customer_days: 30,
    per_period: euro(now ? then : first),
    period: 'month',
    owed_per_case: euro(owed),
  }))

/** Halden began with half a month's trust; in its second year Mara looked at every limit, and trusted further. */
export async function trustGrows(db: Db, mara: Staff, founded: Date, now: Date): Promise<void> {
  const first = { ...mara, at: later(founded, minutes(5)) }
  await setLadder(db, first, { currency: EUR, rungs: rungs(false) })
  await setCeiling(db, first, { currency: EUR, per_period: euro(8000), period: 'month' })
  await setSilence(db, first, { minutes: 15, per_week: 5 })
  const since = { ...mara, at: later(now, -days(130)) }
  await setLadder(db, since, { currency: EUR, rungs: rungs(true) })
  await setCeiling(db, since, { currency: EUR, per_period: euro(10_000), period: 'month' })
  await setSilence(db, since, { minutes: 10, per_week: 5 })
}
