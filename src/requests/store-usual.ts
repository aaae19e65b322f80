import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Hours } from '../people/hours.ts'

export type UsualRow = { answer_minutes: number; done_minutes: number; hours: Hours | null }

declare module '../kit/db.ts' {
  interface Tables {
    requests_usual: {
      company_id: Id
      team_id: Id
      answer_minutes: number
      done_minutes: number
      hours: unknown
      at: Date
      by_id: Id | null
    }
  }
}

export async function selectUsual(db: Db, team: Id): Promise<UsualRow | undefined> {
  const row = await db
    .selectFrom('requests_usual')
    .select(['answer_minutes', 'done_minutes', 'hours'])
    .where('company_id', '=', companyOf(db))
    .where('team_id', '=', team)
    .executeTakeFirst()
  return row && { ...row, hours: row.hours as Hours | null }
}

export async function upsertUsual(
  db: Db,
  team_id: Id,
  { hours, ...row }: UsualRow & { at: Date; by_id: Id },
): Promise<void> {
  const all = { ...row, hours: hours ? JSON.stringify(hours) : null }
  await db
    .insertInto('requests_usual')
    .values({ company_id: companyOf(db), team_id, ...all })
    .onConflict((one) => one.columns(['company_id', 'team_id']).doUpdateSet(all))
    .execute()
}

export type Went = {
  team_id: Id
  helped: number
  judged: number
  answered: number
  /** Half of the first answers came within so many minutes by the clock. */
  median_minutes: number | null
}

/** How it went with what each team was asked since: counts and a middle, of teams alone. */
export async function selectWent(db: Db, since: Date): Promise<Went[]> {
  const company = companyOf(db)
  const { rows } = await sql<Went>`
    with judged as (
      select e.team_id, count(*) filter (where v.helped)::int as helped, count(*)::int as judged
      from requests_verdict v join requests_end e on e.company_id = v.company_id and e.request_id = v.request_id
      where v.company_id = ${company} and v.at > ${since} group by 1
    ), answered as (
      select a.team_id, count(*)::int as answered,
        (percentile_cont(0.5) within group (order by extract(epoch from w.at - a.at)) / 60)::float8 as median_minutes
      from requests_answered w join requests_asked a on a.company_id = w.company_id and a.id = w.asked_id
      where w.company_id = ${company} and w.at > ${since} group by 1
    )
    select coalesce(j.team_id, a.team_id) as team_id, coalesce(j.helped, 0) as helped,
      coalesce(j.judged, 0) as judged, coalesce(a.answered, 0) as answered, a.median_minutes
    from judged j full join answered a on a.team_id = j.team_id`.execute(db)
  return rows
}
