import { DateTime } from 'luxon'
import { later, minutes } from '../../kit/clock.ts'
import { type Hours, isOpen, nextOpening } from '../../people/hours.ts'

const STEP = 30
/** Somebody must have the time to see it. */
const LEAD = minutes(30)
const LASTS = minutes(15)
const DAYS = 3
const MOST = 40
/** A company that is shut for longer than this offers nothing. */
const LOOKS = 2000

/** The half hours at which somebody is there to ring, on the next three open days; none where there are no hours. */
export function openTimes(hours: Hours, now: Date): Date[] {
  const found: Date[] = []
  const days = new Set<string>()
  let at = halfHour(later(now, LEAD), hours.zone)
  for (let looks = 0; looks < LOOKS && found.length < MOST; looks++) {
    if (!isOpen(hours, at)) {
      const opening = nextOpening(hours, at)
      if (!opening) break
      at = halfHour(opening, hours.zone)
      if (!isOpen(hours, at)) continue
    }
    days.add(DateTime.fromJSDate(at, { zone: hours.zone }).toISODate() ?? '')
    if (days.size > DAYS) break
    // The last minutes before closing are no time to begin a talk.
    if (isOpen(hours, later(at, LASTS))) found.push(at)
    at = halfHour(later(at, 1), hours.zone)
  }
  return found
}

/** The next whole or half hour on the wall clock, which in some zones is none of the world's. */
function halfHour(at: Date, zone: string): Date {
  const wall = DateTime.fromJSDate(at, { zone })
  const past = (wall.minute % STEP) * 60_000 + wall.second * 1000 + wall.millisecond
  return past === 0 ? at : later(at, minutes(STEP) - past)
}
