import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    policies_report: ReportRow & { company_id: Id }
    policies_hurt: HurtRow & { company_id: Id }
  }
}

export type ReportRow = {
  id: Id
  policy_id: Id
  person_id: Id
  /** The case, else the customer, else the day: what one person reports once. */
  once: string
  case_id: Id | null
  words: string
  cost: bigint | null
  currency: string | null
  at: Date
}
export type HurtRow = {
  id: Id
  policy_id: Id
  report_id: Id
  customer_id: Id | null
  people: number
  case_id: Id | null
  interaction_id: Id | null
  amount: bigint | null
  currency: string | null
  at: Date
}

const columns = [
  'id',
  'policy_id',
  'person_id',
  'once',
  'case_id',
  'words',
  'cost',
  'currency',
  'at',
] as const

/** False where this person reported it already. */
export async function insertReport(db: Db, row: ReportRow): Promise<boolean> {
  const made = await db
    .insertInto('policies_report')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

const reports = (db: Db) =>
  db.selectFrom('policies_report').select(columns).where('company_id', '=', companyOf(db))

export const selectReport = (db: Db, id: Id): Promise<ReportRow | undefined> =>
  reports(db).where('id', '=', id).executeTakeFirst()

export const selectSame = (
  db: Db,
  row: Pick<ReportRow, 'policy_id' | 'person_id' | 'once'>,
): Promise<ReportRow> =>
  reports(db)
    .where('policy_id', '=', row.policy_id)
    .where('person_id', '=', row.person_id)
    .where('once', '=', row.once)
    .executeTakeFirstOrThrow()

export type Told = ReportRow & { name: string }

/** What those wrote whom it stopped; never asked for by person. */
export async function selectReports(db: Db, of: { policy?: Id; case?: Id; most: number }): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select ${sql.join(columns.map((one) => sql.ref(`r.${one}`)))}, p.name from policies_report r
    join people_person p on p.company_id = r.company_id and p.id = r.person_id
    where r.company_id = ${companyOf(db)}
      ${of.policy ? sql`and r.policy_id = ${of.policy}` : sql``}
      ${of.case ? sql`and r.case_id = ${of.case}` : sql``}
    order by r.at desc, r.id desc limit ${of.most}`.execute(db)
  return rows
}

export const countReports = async (db: Db, policy: Id): Promise<number> => {
  const { n } = await db
    .selectFrom('policies_report')
    .select((row) => row.fn.countAll<bigint>().as('n'))
    .where('company_id', '=', companyOf(db))
    .where('policy_id', '=', policy)
    .executeTakeFirstOrThrow()
  return Number(n)
}

export const deleteReport = (db: Db, id: Id) =>
  db.deleteFrom('policies_report').where('company_id', '=', companyOf(db)).where('id', '=', id).execute()

/** How many rows are new: a customer stands once in a report. */
export async function insertHurts(db: Db, rows: readonly HurtRow[]): Promise<number> {
  if (rows.length === 0) return 0
  const made = await db
    .insertInto('policies_hurt')
    .values(rows.map((row) => ({ company_id: companyOf(db), ...row })))
    .onConflict((on) => on.doNothing())
    .returning('id')
    .execute()
  return made.length
}

export type Hurt = Pick<
  HurtRow,
  'id' | 'customer_id' | 'people' | 'case_id' | 'interaction_id' | 'amount' | 'currency' | 'at'
>
export const selectHurts = (db: Db, policy: Id): Promise<Hurt[]> =>
  db
    .selectFrom('policies_hurt')
    .select(['id', 'customer_id', 'people', 'case_id', 'interaction_id', 'amount', 'currency', 'at'])
    .where('company_id', '=', companyOf(db))
    .where('policy_id', '=', policy)
    .orderBy('at')
    .orderBy('id')
    .execute()

/** Rules that hurt one of these, with what they did. */
export async function selectHurtsOf(
  db: Db,
  customers: readonly Id[],
): Promise<
  {
    id: Id
    policy_id: Id
    at: Date
    case_id: Id | null
    amount: bigint | null
    currency: string | null
    by: string
  }[]
> {
  const { rows } = await sql<{
    id: Id
    policy_id: Id
    at: Date
    case_id: Id | null
    amount: bigint | null
    currency: string | null
    by: string
  }>`
    select distinct on (h.policy_id, h.case_id) h.id, h.policy_id, h.at, h.case_id, h.amount, h.currency, p.name as by
    from policies_hurt h
    join policies_report r on r.company_id = h.company_id and r.id = h.report_id
    join people_person p on p.company_id = h.company_id and p.id = r.person_id
    where h.company_id = ${companyOf(db)} and h.customer_id = any(${[...customers]}::uuid[])
    order by h.policy_id, h.case_id, h.at, h.id`.execute(db)
  return rows
}

/** How many customers it hurt since a moment, the nameless with them. */
export async function countHurtSince(db: Db, policy: Id, since: Date): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    select count(distinct customer_id) + coalesce(sum(people) filter (where customer_id is null), 0) as n
    from policies_hurt where company_id = ${companyOf(db)} and policy_id = ${policy} and at > ${since}`.execute(
    db,
  )
  return Number(rows[0]?.n ?? 0n)
}

/** The first that a customer said on a case, in words. */
export async function selectFirstSaid(db: Db, one: Id): Promise<Id | null> {
  const { rows } = await sql<{ id: Id }>`
    select i.id from cases_interaction c
    join interactions_interaction i on i.company_id = c.company_id and i.id = c.interaction_id
    where c.company_id = ${companyOf(db)} and c.case_id = ${one} and i.direction = 'in' and i.text <> ''
    order by i.at, i.id limit 1`.execute(db)
  return rows[0]?.id ?? null
}

/** Which rules hurt somebody on one of these cases. */
export async function selectCasesHurtBy(db: Db, cases: readonly Id[]): Promise<Set<Id>> {
  const { rows } = await sql<{ policy_id: Id }>`
    select distinct policy_id from policies_hurt
    where company_id = ${companyOf(db)} and case_id = any(${[...cases]}::uuid[])`.execute(db)
  return new Set(rows.map((row) => row.policy_id))
}
