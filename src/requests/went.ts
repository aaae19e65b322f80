import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { type ShownTeam, teamsShown } from '../people/small-teams.ts'
import { type Told, toldOf } from '../stats/told.ts'
import { selectWent } from './store-usual.ts'

/** So far back one looks. */
const SPAN = days(90)
/** A middle of fewer answers is chance. */
export const LEAST_ANSWERS = 5

/** How it went with what a team was asked: of the team, never of a person. */
export type HowItWent = {
  team: ShownTeam
  helped: Told
  answered: number
  /** Half of the first answers came within so many minutes by the clock; undefined: too few to say. */
  median: number | undefined
}

/** By name, nobody is ranked; a team too small to be shown by itself tells nothing at all. */
export async function howItWent(db: Db, now: Date): Promise<{ shown: HowItWent[]; small: ShownTeam[] }> {
  const [teams, rows] = await Promise.all([teamsShown(db), selectWent(db, later(now, -SPAN))])
  const asked = teams.flatMap((team) => {
    const row = rows.find((each) => each.team_id === team.id)
    return row ? [{ team, row }] : []
  })
  return {
    shown: asked
      .filter(({ team }) => !team.hidden)
      .map(({ team, row }) => ({
        team,
        helped: toldOf(row.helped, row.judged),
        answered: row.answered,
        median:
          row.answered >= LEAST_ANSWERS && row.median_minutes !== null
            ? Math.round(row.median_minutes)
            : undefined,
      })),
    small: asked.filter(({ team }) => team.hidden).map(({ team }) => team),
  }
}
