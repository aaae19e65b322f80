import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

type Owed = { promise_id: Id; case_id: Id; due_at: Date; holder_id: Id | null; team_id: Id | null }

declare module '../kit/db.ts' {
  interface Tables {
    cases_owed: Owed & { company_id: Id }
  }
}

export const insertOwed = (db: Db, row: Owed) =>
  db
    .insertInto('cases_owed')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export const deleteOwed = (db: Db, promise: Id) =>
  db
    .deleteFrom('cases_owed')
    .where('company_id', '=', companyOf(db))
    .where('promise_id', '=', promise)
    .execute()

export const deleteOwedOf = (db: Db, id: Id) =>
  db.deleteFrom('cases_owed').where('company_id', '=', companyOf(db)).where('case_id', '=', id).execute()

/** What somebody owed who leaves is owed by their team. */
export const releaseOwed = (db: Db, holder: Id) =>
  db
    .updateTable('cases_owed')
    .set({ holder_id: null })
    .where('company_id', '=', companyOf(db))
    .where('holder_id', '=', holder)
    .execute()

export type StillPromised = {
  id: Id
  what: string
  due_at: Date
  case_id: Id
  number: number
  customer_id: Id | null
}

/** What this person still owes, and what nobody in particular owes in their team; what is due first on top. */
export async function selectStillPromised(
  db: Db,
  whose: { person: Id; team: Id | null },
  most: number,
): Promise<StillPromised[]> {
  const { rows } = await sql<StillPromised>`
    select p.id, p.what, p.due_at, o.case_id, c.number, c.customer_id from cases_owed o
    join cases_promise p on p.company_id = o.company_id and p.id = o.promise_id
    join cases_case c on c.company_id = o.company_id and c.id = o.case_id
    where o.company_id = ${companyOf(db)} and (o.holder_id = ${whose.person}
      or (o.holder_id is null and (o.team_id is null or o.team_id = ${whose.team})))
    order by o.due_at, o.promise_id limit ${most}`.execute(db)
  return rows
}
