import { sql } from 'kysely'
import type { Place } from '../kit/cursor.ts'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { AddressKind, Read } from './addresses.ts'
import type { Address, Customer } from './customer.ts'

declare module '../kit/db.ts' {
  interface Tables {
    customers_customer: {
      company_id: Id
      id: Id
      kind: 'person' | 'organisation'
      name: string | null
      language: string | null
      since: string
      made_at: Date
    }
    customers_address: {
      company_id: Id
      id: Id
      customer_id: Id
      kind: AddressKind
      written: string
      met_by: string | null
      at: Date
    }
    customers_merge: { company_id: Id; from_id: Id; into_id: Id; at: Date; by_id: Id | null }
  }
}

/** Each of these ids with the customer it stands for: merges are pointers, and pointers may chain. */
export async function selectCanonical(db: Db, ids: readonly Id[]): Promise<(Customer & { asked: Id })[]> {
  const { rows } = await sql<Customer & { asked: Id }>`
    with recursive up(asked, id) as (
      select id, id from unnest(${[...ids]}::uuid[]) as id
      union
      select up.asked, m.into_id from up
      join customers_merge m on m.company_id = ${companyOf(db)} and m.from_id = up.id
    )
    select up.asked, c.id, c.name, c.kind, c.language, c.since, c.made_at
    from up
    join customers_customer c on c.company_id = ${companyOf(db)} and c.id = up.id
    where not exists (select from customers_merge m where m.company_id = ${companyOf(db)} and m.from_id = up.id)`.execute(
    db,
  )
  return rows
}

