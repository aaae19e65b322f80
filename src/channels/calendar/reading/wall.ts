import ICAL from 'ical.js'
import { DateTime, IANAZone } from 'luxon'

/** What a clock on the wall shows, or a whole day. */
export type Wall = { day: string; time: string | null }

/** Turns what a calendar's clocks show into moments, and back. */
export type Zones = {
  /** Of a time with this TZID; undefined: it floats, and is the house's own. */
  at(wall: Wall, tzid: string | undefined): number
  wallAt(at: number, tzid: string | undefined): Wall
}

/** Old names that some programs write without saying what they mean. Source: CLDR, windowsZones.xml, the first of each. */
const WINDOWS: Record<string, string> = {
  'arab standard time': 'Asia/Riyadh',
  'arabian standard time': 'Asia/Dubai',
  'aus eastern standard time': 'Australia/Sydney',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'central standard time': 'America/Chicago',
  'china standard time': 'Asia/Shanghai',
  'e. europe standard time': 'Europe/Chisinau',
  'eastern standard time': 'America/New_York',
  'egypt standard time': 'Africa/Cairo',
  'fle standard time': 'Europe/Kyiv',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Atlantic/Reykjavik',
  'gtb standard time': 'Europe/Bucharest',
  'india standard time': 'Asia/Kolkata',
  'israel standard time': 'Asia/Jerusalem',
  'mountain standard time': 'America/Denver',
  'new zealand standard time': 'Pacific/Auckland',
  'pacific standard time': 'America/Los_Angeles',
  'romance standard time': 'Europe/Paris',
  'russian standard time': 'Europe/Moscow',
  'singapore standard time': 'Asia/Singapore',
  'south africa standard time': 'Africa/Johannesburg',
  'tokyo standard time': 'Asia/Tokyo',
  'turkey standard time': 'Europe/Istanbul',
  utc: 'UTC',
  'w. europe standard time': 'Europe/Berlin',
}

/**
 * A name of the time zone database means what it means today; any other means what the calendar says of it; one of
 * which it says nothing is the house's own, as a time without a zone is.
 */
export function zonesOf(own: readonly ICAL.Component[], house: string): Zones {
  const told = new Map(
    own.map((one) => [String(one.getFirstPropertyValue('tzid') ?? ''), new ICAL.Timezone(one)] as const),
  )
  const nameOf = (tzid: string): string | undefined => {
    const plain = tzid.replace(/^\/?(?:[^/]+\/)*?((?:[A-Z][A-Za-z_]+\/)+[A-Za-z_+-]+)$/, '$1')
    return [tzid, plain, WINDOWS[tzid.toLowerCase()] ?? ''].find((name) => IANAZone.isValidZone(name))
  }
  const at = (wall: Wall, tzid: string | undefined): number => {
    const named = tzid === undefined ? house : nameOf(tzid)
    const zone = !named && tzid !== undefined ? told.get(tzid) : undefined
    if (!zone) return momentIn(wall, named ?? house)
    const time = icalTime(wall)
    time.zone = zone
    return time.toUnixTime() * 1000
  }
  return {
    at,
    wallAt(moment, tzid) {
      const named = tzid === undefined ? house : (nameOf(tzid) ?? (told.has(tzid) ? undefined : house))
      if (named) return wallIn(moment, named)
      // Of a zone that only the calendar knows: as far from UTC as it is at about that moment.
      const guess = wallIn(moment, 'UTC')
      return wallIn(moment + (momentIn(guess, 'UTC') - at(guess, tzid)), 'UTC')
    },
  }
}

const momentIn = ({ day, time }: Wall, zone: string): number =>
  DateTime.fromISO(`${day}T${time ?? '00:00:00'}`, { zone }).toMillis()

function wallIn(moment: number, zone: string): Wall {
  const there = DateTime.fromMillis(moment, { zone })
  return { day: there.toFormat('yyyy-MM-dd'), time: there.toFormat('HH:mm:ss') }
}

/** Without a zone: what the clock shows is all that counting goes by. */
export function icalTime({ day, time }: Wall): ICAL.Time {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const [hour = 0, minute = 0, second = 0] = (time ?? '00:00:00').split(':').map(Number)
  return new ICAL.Time(
    { year, month, day: date, hour, minute, second, isDate: time === null },
    ICAL.Timezone.localTimezone,
  )
}

const two = (n: number) => String(n).padStart(2, '0')
export const wallOf = (time: ICAL.Time): Wall => ({
  day: `${String(time.year).padStart(4, '0')}-${two(time.month)}-${two(time.day)}`,
  time: time.isDate ? null : `${two(time.hour)}:${two(time.minute)}:${two(time.second)}`,
})

/** A time that a property bears, with the zone it names: 'Z' is UTC. */
export type Timed = { wall: Wall; tzid: string | undefined }

/** Every time of these properties, or nothing where one of them is no time of the calendar. */
export function timesOf(properties: readonly ICAL.Property[]): Timed[] | undefined {
  const times: Timed[] = []
  for (const property of properties) {
    const tzid = property.getFirstParameter('tzid')
    const written = (property.toJSON() as unknown[]).slice(3)
    for (const [place, value] of (property.getValues() as unknown[]).entries()) {
      const time = value instanceof ICAL.Period ? value.start : value
      if (!(time instanceof ICAL.Time)) return undefined
      const wall = wallOf(time)
      // The thirteenth month would become January.
      if (!String(written[place]).startsWith(wall.day)) return undefined
      times.push({ wall, tzid: time.zone === ICAL.Timezone.utcTimezone ? 'UTC' : tzid || undefined })
    }
  }
  return times
}
