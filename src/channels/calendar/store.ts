import { sql } from 'kysely'
import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type { Names, Odd } from './reading/told.ts'

declare module '../../kit/db.ts' {
  interface Tables {
    calendar_calendar: {
      company_id: Id
      id: Id
      name: string
      url: string | null
      hash: string | null
      meets: boolean
      touchpoint_id: Id | null
      team_id: Id | null
      at: Date
      by_id: Id | null
    }
    calendar_ended: { company_id: Id; calendar_id: Id; at: Date; by_id: Id | null }
    calendar_look: {
      company_id: Id
      calendar_id: Id
      at: Date
      good_at: Date | null
      trouble: string | null
      dates: number
      past: number
      odd: unknown
    }
    calendar_date: {
      company_id: Id
      calendar_id: Id
      key: string
      uid: string
      what: string
      day: string | null
      at: Date | null
      told: unknown
      expected_id: Id | null
      gone_at: Date | null
    }
    calendar_said: { company_id: Id; uid: string; customer_id: Id | null; at: Date; by_id: Id | null }
  }
}

export type Calendar = {
  id: Id
  name: string
  /** Where it is followed; it may be as good as a password. */
  url: string | null
  hash: string | null
  meets: boolean
  touchpoint_id: Id | null
  team_id: Id | null
  at: Date
  by_id: Id | null
  ended_at: Date | null
  looked_at: Date | null
  good_at: Date | null
  trouble: string | null
  dates: number | null
  past: number | null
  odd: Odd[]
}

const calendars = (db: Db) =>
  db
    .selectFrom('calendar_calendar as c')
    .leftJoin('calendar_ended as e', (join) =>
      join.onRef('e.company_id', '=', 'c.company_id').onRef('e.calendar_id', '=', 'c.id'),
    )
    .leftJoin('calendar_look as l', (join) =>
      join.onRef('l.company_id', '=', 'c.company_id').onRef('l.calendar_id', '=', 'c.id'),
    )
    .select([
      'c.id',
      'c.name',
      'c.url',
      'c.hash',
      'c.meets',
      'c.touchpoint_id',
      'c.team_id',
      'c.at',
      'c.by_id',
    ])
    .select(['e.at as ended_at', 'l.at as looked_at', 'l.good_at', 'l.trouble', 'l.dates', 'l.past'])
    .select(sql<Odd[]>`coalesce(l.odd, '[]')`.as('odd'))
    .where('c.company_id', '=', companyOf(db))

export const selectCalendar = (
  db: Db,
  by: { id: Id } | { url: string } | { hash: string },
): Promise<Calendar | undefined> => {
  const query = calendars(db)
  if ('id' in by) return query.where('c.id', '=', by.id).executeTakeFirst()
  return (
    'url' in by ? query.where('c.url', '=', by.url) : query.where('c.hash', '=', by.hash)
  ).executeTakeFirst()
}
export const selectCalendars = (db: Db): Promise<Calendar[]> =>
  calendars(db).orderBy('c.at', 'desc').orderBy('c.id', 'desc').limit(100).execute()

type New = Pick<
  Calendar,
  'id' | 'name' | 'url' | 'hash' | 'meets' | 'touchpoint_id' | 'team_id' | 'at' | 'by_id'
>
export const insertCalendar = (db: Db, row: New) =>
  db
    .insertInto('calendar_calendar')
    .values({ company_id: companyOf(db), ...row })
    .execute()
export const renameCalendar = (db: Db, id: Id, name: string) =>
  db
    .updateTable('calendar_calendar')
    .set({ name })
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

export async function insertEnded(db: Db, calendar_id: Id, at: Date, by_id: Id | null): Promise<boolean> {
  const made = await db
    .insertInto('calendar_ended')
    .values({ company_id: companyOf(db), calendar_id, at, by_id })
    .onConflict((clash) => clash.doNothing())
    .returning('calendar_id')
    .executeTakeFirst()
  return made !== undefined
}
export async function deleteEnded(db: Db, id: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('calendar_ended')
    .where('company_id', '=', companyOf(db))
    .where('calendar_id', '=', id)
    .returning('calendar_id')
    .executeTakeFirst()
  return gone !== undefined
}

type Look = { at: Date; trouble: string } | { at: Date; dates: number; past: number; odd: Odd[] }
/** A look that went wrong leaves what the last good one found. */
export function upsertLook(db: Db, calendar_id: Id, look: Look): Promise<unknown> {
  const change =
    'trouble' in look
      ? look
      : { ...look, good_at: look.at, trouble: null, odd: JSON.stringify(look.odd.slice(0, 200)) }
  return db
    .insertInto('calendar_look')
    .values({
      company_id: companyOf(db),
      calendar_id,
      good_at: null,
      dates: 0,
      past: 0,
      odd: '[]',
      ...change,
    })
    .onConflict((clash) => clash.columns(['company_id', 'calendar_id']).doUpdateSet(change))
    .execute()
}

