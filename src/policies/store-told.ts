import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    policies_told: ToldRow & { company_id: Id }
  }
}

export const HOWS = ['email', 'page', 'phone', 'counter', 'post', 'not'] as const
export type How = (typeof HOWS)[number]
export const WHY_NOTS = ['unreachable', 'unwilling', 'other'] as const
export type WhyNot = (typeof WHY_NOTS)[number]

export type ToldRow = {
  wait_id: Id
  customer_id: Id
  how: How
  why_not: WhyNot | null
  word: string
  interaction_id: Id | null
  at: Date
  by_id: Id | null
}

/** Two who tell the same customer race for this row: false for whoever came second. */
export async function insertTold(db: Db, row: ToldRow): Promise<boolean> {
  const made = await db
    .insertInto('policies_told')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((on) => on.doNothing())
    .returning('customer_id')
    .executeTakeFirst()
  return made !== undefined
}

export const updateTold = (db: Db, wait: Id, customer: Id, interaction_id: Id) =>
  db
    .updateTable('policies_told')
    .set({ interaction_id })
    .where('company_id', '=', companyOf(db))
    .where('wait_id', '=', wait)
    .where('customer_id', '=', customer)
    .execute()

/** Only what says that somebody is not told can go again. */
export async function deleteNotTold(db: Db, wait: Id, customer: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('policies_told')
    .where('company_id', '=', companyOf(db))
    .where('wait_id', '=', wait)
    .where('customer_id', '=', customer)
    .where('how', '=', 'not')
    .returning('customer_id')
    .executeTakeFirst()
  return gone !== undefined
}

/** One customer whom a rule hurt, as they are known today, with what they have heard of its end. */
export type HurtCustomer = {
  customer_id: Id
  name: string | null
  kind: 'person' | 'organisation'
  language: string | null
  since: string
  /** The first time. */
  hurt_at: Date
  case_id: Id | null
  interaction_id: Id | null
  /** Who of us reported it first, for them. */
  by: string
  /** What they wrote of it. */
  words: string
  told: (ToldRow & { by: string | null }) | null
  /** What they bought or that they came by, after they were told; null where neither is known. */
  back_at: Date | null
}

/**
 * Those whom a rule hurt, each once, merged ones as the one that they are, the first first. Told holds only where it
 * came after the last time that it hurt them: a rule that came back is told of again.
 */
export async function selectHurtCustomers(db: Db, policy: Id, wait: Id | null): Promise<HurtCustomer[]> {
  const company = companyOf(db)
  const { rows } = await sql<Omit<HurtCustomer, 'told'> & Raw>`
    with recursive up(hurt, id) as (
      select h.id, h.customer_id from policies_hurt h
      where h.company_id = ${company} and h.policy_id = ${policy} and h.customer_id is not null
      union
      select up.hurt, m.into_id from up join customers_merge m on m.company_id = ${company} and m.from_id = up.id
    ), root as (
      select up.hurt, up.id as customer from up
      where not exists (select from customers_merge m where m.company_id = ${company} and m.from_id = up.id)
    ), down(customer, id) as (
      select distinct customer, customer from root
      union
      select down.customer, m.from_id from down
      join customers_merge m on m.company_id = ${company} and m.into_id = down.id
    ), one as (
      select distinct on (root.customer) root.customer, h.at as hurt_at, h.case_id, h.interaction_id, h.report_id,
        max(h.at) over (partition by root.customer) as last_hurt
      from root join policies_hurt h on h.company_id = ${company} and h.id = root.hurt
      order by root.customer, (h.interaction_id is null), h.at, h.id
    )
    select c.id as customer_id, c.name, c.kind, c.language, c.since, one.hurt_at, one.case_id, one.interaction_id,
      reporter.name as by, r.words, t.wait_id, t.how, t.why_not, t.word, t.interaction_id as told_interaction, t.at as told_at,
      t.by_id as told_by_id, teller.name as told_by,
      (select min(x.at) from (
        select min(b.bought_at) as at from customers_purchase b join down on down.id = b.customer_id
        where b.company_id = ${company} and down.customer = one.customer and b.bought_at > t.at
        union all
        select min(i.at) from interactions_interaction i join down on down.id = i.customer_id
        where i.company_id = ${company} and down.customer = one.customer and i.kind = 'visit'
          and i.direction = 'in' and i.at > t.at) x) as back_at
    from one
    join customers_customer c on c.company_id = ${company} and c.id = one.customer
    join policies_report r on r.company_id = ${company} and r.id = one.report_id
    join people_person reporter on reporter.company_id = ${company} and reporter.id = r.person_id
    left join lateral (select t.* from policies_told t
      join policies_wait w on w.company_id = t.company_id and w.id = t.wait_id
      join down on down.id = t.customer_id and down.customer = one.customer
      where t.company_id = ${company} and w.policy_id = ${policy}
        and (t.wait_id = ${wait}::uuid or t.at > one.last_hurt)
      order by (t.how = 'not'), t.at desc limit 1) t on true
    left join people_person teller on teller.company_id = ${company} and teller.id = t.by_id
    order by one.hurt_at, c.id`.execute(db)
  return rows.map((row) => ({
    customer_id: row.customer_id,
    name: row.name,
    kind: row.kind,
    language: row.language,
    since: row.since,
    hurt_at: row.hurt_at,
    case_id: row.case_id,
    interaction_id: row.interaction_id,
    by: row.by,
    words: row.words,
    back_at: row.back_at,
    told: row.wait_id
      ? {
          wait_id: row.wait_id,
          customer_id: row.customer_id,
          how: row.how,
          why_not: row.why_not,
          word: row.word,
          interaction_id: row.told_interaction,
          at: row.told_at,
          by_id: row.told_by_id,
          by: row.told_by,
        }
      : null,
  }))
}
type Raw = {
  wait_id: Id | null
  how: How
  why_not: WhyNot | null
  word: string
  told_interaction: Id | null
  told_at: Date
  told_by_id: Id | null
  told_by: string | null
}

/** What each customer was charged by a rule, exact, each case once. */
export async function selectChargedOf(
  db: Db,
  policy: Id,
): Promise<{ customer_id: Id; minor: bigint; currency: string }[]> {
  const company = companyOf(db)
  const { rows } = await sql<{ customer_id: Id; minor: bigint; currency: string }>`
    with recursive up(hurt, id) as (
      select h.id, h.customer_id from policies_hurt h
      where h.company_id = ${company} and h.policy_id = ${policy} and h.customer_id is not null
      union
      select up.hurt, m.into_id from up join customers_merge m on m.company_id = ${company} and m.from_id = up.id
    )
    select customer as customer_id, sum(minor)::bigint as minor, currency from (
      select up.id as customer, h.currency, max(h.amount) as minor from up
      join policies_hurt h on h.company_id = ${company} and h.id = up.hurt
      where h.amount is not null
        and not exists (select from customers_merge m where m.company_id = ${company} and m.from_id = up.id)
      group by up.id, h.currency, coalesce(h.case_id, up.id)) each_case
    group by customer, currency order by customer, currency`.execute(db)
  return rows
}
