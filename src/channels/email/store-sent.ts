import { sql } from 'kysely'
import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type { DeliveryReport } from './parsed.ts'

declare module '../../kit/db.ts' {
  interface Tables {
    email_sent: {
      company_id: Id
      message_id: string
      interaction_id: Id | null
      letter_id: Id | null
      case_id: Id | null
      recipient: string
      at: Date
    }
    email_notice: {
      company_id: Id
      mail_id: Id
      place: number
      message_id: string | null
      recipient: string
      action: DeliveryReport['action']
      status: string
      diagnostic: string
    }
  }
}

/** A mail of ours, by the key of its Message-ID. */
export type Sent = {
  message_id: string
  interaction_id: Id | null
  case_id: Id | null
  recipient: string
  at: Date
}

export const insertSent = (db: Db, sent: Sent & { letter_id: Id | null }) =>
  db
    .insertInto('email_sent')
    .values({ company_id: companyOf(db), ...sent })
    .execute()

const sent = (db: Db) =>
  db
    .selectFrom('email_sent')
    .select(['message_id', 'interaction_id', 'case_id', 'recipient', 'at'])
    .where('company_id', '=', companyOf(db))

export const selectSent = (db: Db, key: string): Promise<Sent | undefined> =>
  sent(db).where('message_id', '=', key).executeTakeFirst()

/** What we sent last in a case, to this address if one is given. */
export function selectLastSent(db: Db, id: Id, recipient?: string): Promise<Sent | undefined> {
  let query = sent(db).where('case_id', '=', id)
  if (recipient) query = query.where(sql<boolean>`lower(recipient) = ${recipient.toLowerCase()}`)
  return query.orderBy('at', 'desc').limit(1).executeTakeFirst()
}

export const insertNotices = (
  db: Db,
  mail_id: Id,
  message_id: string | null,
  reports: readonly DeliveryReport[],
) =>
  db
    .insertInto('email_notice')
    .values(
      reports.map((report, place) => ({
        company_id: companyOf(db),
        mail_id,
        place,
        message_id,
        recipient: report.recipient,
        action: report.action,
        status: report.status,
        diagnostic: report.diagnostic,
      })),
    )
    .execute()

/** What is known of how a mail of ours fared. */
export type Fate = {
  interaction_id: Id | null
  case_id: Id | null
  recipient: string
  at: Date
  action: DeliveryReport['action']
  status: string
  diagnostic: string
  mail_id: Id
}

function fates(db: Db) {
  return db
    .selectFrom('email_notice as n')
    .innerJoin('email_sent as s', (join) =>
      join.onRef('s.company_id', '=', 'n.company_id').onRef('s.message_id', '=', 'n.message_id'),
    )
    .innerJoin('email_mail as m', (join) =>
      join.onRef('m.company_id', '=', 'n.company_id').onRef('m.id', '=', 'n.mail_id'),
    )
    .select(['s.interaction_id', 's.case_id', 'n.recipient', 'm.at', 'n.action', 'n.status'])
    .select(['n.diagnostic', 'n.mail_id'])
    .where('n.company_id', '=', companyOf(db))
}

/** What came back about the mails of a case, the newest first. */
export const selectFatesOfCase = (db: Db, id: Id): Promise<Fate[]> =>
  fates(db).where('s.case_id', '=', id).orderBy('m.at', 'desc').orderBy('n.place').limit(20).execute()

/** What came back about what was said in these interactions. */
export async function selectFatesOf(db: Db, interactions: readonly Id[]): Promise<Fate[]> {
  if (interactions.length === 0) return []
  return fates(db)
    .where('s.interaction_id', '=', sql<Id>`any(${[...interactions]}::uuid[])`)
    .orderBy('m.at', 'desc')
    .execute()
}

/** What came back about mails to these customers. */
export const selectFatesOfCustomers = (db: Db, customers: readonly Id[]): Promise<Fate[]> =>
  fates(db)
    .innerJoin('interactions_interaction as i', (join) =>
      join.onRef('i.company_id', '=', 's.company_id').onRef('i.id', '=', 's.interaction_id'),
    )
    .where('i.customer_id', '=', sql<Id>`any(${[...customers]}::uuid[])`)
    .orderBy('m.at', 'desc')
    .limit(50)
    .execute()

/** Why a letter of ours has not left yet. */
export async function selectStuck(db: Db, id: Id): Promise<{ recipient: string; trouble: string }[]> {
  const rows = await db
    .selectFrom('email_sent as s')
    .innerJoin('kit_letter as l', (join) =>
      join.onRef('l.company_id', '=', 's.company_id').onRef('l.id', '=', 's.letter_id'),
    )
    .select(['s.recipient', 'l.trouble'])
    .where('s.company_id', '=', companyOf(db))
    .where('s.case_id', '=', id)
    .where('l.sent_at', 'is', null)
    .where('l.trouble', 'is not', null)
    .execute()
  return rows.map((row) => ({ recipient: row.recipient, trouble: row.trouble ?? '' }))
}
