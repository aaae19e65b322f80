import { DateTime } from 'luxon'
import { days, later } from '../kit/clock.ts'
import { Refusal } from '../kit/refusal.ts'
import { rank, type Staff } from '../people/people.ts'
import type { Policy } from './policy.ts'

/** So long a report can be taken back; nobody is written to before that. */
export const TAKE_BACK_MINUTES = 10
/** Every rule has a last day: a year after it was first reported, where nobody says another. */
export const LASTS_DAYS = 365
const LONGEST_DEFENCE_DAYS = 366

export const dayOf = (at: Date, zone: string): string =>
  DateTime.fromJSDate(at, { zone }).toISODate() ?? at.toISOString().slice(0, 10)

/** The last moment of a day on the calendar of the house. */
export const endOfDay = (day: string, zone: string): Date =>
  DateTime.fromISO(day, { zone }).endOf('day').toJSDate()

export const decideBy = (at: Date, howMany: number, zone: string): Date =>
  DateTime.fromJSDate(at, { zone }).plus({ days: howMany }).endOf('day').toJSDate()

/** When a last day makes itself heard: so many days before it, but never sooner than halfway there. */
export function asksAgainAt(last: Date, now: Date, howMany: number): Date {
  const before = later(last, -days(howMany))
  const half = new Date((now.getTime() + last.getTime()) / 2)
  return before > half ? before : half
}

/** Its owner, whoever was asked, and leaders. */
export const mayDecide = (who: Staff, one: Policy, asked: readonly string[]): boolean =>
  one.owner_id === who.id || asked.includes(who.id) || rank(who.level) === rank('leader')

export function mustDecide(who: Staff, one: Policy, asked: readonly string[]): void {
  if (mayDecide(who, one, asked)) return
  throw new Refusal(
    'forbidden',
    'policy-word',
    `This is ${one.wait?.asked ?? one.owner ?? 'its owner'}’s word to give. Say what you know of it: report it.`,
  )
}

export function mustGiveReason(because: string | undefined, sentence: string): string {
  const text = (because ?? '').trim()
  if (text.length < 3) throw new Refusal('invalid', 'policy-because', sentence, { field: 'because' })
  return text.slice(0, 2000)
}

/** A defence ends: on a day ahead, within a year. */
export function mustEnd(until: string | undefined, today: string): string {
  if (!until || until <= today)
    throw new Refusal(
      'invalid',
      'policy-until',
      'Say until when it stays: a day ahead. Then it is decided anew.',
      {
        field: 'until',
      },
    )
  const last = DateTime.fromISO(today).plus({ days: LONGEST_DEFENCE_DAYS }).toISODate() ?? today
  if (until > last)
    throw new Refusal('invalid', 'policy-until', 'A year at most: every rule has a last day.', {
      field: 'until',
    })
  return until
}

/** A rule that goes does so today or on a day ahead, within the year. */
export function mustBegin(from: string | undefined, today: string): string {
  if (!from) return today
  const last = DateTime.fromISO(today).plus({ days: LASTS_DAYS }).toISODate() ?? today
  if (from < today || from > last)
    throw new Refusal(
      'invalid',
      'policy-from',
      'Say from when it is gone: today, or a day within the coming year.',
      {
        field: 'from',
      },
    )
  return from
}
