import { type RawBuilder, sql } from 'kysely'
import type { Place } from '../kit/cursor.ts'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { How, Request } from './request.ts'

type Row = {
  id: Id
  case_id: Id
  from_team_id: Id | null
  asker_id: Id
  for_id: Id | null
  what: string
  needed_by: Date | null
  at: Date
}
type Asked = { id: Id; request_id: Id; team_id: Id; at: Date; by_id: Id | null; reason: string | null }
type Waiting = { request_id: Id; case_id: Id; team_id: Id; due_at: Date }

declare module '../kit/db.ts' {
  interface Tables {
    requests_request: Row & { company_id: Id }
    requests_asked: Asked & { company_id: Id }
    requests_waiting: Waiting & { company_id: Id }
    requests_taking: { company_id: Id; request_id: Id; person_id: Id; at: Date }
  }
}

/** A request with what holds now: the team asked last, and only what that team promised or asked back. */
const requests = (db: Db) => sql`
  select r.id, r.case_id, r.what, r.at, r.needed_by, r.from_team_id, r.asker_id, r.for_id,
    coalesce(f.name, split_part(p.name, ' ', 1)) as "from", p.name as asker,
    a.id as asked_id, a.team_id, t.name as team, a.at as asked_at, w.due_at,
    o.what as promise, o.due_at as promise_due, o.at as promise_at,
    q.id as question_id, q.question, q.at as question_at,
    k.person_id as taken_by_id, kp.name as taken_by, k.at as taken_at,
    e.how, e.word, e.at as ended_at, v.helped, v.word as helped_word
  from requests_request r
  join people_person p on p.company_id = r.company_id and p.id = r.asker_id
  left join people_team f on f.company_id = r.company_id and f.id = r.from_team_id
  cross join lateral (
    select x.id, x.team_id, x.at from requests_asked x
    where x.company_id = r.company_id and x.request_id = r.id order by x.at desc, x.id desc limit 1) a
  join people_team t on t.company_id = r.company_id and t.id = a.team_id
  left join requests_waiting w on w.company_id = r.company_id and w.request_id = r.id
  left join lateral (
    select x.what, x.due_at, x.at from requests_promise x
    where x.company_id = r.company_id and x.asked_id = a.id order by x.at desc, x.id desc limit 1) o on true
  left join lateral (
    select x.id, x.question, x.at from requests_question x
    where x.company_id = r.company_id and x.asked_id = a.id and not exists (
      select from requests_reply y where y.company_id = x.company_id and y.question_id = x.id)
    order by x.at desc, x.id desc limit 1) q on true
  left join requests_taking k on k.company_id = r.company_id and k.request_id = r.id
  left join people_person kp on kp.company_id = k.company_id and kp.id = k.person_id
  left join requests_end e on e.company_id = r.company_id and e.request_id = r.id
  left join requests_verdict v on v.company_id = r.company_id and v.request_id = r.id
  where r.company_id = ${companyOf(db)}`

type Found = Omit<Request, 'promise' | 'question' | 'taken' | 'end' | 'helped'> & {
  promise: string | null
  promise_due: Date | null
  promise_at: Date | null
  question_id: Id | null
  question: string | null
  question_at: Date | null
  taken_by_id: Id | null
  taken_by: string | null
  taken_at: Date | null
  how: How | null
  word: string | null
  ended_at: Date | null
  helped: boolean | null
  helped_word: string | null
}

function requestOf(row: Found): Request {
  const { promise_due, promise_at, question_id, question_at, taken_by_id, taken_by, taken_at, ...rest } = row
  const { how, word, ended_at, helped_word, promise, question, helped, ...plain } = rest
  return {
    ...plain,
    promise: promise_due && promise_at && { what: promise ?? '', due_at: promise_due, at: promise_at },
    question: question_id && question_at ? { id: question_id, text: question ?? '', at: question_at } : null,
    taken: taken_by_id && taken_at ? { by_id: taken_by_id, by: taken_by ?? '', at: taken_at } : null,
    end: how && ended_at && { how, word: word ?? '', at: ended_at },
    helped: helped === null ? null : { helped, word: helped_word ?? '' },
  }
}

async function read(db: Db, more: RawBuilder<unknown>): Promise<Request[]> {
  const { rows } = await sql<Found>`${requests(db)} ${more}`.execute(db)
  return rows.map(requestOf)
}

export const selectRequest = async (db: Db, id: Id): Promise<Request | undefined> =>
  (await read(db, sql`and r.id = ${id}`))[0]

/** Those on these cases, in the order in which they were made. */
export const selectOnCases = async (db: Db, cases: readonly Id[], most = 200): Promise<Request[]> =>
  cases.length === 0
    ? []
    : read(db, sql`and r.case_id = any(${[...cases]}::uuid[]) order by r.at, r.id limit ${most}`)

export type Of = {
  asked?: readonly Id[] | undefined
  from?: readonly Id[] | undefined
  case?: Id | undefined
}

