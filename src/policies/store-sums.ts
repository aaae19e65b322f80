import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    policies_earned: Earned & { company_id: Id; policy_id: Id; by_id: Id | null }
  }
}

export type Earned = {
  id: Id
  amount: bigint
  currency: string
  from_on: string
  until_on: string
  source: string
  at: Date
}

/** Whom rules hurt, each customer once whoever reported it, merged ones as the one that they are. */
const hurts = (company: Id, ids: readonly Id[]) => sql`
  with recursive up(hurt, id) as (
    select h.id, h.customer_id from policies_hurt h
    where h.company_id = ${company} and h.policy_id = any(${[...ids]}::uuid[]) and h.customer_id is not null
    union
    select up.hurt, m.into_id from up join customers_merge m on m.company_id = ${company} and m.from_id = up.id
  ), root as (
    select up.hurt, up.id as customer from up
    where not exists (select from customers_merge m where m.company_id = ${company} and m.from_id = up.id)
  ), hurt as (
    select h.policy_id, h.report_id, root.customer, h.case_id, h.people, h.amount, h.currency
    from policies_hurt h left join root on root.hurt = h.id
    where h.company_id = ${company} and h.policy_id = any(${[...ids]}::uuid[])
  )`

export async function selectHurtSums(
  db: Db,
  ids: readonly Id[],
): Promise<Map<Id, { customers: number; nameless: number }>> {
  const { rows } = await sql<{ policy_id: Id; customers: bigint; nameless: bigint }>`
    ${hurts(companyOf(db), ids)}
    select policy_id, sum(customers)::bigint as customers, sum(nameless)::bigint as nameless from (
      select policy_id, count(distinct customer) as customers, 0 as nameless from hurt group by policy_id
      union all
      select policy_id, 0, max(people) from hurt where customer is null
      group by policy_id, coalesce(case_id, report_id)) both_sorts
    group by policy_id`.execute(db)
  return new Map(
    rows.map((row) => [row.policy_id, { customers: Number(row.customers), nameless: Number(row.nameless) }]),
  )
}

export type Sum = { policy_id: Id; what: 'hurt' | 'kind' | 'earned'; minor: bigint; currency: string }

/**
 * What rules took from customers, what it would have cost to be kind, and what they earned, exact and by currency. Two
 * who report the same case tell of the same money: it counts once.
 */
export async function selectMoney(db: Db, ids: readonly Id[]): Promise<Sum[]> {
  const company = companyOf(db)
  const { rows } = await sql<Sum>`
    ${hurts(company, ids)}
    select policy_id, what, sum(minor)::bigint as minor, currency from (
      select policy_id, 'hurt' as what, max(amount) as minor, currency from hurt where amount is not null
      group by policy_id, currency, coalesce(case_id, customer, report_id), customer
      union all
      select r.policy_id, 'kind', max(r.cost), r.currency from policies_report r
      where r.company_id = ${company} and r.policy_id = any(${[...ids]}::uuid[]) and r.cost is not null
      group by r.policy_id, r.currency, coalesce(r.case_id, r.id)
      union all
      select e.policy_id, 'earned', e.amount, e.currency from policies_earned e
      where e.company_id = ${company} and e.policy_id = any(${[...ids]}::uuid[])) all_of_it
    group by policy_id, what, currency order by policy_id, what, currency`.execute(db)
  return rows
}

/** Whom rules stopped, each once, in the order of time. */
export async function selectStopped(
  db: Db,
  ids: readonly Id[],
): Promise<Map<Id, { id: Id; name: string }[]>> {
  const { rows } = await sql<{ policy_id: Id; id: Id; name: string }>`
    select r.policy_id, p.id, p.name from (
      select policy_id, person_id, min(at) as at from policies_report
      where company_id = ${companyOf(db)} and policy_id = any(${[...ids]}::uuid[]) group by policy_id, person_id) r
    join people_person p on p.company_id = ${companyOf(db)} and p.id = r.person_id
    order by r.at, p.id`.execute(db)
  const found = new Map<Id, { id: Id; name: string }[]>()
  for (const { policy_id, id, name } of rows)
    found.set(policy_id, [...(found.get(policy_id) ?? []), { id, name }])
  return found
}

export const insertEarned = (db: Db, row: Earned & { policy_id: Id; by_id: Id | null }) =>
  db
    .insertInto('policies_earned')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export async function deleteEarned(db: Db, id: Id): Promise<Id | undefined> {
  const gone = await db
    .deleteFrom('policies_earned')
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .returning('policy_id')
    .executeTakeFirst()
  return gone?.policy_id
}

export async function selectEarned(db: Db, policy: Id): Promise<(Earned & { by: string | null })[]> {
  return db
    .selectFrom('policies_earned as e')
    .leftJoin('people_person as p', (join) =>
      join.onRef('p.company_id', '=', 'e.company_id').onRef('p.id', '=', 'e.by_id'),
    )
    .select(['e.id', 'e.amount', 'e.currency', 'e.from_on', 'e.until_on', 'e.source', 'e.at', 'p.name as by'])
    .where('e.company_id', '=', companyOf(db))
    .where('e.policy_id', '=', policy)
    .orderBy('e.from_on')
    .orderBy('e.id')
    .execute()
}
