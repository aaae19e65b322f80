import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    people_switch_on: {
      company_id: Id
      id: Id
      name: string
      at: Date
      by_id: Id
      why: string
      from_at: Date
    }
    people_switch_off: { company_id: Id; on_id: Id; at: Date; by_id: Id }
    people_switch_told: { company_id: Id; on_id: Id; at: Date; letters: number }
    people_council: { company_id: Id; person_id: Id; at: Date; by_id: Id | null }
  }
}

/** Once it was switched on: when, by whom, why, from when it holds; and, where it is over, when and by whom it ended. */
export type Switched = {
  id: Id
  name: string
  at: Date
  by_id: Id
  why: string
  from_at: Date
  off_at: Date | null
  off_by: Id | null
  told_at: Date | null
}

const switched = (db: Db) =>
  db
    .selectFrom('people_switch_on as s')
    .leftJoin('people_switch_off as o', (on) =>
      on.onRef('o.company_id', '=', 's.company_id').onRef('o.on_id', '=', 's.id'),
    )
    .leftJoin('people_switch_told as t', (on) =>
      on.onRef('t.company_id', '=', 's.company_id').onRef('t.on_id', '=', 's.id'),
    )
    .select(['s.id', 's.name', 's.at', 's.by_id', 's.why', 's.from_at'])
    .select(['o.at as off_at', 'o.by_id as off_by', 't.at as told_at'])
    .where('s.company_id', '=', companyOf(db))

/** Every time that one was switched, the newest first. */
export const selectSwitched = (db: Db): Promise<Switched[]> =>
  switched(db).orderBy('s.at', 'desc').orderBy('s.id', 'desc').execute()

/** The one that has not been ended, in notice or in effect. */
export const selectOn = (db: Db, of: { name: string } | { id: Id }): Promise<Switched | undefined> =>
  ('name' in of ? switched(db).where('s.name', '=', of.name) : switched(db).where('s.id', '=', of.id))
    .where('o.at', 'is', null)
    .executeTakeFirst()

export const insertOn = (db: Db, row: Omit<Switched, 'off_at' | 'off_by' | 'told_at'>) =>
  db
    .insertInto('people_switch_on')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export const insertOff = (db: Db, on_id: Id, at: Date, by_id: Id) =>
  db
    .insertInto('people_switch_off')
    .values({ company_id: companyOf(db), on_id, at, by_id })
    .execute()

/** False where its letters were written before. */
export async function insertTold(db: Db, on_id: Id, at: Date, letters: number): Promise<boolean> {
  const made = await db
    .insertInto('people_switch_told')
    .values({ company_id: companyOf(db), on_id, at, letters })
    .onConflict((row) => row.doNothing())
    .returning('on_id')
    .executeTakeFirst()
  return made !== undefined
}

export type Councillor = { person_id: Id; at: Date; by_id: Id | null }

/** Who is on the council and works here; whoever administers the company is not, whatever was written before. */
export const selectCouncil = (db: Db): Promise<Councillor[]> =>
  db
    .selectFrom('people_council as c')
    .select(['c.person_id', 'c.at', 'c.by_id'])
    .where('c.company_id', '=', companyOf(db))
    .where(
      sql<boolean>`not exists (select from people_leaving l where l.company_id = c.company_id and l.person_id = c.person_id)`,
    )
    .where(
      sql<boolean>`not exists (select from people_administrator a where a.company_id = c.company_id and a.person_id = c.person_id)`,
    )
    .orderBy('c.at')
    .execute()

export async function insertCouncil(db: Db, row: Councillor): Promise<boolean> {
  const made = await db
    .insertInto('people_council')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst()
  return made !== undefined
}

export async function deleteCouncil(db: Db, person: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('people_council')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .returning('person_id')
    .executeTakeFirst()
  return gone !== undefined
}
