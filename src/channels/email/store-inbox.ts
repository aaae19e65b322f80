import { sql } from 'kysely'
import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type { Cursor } from './imap.ts'

/** An address of the company's, with where its mail belongs. */
export type Inbox = { address: string; touchpoint_id: Id | null; team_id: Id | null; at: Date }

export const selectInboxes = (db: Db): Promise<Inbox[]> =>
  db
    .selectFrom('email_inbox')
    .select(['address', 'touchpoint_id', 'team_id', 'at'])
    .where('company_id', '=', companyOf(db))
    .orderBy('at')
    .orderBy('address')
    .execute()

export const insertInbox = (db: Db, inbox: Inbox) =>
  db
    .insertInto('email_inbox')
    .values({ company_id: companyOf(db), ...inbox })
    .execute()

export async function deleteInbox(db: Db, address: string): Promise<boolean> {
  const row = await db
    .deleteFrom('email_inbox')
    .where('company_id', '=', companyOf(db))
    .where('address', '=', address)
    .returning('address')
    .executeTakeFirst()
  return row !== undefined
}

/** Whose address it is, before the company is known. */
export async function callInboxFind(db: Db, address: string): Promise<Id | undefined> {
  const { rows } = await sql<{ id: Id | null }>`select email_inbox_find(${address}) as id`.execute(db)
  return rows[0]?.id ?? undefined
}

export const selectQuiet = (db: Db): Promise<{ sender: string; at: Date }[]> =>
  db
    .selectFrom('email_quiet')
    .select(['sender', 'at'])
    .where('company_id', '=', companyOf(db))
    .orderBy('sender')
    .execute()

/** Whether one of these is kept quiet: an address, its domain, a domain above. */
export async function selectIsQuiet(db: Db, names: readonly string[]): Promise<boolean> {
  const row = await db
    .selectFrom('email_quiet')
    .select('sender')
    .where('company_id', '=', companyOf(db))
    .where('sender', '=', sql<string>`any(${[...names]}::text[])`)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export const insertQuiet = (db: Db, sender: string, at: Date, by_id: Id | null) =>
  db
    .insertInto('email_quiet')
    .values({ company_id: companyOf(db), sender, at, by_id })
    .onConflict((row) => row.doNothing())
    .execute()

export const deleteQuiet = (db: Db, sender: string) =>
  db.deleteFrom('email_quiet').where('company_id', '=', companyOf(db)).where('sender', '=', sender).execute()

export async function selectCursor(db: Db, mailbox: string): Promise<Cursor | undefined> {
  const row = await db
    .selectFrom('email_cursor')
    .select(['uid_validity', 'uid'])
    .where('company_id', '=', companyOf(db))
    .where('mailbox', '=', mailbox)
    .executeTakeFirst()
  return row && { uidValidity: String(row.uid_validity), uid: Number(row.uid) }
}

export async function upsertCursor(db: Db, mailbox: string, cursor: Cursor, at: Date): Promise<void> {
  const set = { uid_validity: BigInt(cursor.uidValidity), uid: BigInt(cursor.uid), at }
  await db
    .insertInto('email_cursor')
    .values({ company_id: companyOf(db), mailbox, ...set })
    .onConflict((row) => row.columns(['company_id', 'mailbox']).doUpdateSet(set))
    .execute()
}
