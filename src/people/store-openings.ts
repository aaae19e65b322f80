import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    people_opening: {
      company_id: Id
      id: Id
      person_id: Id
      asker_id: Id
      at: Date
      reason: string
      from_day: string
      until_day: string
    }
    people_opening_yes: {
      company_id: Id
      opening_id: Id
      asker_id: Id
      person_id: Id
      by_id: Id
      at: Date
      ends_at: Date
    }
    people_opening_end: { company_id: Id; opening_id: Id; at: Date; by_id: Id | null }
  }
}

/** One person's history, asked for by another; agreed to by a third, or not yet; ended, or not yet. */
export type Opening = {
  id: Id
  person_id: Id
  asker_id: Id
  at: Date
  reason: string
  from_day: string
  until_day: string
  yes_by: Id | null
  yes_at: Date | null
  ends_at: Date | null
  ended_at: Date | null
  ended_by: Id | null
}

const openings = (db: Db) =>
  db
    .selectFrom('people_opening as o')
    .leftJoin('people_opening_yes as y', (on) =>
      on.onRef('y.company_id', '=', 'o.company_id').onRef('y.opening_id', '=', 'o.id'),
    )
    .leftJoin('people_opening_end as e', (on) =>
      on.onRef('e.company_id', '=', 'o.company_id').onRef('e.opening_id', '=', 'o.id'),
    )
    .select(['o.id', 'o.person_id', 'o.asker_id', 'o.at', 'o.reason', 'o.from_day', 'o.until_day'])
    .select(['y.by_id as yes_by', 'y.at as yes_at', 'y.ends_at', 'e.at as ended_at', 'e.by_id as ended_by'])
    .where('o.company_id', '=', companyOf(db))

export const selectOpening = (db: Db, id: Id): Promise<Opening | undefined> =>
  openings(db).where('o.id', '=', id).executeTakeFirst()

/** The newest first: all of them, or those of which somebody is one of the three. */
export function selectOpenings(db: Db, of: { person?: Id; asker?: Id }, most: number): Promise<Opening[]> {
  let query = openings(db)
  if (of.person) query = query.where('o.person_id', '=', of.person)
  if (of.asker) query = query.where('o.asker_id', '=', of.asker)
  return query.orderBy('o.at', 'desc').orderBy('o.id', 'desc').limit(most).execute()
}

export const insertOpening = (
  db: Db,
  row: Pick<Opening, 'id' | 'person_id' | 'asker_id' | 'at' | 'reason' | 'from_day' | 'until_day'>,
) =>
  db
    .insertInto('people_opening')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** False where a second person has agreed before. */
export async function insertYes(
  db: Db,
  { id, asker_id, person_id }: Opening,
  yes: { by_id: Id; at: Date; ends_at: Date },
): Promise<boolean> {
  const made = await db
    .insertInto('people_opening_yes')
    .values({ company_id: companyOf(db), opening_id: id, asker_id, person_id, ...yes })
    .onConflict((row) => row.doNothing())
    .returning('opening_id')
    .executeTakeFirst()
  return made !== undefined
}

/** False where it was ended before. */
export async function insertEnd(db: Db, opening_id: Id, at: Date, by_id: Id | null): Promise<boolean> {
  const made = await db
    .insertInto('people_opening_end')
    .values({ company_id: companyOf(db), opening_id, at, by_id })
    .onConflict((row) => row.doNothing())
    .returning('opening_id')
    .executeTakeFirst()
  return made !== undefined
}
