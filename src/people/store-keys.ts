import { sql } from 'kysely'
import { companyOf, type Database, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    people_key: {
      company_id: Id
      id: Id
      person_id: Id
      name: string
      token_hash: string
      scopes: string[]
      made_at: Date
      ended_at: Date | null
    }
  }
}

export type KeyRow = {
  id: Id
  person_id: Id
  name: string
  scopes: string[]
  made_at: Date
  ended_at: Date | null
}

const columns = ['id', 'name', 'person_id', 'scopes', 'made_at', 'ended_at'] as const

export const insertKey = (db: Db, key: Omit<KeyRow, 'ended_at'> & { token_hash: string }) =>
  db
    .insertInto('people_key')
    .values({ company_id: companyOf(db), ...key, ended_at: null })
    .execute()

export const selectKeys = (db: Db): Promise<KeyRow[]> =>
  db
    .selectFrom('people_key')
    .select(columns)
    .where('company_id', '=', companyOf(db))
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .execute()

/** The key while it holds. */
export const selectKey = (db: Db, id: Id): Promise<KeyRow | undefined> =>
  db
    .selectFrom('people_key')
    .select(columns)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

/** Ends one key, or all that act as a person; returns how many did hold until then. */
export async function updateKeysEnded(db: Db, which: { id: Id } | { person: Id }, at: Date): Promise<number> {
  const holding = db
    .updateTable('people_key')
    .set({ ended_at: at })
    .where('company_id', '=', companyOf(db))
    .where('ended_at', 'is', null)
  const meant =
    'id' in which ? holding.where('id', '=', which.id) : holding.where('person_id', '=', which.person)
  return (await meant.returning('id').execute()).length
}

/** Which company and key a token's hash means, before the company is known. */
export async function findKey(
  database: Database,
  hash: string,
): Promise<{ company: Id; key: Id } | undefined> {
  const { rows } = await database.outside((db) =>
    sql<{ company: Id; key: Id }>`select * from people_key_find(${hash})`.execute(db),
  )
  return rows[0]
}
