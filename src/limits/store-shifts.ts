import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { PlannedShift, Shift } from './shift.ts'

declare module '../kit/db.ts' {
  interface Tables {
    limits_shift: {
      company_id: Id
      id: Id
      at: Date
      person_id: Id
      beside_id: Id
      team_id: Id | null
      planned_at: Date
      minutes: number
    }
    limits_shift_answer: { company_id: Id; shift_id: Id; yes: boolean; at: Date; by_id: Id }
    limits_shift_run: {
      company_id: Id
      shift_id: Id
      person_id: Id
      beside_id: Id
      from_at: Date
      until_at: Date
    }
    limits_shift_end: { company_id: Id; shift_id: Id; at: Date; by_id: Id | null }
  }
}

/** The shift that runs at that moment: of this person, or beside them. It ends to the second. */
export async function selectRunning(
  db: Db,
  of: { person: Id } | { beside: Id },
  at: Date,
): Promise<Shift | undefined> {
  const whose = 'person' in of ? sql`r.person_id = ${of.person}` : sql`r.beside_id = ${of.beside}`
  const { rows } = await sql<Shift>`
    select r.shift_id as id, r.person_id as by, r.beside_id as beside, s.team_id as team,
      r.from_at as "from", r.until_at as until
    from limits_shift_run r
    join limits_shift s on s.company_id = r.company_id and s.id = r.shift_id
    where r.company_id = ${companyOf(db)} and ${whose} and r.until_at > ${at} and r.from_at <= ${at}
      and not exists (select from limits_shift_end e
        where e.company_id = r.company_id and e.shift_id = r.shift_id and e.at <= ${at})
    limit 1`.execute(db)
  return rows[0]
}

export type ShiftsOf = {
  id?: Id | undefined
  /** Who comes, or beside whom. */
  person?: Id | undefined
  teams?: readonly Id[] | undefined
  since?: Date | undefined
  /** Only those that neither ran nor were called off. */
  open?: boolean | undefined
  /** Only those that were taken. */
  taken?: boolean | undefined
  most: number
}

/** Shifts with all that is true of them now, the newest plan first. */
export function selectShifts(db: Db, of: ShiftsOf): Promise<PlannedShift[]> {
  let query = db
    .selectFrom('limits_shift as s')
    .innerJoin('people_person as p', (join) =>
      join.onRef('p.company_id', '=', 's.company_id').onRef('p.id', '=', 's.person_id'),
    )
    .innerJoin('people_person as b', (join) =>
      join.onRef('b.company_id', '=', 's.company_id').onRef('b.id', '=', 's.beside_id'),
    )
    .leftJoin('limits_shift_answer as a', (join) =>
      join.onRef('a.company_id', '=', 's.company_id').onRef('a.shift_id', '=', 's.id'),
    )
    .leftJoin('limits_shift_run as r', (join) =>
      join.onRef('r.company_id', '=', 's.company_id').onRef('r.shift_id', '=', 's.id'),
    )
    .leftJoin('limits_shift_end as e', (join) =>
      join.onRef('e.company_id', '=', 's.company_id').onRef('e.shift_id', '=', 's.id'),
    )
    .select(['s.id', 's.at', 's.person_id as by', 's.beside_id as beside', 's.team_id as team'])
    .select(['s.planned_at', 's.minutes', 'p.name as by_name', 'b.name as beside_name'])
    .select(['a.yes', 'a.at as answered_at', 'r.from_at as from', 'r.until_at as until'])
    .select(['e.at as ended_at'])
    .where('s.company_id', '=', companyOf(db))
  if (of.id) query = query.where('s.id', '=', of.id)
  if (of.person) {
    const person = of.person
    query = query.where((row) => row.or([row('s.person_id', '=', person), row('s.beside_id', '=', person)]))
  }
  if (of.teams) query = query.where('s.team_id', '=', sql<Id>`any(${[...of.teams]}::uuid[])`)
  if (of.since) query = query.where('s.planned_at', '>=', of.since)
  if (of.open) query = query.where('r.shift_id', 'is', null).where('e.shift_id', 'is', null)
  if (of.taken) query = query.where('r.shift_id', 'is not', null)
  return query.orderBy('s.planned_at', 'desc').orderBy('s.id', 'desc').limit(of.most).execute()
}

type NewShift = {
  id: Id
  at: Date
  person_id: Id
  beside_id: Id
  team_id: Id | null
  planned_at: Date
  minutes: number
}
export const insertShift = (db: Db, row: NewShift) =>
  db
    .insertInto('limits_shift')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** False where it was answered already. */
export async function insertShiftAnswer(
  db: Db,
  row: { shift_id: Id; yes: boolean; at: Date; by_id: Id },
): Promise<boolean> {
  const made = await db
    .insertInto('limits_shift_answer')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('shift_id')
    .executeTakeFirst()
  return made !== undefined
}

type Run = { shift_id: Id; person_id: Id; beside_id: Id; from_at: Date; until_at: Date }
export const insertRun = (db: Db, row: Run) =>
  db
    .insertInto('limits_shift_run')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** False where it was over already. */
export async function insertShiftEnd(
  db: Db,
  row: { shift_id: Id; at: Date; by_id: Id | null },
): Promise<boolean> {
  const made = await db
    .insertInto('limits_shift_end')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('shift_id')
    .executeTakeFirst()
  return made !== undefined
}
