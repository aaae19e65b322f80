import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

/** False if it was put right already. */
export async function insertPutRight(
  db: Db,
  row: { case_id: Id; how: string; at: Date; by_id: Id | null },
): Promise<boolean> {
  const made = await db
    .insertInto('cases_put_right')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('case_id')
    .executeTakeFirst()
  return made !== undefined
}

export const deletePutRight = (db: Db, id: Id) =>
  db.deleteFrom('cases_put_right').where('company_id', '=', companyOf(db)).where('case_id', '=', id).execute()

/** False if somebody was quicker. */
export async function insertConfirmation(
  db: Db,
  row: {
    case_id: Id
    at: Date
    score: number
    made_five: string | null
    told_twice: boolean | null
    interaction_id: Id | null
  },
): Promise<boolean> {
  const made = await db
    .insertInto('cases_confirmation')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('case_id')
    .executeTakeFirst()
  return made !== undefined
}

export const insertFollowUp = (db: Db, case_id: Id, after_id: Id) =>
  db
    .insertInto('cases_follow_up')
    .values({ company_id: companyOf(db), case_id, after_id })
    .execute()

/** The case and those that follow it, in order. Outside they are one. */
export async function selectChain(db: Db, id: Id): Promise<Id[]> {
  const { rows } = await sql<{ case_id: Id }>`
    with recursive chain as (
      select ${id}::uuid as case_id, 0 as step
      union all
      select u.case_id, chain.step + 1 from cases_follow_up u join chain on u.after_id = chain.case_id
      where u.company_id = ${companyOf(db)} and chain.step < 50
    )
    select case_id from chain order by step, case_id`.execute(db)
  return rows.map((row) => row.case_id)
}