const of = ({ asked, from, case: about }: Of) => sql`
  ${asked ? sql`and a.team_id = any(${[...asked]}::uuid[])` : sql``}
  ${from ? sql`and r.from_team_id = any(${[...from]}::uuid[])` : sql``}
  ${about ? sql`and r.case_id = ${about}` : sql``}`

/** Those that wait, what is due first on top. `asked` and `from` are the teams; undefined: any. */
export function selectWaitingRequests(db: Db, where: Of, most: number, after?: Place): Promise<Request[]> {
  // The teams once more on the waiting row, whose index serves.
  const teams = where.asked ? sql`and w.team_id = any(${[...where.asked]}::uuid[])` : sql``
  const from = after ? sql`and (w.due_at, r.id) > (${after.at}, ${after.id}::uuid)` : sql``
  return read(
    db,
    sql`and w.request_id is not null ${teams} ${of(where)} ${from} order by w.due_at, r.id limit ${most}`,
  )
}

/** How many wait, and how many of them are late. */
export async function countWaitingRequests(
  db: Db,
  teams: readonly Id[] | undefined,
  now: Date,
): Promise<{ waiting: number; late: number }> {
  const where = teams ? sql`and team_id = any(${[...teams]}::uuid[])` : sql``
  const { rows } = await sql<{ waiting: number; late: number }>`
    select count(*)::int as waiting, count(*) filter (where due_at <= ${now})::int as late
    from requests_waiting where company_id = ${companyOf(db)} ${where}`.execute(db)
  return rows[0] ?? { waiting: 0, late: 0 }
}

/** Those that ended, the latest first. */
export const selectEnded = (db: Db, where: Of, most: number, after?: Place): Promise<Request[]> =>
  read(
    db,
    sql`and e.request_id is not null ${of(where)}
      ${after ? sql`and (e.at, r.id) < (${after.at}, ${after.id}::uuid)` : sql``}
      order by e.at desc, r.id desc limit ${most}`,
  )

/** What comes back to somebody who asked, or who holds the case now: open ones, and those that ended since. */
export function selectAskedBy(db: Db, person: Id, since: Date, most: number): Promise<Request[]> {
  return read(
    db,
    sql`and r.id in (
        select x.id from requests_request x where x.company_id = ${companyOf(db)} and x.asker_id = ${person}
        union select x.id from requests_request x
          join cases_waiting c on c.company_id = x.company_id and c.case_id = x.case_id
          where x.company_id = ${companyOf(db)} and c.holder_id = ${person} and x.for_id is null)
      and (w.request_id is not null or (e.at > ${since} and v.request_id is null))
      order by coalesce(w.due_at, e.at), r.id limit ${most}`,
  )
}

/** Those made for the sake of another that still wait. */
export const selectBeneath = (db: Db, id: Id): Promise<Request[]> =>
  read(db, sql`and r.for_id = ${id} and w.request_id is not null order by r.at`)

export const insertRequest = (db: Db, row: Row) =>
  db
    .insertInto('requests_request')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export const insertAsked = (db: Db, row: Asked) =>
  db
    .insertInto('requests_asked')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export type HandedOn = { id: Id; request_id: Id; team: string; at: Date; reason: string | null }

/** To which teams these requests went, one after the other, and why. */
export async function selectAskedOf(
  db: Db,
  requests: readonly Id[],
): Promise<(HandedOn & { team_id: Id })[]> {
  if (requests.length === 0) return []
  const { rows } = await sql<HandedOn & { team_id: Id }>`
    select a.id, a.request_id, a.team_id, t.name as team, a.at, a.reason from requests_asked a
    join people_team t on t.company_id = a.company_id and t.id = a.team_id
    where a.company_id = ${companyOf(db)} and a.request_id = any(${[...requests]}::uuid[])
    order by a.at, a.id`.execute(db)
  return rows
}

export const upsertWaiting = (db: Db, { request_id, ...row }: Waiting) =>
  db
    .insertInto('requests_waiting')
    .values({ company_id: companyOf(db), request_id, ...row })
    .onConflict((one) => one.columns(['company_id', 'request_id']).doUpdateSet(row))
    .execute()

export const deleteWaitingRequest = (db: Db, id: Id) =>
  db
    .deleteFrom('requests_waiting')
    .where('company_id', '=', companyOf(db))
    .where('request_id', '=', id)
    .execute()

/** False if somebody was quicker. */
export async function insertTaking(
  db: Db,
  row: { request_id: Id; person_id: Id; at: Date },
): Promise<boolean> {
  const made = await db
    .insertInto('requests_taking')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('request_id')
    .executeTakeFirst()
  return made !== undefined
}

export const deleteTaking = (db: Db, id: Id) =>
  db
    .deleteFrom('requests_taking')
    .where('company_id', '=', companyOf(db))
    .where('request_id', '=', id)
    .execute()

/** What somebody had taken goes back to the team. */
export async function deleteTakingsOf(db: Db, person: Id): Promise<number> {
  const freed = await db
    .deleteFrom('requests_taking')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .returning('request_id')
    .execute()
  return freed.length
}
