import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    thanks_thanks: {
      company_id: Id
      id: Id
      at: Date
      interaction_id: Id | null
      by_id: Id | null
      case_id: Id | null
      kindness_id: Id | null
      words: string
      what_for: string
    }
    thanks_person: { company_id: Id; thanks_id: Id; person_id: Id; at: Date; by_id: Id | null }
    thanks_unclear: {
      company_id: Id
      thanks_id: Id
      name: string
      candidates: Id[]
      chooser_id: Id | null
      at: Date
    }
    thanks_wall: { company_id: Id; thanks_id: Id; at: Date; by_id: Id | null }
    thanks_page: { company_id: Id; person_id: Id; code: string; at: Date }
  }
}

export type ThanksRow = {
  id: Id
  at: Date
  interaction_id: Id | null
  by_id: Id | null
  case_id: Id | null
  /** What a colleague did for a customer, and is thanked for. */
  kindness_id: Id | null
  words: string
  what_for: string
}
export type Told = ThanksRow & { people: Id[]; wall_at: Date | null; wall_by: Id | null }

/** Thanks with whom they are for and since when they hang on the wall. */
const told = (db: Db) =>
  db
    .selectFrom('thanks_thanks as t')
    .leftJoin('thanks_wall as w', (join) =>
      join.onRef('w.company_id', '=', 't.company_id').onRef('w.thanks_id', '=', 't.id'),
    )
    .select(['t.id', 't.at', 't.interaction_id', 't.by_id', 't.case_id', 't.kindness_id', 't.words'])
    .select('t.what_for')
    .select(['w.at as wall_at', 'w.by_id as wall_by'])
    .select(
      sql<Id[]>`array(select p.person_id::text from thanks_person p
        where p.company_id = t.company_id and p.thanks_id = t.id order by p.at, p.person_id)`.as('people'),
    )
    .where('t.company_id', '=', companyOf(db))

export const selectThanks = (db: Db, id: Id): Promise<Told | undefined> =>
  told(db).where('t.id', '=', id).executeTakeFirst()

export const selectThanksOfInteraction = (db: Db, interaction: Id): Promise<Told | undefined> =>
  told(db).where('t.interaction_id', '=', interaction).executeTakeFirst()

/** What colleagues said of a kindness, the first first. */
export const selectThanksOfKindness = (db: Db, kindness: Id): Promise<Told[]> =>
  told(db).where('t.kindness_id', '=', kindness).orderBy('t.at').orderBy('t.id').execute()

export const selectWall = (db: Db, most: number): Promise<Told[]> =>
  told(db)
    .where(
      't.id',
      'in',
      db
        .selectFrom('thanks_wall')
        .select('thanks_id')
        .where('company_id', '=', companyOf(db))
        .orderBy('at', 'desc')
        .limit(most),
    )
    .orderBy('w.at', 'desc')
    .orderBy('t.id', 'desc')
    .execute()

export const selectThanksFor = (db: Db, person: Id, most: number): Promise<Told[]> =>
  told(db)
    .where(
      't.id',
      'in',
      db
        .selectFrom('thanks_person')
        .select('thanks_id')
        .where('company_id', '=', companyOf(db))
        .where('person_id', '=', person)
        .orderBy('at', 'desc')
        .limit(most),
    )
    .orderBy('t.at', 'desc')
    .orderBy('t.id', 'desc')
    .execute()

export async function countThanksSince(db: Db, since: Date): Promise<number> {
  const { n } = await db
    .selectFrom('thanks_thanks')
    .select((row) => row.fn.countAll<bigint>().as('n'))
    .where('company_id', '=', companyOf(db))
    .where('at', '>=', since)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** False where these words of a customer were passed on already, or where one has thanked for this kindness. */
export async function insertThanks(
  db: Db,
  row: Omit<ThanksRow, 'kindness_id'> & { kindness_id?: Id },
): Promise<boolean> {
  const made = await db
    .insertInto('thanks_thanks')
    .values({ company_id: companyOf(db), kindness_id: null, ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

export async function insertPersons(
  db: Db,
  thanks_id: Id,
  people: readonly Id[],
  at: Date,
  by_id: Id | null,
): Promise<Id[]> {
  if (people.length === 0) return []
  const rows = await db
    .insertInto('thanks_person')
    .values(people.map((person_id) => ({ company_id: companyOf(db), thanks_id, person_id, at, by_id })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

export type Unclear = { thanks_id: Id; name: string; candidates: Id[]; chooser_id: Id | null; at: Date }

export const insertUnclear = (db: Db, row: Unclear) =>
  db
    .insertInto('thanks_unclear')
    .values({ company_id: companyOf(db), ...row, candidates: sql`${row.candidates}::uuid[]` })
    .execute()

export async function selectUnclear(db: Db, id: Id): Promise<Unclear | undefined> {
  return unclear(db).where('thanks_id', '=', id).forUpdate().executeTakeFirst()
}

/** What waits for this chooser; with `orNobody` also what waits for nobody in particular. */
export function selectUnclearFor(db: Db, chooser: Id, orNobody: boolean, most: number): Promise<Unclear[]> {
  return unclear(db)
    .where((row) =>
      orNobody
        ? row.or([row('chooser_id', '=', chooser), row('chooser_id', 'is', null)])
        : row('chooser_id', '=', chooser),
    )
    .orderBy('at')
    .limit(most)
    .execute()
}

const unclear = (db: Db) =>
  db
    .selectFrom('thanks_unclear')
    .select(['thanks_id', 'name', 'chooser_id', 'at', sql<Id[]>`candidates::text[]`.as('candidates')])
    .where('company_id', '=', companyOf(db))

export const deleteUnclear = (db: Db, id: Id) =>
  db
    .deleteFrom('thanks_unclear')
    .where('company_id', '=', companyOf(db))
    .where('thanks_id', '=', id)
    .execute()

/** Whoever leaves chooses no more: an administrator does. */
export async function freeChooser(db: Db, chooser: Id): Promise<number> {
  const freed = await db
    .updateTable('thanks_unclear')
    .set({ chooser_id: null })
    .where('company_id', '=', companyOf(db))
    .where('chooser_id', '=', chooser)
    .returning('thanks_id')
    .execute()
  return freed.length
}

/** False if it hangs there already. */
export async function insertOnWall(db: Db, thanks_id: Id, at: Date, by_id: Id | null): Promise<boolean> {
  const made = await db
    .insertInto('thanks_wall')
    .values({ company_id: companyOf(db), thanks_id, at, by_id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('thanks_id')
    .executeTakeFirst()
  return made !== undefined
}

export const deleteFromWall = (db: Db, id: Id) =>
  db.deleteFrom('thanks_wall').where('company_id', '=', companyOf(db)).where('thanks_id', '=', id).execute()

export const selectPage = (db: Db, by: { person: Id } | { code: string }) => {
  const query = db
    .selectFrom('thanks_page')
    .select(['person_id', 'code', 'at'])
    .where('company_id', '=', companyOf(db))
  return (
    'person' in by ? query.where('person_id', '=', by.person) : query.where('code', '=', by.code)
  ).executeTakeFirst()
}

export const insertPage = (db: Db, person_id: Id, code: string, at: Date) =>
  db
    .insertInto('thanks_page')
    .values({ company_id: companyOf(db), person_id, code, at })
    .onConflict((conflict) => conflict.columns(['company_id', 'person_id']).doNothing())
    .execute()

export async function deletePage(db: Db, person: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('thanks_page')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .returning('code')
    .executeTakeFirst()
  return gone !== undefined
}
