import { type RawBuilder, sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

export type Asked = {
  seed: string
  /** Not drawn since this week (a Monday). */
  notSince: string
  most: number
}

/** A row for each who may be drawn: in the order of their turns. */
type Found = { customer: Id; since: Date }

/** Their own number, or that of one who was merged into them. */
const hasNumber = (db: Db, id: RawBuilder<unknown>) => sql`exists (
  select from customers_address a where a.company_id = ${companyOf(db)} and a.kind = 'phone' and a.met_by is not null
    and (a.customer_id = ${id} or a.customer_id in (
      select m.from_id from customers_merge m where m.company_id = ${companyOf(db)} and m.into_id = ${id})))`

/** Merged into nobody, did not ask to be left alone, and was on nobody's list of late. */
const mayBeRung = (db: Db, id: RawBuilder<unknown>, notSince: string) => sql`
  not exists (select from customers_merge m where m.company_id = ${companyOf(db)} and m.from_id = ${id})
  and not exists (select from pledges_left_alone l where l.company_id = ${companyOf(db)} and (l.customer_id = ${id}
    or l.customer_id in (select m.from_id from customers_merge m where m.company_id = ${companyOf(db)} and m.into_id = ${id})))
  and not exists (select from pledges_place p where p.company_id = ${companyOf(db)} and p.customer_id = ${id} and p.week > ${notSince}::date)
  and ${hasNumber(db, id)}`

const turn = (seed: string, id: RawBuilder<unknown>) =>
  sql`encode(sha256(convert_to(${seed} || ${id}::text, 'UTF8')), 'hex')`

const id = sql`c.id`

/** Of these, those who may be rung, in the order of their turns. */
export async function selectOfThese(
  db: Db,
  these: readonly { customer: Id; since: Date }[],
  asked: Asked,
): Promise<Found[]> {
  if (these.length === 0) return []
  const { rows } = await sql<Found>`
    select c.id as customer, t.since from unnest(${these.map((one) => one.customer)}::uuid[],
      ${these.map((one) => one.since)}::timestamptz[]) as t (id, since)
    join customers_customer c on c.company_id = ${companyOf(db)} and c.id = t.id
    where ${mayBeRung(db, id, asked.notSince)}
    order by ${turn(asked.seed, id)} limit ${asked.most}`.execute(db)
  return rows
}

/** For whom a case was put right since, each with the last time. */
export async function selectPutRight(db: Db, since: Date, most: number): Promise<Found[]> {
  const { rows } = await sql<Found>`
    select c.customer_id as customer, max(r.at) as since
    from cases_put_right r join cases_case c on c.company_id = r.company_id and c.id = r.case_id
    where r.company_id = ${companyOf(db)} and r.at >= ${since} and c.customer_id is not null
    group by c.customer_id order by 2 desc limit ${most}`.execute(db)
  return rows
}

/**
 * Customers since some day or before (`until`), or after it (`from`), in the order of their turns. Where most fall out
 * afterwards, more are looked at: the first few hundred of a fair order are as fair as all.
 */
export async function selectBySince(
  db: Db,
  of: { from?: string; until?: string; quietSince?: Date },
  asked: Asked,
): Promise<Found[]> {
  let found: Found[] = []
  for (const look of [500, 5000, 100_000]) {
    const { rows, seen } = await lookAt(db, of, asked, look)
    found = rows
    if (rows.length >= asked.most || seen < look) break
  }
  return found
}

async function lookAt(
  db: Db,
  of: { from?: string; until?: string; quietSince?: Date },
  asked: Asked,
  look: number,
): Promise<{ rows: Found[]; seen: number }> {
  const company = companyOf(db)
  const heard = sql`greatest(
    (select max(i.at) from interactions_interaction i where i.company_id = ${company} and i.customer_id = c.id and i.direction = 'in'),
    (select max(b.bought_at) from customers_purchase b where b.company_id = ${company} and b.customer_id = c.id))`
  const quiet = of.quietSince !== undefined
  const { rows } = await sql<Found & { seen: number }>`
    with turns as materialized (
      select c.id, c.since, ${turn(asked.seed, id)} as turn from customers_customer c
      where c.company_id = ${company} and c.since >= ${of.from ?? '0001-01-01'}::date
        and c.since <= ${of.until ?? '9999-12-31'}::date
      order by turn limit ${look}
    ), fit as materialized (
      select c.id, c.turn, coalesce(${quiet ? heard : sql`null::timestamptz`}, c.since::timestamptz) as since
      from turns c where ${mayBeRung(db, id, asked.notSince)}
    )
    select f.id as customer, f.since, (select count(*)::int from turns) as seen from fit f
    where ${quiet ? sql`f.since < ${of.quietSince}` : sql`true`} order by f.turn limit ${asked.most}`.execute(
    db,
  )
  return {
    rows: rows.map(({ customer, since }) => ({ customer, since })),
    seen: rows[0]?.seen ?? look,
  }
}

/** Of a few candidates, those who may still be rung: somebody may have asked to be left alone since the draw. */
export async function selectStill(db: Db, customers: readonly Id[]): Promise<Set<Id>> {
  const { rows } = await sql<{ id: Id }>`
    select c.id from customers_customer c
    where c.company_id = ${companyOf(db)} and c.id = any(${[...customers]}::uuid[])
      and ${mayBeRung(db, id, '9999-12-31')}`.execute(db)
  return new Set(rows.map((row) => row.id))
}
