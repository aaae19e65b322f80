import { sql } from 'kysely'
import { days, later, minutes } from './clock.ts'
import { companyOf, type Database, type Db } from './db.ts'
import { hashToken, type Id, newId, randomToken } from './ids.ts'
import { Known } from './known.ts'

declare module './db.ts' {
  interface Tables {
    kit_session: {
      company_id: Id
      id: Id
      token_hash: string
      holder_id: Id
      begun_at: Date
      seen_at: Date
      ends_at: Date
      agent: string
    }
  }
}

export type Session = { company: Id; session: Id; holder: Id }

const LASTS_DAYS = 30
const SEEN_EVERY_MINUTES = 10

/** Begins a session of an opaque holder and returns its token, which is shown once and kept only as a hash. */
export async function beginSession(db: Db, holder: Id, agent: string, at: Date): Promise<string> {
  const token = randomToken(32)
  await db
    .insertInto('kit_session')
    .values({
      company_id: companyOf(db),
      id: newId(at),
      token_hash: hashToken(token),
      holder_id: holder,
      begun_at: at,
      seen_at: at,
      ends_at: later(at, days(LASTS_DAYS)),
      agent: agent.slice(0, 200),
    })
    .execute()
  return token
}

// Whose a token is never changes; whether it still holds is asked every time.
const known = new Known<Session>(20_000)

/** As findSession, for whoever asks `holdSession` next: of a session that has ended it may still say whose it was. */
export const recallSession = (database: Database, token: string): Promise<Session | undefined> =>
  known.find(hashToken(token), () => findSession(database, token))

/** Whose token this is, before any company is known. Whether it still holds is asked inside: `holdSession`. */
export async function findSession(database: Database, token: string): Promise<Session | undefined> {
  const { rows } = await database.outside((db) =>
    sql<Session>`select * from kit_session_find(${hashToken(token)})`.execute(db),
  )
  return rows[0]
}

/** True while the session lasts; it then lasts thirty days more, written down at most every ten minutes. */
export async function holdSession(db: Db, session: Id, at: Date): Promise<boolean> {
  const row = await db
    .selectFrom('kit_session')
    .select(['ends_at', 'seen_at'])
    .where('company_id', '=', companyOf(db))
    .where('id', '=', session)
    .executeTakeFirst()
  if (!row || row.ends_at <= at) return false
  if (at.getTime() - row.seen_at.getTime() > minutes(SEEN_EVERY_MINUTES))
    await db
      .updateTable('kit_session')
      .set({ seen_at: at, ends_at: later(at, days(LASTS_DAYS)) })
      .where('company_id', '=', companyOf(db))
      .where('id', '=', session)
      .execute()
  return true
}

/** As holdSession, and writes nothing down: not even that somebody was here. */
export async function sessionHolds(db: Db, session: Id, at: Date): Promise<boolean> {
  const row = await db
    .selectFrom('kit_session')
    .select('ends_at')
    .where('company_id', '=', companyOf(db))
    .where('id', '=', session)
    .executeTakeFirst()
  return row !== undefined && row.ends_at > at
}

export const listSessions = (db: Db, holder: Id) =>
  db
    .selectFrom('kit_session')
    .select(['id', 'begun_at', 'seen_at', 'agent'])
    .where('company_id', '=', companyOf(db))
    .where('holder_id', '=', holder)
    .orderBy('seen_at', 'desc')
    .execute()

/** Ends one session of the holder, or all but one. */
export async function endSessions(db: Db, holder: Id, which: { only?: Id; but?: Id } = {}): Promise<void> {
  let query = db
    .deleteFrom('kit_session')
    .where('company_id', '=', companyOf(db))
    .where('holder_id', '=', holder)
  if (which.only) query = query.where('id', '=', which.only)
  if (which.but) query = query.where('id', '<>', which.but)
  await query.execute()
}
