import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { AnswerKind, Why } from './policy.ts'

declare module '../kit/db.ts' {
  interface Tables {
    policies_wait: WaitRow & { company_id: Id }
    policies_asked: Hop & { company_id: Id }
    policies_answer: AnswerRow & { company_id: Id }
    policies_notice: { company_id: Id; wait_id: Id; person_id: Id; at: Date }
  }
}

export type WaitRow = { id: Id; policy_id: Id; why: Why; reason: string; at: Date; by_id: Id | null }
export type Hop = {
  id: Id
  wait_id: Id
  person_id: Id
  why: 'owner' | 'climbed' | 'moved'
  at: Date
  decide_by: Date
}
export type AnswerRow = {
  wait_id: Id
  answer: AnswerKind
  because: string
  at: Date
  by_id: Id | null
  from_on: string | null
  until_on: string | null
}

export const insertWait = (db: Db, row: WaitRow) =>
  db
    .insertInto('policies_wait')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export const insertHop = (db: Db, row: Hop) =>
  db
    .insertInto('policies_asked')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export type OpenHop = Hop & { policy_id: Id; wait_why: Why; open: boolean; last: boolean }

/** A hop with its wait: whether that is still open, and whether nobody was asked after this one. */
export async function selectHop(db: Db, id: Id): Promise<OpenHop | undefined> {
  const { rows } = await sql<OpenHop>`
    select h.id, h.wait_id, h.person_id, h.why, h.at, h.decide_by, w.policy_id, w.why as wait_why,
      not exists (select from policies_answer a where a.company_id = h.company_id and a.wait_id = h.wait_id) as open,
      not exists (select from policies_asked n where n.company_id = h.company_id and n.wait_id = h.wait_id
        and (n.at, n.id) > (h.at, h.id)) as last
    from policies_asked h join policies_wait w on w.company_id = h.company_id and w.id = h.wait_id
    where h.company_id = ${companyOf(db)} and h.id = ${id}`.execute(db)
  return rows[0]
}

/** Who was asked for a word, the first first. */
export const selectHops = (db: Db, wait: Id): Promise<Hop[]> =>
  db
    .selectFrom('policies_asked')
    .select(['id', 'wait_id', 'person_id', 'why', 'at', 'decide_by'])
    .where('company_id', '=', companyOf(db))
    .where('wait_id', '=', wait)
    .orderBy('at')
    .orderBy('id')
    .execute()

/** Two who speak at once race for this row: false for whoever came second. */
export async function insertAnswer(db: Db, row: AnswerRow): Promise<boolean> {
  const made = await db
    .insertInto('policies_answer')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((on) => on.doNothing())
    .returning('wait_id')
    .executeTakeFirst()
  return made !== undefined
}

/** Everything that was ever asked and said of a rule, in the order of time. */
export type Past = {
  wait: WaitRow & { by: string | null }
  hops: { person_id: Id; name: string; why: Hop['why']; at: Date; decide_by: Date }[]
  answer: (AnswerRow & { by: string | null }) | null
}
export async function selectPast(db: Db, policy: Id): Promise<Past[]> {
  const company = companyOf(db)
  const { rows: waits } = await sql<WaitRow & { by: string | null }>`
    select w.id, w.policy_id, w.why, w.reason, w.at, w.by_id, p.name as by
    from policies_wait w left join people_person p on p.company_id = w.company_id and p.id = w.by_id
    where w.company_id = ${company} and w.policy_id = ${policy} order by w.at, w.id`.execute(db)
  const { rows: hops } = await sql<Past['hops'][number] & { wait_id: Id }>`
    select h.wait_id, h.person_id, p.name, h.why, h.at, h.decide_by from policies_asked h
    join policies_wait w on w.company_id = h.company_id and w.id = h.wait_id
    join people_person p on p.company_id = h.company_id and p.id = h.person_id
    where h.company_id = ${company} and w.policy_id = ${policy} order by h.at, h.id`.execute(db)
  const { rows: answers } = await sql<AnswerRow & { by: string | null }>`
    select a.wait_id, a.answer, a.because, a.at, a.by_id, a.from_on, a.until_on, p.name as by
    from policies_answer a join policies_wait w on w.company_id = a.company_id and w.id = a.wait_id
    left join people_person p on p.company_id = a.company_id and p.id = a.by_id
    where a.company_id = ${company} and w.policy_id = ${policy}`.execute(db)
  return waits.map((wait) => ({
    wait,
    hops: hops.filter((one) => one.wait_id === wait.id),
    answer: answers.find((one) => one.wait_id === wait.id) ?? null,
  }))
}

/** Rules whose word is awaited of this person now. */
export async function selectAwaiting(db: Db, person: Id): Promise<Id[]> {
  const { rows } = await sql<{ policy_id: Id }>`
    select w.policy_id from policies_wait w
    join lateral (select h.person_id from policies_asked h where h.company_id = w.company_id and h.wait_id = w.id
      order by h.at desc, h.id desc limit 1) h on true
    where w.company_id = ${companyOf(db)} and h.person_id = ${person}
      and not exists (select from policies_answer a where a.company_id = w.company_id and a.wait_id = w.id)`.execute(
    db,
  )
  return rows.map((row) => row.policy_id)
}

/** Whoever was stopped hears of it; once for each word. */
export const insertNotices = async (db: Db, wait: Id, people: readonly Id[], at: Date): Promise<void> => {
  if (people.length === 0) return
  await db
    .insertInto('policies_notice')
    .values(people.map((person_id) => ({ company_id: companyOf(db), wait_id: wait, person_id, at })))
    .onConflict((on) => on.doNothing())
    .execute()
}

export type Notice = { wait_id: Id; policy_id: Id; at: Date }
export const selectNotices = (db: Db, person: Id, since: Date, most: number): Promise<Notice[]> =>
  db
    .selectFrom('policies_notice as n')
    .innerJoin('policies_wait as w', (join) =>
      join.onRef('w.company_id', '=', 'n.company_id').onRef('w.id', '=', 'n.wait_id'),
    )
    .select(['n.wait_id', 'w.policy_id', 'n.at'])
    .where('n.company_id', '=', companyOf(db))
    .where('n.person_id', '=', person)
    .where('n.at', '>=', since)
    .orderBy('n.at', 'desc')
    .limit(most)
    .execute()

/** False where there was none. */
export async function deleteNotice(db: Db, wait: Id, person: Id): Promise<boolean> {
  const gone = await db
    .deleteFrom('policies_notice')
    .where('company_id', '=', companyOf(db))
    .where('wait_id', '=', wait)
    .where('person_id', '=', person)
    .returning('wait_id')
    .executeTakeFirst()
  return gone !== undefined
}
