import { sql } from 'kysely'
import type { Place } from '../kit/cursor.ts'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Case } from './case.ts'

declare module '../kit/db.ts' {
  interface Tables {
    cases_case: {
      company_id: Id
      id: Id
      number: number
      customer_id: Id | null
      touchpoint_id: Id | null
      team_id: Id | null
      title: string
      happened: string
      wants: string
      opened_at: Date
    }
    cases_number: { company_id: Id; last: number }
    cases_waiting: {
      company_id: Id
      case_id: Id
      since: Date
      due_at: Date
      holder_id: Id | null
      team_id: Id | null
    }
    cases_interaction: { company_id: Id; case_id: Id; interaction_id: Id }
    cases_holding: {
      company_id: Id
      id: Id
      case_id: Id
      holder_id: Id
      at: Date
      by_id: Id | null
      brief: string | null
    }
    cases_put_right: { company_id: Id; case_id: Id; how: string; at: Date; by_id: Id | null }
    cases_confirmation: {
      company_id: Id
      case_id: Id
      at: Date
      score: number
      made_five: string | null
      told_twice: boolean | null
      interaction_id: Id | null
    }
    cases_follow_up: { company_id: Id; case_id: Id; after_id: Id }
  }
}

/** A case with all that is true of it now; the last holding tells whom the customer is with. */
function cases(db: Db) {
  return db
    .selectFrom('cases_case as c')
    .leftJoin('cases_waiting as w', (join) =>
      join.onRef('w.company_id', '=', 'c.company_id').onRef('w.case_id', '=', 'c.id'),
    )
    .leftJoin('cases_put_right as r', (join) =>
      join.onRef('r.company_id', '=', 'c.company_id').onRef('r.case_id', '=', 'c.id'),
    )
    .leftJoin('cases_confirmation as f', (join) =>
      join.onRef('f.company_id', '=', 'c.company_id').onRef('f.case_id', '=', 'c.id'),
    )
    .leftJoin('cases_follow_up as u', (join) =>
      join.onRef('u.company_id', '=', 'c.company_id').onRef('u.case_id', '=', 'c.id'),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('cases_holding as i')
          .select(['i.holder_id', 'i.at'])
          .whereRef('i.company_id', '=', 'c.company_id')
          .whereRef('i.case_id', '=', 'c.id')
          .orderBy('i.at', 'desc')
          .orderBy('i.id', 'desc')
          .limit(1)
          .as('h'),
      (join) => join.onTrue(),
    )
    .select([
      'c.id',
      'c.number',
      'c.customer_id',
      'c.touchpoint_id',
      'c.title',
      'c.happened',
      'c.wants',
      'c.opened_at',
    ])
    .select([
      'w.case_id as waits',
      'w.due_at',
      'w.holder_id as holds',
      'h.holder_id as held',
      'h.at as held_since',
    ])
    .select(['r.how', 'r.at as right_at', 'r.by_id as right_by', 'u.after_id'])
    .select(['f.at as confirmed_at', 'f.score', 'f.made_five', 'f.told_twice'])
    .select(sql<Id | null>`case when w.case_id is null then c.team_id else w.team_id end`.as('team_id'))
    .where('c.company_id', '=', companyOf(db))
}
type Row = Awaited<ReturnType<ReturnType<typeof cases>['executeTakeFirstOrThrow']>>

const caseOf = (row: Row): Case => ({
  id: row.id,
  number: row.number,
  customer_id: row.customer_id,
  touchpoint_id: row.touchpoint_id,
  team_id: row.team_id,
  title: row.title,
  happened: row.happened,
  wants: row.wants,
  opened_at: row.opened_at,
  waiting: row.waits !== null,
  due_at: row.due_at,
  holder_id: row.waits === null ? row.held : row.holds,
  held_since: row.held_since,
  put_right: row.right_at === null ? null : { how: row.how ?? '', at: row.right_at, by_id: row.right_by },
  confirmed:
    row.confirmed_at === null || row.score === null
      ? null
      : { at: row.confirmed_at, score: row.score, made_five: row.made_five, told_twice: row.told_twice },
  after_id: row.after_id,
})

export async function selectCase(db: Db, id: Id): Promise<Case | undefined> {
  const row = await cases(db).where('c.id', '=', id).executeTakeFirst()
  return row && caseOf(row)
}

export async function selectCaseByNumber(db: Db, number: number): Promise<Id | undefined> {
  const row = await db
    .selectFrom('cases_case')
    .select('id')
    .where('company_id', '=', companyOf(db))
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.id
}

/** Locks the case until the deed ends, so that two deeds on one case follow one another. */
export async function lockCase(db: Db, id: Id): Promise<void> {
  await db
    .selectFrom('cases_case')
    .select('id')
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .forUpdate()
    .execute()
}

