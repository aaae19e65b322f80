import ICAL from 'ical.js'
import { icalTime, type Timed, timesOf, type Wall, wallOf, type Zones } from './wall.ts'

/** How many steps a rule may take until the end of what is looked at: 50 years of days are 18,000. */
const MOST_STEPS = 30_000

/** It comes again so often that nobody could be expected by it. */
export class TooOften extends Error {}

export type Occurrence = {
  /** On the clocks of the entry's own zone: by this it is known, even where it was moved since. */
  wall: Wall
  at: number
}

/** What is looked at: nothing that is over, and nothing after the horizon (milliseconds). */
export type Sight = { from: number; until: number }

/**
 * Every date of an entry in sight, in order. Counting goes by what the clock on the wall shows, so that four o'clock
 * stays four o'clock when the clocks change; dates taken out are known by their moment, or as a whole day.
 */
export function occurrences(event: ICAL.Component, start: Timed, zones: Zones, sight: Sight): Occurrence[] {
  const rules = event.getAllProperties('rrule').map((one) => one.getFirstValue() as ICAL.Recur)
  const added = timesOf(event.getAllProperties('rdate')) ?? []
  const out = timesOf(event.getAllProperties('exdate')) ?? []
  const own = (wall: Wall): Occurrence => ({ wall, at: zones.at(wall, start.tzid) })
  const found = new Map<number, Occurrence>()
  const take = (one: Occurrence) => {
    if (!found.has(one.at)) found.set(one.at, one)
  }
  take(own(start.wall))
  for (const rule of rules) for (const wall of stepsOf(rule, start, zones, sight)) take(own(wall))
  for (const { wall, tzid } of added) {
    const at = zones.at(wall, tzid ?? start.tzid)
    if (at < sight.until) take({ wall: start.wall.time === null ? wall : zones.wallAt(at, start.tzid), at })
  }
  for (const { wall, tzid } of out)
    if (wall.time === null) for (const [at, one] of found) one.wall.day === wall.day && found.delete(at)
    else found.delete(zones.at(wall, tzid ?? start.tzid))
  return [...found.values()].sort((a, b) => a.at - b.at)
}

function* stepsOf(rule: ICAL.Recur, start: Timed, zones: Zones, sight: Sight): Generator<Wall> {
  const own = rule.clone()
  if (rule.until) own.until = lastOf(rule.until, start, zones)
  const steps = own.iterator(icalTime(start.wall))
  // Days compare as words; what lies two days beyond is beyond in every zone.
  const [first, last] = [dayIn(sight.from - 2 * DAY), dayIn(sight.until + 2 * DAY)]
  for (let step = 0; ; step++) {
    if (step > MOST_STEPS) throw new TooOften()
    const next = steps.next()
    if (!next) return
    const wall = wallOf(next)
    if (wall.day > last) return
    if (wall.day >= first && zones.at(wall, start.tzid) < sight.until) yield wall
  }
}

const DAY = 86_400_000
const dayIn = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The end of a rule stands there in UTC, or as a day, all of which still counts. */
function lastOf(last: ICAL.Time, start: Timed, zones: Zones): ICAL.Time {
  const wall = wallOf(last)
  if (start.wall.time === null) return icalTime({ day: wall.day, time: null })
  if (wall.time === null) return icalTime({ day: wall.day, time: '23:59:59' })
  if (last.zone !== ICAL.Timezone.utcTimezone) return icalTime(wall)
  return icalTime(zones.wallAt(zones.at(wall, 'UTC'), start.tzid))
}
