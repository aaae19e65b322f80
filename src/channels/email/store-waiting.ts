import { sql } from 'kysely'
import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type { MailWay } from './kept.ts'

/** A mail that cannot be read yet. */
export type Waiting = {
  mail_id: Id
  reason: string
  tries: number
  at: Date
  came_at: Date
  sender: string | null
  subject: string
  way: MailWay
}

/** Notes that it waits, or that it was tried once more. */
export const upsertWaiting = (db: Db, mail_id: Id, reason: string, at: Date) =>
  db
    .insertInto('email_waiting')
    .values({ company_id: companyOf(db), mail_id, reason, tries: 1, at })
    .onConflict((row) =>
      row
        .columns(['company_id', 'mail_id'])
        .doUpdateSet({ reason, at, tries: sql<number>`email_waiting.tries + 1` }),
    )
    .execute()

export async function deleteWaiting(db: Db, mail: Id): Promise<boolean> {
  const row = await db
    .deleteFrom('email_waiting')
    .where('company_id', '=', companyOf(db))
    .where('mail_id', '=', mail)
    .returning('mail_id')
    .executeTakeFirst()
  return row !== undefined
}

export const selectWaitingMails = (db: Db, most: number): Promise<Waiting[]> =>
  db
    .selectFrom('email_waiting as w')
    .innerJoin('email_mail as m', (join) =>
      join.onRef('m.company_id', '=', 'w.company_id').onRef('m.id', '=', 'w.mail_id'),
    )
    .select(['w.mail_id', 'w.reason', 'w.tries', 'w.at', 'm.at as came_at', 'm.sender', 'm.subject', 'm.way'])
    .where('w.company_id', '=', companyOf(db))
    .orderBy('m.at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(most)
    .execute()

export async function countWaitingMails(db: Db): Promise<number> {
  const row = await db
    .selectFrom('email_waiting')
    .select(sql<number>`count(*)::int`.as('n'))
    .where('company_id', '=', companyOf(db))
    .executeTakeFirst()
  return row?.n ?? 0
}

export const insertAside = (db: Db, mail_id: Id, at: Date, by_id: Id | null) =>
  db
    .insertInto('email_aside')
    .values({ company_id: companyOf(db), mail_id, at, by_id })
    .onConflict((row) => row.doNothing())
    .execute()

/** Deliveries, each counted by what became of its mail. `again` are those whose bytes were here already. */
export type Counts = {
  mails: number
  heard: number
  notices: number
  waiting: number
  aside: number
  again: number
}
/** What became of the mails that came since; those that are being read just now are in none of the last four. */
export async function countMails(db: Db, since: Date): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select
      coalesce(sum(m.arrivals), 0)::int as mails,
      coalesce(sum(m.arrivals) filter (where h.mail_id is not null), 0)::int as heard,
      coalesce(sum(m.arrivals) filter (where n.mail_id is not null), 0)::int as notices,
      coalesce(sum(m.arrivals) filter (where w.mail_id is not null), 0)::int as waiting,
      coalesce(sum(m.arrivals) filter (where a.mail_id is not null), 0)::int as aside,
      coalesce(sum(m.arrivals - 1), 0)::int as again
    from email_mail m
    left join email_heard h on h.company_id = m.company_id and h.mail_id = m.id
    left join email_notice n on n.company_id = m.company_id and n.mail_id = m.id and n.place = 0
    left join email_waiting w on w.company_id = m.company_id and w.mail_id = m.id
    left join email_aside a on a.company_id = m.company_id and a.mail_id = m.id
    where m.company_id = ${companyOf(db)} and m.at >= ${since}`.execute(db)
  return rows[0]!
}
