import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

export type GivenBy = { sum: bigint; customers: number; right: number }

/** What somebody gave since, for their own eyes: how much, to how many, and how many of them said it was put right. */
export async function selectGivenBy(db: Db, person: Id, since: Date, currency: string): Promise<GivenBy> {
  const { rows } = await sql<{ sum: bigint; customers: bigint; happy: bigint }>`
    with given as (
      select e.case_id, e.customer_id, e.amount from remedies_entry e
      where e.company_id = ${companyOf(db)} and e.by_id = ${person} and e.currency = ${currency}
        and e.at >= ${since} and e.family <> 'sorry'
    ), kept as (
      select customer_id from given group by customer_id having sum(amount) > 0
    )
    select coalesce(sum(g.amount), 0)::bigint as sum,
      count(distinct g.customer_id) filter (where g.customer_id in (select customer_id from kept)) as customers,
      count(distinct g.customer_id) filter (where g.customer_id in (select customer_id from kept) and f.score >= 4) as happy
    from given g
    left join cases_confirmation f on f.company_id = ${companyOf(db)} and f.case_id = g.case_id`.execute(db)
  const row = rows[0]
  return { sum: row?.sum ?? 0n, customers: Number(row?.customers ?? 0n), right: Number(row?.happy ?? 0n) }
}

/** What a team gave of its own in [since, until): goodwill that nobody took back. */
export async function selectGivenByTeam(
  db: Db,
  team: Id,
  currency: string,
  since: Date,
  until: Date,
): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(e.amount), 0)::bigint as sum from remedies_entry e
    where e.company_id = ${companyOf(db)} and e.team_id = ${team} and e.currency = ${currency}
      and e.at >= ${since} and e.at < ${until} and e.family <> 'owed' and e.takes_back_id is null
      and not exists (select from remedies_entry b where b.company_id = e.company_id and b.takes_back_id = e.id)`.execute(
    db,
  )
  return rows[0]?.sum ?? 0n
}

/** Whether a timer of this kind is set in this company. */
export async function selectPlanned(db: Db, kind: string): Promise<boolean> {
  const found = await db
    .selectFrom('kit_timer')
    .select('key')
    .where('company_id', '=', companyOf(db))
    .where('kind', '=', kind)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
