import { momentsAhead } from '../cases/cases.ts'
import { later, minutes } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { formatWhen } from '../kit/moments.ts'
import type { Staff } from '../people/people.ts'
import type { Request } from './request.ts'
import { afterUsual, toQuarter, usualOf } from './usual.ts'

export type Offered = { at: Date; says: string }
/** What a team most likely promises; the first is the one of one tap. */
export type Moments = readonly Offered[]

/** Time for the asking team between having it and what it promised the customer. */
const AHEAD = minutes(15)
const SOONEST = minutes(5)

/** The team's usual time; sooner where it is needed sooner; today by closing; tomorrow at noon. */
export async function momentsFor(
  db: Db,
  who: Staff,
  one: Pick<Request, 'team_id' | 'needed_by' | 'end'>,
  promised: Date | null,
): Promise<Moments> {
  if (one.end) return []
  const usual = await usualOf(db, one.team_id)
  const own = toQuarter(afterUsual(usual, who.house, who.at, usual.done))
  const needed = one.needed_by ?? (promised && later(promised, -AHEAD))
  const inTime = needed && needed < own && needed > later(who.at, SOONEST) ? needed : undefined
  const rest = momentsAhead(usual.hours ?? who.house.hours, who.at)
    .filter(({ moment }) => moment !== 'hour')
    .map(({ at }) => at)
  const all = [inTime, own, ...rest].filter((at) => at !== undefined)
  return all
    .filter((at, place) => all.findIndex((each) => each.getTime() === at.getTime()) === place)
    .map((at) => ({ at, says: formatWhen(at, who.at, 'en', who.house.zone) }))
}
