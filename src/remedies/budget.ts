import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { budgetsOf, startOfPeriod } from '../limits/limits.ts'
import type { Staff } from '../people/people.ts'
import type { Entry } from './remedies.ts'
import { selectTeamSpent } from './store.ts'

/**
 * The budget that this entry passes. It stops nobody inside of their limit: the line bears it, and whoever leads the
 * team is told on their page and in their daily mail.
 */
export async function budgetPassed(db: Db, who: Staff, entry: Entry): Promise<Id | undefined> {
  const { team_id, currency, amount } = entry
  if (!team_id || amount === 0n || entry.family === 'owed') return undefined
  const budget = (await budgetsOf(db, currency)).find((one) => one.team_id === team_id)
  if (!budget) return undefined
  const since = startOfPeriod(who.at, budget.period, who.house.zone)
  const spent = await selectTeamSpent(db, team_id, currency, since, who.at)
  return spent <= budget.per_period || spent - amount > budget.per_period ? undefined : budget.id
}
