import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Ask, Asked, AskState, Reply } from './asks.ts'

declare module '../kit/db.ts' {
  interface Tables {
    remedies_ask: Ask & { company_id: Id }
    remedies_asked: Asked & { company_id: Id }
    remedies_reply: Reply & { company_id: Id }
  }
}

const askColumns = [
  'id',
  'case_id',
  'customer_id',
  'kind_id',
  'asker_id',
  'amount',
  'currency',
  'purchase_id',
  'reason',
  'at',
] as const
const askedColumns = [
  'id',
  'ask_id',
  'person_id',
  'why',
  'at',
  'for_id',
  'letter_id',
  'silence_at',
  'delivered_at',
] as const
const replyColumns = [
  'ask_id',
  'answer',
  'amount',
  'word',
  'by_id',
  'by_clock',
  'limit_id',
  'limit_of_id',
  'at',
  'reserved_until',
] as const

export const insertAsk = (db: Db, ask: Ask) =>
  db
    .insertInto('remedies_ask')
    .values({ company_id: companyOf(db), ...ask })
    .execute()

export const selectAsk = (db: Db, id: Id): Promise<Ask | undefined> =>
  db
    .selectFrom('remedies_ask')
    .select(askColumns)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .executeTakeFirst()

export const insertAsked = (db: Db, asked: Asked) =>
  db
    .insertInto('remedies_asked')
    .values({ company_id: companyOf(db), ...asked })
    .execute()

export const updateAsked = (db: Db, id: Id, change: Partial<Pick<Asked, 'silence_at' | 'delivered_at'>>) =>
  db
    .updateTable('remedies_asked')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()

/** To whom it went, the first first. */
export const hopsOf = (db: Db, ask: Id): Promise<Asked[]> =>
  db
    .selectFrom('remedies_asked')
    .select(askedColumns)
    .where('company_id', '=', companyOf(db))
    .where('ask_id', '=', ask)
    .orderBy('at')
    .orderBy('id')
    .execute()

export const askedById = (db: Db, id: Id): Promise<Asked | undefined> =>
  db
    .selectFrom('remedies_asked')
    .select(askedColumns)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .executeTakeFirst()

export const replyOf = (db: Db, ask: Id): Promise<Reply | undefined> =>
  db
    .selectFrom('remedies_reply')
    .select(replyColumns)
    .where('company_id', '=', companyOf(db))
    .where('ask_id', '=', ask)
    .executeTakeFirst()

/** A yes by the clock and a no by hand race for this row: false for whoever came second. */
export async function insertReply(db: Db, reply: Reply): Promise<boolean> {
  const row = await db
    .insertInto('remedies_reply')
    .values({ company_id: companyOf(db), ...reply })
    .onConflict((clash) => clash.doNothing())
    .returning('ask_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Yeses by the clock: on a case ever, and for one who asks since a moment. */
export async function clockYeses(db: Db, of: { case: Id; asker: Id; since: Date }) {
  const { rows } = await sql<{ case: bigint; asker: bigint }>`
    select count(*) filter (where a.case_id = ${of.case}) as case,
      count(*) filter (where a.asker_id = ${of.asker} and r.at > ${of.since}) as asker
    from remedies_reply r join remedies_ask a on a.company_id = r.company_id and a.id = r.ask_id
    where r.company_id = ${companyOf(db)} and r.by_clock and (a.case_id = ${of.case} or a.asker_id = ${of.asker})`.execute(
    db,
  )
  return { case: Number(rows[0]?.case ?? 0), asker: Number(rows[0]?.asker ?? 0) }
}

type Filter = {
  id?: Id
  caseId?: Id
  /** Waiting for this person's answer. */
  waitingFor?: Id
  asker?: Id
  /** Not given, and neither answered no nor taken back. */
  open?: boolean
  /** Answered with a yes that still holds at this moment, and not given. */
  readyAt?: Date
  /** Nobody has answered. */
  unanswered?: boolean
}

/** Asks with all that became of them, the newest first. */
export async function selectAsks(db: Db, of: Filter, most = 50): Promise<AskState[]> {
  const conditions = [sql`a.company_id = ${companyOf(db)}`]
  if (of.id) conditions.push(sql`a.id = ${of.id}`)
  if (of.caseId) conditions.push(sql`a.case_id = ${of.caseId}`)
  if (of.asker) conditions.push(sql`a.asker_id = ${of.asker}`)
  if (of.waitingFor) conditions.push(sql`h.person_id = ${of.waitingFor}`)
  if (of.unanswered || of.waitingFor) conditions.push(sql`r.ask_id is null`)
  if (of.readyAt) conditions.push(sql`r.reserved_until > ${of.readyAt} and e.id is null`)
  const { rows } = await sql<AskState>`
    select ${sql.join(askColumns.map((one) => sql.ref(`a.${one}`)))}, k.name as kind, k.family, asker.name as asker,
      h.id as asked_id, h.person_id as asked_person_id, h.at as asked_at, h.why, h.silence_at, h.for_id,
      answerer.name as asked, standing.name as stands_in_for,
      (select p.name from remedies_asked f join people_person p on p.company_id = f.company_id and p.id = f.person_id
        where f.company_id = a.company_id and f.ask_id = a.id and f.id <> h.id order by f.at desc, f.id desc limit 1) as went_on_from,
      r.answer, r.amount as answered_amount, r.word, r.by_clock, r.at as answered_at, r.reserved_until,
      e.id as entry_id
    from remedies_ask a
    join remedies_kind k on k.company_id = a.company_id and k.id = a.kind_id
    join people_person asker on asker.company_id = a.company_id and asker.id = a.asker_id
    join lateral (select * from remedies_asked h where h.company_id = a.company_id and h.ask_id = a.id
      order by h.at desc, h.id desc limit 1) h on true
    join people_person answerer on answerer.company_id = a.company_id and answerer.id = h.person_id
    left join people_person standing on standing.company_id = a.company_id and standing.id = h.for_id
    left join remedies_reply r on r.company_id = a.company_id and r.ask_id = a.id
    left join remedies_entry e on e.company_id = a.company_id and e.ask_id = a.id
    where ${sql.join(conditions, sql` and `)}
    order by a.at desc, a.id desc limit ${most}`.execute(db)
  return rows
}

/** When the letter left the house; null while it has not. */
export async function letterSentAt(db: Db, id: Id): Promise<Date | null> {
  const row = await db
    .selectFrom('kit_letter')
    .select('sent_at')
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.sent_at ?? null
}
