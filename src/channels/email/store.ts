import { sql } from 'kysely'
import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type { Head, MailWay } from './kept.ts'
import type { SenderProof } from './trust.ts'

declare module '../../kit/db.ts' {
  interface Tables {
    email_mail: {
      company_id: Id
      id: Id
      at: Date
      hash: string
      way: MailWay
      message_id: string | null
      sender: string | null
      subject: string
      envelope: unknown
      arrivals: number
    }
    email_heard: {
      company_id: Id
      mail_id: Id
      interaction_id: Id
      proof: unknown
      head: unknown
      html: string | null
      whole: string
    }
    email_waiting: { company_id: Id; mail_id: Id; reason: string; tries: number; at: Date }
    email_aside: { company_id: Id; mail_id: Id; at: Date; by_id: Id | null }
    email_quiet: { company_id: Id; sender: string; at: Date; by_id: Id | null }
    email_inbox: { company_id: Id; address: string; touchpoint_id: Id | null; team_id: Id | null; at: Date }
    email_cursor: { company_id: Id; mailbox: string; uid_validity: bigint; uid: bigint; at: Date }
  }
}

/** What the delivery said, whatever the mail says of itself. */
export type Envelope = { mailFrom?: string; recipients?: string[]; ip?: string; helo?: string }
export type Mail = {
  id: Id
  at: Date
  hash: string
  way: MailWay
  sender: string | null
  subject: string
  envelope: Envelope
}

/** The same bytes under the same id are here once: then it is that mail, which has come once more. */
export async function insertMail(
  db: Db,
  mail: Omit<Mail, 'sender' | 'subject'> & { message_id: string | null },
): Promise<{ mail: Id; made: boolean }> {
  const { rows } = await sql<{ id: Id }>`
    insert into email_mail (company_id, id, at, hash, way, message_id, envelope)
    values (${companyOf(db)}, ${mail.id}, ${mail.at}, ${mail.hash}, ${mail.way}, ${mail.message_id},
      ${JSON.stringify(mail.envelope)})
    on conflict (company_id, coalesce(message_id, ''), hash) do update set arrivals = email_mail.arrivals + 1
    returning id`.execute(db)
  const id = rows[0]!.id
  return { mail: id, made: id === mail.id }
}

const mails = (db: Db) =>
  db
    .selectFrom('email_mail as m')
    .select(['m.id', 'm.at', 'm.hash', 'm.way', 'm.sender', 'm.subject', 'm.envelope'])
    .where('m.company_id', '=', companyOf(db))

const mailOf = <R extends { envelope: unknown }>(row: R) => ({ ...row, envelope: row.envelope as Envelope })

export async function selectMail(db: Db, id: Id): Promise<Mail | undefined> {
  const row = await mails(db).where('m.id', '=', id).executeTakeFirst()
  return row && mailOf(row)
}

/** A mail of which nothing became yet; perhaps it waits because it could not be read before. */
export type UnreadMail = Mail & { waits: boolean }

/** The mail, unless something became of it already. Locked: two who read it at once read it once. */
export async function lockUnread(db: Db, id: Id): Promise<UnreadMail | undefined> {
  const { rows } = await sql<UnreadMail & { done: boolean }>`
    select m.id, m.at, m.hash, m.way, m.sender, m.subject, m.envelope,
      exists (select from email_waiting w where w.company_id = m.company_id and w.mail_id = m.id) as waits,
      exists (select from email_heard h where h.company_id = m.company_id and h.mail_id = m.id)
        or exists (select from email_notice n where n.company_id = m.company_id and n.mail_id = m.id) as done
    from email_mail m where m.company_id = ${companyOf(db)} and m.id = ${id} for update of m`.execute(db)
  const row = rows[0]
  return row && !row.done ? row : undefined
}

export const updateGlimpse = (db: Db, id: Id, sender: string | null, subject: string) =>
  db
    .updateTable('email_mail')
    .set({ sender, subject })
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

