import { record } from '../../history/history.ts'
import type { Db } from '../../kit/db.ts'
import { keepFile, readFile } from '../../kit/files.ts'
import { type Id, newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { company, type Staff } from '../../people/people.ts'
import { guessPlan, type Plan, type What } from './plan.ts'
import { readTable, type Table } from './rows.ts'
import { begin } from './run.ts'
import { insertRun, type Run, selectErrors, selectRun, selectRuns } from './store.ts'

export type { Run } from './store.ts'

/** Keeps the file, guesses what its columns hold, and tries it without writing anything. */
export async function bring(
  db: Db,
  who: Staff,
  what: What,
  file: { name: string; bytes: Uint8Array },
  given: Partial<Plan> = {},
): Promise<Run> {
  const house = await company(db)
  const table = await readTable(file.bytes)
  const guess = guessPlan(what, table, house)
  const plan: Plan = { ...guess, ...given, columns: { ...guess.columns, ...given.columns } }
  const hash = await keepFile(db, file.bytes)
  return make(db, who, { what, file_name: file.name.slice(0, 200), hash, plan, dry: true })
}

async function make(
  db: Db,
  who: Staff,
  run: Pick<Run, 'what' | 'file_name' | 'hash' | 'plan' | 'dry'>,
): Promise<Run> {
  const id = newId(who.at)
  await insertRun(db, { ...run, id, at: who.at, by_id: who.id, rows: 0 })
  await begin(db, id)
  await record(db, who, run.dry ? 'import.tried' : 'import.begun', id, { what: run.what })
  return importRun(db, id)
}

/** Tries the same file by another plan. */
export async function tryAgain(db: Db, who: Staff, id: Id, plan: Plan): Promise<Run> {
  return make(db, who, { ...(await importRun(db, id)), plan, dry: true })
}

/** Takes in what was tried. */
export async function takeIn(db: Db, who: Staff, id: Id): Promise<Run> {
  const run = await importRun(db, id)
  if (!run.dry || !run.ended_at)
    throw new Refusal('conflict', 'import.not-tried', 'Wait until it has been tried, then bring it in.')
  if (!(await readFile(db, run.hash)))
    throw new Refusal(
      'gone',
      'import.file',
      'It was brought in already, and the file was not kept: bring it once more.',
    )
  return make(db, who, { ...run, dry: false })
}

export async function importRun(db: Db, id: Id): Promise<Run> {
  const run = await selectRun(db, id)
  if (!run) throw new Refusal('not-found', 'import', 'There is no such import here.')
  return run
}
export const importRuns = (db: Db): Promise<Run[]> => selectRuns(db, 20)
export const importErrors = (db: Db, id: Id) => selectErrors(db, id, 200)

/** The table itself; undefined once it was brought in and its words are kept in one place only. */
export async function tableOf(db: Db, run: Run): Promise<Table | undefined> {
  const bytes = await readFile(db, run.hash)
  return bytes && readTable(bytes)
}
