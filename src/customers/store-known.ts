import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Fact, Noted } from './customer.ts'

declare module '../kit/db.ts' {
  interface Tables {
    customers_fact: { company_id: Id; id: Id; customer_id: Id; fact: string; at: Date; by_id: Id | null }
    customers_acquaintance: { company_id: Id; customer_id: Id; person_id: Id; since: Date }
  }
}

export const insertFact = (db: Db, fact: Fact) =>
  db
    .insertInto('customers_fact')
    .values({ company_id: companyOf(db), ...fact })
    .execute()

/** Erased, and not merely hidden: a fact about somebody is theirs. */
export async function deleteFact(db: Db, customers: readonly Id[], id: Id): Promise<Id | undefined> {
  const row = await db
    .deleteFrom('customers_fact')
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .where('customer_id', 'in', [...customers])
    .returning('customer_id')
    .executeTakeFirst()
  return row?.customer_id
}

export const selectFacts = (db: Db, customers: readonly Id[]): Promise<Noted[]> =>
  db
    .selectFrom('customers_fact as f')
    .leftJoin('people_person as p', (join) =>
      join.onRef('p.company_id', '=', 'f.company_id').onRef('p.id', '=', 'f.by_id'),
    )
    .select(['f.id', 'f.customer_id', 'f.fact', 'f.at', 'f.by_id', 'p.name as by'])
    .where('f.company_id', '=', companyOf(db))
    .where('f.customer_id', 'in', [...customers])
    .orderBy('f.at', 'desc')
    .orderBy('f.id', 'desc')
    .execute()

export async function insertAcquaintance(
  db: Db,
  customer_id: Id,
  person_id: Id,
  since: Date,
): Promise<boolean> {
  const row = await db
    .insertInto('customers_acquaintance')
    .values({ company_id: companyOf(db), customer_id, person_id, since })
    .onConflict((clash) => clash.doNothing())
    .returning('since')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteAcquaintance(db: Db, customers: readonly Id[], person: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('customers_acquaintance')
    .where('company_id', '=', companyOf(db))
    .where('customer_id', 'in', [...customers])
    .where('person_id', '=', person)
    .returning('person_id')
    .execute()
  return gone.length > 0
}

/** Those who know them and are still here, the longest acquainted first. */
export const selectAcquaintances = (db: Db, customers: readonly Id[]) =>
  acquainted(db, customers).groupBy(['p.id', 'p.name']).orderBy('since').execute()

/** The same of several customers, each line with the one that it is about. */
export const selectAcquaintancesOfMany = (db: Db, customers: readonly Id[]) =>
  acquainted(db, customers)
    .select('a.customer_id')
    .groupBy(['p.id', 'p.name', 'a.customer_id'])
    .orderBy('since')
    .execute()

const acquainted = (db: Db, customers: readonly Id[]) =>
  db
    .selectFrom('customers_acquaintance as a')
    .innerJoin('people_person as p', (join) =>
      join.onRef('p.company_id', '=', 'a.company_id').onRef('p.id', '=', 'a.person_id'),
    )
    .leftJoin('people_leaving as l', (join) =>
      join.onRef('l.company_id', '=', 'a.company_id').onRef('l.person_id', '=', 'a.person_id'),
    )
    .select(['p.id', 'p.name'])
    .select((row) => row.fn.min('a.since').as('since'))
    .where('a.company_id', '=', companyOf(db))
    .where('a.customer_id', 'in', [...customers])
    .where('l.at', 'is', null)
