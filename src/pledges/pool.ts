import { DateTime } from 'luxon'
import { lossesSince, lossOf } from '../churn/churn.ts'
import { allIdsOf } from '../customers/customers.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Candidate, Why } from './deal.ts'
import { type Asked, selectBySince, selectOfThese, selectPutRight } from './store-pool.ts'

/** Nobody is drawn again within so many weeks. */
export const REST_WEEKS = 8
const LATELY_LOST = 183
const LATELY_RIGHT = 21
const SILENT_AFTER = 180
const SILENT_SINCE = 365
const LONG_SINCE = 3 * 365
const NEW_SINCE = 45

/** Who may be rung this week, kind by kind, in the order of their turns. */
export async function poolOf(
  db: Db,
  at: Date,
  week: string,
  seed: string,
  most: number,
): Promise<Candidate[]> {
  const asked: Asked = { seed, most, notSince: weeksBefore(week, REST_WEEKS) }
  const ago = (n: number) => later(at, -days(n))
  const day = (n: number) => ago(n).toISOString().slice(0, 10)
  const lost = (await lossesSince(db, day(LATELY_LOST), 500)).filter((one) => !one.back)
  const right = await selectPutRight(db, ago(LATELY_RIGHT), 500)
  const found: Record<Why, { customer: Id; since: Date }[]> = {
    lost: await selectOfThese(
      db,
      onlyOnce(
        lost.map((one) => ({ customer: one.customer_id, since: new Date(`${one.lost_on}T12:00:00Z`) })),
      ),
      asked,
    ),
    right: await selectOfThese(db, right, asked),
    silent: await selectBySince(db, { until: day(SILENT_SINCE), quietSince: ago(SILENT_AFTER) }, asked),
    long: await selectBySince(db, { until: day(LONG_SINCE) }, asked),
    new: await selectBySince(db, { from: day(NEW_SINCE) }, asked),
  }
  const pool: Candidate[] = []
  // Whoever left is rung as somebody who left, or not at all.
  for (const [why, rows] of Object.entries(found) as [Why, { customer: Id; since: Date }[]][])
    for (const row of rows)
      if (why === 'lost' || !(await lossOf(db, await allIdsOf(db, row.customer)))) pool.push({ ...row, why })
  return pool
}

const onlyOnce = <T extends { customer: Id }>(rows: T[]): T[] =>
  rows.filter((one, at) => rows.findIndex((other) => other.customer === one.customer) === at)

const weeksBefore = (week: string, n: number): string =>
  DateTime.fromISO(week).minus({ weeks: n }).toISODate() ?? week
