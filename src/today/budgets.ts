import { later, seconds } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { budgetsOf, startOfPeriod } from '../limits/limits.ts'
import { type Staff, teams } from '../people/people.ts'
import { selectGivenByTeam } from './store.ts'
import { below } from './waiting.ts'

export type Passed = {
  team: string
  period: string
  budget: bigint
  spent: bigint
  currency: string
  /** What had been given of it at a moment before. */
  spentBefore: bigint
}

/** Budgets of the teams that this person leads, of which more is spent than was meant. They stop nobody. */
export async function budgetsPassed(db: Db, who: Staff, before: Date = who.at): Promise<Passed[]> {
  const currency = who.house.currency
  const budgets = await budgetsOf(db, currency)
  if (budgets.length === 0) return []
  const all = await teams(db)
  const mine = who.level === 'leader' || !who.team ? all.map((one) => one.id) : below(all, who.team)
  const passed: Passed[] = []
  for (const one of budgets.filter(({ team_id }) => mine.includes(team_id))) {
    const since = startOfPeriod(who.at, one.period, who.house.zone)
    const given = (until: Date) => selectGivenByTeam(db, one.team_id, currency, since, until)
    const spent = await given(later(who.at, seconds(1)))
    if (spent <= one.per_period) continue
    passed.push({
      team: all.find((team) => team.id === one.team_id)?.name ?? '',
      period: one.period,
      budget: one.per_period,
      spent,
      currency,
      spentBefore: before > since ? await given(before) : 0n,
    })
  }
  return passed
}