/** A customer's own id and all that were merged into it, from whichever of them one starts. */
export async function selectAllIds(db: Db, id: Id): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    with recursive up(id) as (
      select ${id}::uuid
      union
      select m.into_id from up join customers_merge m on m.company_id = ${companyOf(db)} and m.from_id = up.id
    ), down(id) as (
      select id from up
      where not exists (select from customers_merge m where m.company_id = ${companyOf(db)} and m.from_id = up.id)
      union
      select m.from_id from down join customers_merge m on m.company_id = ${companyOf(db)} and m.into_id = down.id
    )
    select id from down`.execute(db)
  return rows.map((row) => row.id)
}

/** Of several customers who stand for themselves: each with all that were merged into it. */
export async function selectMembers(db: Db, ids: readonly Id[]): Promise<{ of: Id; id: Id }[]> {
  const { rows } = await sql<{ of: Id; id: Id }>`
    with recursive down("of", id) as (
      select id, id from unnest(${[...ids]}::uuid[]) as id
      union
      select down."of", m.from_id from down
      join customers_merge m on m.company_id = ${companyOf(db)} and m.into_id = down.id
    )
    select "of", id from down`.execute(db)
  return rows
}

/** Who was met by one of these, canonical, in the order of the addresses. */
export async function selectMet(db: Db, by: readonly Pick<Read, 'kind' | 'met_by'>[]): Promise<Customer[]> {
  const { rows } = await sql<Customer>`
    with recursive asked(place, kind, met_by) as (
      select * from unnest(${by.map((_, at) => at)}::int[], ${by.map((one) => one.kind)}::text[], ${by.map((one) => one.met_by)}::text[])
    ), up(place, id) as (
      select asked.place, a.customer_id from asked
      join customers_address a on a.company_id = ${companyOf(db)} and a.kind = asked.kind and a.met_by = asked.met_by
      union
      select up.place, m.into_id from up
      join customers_merge m on m.company_id = ${companyOf(db)} and m.from_id = up.id
    )
    select c.id, c.name, c.kind, c.language, c.since, c.made_at
    from up
    join customers_customer c on c.company_id = ${companyOf(db)} and c.id = up.id
    where not exists (select from customers_merge m where m.company_id = ${companyOf(db)} and m.from_id = up.id)
    order by up.place`.execute(db)
  return rows
}

/** Who was met by this number (E.164) with an extension, whichever: one switchboard, many desks. */
export async function selectBehind(db: Db, number: string, most: number): Promise<Id[]> {
  // The other end is the sign after "=": in the order of the bytes all extensions lie between the two.
  const { rows } = await sql<{ id: Id }>`
    select customer_id as id from customers_address
    where company_id = ${companyOf(db)} and kind = 'phone' and strpos(met_by, ';') > 0
      and met_by collate "C" > ${`${number};ext=`} and met_by collate "C" < ${`${number};ext>`}
    order by met_by collate "C" limit ${most}`.execute(db)
  return rows.map((row) => row.id)
}

export const insertCustomer = (db: Db, customer: Customer) =>
  db
    .insertInto('customers_customer')
    .values({ company_id: companyOf(db), ...customer })
    .execute()

export const updateCustomer = (db: Db, id: Id, change: Partial<Omit<Customer, 'id' | 'made_at'>>) =>
  db
    .updateTable('customers_customer')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

/** An address that already is somebody's stays theirs. Says which are new. */
export async function insertAddresses(db: Db, addresses: readonly Address[]): Promise<Address[]> {
  if (addresses.length === 0) return []
  return db
    .insertInto('customers_address')
    .values(addresses.map((one) => ({ company_id: companyOf(db), ...one })))
    .onConflict((row) => row.doNothing())
    .returning(addressColumns)
    .execute()
}

const addressColumns = ['id', 'customer_id', 'kind', 'written', 'met_by', 'at'] as const

export const selectAddresses = (db: Db, customers: readonly Id[]): Promise<Address[]> =>
  db
    .selectFrom('customers_address')
    .select(addressColumns)
    .where('company_id', '=', companyOf(db))
    .where('customer_id', 'in', [...customers])
    .orderBy('at')
    .orderBy('id')
    .execute()

export async function deleteAddress(
  db: Db,
  customers: readonly Id[],
  id: Id,
): Promise<AddressKind | undefined> {
  const row = await db
    .deleteFrom('customers_address')
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .where('customer_id', 'in', [...customers])
    .returning('kind')
    .executeTakeFirst()
  return row?.kind
}

/** The newest first, those left out that were merged into another. */
export function selectNewest(db: Db, from: { after?: Place | undefined; most: number }): Promise<Customer[]> {
  let query = db
    .selectFrom('customers_customer as c')
    .select(['c.id', 'c.name', 'c.kind', 'c.language', 'c.since', 'c.made_at'])
    .where('c.company_id', '=', companyOf(db))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('customers_merge as m')
            .select('m.from_id')
            .whereRef('m.company_id', '=', 'c.company_id')
            .whereRef('m.from_id', '=', 'c.id'),
        ),
      ),
    )
  if (from.after)
    query = query.where(sql<boolean>`(c.made_at, c.id) < (${from.after.at}, ${from.after.id}::uuid)`)
  return query.orderBy('c.made_at', 'desc').orderBy('c.id', 'desc').limit(from.most).execute()
}

/** Ids by a few letters of a name or an address, the nearest first; through the finder, which may use the index. */
export async function searchIds(db: Db, words: string, most: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select customer as id from customers_search(${companyOf(db)}, ${words}, ${most}) order by nearness desc, customer`.execute(
    db,
  )
  return rows.map((row) => row.id)
}

export const insertMerge = (db: Db, merge: { from_id: Id; into_id: Id; at: Date; by_id: Id | null }) =>
  db
    .insertInto('customers_merge')
    .values({ company_id: companyOf(db), ...merge })
    .execute()

export async function deleteMerge(db: Db, from: Id): Promise<Id | undefined> {
  const row = await db
    .deleteFrom('customers_merge')
    .where('company_id', '=', companyOf(db))
    .where('from_id', '=', from)
    .returning('into_id')
    .executeTakeFirst()
  return row?.into_id
}

/** What was merged into one of these, the latest first. */
export const selectMerges = (db: Db, into: readonly Id[]) =>
  db
    .selectFrom('customers_merge as m')
    .innerJoin('customers_customer as c', (join) =>
      join.onRef('c.company_id', '=', 'm.company_id').onRef('c.id', '=', 'm.from_id'),
    )
    .select(['m.from_id as id', 'c.name', 'm.at', 'm.by_id'])
    .where('m.company_id', '=', companyOf(db))
    .where('m.into_id', 'in', [...into])
    .orderBy('m.at', 'desc')
    .execute()
