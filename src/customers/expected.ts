// Who is expected, and when: what the other words may use of it.
import type { Place } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { type Company, company } from '../people/people.ts'
import { allIdsOf } from './canonical.ts'
import { bounds, dayOf } from './expected-rules.ts'
import { selectExpected, selectExpectedOf, selectSpan } from './store-expected.ts'

export { callOff, came, moveVisit, notCome, onAgain } from './came.ts'
export { type Expecting, expectVisit } from './expect.ts'
export { dayOf, dayOn, mayBeExpected, type When } from './expected-rules.ts'

export const SOURCES = ['hand', 'api', 'import', 'calendar'] as const
/** Where it was told: by hand, by another program, in a table, in a calendar. */
export type Source = (typeof SOURCES)[number]

/** A customer who is expected: on a day, or at a moment. Called off and come are rows of their own. */
export type Expected = {
  id: Id
  customer_id: Id
  source: Source
  key: string
  what: string
  day: string | null
  at: Date | null
  touchpoint_id: Id | null
  team_id: Id | null
  made_at: Date
  by_id: Id | null
  off_at: Date | null
  off_by: Id | null
  came_at: Date | null
}

export async function expected(db: Db, id: Id): Promise<Expected> {
  const found = await selectExpected(db, id)
  if (!found) throw new Refusal('not-found', 'expected', 'There is no such visit here.')
  return found
}

export type Asked = {
  teams?: readonly Id[] | undefined
  customer?: Id | undefined
  key?: string | undefined
  /** With those that were called off. */
  off?: boolean | undefined
  after?: Place | undefined
  most: number
}

/** Who is expected from one day to another of the company's calendar, both of them included, by the clock. */
export async function expectedFrom(
  db: Db,
  house: Pick<Company, 'zone'>,
  days: readonly [first: string, last: string],
  { customer, ...asked }: Asked,
): Promise<Expected[]> {
  const { zone } = house
  const customers = customer && (await allIdsOf(db, customer))
  const [from, until] = [bounds(days[0], zone).from, bounds(days[1], zone).until]
  return selectSpan(db, { ...asked, days, from, until, zone, ...(customers ? { customers } : {}) })
}

/** Who is expected on a day, by the clock; of one team and of no team in particular where a team is given. */
export const expectedOn = async (
  db: Db,
  day: string,
  { team, most }: { team?: Id | undefined; most: number },
): Promise<Expected[]> =>
  expectedFrom(db, await company(db), [day, day], { most, ...(team ? { teams: [team] } : {}) })

/** All that a customer was and is expected for, the latest first. */
export const expectedOf = async (db: Db, customer: Id, most = 200): Promise<Expected[]> =>
  selectExpectedOf(db, await allIdsOf(db, customer), most)

/** Where it stands in a list by the clock: who comes some time on a day stands after its moments. */
export const placeOf = (one: Expected, zone: string): Place => ({
  at: one.at ?? bounds(one.day ?? dayOf(one.made_at, zone), zone).until,
  id: one.id,
})
