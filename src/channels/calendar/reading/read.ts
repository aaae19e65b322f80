import { createHash } from 'node:crypto'
import type ICAL from 'ical.js'
import { type Occurrence, occurrences, TooOften } from './again.ts'
import { blocksOf, NoCalendar } from './blocks.ts'
import { type Answer, MOST_DATES, type Odd, type Task, type Told } from './told.ts'
import { type Timed, timesOf, type Zones, zonesOf } from './wall.ts'
import { whom } from './whom.ts'

/** Reads a calendar: every date that is still to come, whom it names, and what cannot be read, each with a sentence. */
export function readCalendar(task: Task): Answer {
  try {
    const { name, zone, zones: own, events } = blocksOf(task.text)
    const zones = zonesOf(own, zone && isZone(zone) ? zone : task.zone)
    const set: Set = { task, zones, told: [], odd: [], past: 0 }
    for (const one of events)
      if ('broken' in one)
        set.odd.push({
          what: one.broken,
          sentence: 'It is not written as calendars are, so it cannot be read.',
        })
    const byUid = new Map<string, ICAL.Component[]>()
    for (const one of events)
      if ('event' in one) byUid.set(uidOf(one.event), [...(byUid.get(uidOf(one.event)) ?? []), one.event])
    for (const [uid, parts] of byUid) entry(set, uid, parts)
    const told = set.told.sort((a, b) => whenOf(a).localeCompare(whenOf(b)))
    if (told.length > MOST_DATES)
      set.odd.push({
        what: `${(told.length - MOST_DATES).toLocaleString('en')} dates more`,
        sentence: `Only the next ${MOST_DATES.toLocaleString('en')} are kept in sight; the others follow as these pass.`,
      })
    return { reading: { name, told: told.slice(0, MOST_DATES), odd: set.odd, past: set.past } }
  } catch (error) {
    if (error instanceof NoCalendar) return { trouble: error.message }
    throw error
  }
}

type Set = { task: Task; zones: Zones; told: Told[]; odd: Odd[]; past: number }

const isZone = (zone: string) => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
const whenOf = (one: Told) => one.day ?? new Date(one.at ?? 0).toISOString()

/** What bears no name gets one of its own words, so that it stays the same entry next time. */
function uidOf(event: ICAL.Component): string {
  const own = String(event.getFirstPropertyValue('uid') ?? '').trim()
  const words = `${event.getFirstPropertyValue('summary')} ${event.getFirstProperty('dtstart')?.toICALString()}`
  const uid = own || `none-${words}`
  return own && own.length <= 400 ? own : createHash('sha256').update(uid).digest('hex')
}

/** One entry with the dates that were changed in it. */
function entry(set: Set, uid: string, parts: ICAL.Component[]): void {
  const changed = new Map<string, ICAL.Component>()
  let whole: ICAL.Component | undefined
  for (const part of parts.sort((a, b) => ageOf(a) - ageOf(b))) {
    const which = part.getFirstProperty('recurrence-id')
    if (which) changed.set(which.toICALString(), part)
    else whole = part
  }
  const say = (event: ICAL.Component, sentence: string) => set.odd.push({ what: summaryOf(event), sentence })
  const start = whole && startOf(whole)
  if (whole && !start) {
    say(whole, 'It does not say when it begins, or on a day that no calendar has.')
    return
  }
  try {
    const dates = whole && start ? keyed(uid, whole, start, set) : new Map<string, Occurrence>()
    for (const part of changed.values()) {
      const own = startOf(part)
      const [which] = timesOf(part.getAllProperties('recurrence-id')) ?? []
      if (!own || !which) {
        say(part, 'One date of it was changed, and it does not say which or to when.')
        continue
      }
      const at = set.zones.at(which.wall, which.tzid ?? start?.tzid)
      const instead = [...dates].find(([, one]) =>
        which.wall.time === null ? one.wall.day === which.wall.day : one.at === at,
      )
      const key = instead?.[0] ?? `${uid} ${set.zones.wallAt(at, start?.tzid ?? which.tzid).day}`
      dates.delete(key)
      tell(set, {
        uid,
        key,
        event: part,
        start: own,
        at: set.zones.at(own.wall, own.tzid),
        day: own.wall.day,
      })
    }
    if (whole && start)
      for (const [key, { wall, at }] of dates) tell(set, { uid, key, event: whole, start, at, day: wall.day })
  } catch (error) {
    const [first] = parts
    if (!first) return
    say(
      whole ?? first,
      error instanceof TooOften
        ? 'It comes again so often that it is no visit.'
        : 'When it comes again cannot be read.',
    )
  }
}

/** The key of each date: the day on which it would be, so that an hour that is moved moves it and makes no other. */
function keyed(
  uid: string,
  whole: ICAL.Component,
  start: Timed,
  { task, zones }: Set,
): Map<string, Occurrence> {
  const again = ['rrule', 'rdate'].some((name) => whole.hasProperty(name))
  if (!again) return new Map([[uid, { wall: start.wall, at: zones.at(start.wall, start.tzid) }]])
  const dates = new Map<string, Occurrence>()
  const seen = new Map<string, number>()
  for (const one of occurrences(whole, start, zones, task)) {
    const nth = (seen.get(one.wall.day) ?? 0) + 1
    seen.set(one.wall.day, nth)
    dates.set(`${uid} ${one.wall.day}${nth > 1 ? ` #${nth}` : ''}`, one)
  }
  return dates
}

type Date_ = { uid: string; key: string; event: ICAL.Component; start: Timed; at: number; day: string }

function tell(set: Set, { uid, key, event, start, at, day }: Date_): void {
  const whole = start.wall.time === null
  if (whole ? day < set.task.today : at < set.task.from) {
    if (key === uid) set.past++
    return
  }
  set.told.push({
    uid,
    key,
    what: summaryOf(event) || 'Visit',
    day: whole ? day : null,
    at: whole ? null : at,
    cancelled: String(event.getFirstPropertyValue('status') ?? '').toUpperCase() === 'CANCELLED',
    ...whom(event, set.task.country),
  })
}

const summaryOf = (event: ICAL.Component) =>
  String(event.getFirstPropertyValue('summary') ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
const startOf = (event: ICAL.Component): Timed | undefined => {
  const property = event.getFirstProperty('dtstart')
  return property ? timesOf([property])?.[0] : undefined
}
/** The later one of two that are the same counts. */
const ageOf = (event: ICAL.Component): number => Number(event.getFirstPropertyValue('sequence') ?? 0) || 0
