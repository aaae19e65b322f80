import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Kind, Pledge, Span } from './pledge.ts'

declare module '../kit/db.ts' {
  interface Tables {
    pledges_pledge: {
      company_id: Id
      id: Id
      person_id: Id
      kind: Kind
      sentence: string
      times: number
      per: Span
      from_day: string
      at: Date
      instead_id: Id | null
    }
    pledges_end: { company_id: Id; pledge_id: Id; at: Date; last_day: string; why: string }
    pledges_done: { company_id: Id; id: Id; pledge_id: Id; on_day: string; what: string; at: Date }
  }
}

export type PledgesOf = {
  id?: Id | undefined
  people?: readonly Id[] | undefined
  kind?: Kind | undefined
  /** Only those that hold. */
  open?: boolean | undefined
}

/** The newest first, each with its end. */
export async function selectPledges(db: Db, of: PledgesOf): Promise<Pledge[]> {
  let query = db
    .selectFrom('pledges_pledge as p')
    .leftJoin('pledges_end as e', (join) =>
      join.onRef('e.company_id', '=', 'p.company_id').onRef('e.pledge_id', '=', 'p.id'),
    )
    .select(['p.id', 'p.person_id', 'p.kind', 'p.sentence', 'p.times', 'p.per', 'p.from_day'])
    .select(['p.at', 'p.instead_id', 'e.at as ended_at', 'e.last_day', 'e.why'])
    .where('p.company_id', '=', companyOf(db))
  if (of.id) query = query.where('p.id', '=', of.id)
  if (of.people) query = query.where('p.person_id', '=', sql<Id>`any(${[...of.people]}::uuid[])`)
  if (of.kind) query = query.where('p.kind', '=', of.kind)
  if (of.open) query = query.where('e.pledge_id', 'is', null)
  const rows = await query.orderBy('p.at', 'desc').orderBy('p.id', 'desc').execute()
  return rows.map(({ ended_at, last_day, why, ...row }) => ({
    ...row,
    end: ended_at && last_day !== null ? { at: ended_at, last_day, why: why ?? '' } : null,
  }))
}

export const insertPledge = (db: Db, { end: _, ...row }: Pledge) =>
  db
    .insertInto('pledges_pledge')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** False where it had ended already. */
export async function insertEnd(
  db: Db,
  row: { pledge_id: Id; at: Date; last_day: string; why: string },
): Promise<boolean> {
  const made = await db
    .insertInto('pledges_end')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('pledge_id')
    .executeTakeFirst()
  return made !== undefined
}

export type Done = { id: Id; pledge_id: Id; on_day: string; what: string; at: Date }
export const insertDone = (db: Db, row: Done) =>
  db
    .insertInto('pledges_done')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export async function deleteDone(db: Db, id: Id, person: Id): Promise<Id | undefined> {
  const gone = await db
    .deleteFrom('pledges_done')
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .where(
      'pledge_id',
      'in',
      db
        .selectFrom('pledges_pledge')
        .select('id')
        .where('company_id', '=', companyOf(db))
        .where('person_id', '=', person),
    )
    .returning('pledge_id')
    .executeTakeFirst()
  return gone?.pledge_id
}

/** What was done for these pledges of one's own kind since a day, the newest first. */
export const selectDone = (db: Db, pledges: readonly Id[], since: string): Promise<Done[]> =>
  db
    .selectFrom('pledges_done')
    .select(['id', 'pledge_id', 'on_day', 'what', 'at'])
    .where('company_id', '=', companyOf(db))
    .where('pledge_id', '=', sql<Id>`any(${[...pledges]}::uuid[])`)
    .where('on_day', '>=', since)
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .execute()

type Moment = { person_id: Id; at: Date }

/** When these people reached a customer whom the draw had given them. */
export const selectCallMoments = (db: Db, people: readonly Id[], since: Date): Promise<Moment[]> =>
  db
    .selectFrom('pledges_call')
    .select(['person_id', 'at'])
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', sql<Id>`any(${[...people]}::uuid[])`)
    .where('at', '>=', since)
    .where('reached', '=', true)
    .orderBy('at')
    .execute()

/** When these people took shifts that lasted for at least half of what was planned; a shift under way is not yet one. */
export async function selectShiftMoments(
  db: Db,
  people: readonly Id[],
  since: Date,
  at: Date,
): Promise<Moment[]> {
  const { rows } = await sql<Moment>`
    select r.person_id, r.from_at as at
    from limits_shift_run r
    join limits_shift s on s.company_id = r.company_id and s.id = r.shift_id
    left join limits_shift_end e on e.company_id = r.company_id and e.shift_id = r.shift_id
    where r.company_id = ${companyOf(db)} and r.person_id = any(${[...people]}::uuid[]) and r.from_at >= ${since}
      and least(r.until_at, coalesce(e.at, r.until_at), ${at}::timestamptz) - r.from_at >= make_interval(mins => s.minutes) / 2
    order by r.from_at`.execute(db)
  return rows
}
