import { DateTime } from 'luxon'
import { clock, hours, later, minutes } from '../kit/clock.ts'
import type { Database, Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Round } from '../kit/rounds.ts'
import { due, setTimer } from '../kit/timers.ts'
import { program, type Who } from '../kit/who.ts'
import { companyIds } from '../people/founding.ts'
import { company, people, type Team, teams } from '../people/people.ts'
import { dayIn, draftingMoment } from './card.ts'
import { draftCard } from './card-deeds.ts'
import { planDigest } from './digest.ts'
import { selectPlanned } from './store.ts'
import { below } from './waiting.ts'

/** Half past eight, or so: the card of a team is drafted, before anybody asks for it. */
export const cardDue = due<{ team: Id | null; day: string }>({
  kind: 'today.card',
  run: async (db, who, _key, { team, day }) => {
    if (team && !(await teams(db)).some((one) => one.id === team)) return
    await draftCard(db, who, { team, day })
  },
})

/** At midnight of the house: the moments of the coming day are set, one by one, and the next midnight. */
export const morningPlan = due<Record<string, never>>({
  kind: 'today.plan',
  run: (db, who) => planMornings(db, who),
})

const HOUSE = 'house'
/** Who starts the program late in the morning still gets what was due a little while ago. */
const LATE = hours(3)

export async function planMornings(db: Db, who: Who): Promise<void> {
  const house = await company(db)
  const { zone } = house
  const midnight = DateTime.fromJSDate(who.at, { zone }).plus({ days: 1 }).startOf('day').toJSDate()
  const span = { from: later(who.at, -LATE), until: midnight }
  for (const one of await people(db)) if (one.email && one.identity_id) await planDigest(db, house, one, span)
  const day = dayIn(who.at, zone)
  const moment = draftingMoment(house.hours, day)
  if (moment && moment > span.from)
    for (const team of await circles(db, house.small))
      await setTimer(db, cardDue, `${team ?? HOUSE} ${day}`, moment, { team, day })
  await setTimer(db, morningPlan, HOUSE, midnight, {})
}

/** The whole house, and every team in which somebody works, or beneath which. */
async function circles(db: Db, small: boolean): Promise<(Id | null)[]> {
  if (small) return [null]
  const [all, everybody] = await Promise.all([teams(db), people(db)])
  const works = (team: Team) => {
    const inside = below(all, team.id)
    return everybody.some((one) => one.team_id && inside.includes(one.team_id))
  }
  return [null, ...all.filter(works).map((one) => one.id)]
}

/** Begins the mornings of a company; where they have begun nothing happens. */
export async function beginMornings(db: Db, who: Who): Promise<void> {
  if (!(await selectPlanned(db, morningPlan.kind))) await planMornings(db, who)
}

/** Companies that were founded since, or before there were mornings, begin to have them. */
export const mornings = (database: Database): Round => ({
  name: 'today.mornings',
  everyMs: minutes(10),
  async run() {
    for (const id of await companyIds(database))
      await database.inCompany(id, (db) => beginMornings(db, program(id, clock.now())))
  },
})
