import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

export const insertHolding = (
  db: Db,
  row: { id: Id; case_id: Id; holder_id: Id; at: Date; by_id: Id | null; brief: string | null },
) =>
  db
    .insertInto('cases_holding')
    .values({ company_id: companyOf(db), ...row })
    .execute()

export type Holding = {
  id: Id
  case_id: Id
  holder_id: Id
  at: Date
  by_id: Id | null
  brief: string | null
}
/** Who has held these cases, the last one last. */
export async function selectHoldingsOf(db: Db, ids: readonly Id[]): Promise<Holding[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('cases_holding')
    .select(['id', 'case_id', 'holder_id', 'at', 'by_id', 'brief'])
    .where('company_id', '=', companyOf(db))
    .where('case_id', 'in', [...ids])
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** What was said belongs to one case; true if it did not yet. */
export async function insertCaseInteraction(db: Db, case_id: Id, interaction_id: Id): Promise<boolean> {
  const row = await db
    .insertInto('cases_interaction')
    .values({ company_id: companyOf(db), case_id, interaction_id })
    .onConflict((conflict) => conflict.doNothing())
    .returning('case_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function selectInteractionsOf(db: Db, ids: readonly Id[]): Promise<Id[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('cases_interaction')
    .select('interaction_id')
    .where('company_id', '=', companyOf(db))
    .where('case_id', 'in', [...ids])
    .execute()
  return rows.map((row) => row.interaction_id)
}

/** Which of these cases somebody said something on. */
export async function selectSpoken(db: Db, ids: readonly Id[]): Promise<Set<Id>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('cases_interaction')
    .select('case_id')
    .distinct()
    .where('company_id', '=', companyOf(db))
    .where('case_id', 'in', [...ids])
    .execute()
  return new Set(rows.map((row) => row.case_id))
}

export async function selectCaseOfInteraction(db: Db, interaction: Id): Promise<Id | undefined> {
  const row = await db
    .selectFrom('cases_interaction')
    .select('case_id')
    .where('company_id', '=', companyOf(db))
    .where('interaction_id', '=', interaction)
    .executeTakeFirst()
  return row?.case_id
}
