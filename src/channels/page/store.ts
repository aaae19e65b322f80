import { sql } from 'kysely'
import type {} from '../../interactions/store.ts'
import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'

declare module '../../kit/db.ts' {
  interface Tables {
    page_confirmation: { company_id: Id; address_hash: string; on_day: string }
  }
}

/** Notes that this address gets its one letter of the day; false where it has had it. */
export async function insertConfirmation(db: Db, address_hash: string, on_day: string): Promise<boolean> {
  const made = await db
    .insertInto('page_confirmation')
    .values({ company_id: companyOf(db), address_hash, on_day })
    .onConflict((row) => row.doNothing())
    .returning('on_day')
    .executeTakeFirst()
  return made !== undefined
}

export async function countConfirmations(db: Db, on_day: string): Promise<number> {
  const row = await db
    .selectFrom('page_confirmation')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('company_id', '=', companyOf(db))
    .where('on_day', '=', on_day)
    .executeTakeFirst()
  return row?.n ?? 0
}

/** What is over says nothing any more. */
export const deleteConfirmations = (db: Db, before: string) =>
  db
    .deleteFrom('page_confirmation')
    .where('company_id', '=', companyOf(db))
    .where('on_day', '<', before)
    .execute()

/** What was added on a private page to something that is no case, by the beginning of its key. */
export async function selectAdded(db: Db, beginning: string): Promise<Id[]> {
  const rows = await db
    .selectFrom('interactions_interaction')
    .select('id')
    .where('company_id', '=', companyOf(db))
    .where('channel', '=', 'page')
    .where('key', '>=', beginning)
    .where('key', '<', `${beginning}\u007f`)
    .orderBy('at')
    .limit(50)
    .execute()
  return rows.map((row) => row.id)
}