export const insertHeard = (db: Db, { proof, head, ...row }: Omit<HeardMail, 'at' | 'hash' | 'way'>) =>
  db
    .insertInto('email_heard')
    .values({
      company_id: companyOf(db),
      ...row,
      proof: proof && JSON.stringify(proof),
      head: JSON.stringify(head),
    })
    .execute()

export type HeardMail = {
  mail_id: Id
  interaction_id: Id
  proof: SenderProof | null
  head: Head
  html: string | null
  whole: string
  at: Date
  hash: string
  way: MailWay
}

function heardMails(db: Db) {
  return db
    .selectFrom('email_heard as h')
    .innerJoin('email_mail as m', (join) =>
      join.onRef('m.company_id', '=', 'h.company_id').onRef('m.id', '=', 'h.mail_id'),
    )
    .select(['h.mail_id', 'h.interaction_id', 'h.proof', 'h.head', 'h.html', 'h.whole'])
    .select(['m.at', 'm.hash', 'm.way'])
    .where('h.company_id', '=', companyOf(db))
}
type HeardRow = Awaited<ReturnType<ReturnType<typeof heardMails>['executeTakeFirstOrThrow']>>
const heardOf = (row: HeardRow): HeardMail => ({
  ...row,
  proof: row.proof as SenderProof | null,
  head: row.head as Head,
})

/** The mail that an interaction was, as it came first. */
export async function selectHeard(db: Db, interaction: Id): Promise<HeardMail | undefined> {
  const row = await heardMails(db)
    .where('h.interaction_id', '=', interaction)
    .orderBy('m.at')
    .orderBy('m.id')
    .limit(1)
    .executeTakeFirst()
  return row && heardOf(row)
}

/** The last mail of a case. */
export async function selectLastOfCase(db: Db, id: Id): Promise<HeardMail | undefined> {
  const row = await heardMails(db)
    .innerJoin('cases_interaction as c', (join) =>
      join.onRef('c.company_id', '=', 'h.company_id').onRef('c.interaction_id', '=', 'h.interaction_id'),
    )
    .where('c.case_id', '=', id)
    .orderBy('m.at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && heardOf(row)
}

/** Heard, and at no case: what machines wrote, and senders who are kept quiet. The newest first. */
export async function selectCaseless(db: Db, since: Date, most: number): Promise<HeardMail[]> {
  const rows = await heardMails(db)
    .leftJoin('cases_interaction as c', (join) =>
      join.onRef('c.company_id', '=', 'h.company_id').onRef('c.interaction_id', '=', 'h.interaction_id'),
    )
    .leftJoin('email_note as n', (join) =>
      join.onRef('n.company_id', '=', 'h.company_id').onRef('n.interaction_id', '=', 'h.interaction_id'),
    )
    .where('m.at', '>=', since)
    .where('c.case_id', 'is', null)
    .where('n.case_id', 'is', null)
    .orderBy('m.at', 'desc')
    .limit(most)
    .execute()
  return rows.map(heardOf)
}

export async function selectUnproven(
  db: Db,
  most: number,
): Promise<{ mail_id: Id; hash: string; envelope: Envelope }[]> {
  const rows = await db
    .selectFrom('email_heard as h')
    .innerJoin('email_mail as m', (join) =>
      join.onRef('m.company_id', '=', 'h.company_id').onRef('m.id', '=', 'h.mail_id'),
    )
    .select(['h.mail_id', 'm.hash', 'm.envelope'])
    .where('h.company_id', '=', companyOf(db))
    .where('h.proof', 'is', null)
    .orderBy('h.mail_id')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, envelope: row.envelope as Envelope }))
}

/** Undefined if it was proven in the meantime. */
export async function updateProof(
  db: Db,
  mail: Id,
  proof: SenderProof,
): Promise<{ interaction_id: Id; head: Head } | undefined> {
  const row = await db
    .updateTable('email_heard')
    .set({ proof: JSON.stringify(proof) })
    .where('company_id', '=', companyOf(db))
    .where('mail_id', '=', mail)
    .where('proof', 'is', null)
    .returning(['interaction_id', 'head'])
    .executeTakeFirst()
  return row && { interaction_id: row.interaction_id, head: row.head as Head }
}
