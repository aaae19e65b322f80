import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

/** What a team that never sees the customer must know of a case, so that nobody asks twice. */
export type CaseSight = {
  case_id: Id
  number: number
  title: string
  happened: string
  wants: string
  customer_id: Id | null
  waiting: boolean
  holder_id: Id | null
  /** What the customer said first, in their own words. */
  words: string | null
  language: string | null
  /** What they were promised and do not have yet, the first that is due. */
  promised: string | null
  promised_by: Date | null
}

export async function selectCaseSights(db: Db, cases: readonly Id[]): Promise<Map<Id, CaseSight>> {
  if (cases.length === 0) return new Map()
  const { rows } = await sql<CaseSight>`
    select c.id as case_id, c.number, c.title, c.happened, c.wants, c.customer_id,
      w.case_id is not null as waiting, w.holder_id, s.text as words, s.language,
      p.what as promised, p.due_at as promised_by
    from cases_case c
    left join cases_waiting w on w.company_id = c.company_id and w.case_id = c.id
    left join lateral (
      select i.text, i.language from cases_interaction x
      join interactions_interaction i on i.company_id = x.company_id and i.id = x.interaction_id
      where x.company_id = c.company_id and x.case_id = c.id and i.direction = 'in' and i.text <> ''
      order by i.at, i.id limit 1) s on true
    left join lateral (
      select o.what, o.due_at from cases_promise o
      where o.company_id = c.company_id and o.case_id = c.id and not exists (
        select from cases_promise_end e where e.company_id = o.company_id and e.promise_id = o.id)
      order by o.due_at, o.id limit 1) p on true
    where c.company_id = ${companyOf(db)} and c.id = any(${[...cases]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.case_id, row]))
}
