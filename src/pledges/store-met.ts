import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    pledges_met: MetRow & { company_id: Id }
    pledges_report: ReportRow & { company_id: Id }
    pledges_changed: { company_id: Id; shift_id: Id; at: Date; how: string }
  }
}

/** Asked for more than the limit; was refused; reported a rule. */
export type How = 'asked' | 'refused' | 'rule'
export type MetRow = {
  id: Id
  shift_id: Id
  at: Date
  how: How
  case_id: Id | null
  minor: bigint | null
  currency: string | null
  ask_id: Id | null
  policy_id: Id | null
}
export type ReportRow = { shift_id: Id; at: Date; met: string; change: string; by_day: string }

/** False where the very same was met on this shift before. */
export async function insertMet(db: Db, row: MetRow): Promise<boolean> {
  const { rows } = await sql<{ id: Id }>`
    insert into pledges_met (company_id, id, shift_id, at, how, case_id, minor, currency, ask_id, policy_id)
    select ${companyOf(db)}, ${row.id}, ${row.shift_id}, ${row.at}, ${row.how}, ${row.case_id}::uuid, ${row.minor}::bigint,
      ${row.currency}, ${row.ask_id}::uuid, ${row.policy_id}::uuid
    where not exists (select from pledges_met m where m.company_id = ${companyOf(db)} and m.shift_id = ${row.shift_id}
      and m.how = ${row.how} and m.case_id is not distinct from ${row.case_id}::uuid
      and m.ask_id is not distinct from ${row.ask_id}::uuid and m.policy_id is not distinct from ${row.policy_id}::uuid)
    returning id`.execute(db)
  return rows.length > 0
}

export type MetSeen = MetRow & {
  case_title: string | null
  /** Whom they asked, and when that was answered. */
  asked: string | null
  answer: string | null
  answered_at: Date | null
}

/** What was met on these shifts, in the order in which it was. */
export async function selectMet(db: Db, shifts: readonly Id[]): Promise<MetSeen[]> {
  if (shifts.length === 0) return []
  const { rows } = await sql<MetSeen>`
    select m.id, m.shift_id, m.at, m.how, m.case_id, m.minor, m.currency, m.ask_id, m.policy_id,
      c.title as case_title, a.name as asked, r.answer, r.at as answered_at
    from pledges_met m
    left join cases_case c on c.company_id = m.company_id and c.id = m.case_id
    left join remedies_reply r on r.company_id = m.company_id and r.ask_id = m.ask_id
    left join lateral (
      select p.name from remedies_asked x
      join people_person p on p.company_id = x.company_id and p.id = x.person_id
      where x.company_id = m.company_id and x.ask_id = m.ask_id order by x.at desc, x.id desc limit 1) a on true
    where m.company_id = ${companyOf(db)} and m.shift_id = any(${[...shifts]}::uuid[])
    order by m.at, m.id`.execute(db)
  return rows
}

export async function insertReport(db: Db, row: ReportRow): Promise<boolean> {
  const made = await db
    .insertInto('pledges_report')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('shift_id')
    .executeTakeFirst()
  return made !== undefined
}

export type ReportSeen = ReportRow & { changed_at: Date | null; changed: string | null }

/** The reports of these shifts, the newest first. */
export const selectReports = (db: Db, shifts: readonly Id[]): Promise<ReportSeen[]> =>
  db
    .selectFrom('pledges_report as r')
    .leftJoin('pledges_changed as c', (join) =>
      join.onRef('c.company_id', '=', 'r.company_id').onRef('c.shift_id', '=', 'r.shift_id'),
    )
    .select(['r.shift_id', 'r.at', 'r.met', 'r.change', 'r.by_day', 'c.at as changed_at', 'c.how as changed'])
    .where('r.company_id', '=', companyOf(db))
    .where('r.shift_id', '=', sql<Id>`any(${[...shifts]}::uuid[])`)
    .orderBy('r.at', 'desc')
    .execute()

export async function insertChanged(db: Db, shift_id: Id, at: Date, how: string): Promise<boolean> {
  const made = await db
    .insertInto('pledges_changed')
    .values({ company_id: companyOf(db), shift_id, at, how })
    .onConflict((conflict) => conflict.doNothing())
    .returning('shift_id')
    .executeTakeFirst()
  return made !== undefined
}
