import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Stage, Touchpoint } from './touchpoint.ts'

type TouchpointRow = {
  company_id: Id
  id: Id
  stage_id: Id
  name: string
  place: number
  code: string
  owner_id: Id | null
  team_id: Id | null
  ideal: string
}

declare module '../kit/db.ts' {
  interface Tables {
    touchpoints_stage: { company_id: Id; id: Id; name: string; place: number }
    touchpoints_touchpoint: TouchpointRow
    touchpoints_closing: { company_id: Id; touchpoint_id: Id; at: Date; by_id: Id | null }
    touchpoints_guess: { company_id: Id; touchpoint_id: Id; magic_share: number; at: Date }
  }
}

export const selectStages = (db: Db): Promise<Stage[]> =>
  db
    .selectFrom('touchpoints_stage')
    .select(['id', 'name', 'place'])
    .where('company_id', '=', companyOf(db))
    .orderBy('place')
    .orderBy('id')
    .execute()

function line(db: Db) {
  return db
    .selectFrom('touchpoints_touchpoint as t')
    .innerJoin('touchpoints_stage as s', (join) =>
      join.onRef('s.company_id', '=', 't.company_id').onRef('s.id', '=', 't.stage_id'),
    )
    .leftJoin('touchpoints_closing as c', (join) =>
      join.onRef('c.company_id', '=', 't.company_id').onRef('c.touchpoint_id', '=', 't.id'),
    )
    .select([
      't.id',
      't.stage_id',
      's.name as stage',
      't.name',
      't.code',
      't.place',
      't.owner_id',
      't.team_id',
      't.ideal',
    ])
    .select((row) =>
      row
        .selectFrom('touchpoints_guess as g')
        .select('g.magic_share')
        .whereRef('g.company_id', '=', 't.company_id')
        .whereRef('g.touchpoint_id', '=', 't.id')
        .orderBy('g.at', 'desc')
        .limit(1)
        .as('guess'),
    )
    .where('t.company_id', '=', companyOf(db))
    .orderBy('s.place')
    .orderBy('t.place')
    .orderBy('t.id')
}

/** In the order in which customers walk them, those left out that are closed. */
export const selectTouchpoints = (db: Db): Promise<Touchpoint[]> =>
  line(db).where('c.at', 'is', null).execute()

export const selectClosed = (db: Db): Promise<Touchpoint[]> =>
  line(db).where('c.at', 'is not', null).execute()

export const selectTouchpoint = (db: Db, id: Id): Promise<Touchpoint | undefined> =>
  line(db).where('t.id', '=', id).executeTakeFirst()

export const selectByCode = (db: Db, code: string): Promise<Touchpoint | undefined> =>
  line(db).where('t.code', '=', code).where('c.at', 'is', null).executeTakeFirst()

/** All codes that were ever given: a printed one must not lead elsewhere later. */
export async function selectCodes(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('touchpoints_touchpoint')
    .select('code')
    .where('company_id', '=', companyOf(db))
    .execute()
  return new Set(rows.map((row) => row.code))
}

export const insertStages = (db: Db, stages: readonly Stage[]) =>
  db
    .insertInto('touchpoints_stage')
    .values(stages.map((stage) => ({ company_id: companyOf(db), ...stage })))
    .execute()

export const insertTouchpoints = (db: Db, touchpoints: readonly Omit<TouchpointRow, 'company_id'>[]) =>
  db
    .insertInto('touchpoints_touchpoint')
    .values(touchpoints.map((one) => ({ company_id: companyOf(db), ...one })))
    .execute()

export const updateStage = (db: Db, id: Id, change: { name: string }) =>
  db
    .updateTable('touchpoints_stage')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

export type Change = { [K in 'name' | 'owner_id' | 'team_id' | 'ideal']?: Touchpoint[K] | undefined }
export const updateTouchpoint = (db: Db, id: Id, change: Change) =>
  db
    .updateTable('touchpoints_touchpoint')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

export const updateStageOrder = (db: Db, ids: readonly Id[]) =>
  sql`update touchpoints_stage s set place = x.place
    from unnest(${[...ids]}::uuid[]) with ordinality as x(id, place)
    where s.company_id = ${companyOf(db)} and s.id = x.id`.execute(db)

export const updateOrder = (db: Db, order: readonly { id: Id; stage: Id }[]) =>
  sql`update touchpoints_touchpoint t set place = x.place, stage_id = x.stage
    from unnest(${order.map((one) => one.id)}::uuid[], ${order.map((one) => one.stage)}::uuid[])
      with ordinality as x(id, stage, place)
    where t.company_id = ${companyOf(db)} and t.id = x.id`.execute(db)

export const deleteStage = (db: Db, id: Id) =>
  db.deleteFrom('touchpoints_stage').where('company_id', '=', companyOf(db)).where('id', '=', id).execute()

export const insertClosing = (db: Db, closing: { touchpoint_id: Id; at: Date; by_id: Id | null }) =>
  db
    .insertInto('touchpoints_closing')
    .values({ company_id: companyOf(db), ...closing })
    .onConflict((row) => row.doNothing())
    .returning('at')
    .executeTakeFirst()

export const deleteClosing = (db: Db, touchpoint: Id) =>
  db
    .deleteFrom('touchpoints_closing')
    .where('company_id', '=', companyOf(db))
    .where('touchpoint_id', '=', touchpoint)
    .returning('at')
    .executeTakeFirst()

export const insertGuess = (db: Db, guess: { touchpoint_id: Id; magic_share: number; at: Date }) =>
  db
    .insertInto('touchpoints_guess')
    .values({ company_id: companyOf(db), ...guess })
    .onConflict((row) => row.doNothing())
    .execute()
