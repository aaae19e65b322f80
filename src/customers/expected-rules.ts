import { DateTime } from 'luxon'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { isOpen, nextOpening } from '../people/hours.ts'
import { type Company, chainOf, type Team } from '../people/people.ts'
import type { Noted } from './customer.ts'
import { SHOWN } from './facts.ts'

/** A day of the company's calendar, some time on it, or an exact moment. */
export type When = { day: string; at?: undefined } | { at: Date; day?: undefined }

const FURTHEST_YEARS = 3
export const MOST_WHAT = 200
const MOST_KEY = 500

/** The day on the company's calendar. */
export const dayOf = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toISODate() ?? ''
export const whenOf = ({ day, at }: { day: string | null; at: Date | null }): When =>
  at ? { at } : { day: day ?? '' }
export const dayOn = (on: When, zone: string): string => on.day ?? dayOf(on.at, zone)
export const dayAfter = (day: string, by = 1): string =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days: by }).toISODate() ?? day

/** From its first moment to the first of the next, on that zone's clocks: 23 hours, 24 or 25. */
export function bounds(day: string, zone: string): { from: Date; until: Date } {
  const start = DateTime.fromISO(day, { zone }).startOf('day')
  return { from: start.toJSDate(), until: start.plus({ days: 1 }).toJSDate() }
}

/** Whoever should have come this morning is still expected; yesterday is over. */
export function mayBeExpected(on: When, now: Date, zone: string): void {
  const [day, today] = [dayOn(on, zone), dayOf(now, zone)]
  if (!DateTime.fromISO(day).isValid)
    throw new Refusal('invalid', 'expected-day', 'Write the day as a date.', { field: 'day' })
  if (day < today)
    throw new Refusal('invalid', 'expected-past', `${day} is over: say a day that is still to come.`, {
      field: 'day',
    })
  if (day > dayAfter(today, FURTHEST_YEARS * 366))
    throw new Refusal('invalid', 'expected-far', 'That is more than three years ahead. Is the year right?', {
      field: 'day',
    })
}

export function whatWords(what: string): string {
  const words = what.toWellFormed().replaceAll('\u0000', '').replace(/\s+/g, ' ').trim()
  if (words === '')
    throw new Refusal('invalid', 'expected-what', 'Say what they come for.', { field: 'what' })
  return words.length <= MOST_WHAT ? words : `${words.slice(0, MOST_WHAT - 1).toWellFormed()}…`
}

export function mustBeKey(key: string): string {
  const tidy = key.trim()
  if (tidy === '' || tidy.length > MOST_KEY)
    throw new Refusal(
      'invalid',
      'expected-key',
      `A key has 1 to ${MOST_KEY} characters, such as a booking number.`,
      {
        field: 'key',
      },
    )
  return tidy
}

/**
 * The teams whose visitors concern somebody of this team: their own, those above it and those beneath it. Without a
 * team, all of them: undefined.
 */
export function teamsNear(all: readonly Team[], team: Id | null): Id[] | undefined {
  if (!team) return undefined
  const beneath = all.filter((one) => chainOf(all, one.id).includes(team)).map((one) => one.id)
  return [...new Set([...chainOf(all, team), ...beneath])]
}

/**
 * The day that a page of today tells of: today, and once the house has closed the next day on which it opens.
 * A house without hours ends its day at six in the evening.
 */
export function dayToTell({ hours, zone }: Pick<Company, 'hours' | 'zone'>, now: Date): string {
  const today = dayOf(now, zone)
  if (isOpen(hours, now)) return today
  const next = nextOpening(hours, now)
  if (!next) return DateTime.fromJSDate(now, { zone }).hour < 18 ? today : dayAfter(today)
  // Closed for the whole of today, it is still today that a booking may be for.
  const opened = nextOpening(hours, bounds(today, zone).from)
  const openToday = opened !== undefined && dayOf(opened, zone) === today
  return openToday || DateTime.fromJSDate(now, { zone }).hour >= 18 ? dayOf(next, zone) : today
}

/**
 * The one fact to say beside a name. What was noted since they were last expected is news; else each visit has the
 * next of the three, so that a kindness is not the same one each time.
 */
export function factFor(facts: readonly Noted[], visits: number, last: Date | undefined): Noted | undefined {
  const shown = facts.slice(0, SHOWN)
  const news = shown[0] && last && shown[0].at > last ? shown[0] : undefined
  return news ?? shown[visits % Math.max(1, shown.length)]
}
