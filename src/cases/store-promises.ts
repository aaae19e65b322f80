import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    cases_promise: {
      company_id: Id
      id: Id
      case_id: Id
      what: string
      due_at: Date
      at: Date
      by_id: Id | null
    }
    cases_promise_end: {
      company_id: Id
      promise_id: Id
      how: 'kept' | 'broken' | 'replaced'
      at: Date
      by_id: Id | null
    }
  }
}

export type End = 'kept' | 'broken' | 'replaced'
export type Promised = {
  id: Id
  case_id: Id
  what: string
  due_at: Date
  at: Date
  by_id: Id | null
  end: { how: End; at: Date } | null
}

const promises = (db: Db) =>
  db
    .selectFrom('cases_promise as p')
    .leftJoin('cases_promise_end as e', (join) =>
      join.onRef('e.company_id', '=', 'p.company_id').onRef('e.promise_id', '=', 'p.id'),
    )
    .select(['p.id', 'p.case_id', 'p.what', 'p.due_at', 'p.at', 'p.by_id', 'e.how', 'e.at as ended_at'])
    .where('p.company_id', '=', companyOf(db))

type Row = Awaited<ReturnType<ReturnType<typeof promises>['executeTakeFirstOrThrow']>>
const promiseOf = ({ how, ended_at, ...row }: Row): Promised => ({
  ...row,
  end: how === null || ended_at === null ? null : { how, at: ended_at },
})

/** What was promised on these cases, what is due first on top. */
export async function selectPromises(db: Db, cases: readonly Id[]): Promise<Promised[]> {
  if (cases.length === 0) return []
  const rows = await promises(db)
    .where('p.case_id', 'in', [...cases])
    .orderBy('p.due_at')
    .orderBy('p.id')
    .execute()
  return rows.map(promiseOf)
}

export async function selectPromise(db: Db, id: Id): Promise<Promised | undefined> {
  const row = await promises(db).where('p.id', '=', id).executeTakeFirst()
  return row && promiseOf(row)
}

export const insertPromise = (db: Db, { end: _, ...row }: Promised) =>
  db
    .insertInto('cases_promise')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** False if it had ended already. */
export async function insertPromiseEnd(
  db: Db,
  row: { promise_id: Id; how: End; at: Date; by_id: Id | null },
): Promise<boolean> {
  const made = await db
    .insertInto('cases_promise_end')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('promise_id')
    .executeTakeFirst()
  return made !== undefined
}
