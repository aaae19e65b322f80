import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type {} from './store.ts'

export async function selectDesks(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('phone_desk')
    .select('origin')
    .where('company_id', '=', companyOf(db))
    .orderBy('at')
    .orderBy('origin')
    .execute()
  return rows.map((row) => row.origin)
}

/** False if it stood there already. */
export async function insertDesk(
  db: Db,
  row: { origin: string; at: Date; by_id: Id | null },
): Promise<boolean> {
  const made = await db
    .insertInto('phone_desk')
    .values({ company_id: companyOf(db), ...row })
    .onConflict((conflict) => conflict.doNothing())
    .returning('origin')
    .executeTakeFirst()
  return made !== undefined
}

export async function deleteDesk(db: Db, origin: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('phone_desk')
    .where('company_id', '=', companyOf(db))
    .where('origin', '=', origin)
    .returning('origin')
    .executeTakeFirst()
  return gone !== undefined
}

export type Code = { person_id: Id; code_hash: string; origin: string; ends_at: Date }

/** One code a person: a new one takes the place of the old. */
export const upsertCode = (db: Db, { person_id, ...code }: Code) =>
  db
    .insertInto('phone_code')
    .values({ company_id: companyOf(db), person_id, ...code })
    .onConflict((row) => row.columns(['company_id', 'person_id']).doUpdateSet(code))
    .execute()

/** Uses it up: of two who type it at once one has it. */
export const takeCode = (db: Db, code_hash: string, at: Date): Promise<Code | undefined> =>
  db
    .deleteFrom('phone_code')
    .where('company_id', '=', companyOf(db))
    .where('code_hash', '=', code_hash)
    .where('ends_at', '>', at)
    .returning(['person_id', 'code_hash', 'origin', 'ends_at'])
    .executeTakeFirst()

export type OpenPanel = { ticket_id: Id; person_id: Id; origin: string; at: Date }

export const insertPanel = (db: Db, panel: OpenPanel) =>
  db
    .insertInto('phone_panel')
    .values({ company_id: companyOf(db), ...panel })
    .execute()

export const selectPanel = (db: Db, ticket: Id): Promise<OpenPanel | undefined> =>
  db
    .selectFrom('phone_panel')
    .select(['ticket_id', 'person_id', 'origin', 'at'])
    .where('company_id', '=', companyOf(db))
    .where('ticket_id', '=', ticket)
    .executeTakeFirst()

/** Where this person's panels stand open, the newest first; what began before `since` has ended by itself. */
export const selectPanelsOf = (db: Db, person: Id, since: Date): Promise<OpenPanel[]> =>
  db
    .selectFrom('phone_panel')
    .select(['ticket_id', 'person_id', 'origin', 'at'])
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .where('at', '>', since)
    .orderBy('at', 'desc')
    .execute()

/** Ends all panels of this person; says how many there were. */
export async function deletePanelsOf(db: Db, person: Id): Promise<number> {
  const gone = await db
    .deleteFrom('phone_panel')
    .where('company_id', '=', companyOf(db))
    .where('person_id', '=', person)
    .returning('ticket_id')
    .execute()
  return gone.length
}
