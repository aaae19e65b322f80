import { DateTime } from 'luxon'
import { HOURS } from './stage.ts'

const [OPENS, CLOSES] = [9, 17]

/** The same day in daylight: whoever makes the sample at night does not want a shop that praises at three. */
export function inTheDay(at: Date): Date {
  const local = DateTime.fromJSDate(at, { zone: HOURS.zone })
  if (local.hour >= OPENS && local.hour < CLOSES) return at
  // Earlier on that day, or on the one before: never later than the moment that was meant.
  const day = local.hour < OPENS ? local.minus({ days: 1 }) : local
  return day.set({ hour: OPENS + (local.hour % (CLOSES - OPENS)) }).toJSDate()
}
