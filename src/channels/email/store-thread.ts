import { sql } from 'kysely'
import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'

declare module '../../kit/db.ts' {
  interface Tables {
    email_note: { company_id: Id; interaction_id: Id; case_id: Id; at: Date }
  }
}

/** Whether somebody is known by this address already. */
export async function selectIsKnown(db: Db, address: string): Promise<boolean> {
  const row = await db
    .selectFrom('customers_address')
    .select('id')
    .where('company_id', '=', companyOf(db))
    .where('kind', '=', 'email')
    .where('met_by', '=', address.toLowerCase())
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export const insertNote = (db: Db, interaction_id: Id, case_id: Id, at: Date) =>
  db
    .insertInto('email_note')
    .values({ company_id: companyOf(db), interaction_id, case_id, at })
    .onConflict((row) => row.doNothing())
    .execute()

export async function deleteNote(db: Db, interaction: Id): Promise<Id | undefined> {
  const row = await db
    .deleteFrom('email_note')
    .where('company_id', '=', companyOf(db))
    .where('interaction_id', '=', interaction)
    .returning('case_id')
    .executeTakeFirst()
  return row?.case_id
}

export async function selectNotes(db: Db, id: Id): Promise<Id[]> {
  const rows = await db
    .selectFrom('email_note')
    .select('interaction_id')
    .where('company_id', '=', companyOf(db))
    .where('case_id', '=', id)
    .orderBy('at')
    .execute()
  return rows.map((row) => row.interaction_id)
}

export async function selectNoteOf(db: Db, interaction: Id): Promise<Id | undefined> {
  const row = await db
    .selectFrom('email_note')
    .select('case_id')
    .where('company_id', '=', companyOf(db))
    .where('interaction_id', '=', interaction)
    .executeTakeFirst()
  return row?.case_id
}

/** What threading must know of a case. */
export type CaseAt = { id: Id; customer_id: Id | null; waiting: boolean; title: string }
export async function selectCaseAt(db: Db, id: Id): Promise<CaseAt | undefined> {
  const row = await db
    .selectFrom('cases_case as c')
    .leftJoin('cases_waiting as w', (join) =>
      join.onRef('w.company_id', '=', 'c.company_id').onRef('w.case_id', '=', 'c.id'),
    )
    .select(['c.id', 'c.customer_id', 'c.title', 'w.case_id as waits'])
    .where('c.company_id', '=', companyOf(db))
    .where('c.id', '=', id)
    .executeTakeFirst()
  return row && { id: row.id, customer_id: row.customer_id, title: row.title, waiting: row.waits !== null }
}

/** The newest case among the mails of this id, sent by us or heard. An empty id is nobody's. */
export async function selectCaseOfMessage(db: Db, key: string): Promise<Id | undefined> {
  if (key === '') return undefined
  const company_id = companyOf(db)
  const { rows } = await sql<{ case_id: Id }>`
    select s.case_id from email_sent s
      where s.company_id = ${company_id} and s.message_id = ${key} and s.case_id is not null
    union all
    select c.case_id from email_mail m
      join email_heard h on h.company_id = m.company_id and h.mail_id = m.id
      join cases_interaction c on c.company_id = h.company_id and c.interaction_id = h.interaction_id
      where m.company_id = ${company_id} and coalesce(m.message_id, '') = ${key}
    limit 1`.execute(db)
  return rows[0]?.case_id
}

/** The case that follows this one last, so that an answer to an old mail reaches where things stand. */
export async function selectLastFollowing(db: Db, id: Id): Promise<Id> {
  const { rows } = await sql<{ case_id: Id }>`
    with recursive chain as (
      select ${id}::uuid as case_id, 0 as step
      union all
      select u.case_id, chain.step + 1 from cases_follow_up u join chain on u.after_id = chain.case_id
      where u.company_id = ${companyOf(db)} and chain.step < 50
    )
    select case_id from chain order by step desc, case_id desc limit 1`.execute(db)
  return rows[0]?.case_id ?? id
}
