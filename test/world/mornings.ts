import { DateTime } from 'luxon'
import { later, minutes } from '../../src/kit/clock.ts'
import { program } from '../../src/kit/who.ts'
import { dayIn, nextOpenDay } from '../../src/today/card.ts'
import { changeCard, draftCard, holdHuddle } from '../../src/today/card-deeds.ts'
import { HOURS } from './stage.ts'
import type { Play } from './story.ts'

const ZONE = HOURS.zone

/** Station’s card of this morning, drafted at half past eight or just now; and that of the open day before, held. */
export async function morningCards({ db, stage, now, as }: Play): Promise<void> {
  const team = stage.teams.get('Station') ?? null
  const today = dayIn(now, ZONE)
  const before = openDayBefore(today)
  const half = DateTime.fromISO(before, { zone: ZONE }).set({ hour: 8, minute: 30 }).toJSDate()
  await draftCard(db, program(stage.company, half), { team, day: before })
  const carla = await as('Carla', later(half, minutes(12)))
  await changeCard(db, carla, {
    team,
    day: before,
    part: 'try',
    text: 'Ring everybody whose bicycle is ready before noon. Ben begins with A, Sam with N.',
  })
  await holdHuddle(db, await as('Carla', later(half, minutes(31))), { team, day: before, there: 6 })
  const morning = DateTime.fromISO(today, { zone: ZONE }).set({ hour: 8, minute: 30 }).toJSDate()
  await draftCard(db, program(stage.company, morning < now ? morning : now), { team, day: today })
}

function openDayBefore(day: string): string {
  let at = DateTime.fromISO(day, { zone: ZONE }).minus({ days: 1 })
  while (nextOpenDay(HOURS as never, at.minus({ days: 1 }).toISODate() ?? '') !== at.toISODate())
    at = at.minus({ days: 1 })
  return at.toISODate() ?? ''
}