export type DateRow = {
  calendar_id: Id
  key: string
  uid: string
  what: string
  day: string | null
  at: Date | null
  told: Names
  expected_id: Id | null
  gone_at: Date | null
}
const dates = (db: Db) =>
  db
    .selectFrom('calendar_date')
    .select(['calendar_id', 'key', 'uid', 'what', 'day', 'at', 'expected_id', 'gone_at'])
    .select(sql<DateRow['told']>`told`.as('told'))
    .where('company_id', '=', companyOf(db))

export const selectDates = (db: Db, calendar: Id): Promise<DateRow[]> =>
  dates(db).where('calendar_id', '=', calendar).execute()
export const selectDatesOf = (db: Db, uid: string): Promise<DateRow[]> =>
  dates(db).where('uid', '=', uid).where('gone_at', 'is', null).execute()
/** What another calendar knows under these keys and still says. */
export const selectElsewhere = (db: Db, calendar: Id, keys: readonly string[]): Promise<DateRow[]> =>
  dates(db)
    .where('calendar_id', '<>', calendar)
    .where('key', '=', sql<string>`any(${[...keys]}::text[])`)
    .where('gone_at', 'is', null)
    .execute()

export const upsertDate = (db: Db, { told, ...row }: DateRow) => {
  const change = { ...row, told: JSON.stringify(told) }
  return db
    .insertInto('calendar_date')
    .values({ company_id: companyOf(db), ...change })
    .onConflict((clash) => clash.columns(['company_id', 'calendar_id', 'key']).doUpdateSet(change))
    .execute()
}

/** Entries that a file brought later speaks of, too: it has the say. */
export async function selectTakenOver(db: Db, calendar: Id): Promise<Set<string>> {
  const { rows } = await sql<{ uid: string }>`
    select distinct d.uid from calendar_date d
    join calendar_calendar c on c.company_id = d.company_id and c.id = d.calendar_id
    join calendar_calendar own on own.company_id = d.company_id and own.id = ${calendar}
    where d.company_id = ${companyOf(db)} and c.hash is not null and (c.at, c.id) > (own.at, own.id)
      and not exists (select from calendar_ended e where e.company_id = c.company_id and e.calendar_id = c.id)`.execute(
    db,
  )
  return new Set(rows.map((row) => row.uid))
}

export type Waiting = {
  uid: string
  what: string
  calendar: string
  told: DateRow['told']
  /** The next date, or the last where all are over. */
  day: string | null
  at: Date | null
  dates: number
  /** Whether none of its dates is still to come. */
  over: boolean
}
/** Entries of which nobody has said whose they are, the next first; those that are over, last. */
export async function selectWaiting(db: Db, today: string, from: Date, most: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    with waiting as (
      select d.*, (coalesce(d.day < ${today}::date, d.at < ${from})) as over
      from calendar_date d
      where d.company_id = ${companyOf(db)} and d.expected_id is null and d.gone_at is null
        and not exists (select from calendar_said s where s.company_id = d.company_id and s.uid = d.uid)
        and not exists (select from calendar_ended e where e.company_id = d.company_id and e.calendar_id = d.calendar_id)
    ), one as (
      select distinct on (uid) *, count(*) over (partition by uid)::int as dates from waiting
      order by uid, over, coalesce(at, day::timestamptz)
    )
    select one.uid, one.what, c.name as calendar, one.told, one.day, one.at, one.dates, one.over
    from one join calendar_calendar c on c.company_id = one.company_id and c.id = one.calendar_id
    order by one.over, coalesce(one.at, one.day::timestamptz), one.uid limit ${most}`.execute(db)
  return rows
}

export async function countWaiting(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct d.uid)::int as n from calendar_date d
    where d.company_id = ${companyOf(db)} and d.expected_id is null and d.gone_at is null
      and not exists (select from calendar_said s where s.company_id = d.company_id and s.uid = d.uid)
      and not exists (select from calendar_ended e where e.company_id = d.company_id and e.calendar_id = d.calendar_id)`.execute(
    db,
  )
  return rows[0]?.n ?? 0
}

export const upsertSaid = (db: Db, uid: string, customer_id: Id | null, at: Date, by_id: Id) =>
  db
    .insertInto('calendar_said')
    .values({ company_id: companyOf(db), uid, customer_id, at, by_id })
    .onConflict((clash) => clash.columns(['company_id', 'uid']).doUpdateSet({ customer_id, at, by_id }))
    .execute()
export async function deleteSaid(db: Db, uid: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('calendar_said')
    .where('company_id', '=', companyOf(db))
    .where('uid', '=', uid)
    .returning('uid')
    .executeTakeFirst()
  return gone !== undefined
}
export const selectSaid = (db: Db, uids: readonly string[]) =>
  db
    .selectFrom('calendar_said')
    .select(['uid', 'customer_id'])
    .where('company_id', '=', companyOf(db))
    .where('uid', '=', sql<string>`any(${[...uids]}::text[])`)
    .execute()
