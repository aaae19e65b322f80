import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Budget, Ceiling, Limit, Silence } from './limits.ts'

declare module '../kit/db.ts' {
  interface Tables {
    limits_limit: Limit & { company_id: Id }
    limits_ceiling: Ceiling & { company_id: Id }
    limits_budget: Budget & { company_id: Id }
    limits_silence: Silence & { company_id: Id }
  }
}

const columns = [
  'id',
  'level',
  'person_id',
  'currency',
  'per_case',
  'per_customer',
  'customer_days',
  'per_period',
  'period',
  'owed_per_case',
  'at',
  'by_id',
] as const

const limits = (db: Db) =>
  db.selectFrom('limits_limit').select(columns).where('company_id', '=', companyOf(db)).orderBy('id', 'desc')

export const newestLimit = (db: Db, level: Limit['level'], currency: string): Promise<Limit | undefined> =>
  limits(db)
    .where('level', '=', level)
    .where('currency', '=', currency)
    .where('person_id', 'is', null)
    .limit(1)
    .executeTakeFirst()

export const newestOwnLimit = (db: Db, person: Id, currency: string): Promise<Limit | undefined> =>
  limits(db).where('person_id', '=', person).where('currency', '=', currency).limit(1).executeTakeFirst()

export async function isAgent(db: Db, person: Id): Promise<boolean> {
  const newest = await limits(db).where('person_id', '=', person).limit(1).executeTakeFirst()
  return newest?.level === 'agent'
}

/** The newest row of each level and of each person who has one of their own, in every currency. */
export async function currentLimits(db: Db): Promise<Limit[]> {
  const { rows } = await sql<Limit>`
    select distinct on (currency, level, person_id) ${sql.join(columns.map((one) => sql.ref(one)))}
    from limits_limit where company_id = ${companyOf(db)} order by currency, level, person_id, id desc`.execute(
    db,
  )
  return rows
}

export const insertLimits = (db: Db, rows: Limit[]) =>
  db
    .insertInto('limits_limit')
    .values(rows.map((row) => ({ company_id: companyOf(db), ...row })))
    .execute()

export const newestCeiling = (db: Db, currency: string): Promise<Ceiling | undefined> =>
  db
    .selectFrom('limits_ceiling')
    .select(['id', 'currency', 'per_period', 'period', 'at', 'by_id'])
    .where('company_id', '=', companyOf(db))
    .where('currency', '=', currency)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The ceiling that holds, in every currency that has one. */
export async function allCeilings(db: Db): Promise<Ceiling[]> {
  const { rows } = await sql<Ceiling>`
    select distinct on (currency) id, currency, per_period, period, at, by_id
    from limits_ceiling where company_id = ${companyOf(db)} order by currency, id desc`.execute(db)
  return rows
}

export const insertCeiling = (db: Db, row: Ceiling) =>
  db
    .insertInto('limits_ceiling')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export async function allBudgets(db: Db): Promise<Budget[]> {
  const { rows } = await sql<Budget>`
    select distinct on (team_id, currency) id, team_id, currency, per_period, period, at, by_id
    from limits_budget where company_id = ${companyOf(db)} order by team_id, currency, id desc`.execute(db)
  return rows
}

export const newestBudgets = async (db: Db, currency: string): Promise<Budget[]> =>
  (await allBudgets(db)).filter((one) => one.currency === currency)

export const insertBudget = (db: Db, row: Budget) =>
  db
    .insertInto('limits_budget')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export const newestSilence = (db: Db): Promise<Silence | undefined> =>
  db
    .selectFrom('limits_silence')
    .select(['id', 'minutes', 'per_week', 'at', 'by_id'])
    .where('company_id', '=', companyOf(db))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const insertSilence = (db: Db, row: Silence) =>
  db
    .insertInto('limits_silence')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** All that was ever set, of any sort, the newest first. */
export async function changes(db: Db, most: number) {
  const company = companyOf(db)
  const [some, ceilings, budgets, silences] = await Promise.all([
    limits(db).limit(most).execute(),
    db
      .selectFrom('limits_ceiling')
      .select(['id', 'currency', 'per_period', 'period', 'at', 'by_id'])
      .where('company_id', '=', company)
      .orderBy('id', 'desc')
      .limit(most)
      .execute(),
    db
      .selectFrom('limits_budget')
      .select(['id', 'team_id', 'currency', 'per_period', 'period', 'at', 'by_id'])
      .where('company_id', '=', company)
      .orderBy('id', 'desc')
      .limit(most)
      .execute(),
    db
      .selectFrom('limits_silence')
      .select(['id', 'minutes', 'per_week', 'at', 'by_id'])
      .where('company_id', '=', company)
      .orderBy('id', 'desc')
      .limit(most)
      .execute(),
  ])
  return { limits: some, ceilings, budgets, silences }
}
