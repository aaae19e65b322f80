import { sql } from 'kysely'
import type {} from '../../cases/store-promises.ts'
import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'

declare module '../../kit/db.ts' {
  interface Tables {
    phone_desk: { company_id: Id; origin: string; at: Date; by_id: Id | null }
    phone_code: { company_id: Id; person_id: Id; code_hash: string; origin: string; ends_at: Date }
    phone_panel: { company_id: Id; ticket_id: Id; person_id: Id; origin: string; at: Date }
    phone_call: { company_id: Id; case_id: Id; promise_id: Id; number: string; due_at: Date }
    phone_unwanted: { company_id: Id; number: string; at: Date; by_id: Id | null }
  }
}

/** A call that a customer asked for, by the case that it opened. */
export type Call = { case_id: Id; promise_id: Id; number: string; due_at: Date }

export const insertCall = (db: Db, call: Call) =>
  db
    .insertInto('phone_call')
    .values({ company_id: companyOf(db), ...call })
    .execute()

export const selectCall = (db: Db, one: Id): Promise<Call | undefined> =>
  db
    .selectFrom('phone_call')
    .select(['case_id', 'promise_id', 'number', 'due_at'])
    .where('company_id', '=', companyOf(db))
    .where('case_id', '=', one)
    .executeTakeFirst()

export const updateCall = (db: Db, one: Id, change: { promise_id: Id; due_at: Date }) =>
  db
    .updateTable('phone_call')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('case_id', '=', one)
    .execute()

/** The moments at which so many or more calls are promised already. */
export async function selectTaken(db: Db, since: Date, most: number): Promise<Set<number>> {
  const rows = await db
    .selectFrom('phone_call')
    .select('due_at')
    .where('company_id', '=', companyOf(db))
    .where('due_at', '>=', since)
    .groupBy('due_at')
    .having(sql<boolean>`count(*) >= ${most}`)
    .execute()
  return new Set(rows.map((row) => row.due_at.getTime()))
}

export async function isUnwanted(db: Db, number: string): Promise<boolean> {
  const row = await db
    .selectFrom('phone_unwanted')
    .select('number')
    .where('company_id', '=', companyOf(db))
    .where('number', '=', number)
    .executeTakeFirst()
  return row !== undefined
}

export const insertUnwanted = (db: Db, row: { number: string; at: Date; by_id: Id | null }) =>
  db
    .insertInto('phone_unwanted')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
