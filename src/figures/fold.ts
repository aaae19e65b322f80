import type { Database } from '../kit/db.ts'
import type { Round } from '../kit/rounds.ts'
import { companiesToFold, foldDeltas } from './store.ts'

const AT_ONCE = 5000

/** Folds what deeds appended into the daily counters, company by company. Several processes may do it at once. */
export const foldRound = (database: Database): Round => ({
  name: 'figures.fold',
  everyMs: 2000,
  run: () => fold(database),
})

async function fold(database: Database): Promise<void> {
  for (const company of await companiesToFold(database)) {
    // Each batch is a transaction of its own: no deed waits for long, and a great import is no great lock.
    while ((await database.inCompany(company, (db) => foldDeltas(db, AT_ONCE))) === AT_ONCE);
  }
}
