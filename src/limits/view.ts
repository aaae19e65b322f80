import type { Db } from '../kit/db.ts'
import { LEVELS, people, type Staff, teams } from '../people/people.ts'
import { changesInWords } from './changes.ts'
import { PERIODS, type Period } from './periods.ts'
import { allBudgets, allCeilings, currentLimits, newestSilence } from './store.ts'

export const NUMBERS: Record<Period, string> = { day: 'a day', week: 'a week', month: 'a month' }
export const periods = PERIODS.map((period) => ({ value: period, label: NUMBERS[period] }))

/** All that the page of limits shows, in one currency. */
export type View = Awaited<ReturnType<typeof read>>

export async function read(db: Db, who: Staff, currency: string) {
  const [limits, ceilings, budgets, silence, changes, everybody, allTeams] = await Promise.all([
    currentLimits(db),
    allCeilings(db),
    allBudgets(db),
    newestSilence(db),
    changesInWords(db, who.house, 40),
    people(db),
    teams(db),
  ])
  return {
    currency,
    ladder: LEVELS.flatMap((level) =>
      limits.filter((one) => one.level === level && one.currency === currency && !one.person_id),
    ),
    own: limits.filter((one) => one.person_id),
    others: [...new Set(limits.map((one) => one.currency))].filter((code) => code !== currency),
    ceiling: ceilings.find((one) => one.currency === currency),
    budgets: budgets.filter((one) => one.currency === currency),
    silence,
    changes,
    everybody,
    teams: allTeams,
    who,
  }
}
