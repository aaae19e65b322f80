import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { How } from './request.ts'

type Promised = { id: Id; asked_id: Id; what: string; due_at: Date; at: Date; by_id: Id | null }
type Question = { id: Id; asked_id: Id; question: string; at: Date; by_id: Id | null }
type Reply = { question_id: Id; reply: string; at: Date; by_id: Id | null }
type End = { request_id: Id; how: How; word: string; team_id: Id; at: Date; by_id: Id | null }
type Verdict = { request_id: Id; helped: boolean; word: string; at: Date }

declare module '../kit/db.ts' {
  interface Tables {
    requests_answered: { company_id: Id; asked_id: Id; at: Date }
    requests_promise: Promised & { company_id: Id }
    requests_question: Question & { company_id: Id }
    requests_reply: Reply & { company_id: Id }
    requests_end: End & { company_id: Id }
    requests_verdict: Verdict & { company_id: Id }
  }
}

/** The first answer of the team that is asked; later ones change nothing. */
export const insertAnswered = (db: Db, asked_id: Id, at: Date) =>
  db
    .insertInto('requests_answered')
    .values({ company_id: companyOf(db), asked_id, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()

export const insertPromised = (db: Db, row: Promised) =>
  db
    .insertInto('requests_promise')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export const insertQuestion = (db: Db, row: Question) =>
  db
    .insertInto('requests_question')
    .values({ company_id: companyOf(db), ...row })
    .execute()

/** False if it was answered already. */
export async function insertReply(db: Db, row: Reply): Promise<boolean> {
  const made = await db
    .insertInto('requests_reply')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('question_id')
    .executeTakeFirst()
  return made !== undefined
}

/** When the question that was asked last was answered; undefined where it was not, or none was. */
export async function selectRepliedAt(db: Db, asked: Id): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date }>`
    select y.at from requests_reply y
    join requests_question q on q.company_id = y.company_id and q.id = y.question_id
    where y.company_id = ${companyOf(db)} and q.asked_id = ${asked} order by y.at desc limit 1`.execute(db)
  return rows[0]?.at
}

/** False if it had ended already. */
export async function insertEnd(db: Db, row: End): Promise<boolean> {
  const made = await db
    .insertInto('requests_end')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('request_id')
    .executeTakeFirst()
  return made !== undefined
}

export const upsertVerdict = (db: Db, { request_id, ...row }: Verdict) =>
  db
    .insertInto('requests_verdict')
    .values({ company_id: companyOf(db), request_id, ...row })
    .onConflict((one) => one.columns(['company_id', 'request_id']).doUpdateSet(row))
    .execute()

export type Saying = {
  request_id: Id
  id: Id
  at: Date
  due_at: Date | null
  what: string
  answer: string | null
}

/** All that was promised and asked back on these requests, whoever was asked then; oldest first. */
export async function selectSaid(db: Db, requests: readonly Id[]): Promise<(Saying & { team: string })[]> {
  if (requests.length === 0) return []
  const { rows } = await sql<Saying & { team: string }>`
    select a.request_id, s.*, t.name as team from (
      select company_id, asked_id, id, at, due_at, what, null::text as answer from requests_promise
      union all
      select q.company_id, q.asked_id, q.id, q.at, null, q.question, y.reply from requests_question q
        left join requests_reply y on y.company_id = q.company_id and y.question_id = q.id
    ) s
    join requests_asked a on a.company_id = s.company_id and a.id = s.asked_id
    join people_team t on t.company_id = a.company_id and t.id = a.team_id
    where s.company_id = ${companyOf(db)} and a.request_id = any(${[...requests]}::uuid[])
    order by s.at, s.id`.execute(db)
  return rows
}