export async function selectCasesOf(db: Db, customers: readonly Id[], most: number): Promise<Case[]> {
  if (customers.length === 0) return []
  const rows = await cases(db)
    .where('c.customer_id', 'in', [...customers])
    .orderBy('c.opened_at', 'desc')
    .limit(most)
    .execute()
  return rows.map(caseOf)
}

export type Whose = {
  /** Null: what nobody holds. */
  holder?: Id | null | undefined
  /** What these teams see; what belongs to no team is everybody's. */
  teams?: readonly Id[] | undefined
}

/** One run through an index for each team, so that a page costs the same however many wait. */
function waiting(db: Db, whose: Whose, most: number, after: Place | undefined) {
  const company = companyOf(db)
  const holder =
    whose.holder === undefined
      ? sql``
      : whose.holder === null
        ? sql`and holder_id is null`
        : sql`and holder_id = ${whose.holder}`
  const from = after ? sql`and (due_at, case_id) > (${after.at}, ${after.id}::uuid)` : sql``
  const run = (team: ReturnType<typeof sql>) => sql<{ case_id: Id; due_at: Date }>`
    select case_id, due_at from cases_waiting
    where company_id = ${company} ${holder} ${team} ${from} order by due_at, case_id limit ${most}`
  if (!whose.teams) return run(sql``)
  return sql<{ case_id: Id; due_at: Date }>`
    select case_id, due_at from (
      select x.* from unnest(${[...whose.teams]}::uuid[]) as team (id)
      cross join lateral (${run(sql`and team_id = team.id`)}) x
      union all (${run(sql`and team_id is null`)})
    ) y order by due_at, case_id limit ${most}`
}

/** Cases that wait, what is due first on top. Their page is read from the waiting ones alone, then filled. */
export async function selectWaiting(
  db: Db,
  whose: Whose,
  most: number,
  after: Place | undefined,
): Promise<Case[]> {
  const page = await waiting(db, whose, most, after).execute(db)
  if (page.rows.length === 0) return []
  const ids = page.rows.map((row) => row.case_id)
  const rows = await cases(db)
    .where(sql<boolean>`c.id = any(${ids}::uuid[])`)
    .orderBy('w.due_at')
    .orderBy('c.id')
    .execute()
  return rows.map(caseOf)
}

/** How many wait, counted no further than `most`. */
export async function countWaiting(db: Db, whose: Whose, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (${waiting(db, whose, most, undefined)}) w`.execute(db)
  return rows[0]?.n ?? 0
}

export async function nextNumber(db: Db): Promise<number> {
  const { last } = await db
    .insertInto('cases_number')
    .values({ company_id: companyOf(db), last: 1 })
    .onConflict((row) => row.column('company_id').doUpdateSet({ last: sql`cases_number.last + 1` }))
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

export type NewCase = {
  id: Id
  customer_id: Id | null
  touchpoint_id: Id | null
  team_id: Id | null
  title: string
  happened: string
  wants: string
  opened_at: Date
}

export async function insertCase(db: Db, one: NewCase, due_at: Date): Promise<void> {
  const company_id = companyOf(db)
  await db
    .insertInto('cases_case')
    .values({ ...one, company_id, number: await nextNumber(db) })
    .execute()
  await insertWaiting(db, {
    case_id: one.id,
    since: one.opened_at,
    due_at,
    holder_id: null,
    team_id: one.team_id,
  })
}

export const updateCase = (db: Db, id: Id, change: Partial<Pick<NewCase, 'title' | 'happened' | 'wants'>>) =>
  db
    .updateTable('cases_case')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

type Waiting = { case_id: Id; since: Date; due_at: Date; holder_id: Id | null; team_id: Id | null }
export const insertWaiting = (db: Db, row: Waiting) =>
  db
    .insertInto('cases_waiting')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export const updateWaiting = (db: Db, id: Id, change: Partial<Omit<Waiting, 'case_id' | 'since'>>) =>
  db
    .updateTable('cases_waiting')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('case_id', '=', id)
    .execute()

export const deleteWaiting = (db: Db, id: Id) =>
  db.deleteFrom('cases_waiting').where('company_id', '=', companyOf(db)).where('case_id', '=', id).execute()

/** Everything that somebody holds and that waits goes back to its team. */
export async function releaseHolder(db: Db, holder: Id): Promise<number> {
  const freed = await db
    .updateTable('cases_waiting')
    .set({ holder_id: null })
    .where('company_id', '=', companyOf(db))
    .where('holder_id', '=', holder)
    .returning('case_id')
    .execute()
  return freed.length
}
