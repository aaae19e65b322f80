import { sql } from 'kysely'
import type { Place } from '../kit/cursor.ts'
import { companyOf, type Db, type Tables } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Expected, Source } from './expected.ts'

type State = { company_id: Id; expected_id: Id; at: Date; by_id: Id | null }
declare module '../kit/db.ts' {
  interface Tables {
    customers_expected: {
      company_id: Id
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
    }
    customers_called_off: State
    customers_came: State
  }
}

export type Row = Omit<Tables['customers_expected'], 'company_id'>

const rows = (db: Db) =>
  db
    .selectFrom('customers_expected as e')
    .leftJoin('customers_called_off as o', (join) =>
      join.onRef('o.company_id', '=', 'e.company_id').onRef('o.expected_id', '=', 'e.id'),
    )
    .leftJoin('customers_came as c', (join) =>
      join.onRef('c.company_id', '=', 'e.company_id').onRef('c.expected_id', '=', 'e.id'),
    )
    .select(['e.id', 'e.customer_id', 'e.source', 'e.key', 'e.what', 'e.day', 'e.at', 'e.touchpoint_id'])
    .select(['e.team_id', 'e.made_at', 'e.by_id', 'o.at as off_at', 'o.by_id as off_by', 'c.at as came_at'])
    .where('e.company_id', '=', companyOf(db))

/** False where this source has told of this key already: a twin is waited for. */
export async function insertExpected(db: Db, row: Row): Promise<boolean> {
  const made = await db
    .insertInto('customers_expected')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((clash) => clash.columns(['company_id', 'source', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export const updateExpected = (
  db: Db,
  id: Id,
  change: Partial<Pick<Row, 'customer_id' | 'what' | 'day' | 'at' | 'touchpoint_id' | 'team_id'>>,
) =>
  db
    .updateTable('customers_expected')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

type By = { id: Id } | { source: Source; key: string }

/** Held until the deed is done: what follows is decided by how it stands now. */
export async function lockExpected(db: Db, by: By): Promise<Expected | undefined> {
  let query = db.selectFrom('customers_expected').select('id').where('company_id', '=', companyOf(db))
  query =
    'id' in by
      ? query.where('id', '=', by.id)
      : query.where('source', '=', by.source).where('key', '=', by.key)
  const found = await query.forUpdate().executeTakeFirst()
  // Its states are read after the lock: another deed may just have set one.
  return found && rows(db).where('e.id', '=', found.id).executeTakeFirst()
}

export const selectExpected = (db: Db, id: Id): Promise<Expected | undefined> =>
  rows(db).where('e.id', '=', id).executeTakeFirst()

export type Span = {
  /** The first and the last day. */
  days: readonly [string, string]
  /** The same as moments, on the clocks of `zone`. */
  from: Date
  until: Date
  zone: string
  /** Of these teams or of none. */
  teams?: readonly Id[] | undefined
  customers?: readonly Id[] | undefined
  key?: string | undefined
  /** With those that were called off. */
  off?: boolean | undefined
  after?: Place | undefined
  most: number
}

/** By the clock; who comes some time on a day stands after its moments. */
export function selectSpan(db: Db, span: Span): Promise<Expected[]> {
  const { days, from, until, zone, after } = span
  const moment = sql<Date>`coalesce(e.at, (e.day + 1)::timestamp at time zone ${zone})`
  let query = rows(db).where(
    sql<boolean>`(e.day between ${days[0]} and ${days[1]} or (e.at >= ${from} and e.at < ${until}))`,
  )
  if (span.teams)
    query = query.where(sql<boolean>`(e.team_id is null or e.team_id = any(${[...span.teams]}))`)
  if (span.customers) query = query.where('e.customer_id', 'in', [...span.customers])
  if (span.key !== undefined) query = query.where('e.key', '=', span.key)
  if (!span.off) query = query.where('o.at', 'is', null)
  if (after) query = query.where(sql<boolean>`(${moment}, e.id) > (${after.at}, ${after.id}::uuid)`)
  return query.orderBy(moment).orderBy('e.id').limit(span.most).execute()
}

/** Everything these customers were ever expected for, the latest first. */
export const selectExpectedOf = (db: Db, customers: readonly Id[], most: number): Promise<Expected[]> =>
  rows(db)
    .where('e.customer_id', 'in', [...customers])
    .orderBy(sql`coalesce(e.at, e.day::timestamp at time zone 'UTC')`, 'desc')
    .orderBy('e.id', 'desc')
    .limit(most)
    .execute()

/** How often each of these came before a moment, and when they came last. */
export async function selectVisits(db: Db, customers: readonly Id[], before: Date) {
  if (customers.length === 0) return []
  const { rows: found } = await sql<{ customer_id: Id; n: number; last: Date }>`
    select e.customer_id, count(*)::int as n, max(c.at) as last
    from customers_expected e
    join customers_came c on c.company_id = e.company_id and c.expected_id = e.id
    where e.company_id = ${companyOf(db)} and e.customer_id = any(${[...customers]}) and c.at < ${before}
    group by 1`.execute(db)
  return found
}

type StateTable = 'customers_called_off' | 'customers_came'

/** False where it is so already. */
export async function insertState(db: Db, table: StateTable, id: Id, at: Date, by_id: Id | null) {
  const made = await db
    .insertInto(table)
    .values({ company_id: companyOf(db), expected_id: id, at, by_id })
    .onConflict((clash) => clash.doNothing())
    .returning('expected_id')
    .executeTakeFirst()
  return made !== undefined
}

export async function deleteState(db: Db, table: StateTable, id: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom(table)
    .where('company_id', '=', companyOf(db))
    .where('expected_id', '=', id)
    .returning('expected_id')
    .executeTakeFirst()
  return gone !== undefined
}
