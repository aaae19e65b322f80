import { sql } from 'kysely'
import type { Counted } from '../figures/figures.ts'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

/** The counters of fives, from what was said itself. */
export async function recountScores(db: Db): Promise<Counted[]> {
  const company = companyOf(db)
  const { rows } = await sql<Counted>`
    select (i.at at time zone c.zone)::date as day, i.touchpoint_id as touchpoint, i.team_id as team,
      i.channel, i.kind, i.score, count(*) as n
    from interactions_interaction i join people_company c on c.id = i.company_id
    where i.company_id = ${company} and i.direction = 'in' and i.score is not null
    group by 1, 2, 3, 4, 5, 6`.execute(db)
  return rows
}

export async function recountVerdicts(db: Db): Promise<Counted[]> {
  const company = companyOf(db)
  const { rows } = await sql<Counted>`
    select (i.at at time zone c.zone)::date as day, i.touchpoint_id as touchpoint, i.team_id as team,
      coalesce(v.verdict, case when i.score >= 5 then 'magic' when i.score >= 3 then 'mediocre' else 'misery' end)
        as verdict, count(*) as n
    from interactions_interaction i join people_company c on c.id = i.company_id
    left join interactions_verdict v on v.company_id = i.company_id and v.interaction_id = i.id
    where i.company_id = ${company} and i.direction = 'in' and (i.score is not null or v.verdict is not null)
    group by 1, 2, 3, 4`.execute(db)
  return rows
}

/** How customers confirmed what one person had put right: fives, and all who answered. Both days belong to it. */
export async function countConfirmed(
  db: Db,
  person: Id,
  { from, to }: { from: string; to: string },
): Promise<{ fives: number; answered: number }> {
  const company = companyOf(db)
  const { rows } = await sql<{ fives: number; answered: number }>`
    select count(*) filter (where c.score = 5)::int as fives, count(*)::int as answered
    from cases_put_right r
    join cases_confirmation c on c.company_id = r.company_id and c.case_id = r.case_id
    join people_company h on h.id = r.company_id
    where r.company_id = ${company} and r.by_id = ${person}
      and (c.at at time zone h.zone)::date between ${from}::date and ${to}::date`.execute(db)
  return rows[0] ?? { fives: 0, answered: 0 }
}
