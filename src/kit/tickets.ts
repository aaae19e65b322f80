import { sql } from 'kysely'
import { companyOf, type Database, type Db } from './db.ts'
import { hashToken, type Id, newId, randomToken } from './ids.ts'

declare module './db.ts' {
  interface Tables {
    kit_ticket: {
      company_id: Id
      id: Id
      token_hash: string
      kind: string
      about_id: Id
      made_at: Date
      ends_at: Date
      many: boolean
      used_at: Date | null
    }
  }
}

/** What a link in a mail stands for. A GET may look at it as often as it likes; only a POST uses it up. */
export type Ticket = { id: Id; kind: string; about: Id; endsAt: Date; many: boolean }

/** Makes a ticket (192 random bits) and returns its token; only the hash is kept. `many`: may be used again. */
export async function makeTicket(
  db: Db,
  what: { kind: string; about: Id; at: Date; endsAt: Date; many?: boolean },
): Promise<{ id: Id; token: string }> {
  const token = randomToken(24)
  const id = newId(what.at)
  await db
    .insertInto('kit_ticket')
    .values({
      company_id: companyOf(db),
      id,
      token_hash: hashToken(token),
      kind: what.kind,
      about_id: what.about,
      made_at: what.at,
      ends_at: what.endsAt,
      many: what.many ?? false,
      used_at: null,
    })
    .execute()
  return { id, token }
}

/** Which company and ticket a token means, before the company is known; undefined for anything unknown. */
export async function findTicket(
  database: Database,
  token: string,
): Promise<{ company: Id; ticket: Id } | undefined> {
  const { rows } = await database.outside((db) =>
    sql<{ company: Id; ticket: Id }>`select * from kit_ticket_find(${hashToken(token)})`.execute(db),
  )
  return rows[0]
}

/** The ticket while it holds: of that kind, not ended, not used. */
export async function readTicket(db: Db, id: Id, kind: string, at: Date): Promise<Ticket | undefined> {
  const row = await db
    .selectFrom('kit_ticket')
    .selectAll()
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .where('kind', '=', kind)
    .where('used_at', 'is', null)
    .where('ends_at', '>', at)
    .executeTakeFirst()
  return row && { id: row.id, kind: row.kind, about: row.about_id, endsAt: row.ends_at, many: row.many }
}

/** The same by its token, for a form inside of one company's pages; undefined for a token of another company. */
export async function readTicketBy(
  db: Db,
  token: string,
  kind: string,
  at: Date,
): Promise<Ticket | undefined> {
  const row = await db
    .selectFrom('kit_ticket')
    .select('id')
    .where('company_id', '=', companyOf(db))
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst()
  return row && readTicket(db, row.id, kind, at)
}

/** Uses it up; false if somebody was quicker. */
export async function useTicket(db: Db, id: Id, at: Date): Promise<boolean> {
  const used = await db
    .updateTable('kit_ticket')
    .set({ used_at: at })
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return used !== undefined
}

/** Ends the tickets of a kind about something, all but one: a new link makes the old ones dead. */
export async function endTickets(db: Db, kind: string, about: Id, but: Id | null = null): Promise<void> {
  let query = db
    .deleteFrom('kit_ticket')
    .where('company_id', '=', companyOf(db))
    .where('kind', '=', kind)
    .where('about_id', '=', about)
  if (but) query = query.where('id', '<>', but)
  await query.execute()
}

/** Sweeps away those of a kind about something that have ended: their links are dead already. */
export const dropEndedTickets = (db: Db, kind: string, about: Id, at: Date) =>
  db
    .deleteFrom('kit_ticket')
    .where('company_id', '=', companyOf(db))
    .where('kind', '=', kind)
    .where('about_id', '=', about)
    .where('ends_at', '<=', at)
    .execute()
