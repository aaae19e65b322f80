import { DateTime } from 'luxon'
import type { Hours } from '../people/hours.ts'
import { openingOn } from './card.ts'

/** Where nobody has written when people work. */
const WITHOUT_HOURS = 8

/**
 * When the digest of that day comes: at the hour one chose, else when one's day begins; undefined on a day off. By the
 * wall clock of the hours' zone: in the night when it jumps, an hour that does not exist is the one after.
 */
export function digestMoment(hours: Hours, day: string, hour: number | null): Date | undefined {
  const none = Object.values(hours.week).every((periods) => periods.length === 0)
  const begins = openingOn(hours, day)
  if (!none && !begins) return undefined
  if (hour === null && begins) return begins
  return DateTime.fromISO(day, { zone: hours.zone })
    .set({ hour: hour ?? WITHOUT_HOURS, minute: 0, second: 0, millisecond: 0 })
    .toJSDate()
}
