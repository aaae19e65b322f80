import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Candidate, Why } from './deal.ts'

declare module '../kit/db.ts' {
  interface Tables {
    pledges_draw: { company_id: Id; week: string; at: Date; seed: string }
    pledges_pool: {
      company_id: Id
      week: string
      why: Why
      turn: number
      customer_id: Id
      since_at: Date
    }
    pledges_place: {
      company_id: Id
      id: Id
      week: string
      person_id: Id
      place: number
      customer_id: Id
      why: Why
      since_at: Date
      at: Date
      instead_id: Id | null
    }
    pledges_skip: { company_id: Id; place_id: Id; at: Date; reason: string }
    pledges_left_alone: { company_id: Id; customer_id: Id; at: Date; by_id: Id }
  }
}

export type Draw = { week: string; at: Date; seed: string }
/** A customer on somebody's list, with what became of the place. */
export type Place = {
  id: Id
  week: string
  person_id: Id
  place: number
  customer_id: Id
  why: Why
  since_at: Date
  at: Date
  instead_id: Id | null
  skipped: string | null
  reached_at: Date | null
  again_at: Date | null
  tries: number
}

export const selectDraw = (db: Db, week: string): Promise<Draw | undefined> =>
  db
    .selectFrom('pledges_draw')
    .select(['week', 'at', 'seed'])
    .where('company_id', '=', companyOf(db))
    .where('week', '=', week)
    .executeTakeFirst()

/** Whether this company has ever had customers drawn. */
export async function hasDrawn(db: Db): Promise<boolean> {
  const row = await db
    .selectFrom('pledges_draw')
    .select('week')
    .where('company_id', '=', companyOf(db))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertDraw(db: Db, draw: Draw, pool: readonly Candidate[]): Promise<void> {
  const company_id = companyOf(db)
  await db
    .insertInto('pledges_draw')
    .values({ company_id, ...draw })
    .execute()
  if (pool.length === 0) return
  const turns = new Map<Why, number>()
  const rows = pool.map(({ customer, why, since }) => {
    const turn = (turns.get(why) ?? 0) + 1
    turns.set(why, turn)
    return { company_id, week: draw.week, why, turn, customer_id: customer, since_at: since }
  })
  await db.insertInto('pledges_pool').values(rows).execute()
}

/** Who could be drawn that week, kind by kind in the order of their turns. */
export async function selectPool(db: Db, week: string): Promise<Candidate[]> {
  const rows = await db
    .selectFrom('pledges_pool')
    .select(['customer_id as customer', 'why', 'since_at as since'])
    .where('company_id', '=', companyOf(db))
    .where('week', '=', week)
    .orderBy('why')
    .orderBy('turn')
    .execute()
  return rows
}

export type NewPlace = Omit<Place, 'skipped' | 'reached_at' | 'again_at' | 'tries'>
export async function insertPlaces(db: Db, places: readonly NewPlace[]): Promise<void> {
  if (places.length === 0) return
  await db
    .insertInto('pledges_place')
    .values(places.map((row) => ({ company_id: companyOf(db), ...row })))
    .execute()
}

const places = (db: Db) =>
  db
    .selectFrom('pledges_place as p')
    .leftJoin('pledges_skip as s', (join) =>
      join.onRef('s.company_id', '=', 'p.company_id').onRef('s.place_id', '=', 'p.id'),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('pledges_call as c')
          .select([
            sql<Date | null>`max(c.at) filter (where c.reached)`.as('reached_at'),
            sql<Date | null>`(array_agg(c.again_at order by c.at desc, c.id desc))[1]`.as('again_at'),
            sql<number>`count(*)::int`.as('tries'),
          ])
          .whereRef('c.company_id', '=', 'p.company_id')
          .whereRef('c.place_id', '=', 'p.id')
          .as('c'),
      (join) => join.onTrue(),
    )
    .select(['p.id', 'p.week', 'p.person_id', 'p.place', 'p.customer_id', 'p.why', 'p.since_at', 'p.at'])
    .select(['p.instead_id', 's.reason as skipped', 'c.reached_at', 'c.again_at', 'c.tries'])
    .where('p.company_id', '=', companyOf(db))

const filled = <T extends { tries: number | null }>(row: T) => ({ ...row, tries: row.tries ?? 0 })

export async function selectPlace(db: Db, id: Id): Promise<Place | undefined> {
  const row = await places(db).where('p.id', '=', id).executeTakeFirst()
  return row && filled(row)
}

/** The places of a week, of everybody or of some. */
export async function selectPlaces(db: Db, week: string, people?: readonly Id[]): Promise<Place[]> {
  let query = places(db).where('p.week', '=', week)
  if (people) query = query.where('p.person_id', '=', sql<Id>`any(${[...people]}::uuid[])`)
  return (await query.orderBy('p.place').orderBy('p.at').orderBy('p.id').execute()).map(filled)
}

export const insertSkip = (db: Db, place_id: Id, at: Date, reason: string) =>
  db
    .insertInto('pledges_skip')
    .values({ company_id: companyOf(db), place_id, at, reason })
    .execute()

export const insertLeftAlone = (db: Db, customer_id: Id, at: Date, by_id: Id) =>
  db
    .insertInto('pledges_left_alone')
    .values({ company_id: companyOf(db), customer_id, at, by_id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
