import { companyOf, type Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type { Plan, What } from './plan.ts'

declare module '../../kit/db.ts' {
  interface Tables {
    import_run: {
      company_id: Id
      id: Id
      at: Date
      by_id: Id | null
      what: What
      file_name: string
      hash: string
      columns: unknown
      dry: boolean
      rows: number
      done: number
      made: number
      known: number
      wrong: number
      ended_at: Date | null
      trouble: string | null
    }
    import_error: { company_id: Id; run_id: Id; line: number; sentence: string }
  }
}

export type Run = {
  id: Id
  at: Date
  by_id: Id | null
  what: What
  file_name: string
  hash: string
  plan: Plan
  dry: boolean
  rows: number
  done: number
  made: number
  known: number
  wrong: number
  ended_at: Date | null
  trouble: string | null
}

export const insertRun = (
  db: Db,
  run: Pick<Run, 'id' | 'at' | 'by_id' | 'what' | 'file_name' | 'hash' | 'plan' | 'dry' | 'rows'>,
) => {
  const { plan, ...rest } = run
  return db
    .insertInto('import_run')
    .values({
      ...rest,
      company_id: companyOf(db),
      columns: JSON.stringify(plan),
      done: 0,
      made: 0,
      known: 0,
      wrong: 0,
      ended_at: null,
      trouble: null,
    })
    .execute()
}

export async function selectRun(db: Db, id: Id): Promise<Run | undefined> {
  const row = await db
    .selectFrom('import_run')
    .selectAll()
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, plan: row.columns as Plan }
}

export async function selectRuns(db: Db, most: number): Promise<Run[]> {
  const rows = await db
    .selectFrom('import_run')
    .selectAll()
    .where('company_id', '=', companyOf(db))
    .orderBy('at', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({ ...row, plan: row.columns as Plan }))
}

export const updateRun = (
  db: Db,
  id: Id,
  change: Partial<
    Pick<Run, 'rows' | 'done' | 'made' | 'known' | 'wrong' | 'ended_at' | 'trouble' | 'dry' | 'plan'>
  >,
) => {
  const { plan, ...rest } = change
  return db
    .updateTable('import_run')
    .set({ ...rest, ...(plan ? { columns: JSON.stringify(plan) } : {}) })
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()
}

export const deleteErrors = (db: Db, run: Id) =>
  db.deleteFrom('import_error').where('company_id', '=', companyOf(db)).where('run_id', '=', run).execute()

export async function insertErrors(
  db: Db,
  run_id: Id,
  errors: readonly { line: number; sentence: string }[],
): Promise<void> {
  if (errors.length === 0) return
  await db
    .insertInto('import_error')
    .values(errors.map((error) => ({ company_id: companyOf(db), run_id, ...error })))
    .onConflict((row) => row.doNothing())
    .execute()
}

export const selectErrors = (db: Db, run: Id, most: number) =>
  db
    .selectFrom('import_error')
    .select(['line', 'sentence'])
    .where('company_id', '=', companyOf(db))
    .where('run_id', '=', run)
    .orderBy('line')
    .limit(most)
    .execute()

/** Which of these keys are here already. */
export async function selectKnownKeys(db: Db, what: What, keys: readonly string[]): Promise<Set<string>> {
  if (what === 'customers' || keys.length === 0) return new Set()
  if (what === 'expected') {
    const told = await db
      .selectFrom('customers_expected')
      .select('key')
      .where('company_id', '=', companyOf(db))
      .where('source', '=', 'import')
      .where('key', 'in', [...keys])
      .execute()
    return new Set(told.map((row) => row.key))
  }
  const rows =
    what === 'purchases'
      ? await db
          .selectFrom('customers_purchase')
          .select('key')
          .where('company_id', '=', companyOf(db))
          .where('key', 'in', [...keys])
          .execute()
      : await db
          .selectFrom('interactions_interaction')
          .select('key')
          .where('company_id', '=', companyOf(db))
          .where('channel', '=', 'import')
          .where('key', 'in', [...keys])
          .execute()
  return new Set(rows.map((row) => row.key ?? ''))
}
