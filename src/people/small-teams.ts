import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { hiddenGroups } from '../stats/suppress.ts'
import { people, type Team, teams } from './people.ts'

/** Below so many people a figure of a team would be one about a person. */
export const LEAST_PEOPLE = 3

export type ShownTeam = Team & { hidden: boolean }

/**
 * All teams by name, and which of them are not shown by themselves: too few people work there, or another such
 * team could be told by taking the rest away.
 */
export async function teamsShown(db: Db): Promise<ShownTeam[]> {
  const [all, everybody] = await Promise.all([teams(db), people(db)])
  const sizes = all.map((team) => everybody.filter((one) => one.team_id === team.id).length)
  // Where nobody works any more, it was perhaps one who did.
  const hidden = hiddenGroups(
    sizes.map((size) => Math.max(size, 1)),
    LEAST_PEOPLE,
  )
  return all
    .map((team, place) => ({ ...team, hidden: hidden[place] ?? true }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

export const hiddenTeams = (all: readonly ShownTeam[]): Set<Id> =>
  new Set(all.filter((team) => team.hidden).map((team) => team.id))
