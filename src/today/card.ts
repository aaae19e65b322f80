// The morning card: one story, one promise, one thank-you, one rule, one thing to try; a card per team and day.
import { DateTime } from 'luxon'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { type Hours, nextOpening } from '../people/hours.ts'
import { type Company, chainOf, type Staff, type Team, team, teams } from '../people/people.ts'
import { below } from './waiting.ts'

export const PARTS = ['story', 'promise', 'thanks', 'rule', 'try'] as const
export type Part = (typeof PARTS)[number]

/** What a part says as it was drafted. */
export type Drafted = {
  text: string
  /** Whose it is, and how it came to be. */
  beside: string
  href: string | null
  /** What it was drafted from, so that it is not drafted again soon. */
  source: string | null
}
export type Changed = { text: string; at: Date; by_id: Id }
export type CardPart = Drafted & { part: Part; changed: Changed | null }

export type Huddle = { there: number; at: Date; by_id: Id }
/** `id` is null while nobody has touched what would be drafted now. */
export type MorningCard = {
  id: Id | null
  team_id: Id | null
  day: string
  at: Date | null
  parts: Record<Part, CardPart>
  huddle: Huddle | null
}

/** Whose card it is: a team with all beneath it, or the whole house. */
export type Circle = { id: Id | null; name: string; teams: readonly Id[] | undefined }

export async function circleOf(db: Db, house: Pick<Company, 'name'>, id: Id | null): Promise<Circle> {
  if (id === null) return { id, name: house.name, teams: undefined }
  const one = await team(db, id)
  return { id: one.id, name: one.name, teams: below(await teams(db), one.id) }
}

/** The team's people keep it, and whoever stands above them. */
export function mayKeep(who: Staff, all: readonly Team[], circle: Id | null): boolean {
  if (who.admin || who.level === 'leader' || circle === null) return true
  return (
    who.team !== null && (chainOf(all, who.team).includes(circle) || chainOf(all, circle).includes(who.team))
  )
}

export const dayIn = (at: Date, zone: string): string => DateTime.fromJSDate(at, { zone }).toISODate() ?? ''
export const startOf = (day: string, zone: string): Date =>
  DateTime.fromISO(day, { zone }).startOf('day').toJSDate()

/** When the house opens on that day; undefined where it does not. */
export function openingOn(hours: Hours, day: string): Date | undefined {
  const midnight = startOf(day, hours.zone)
  const opens = nextOpening(hours, new Date(midnight.getTime() - 1))
  return opens && dayIn(opens, hours.zone) === day ? opens : undefined
}

/** Half past eight, or half an hour before a house opens that opens later than nine. */
export function draftingMoment(hours: Hours, day: string): Date | undefined {
  const opens = openingOn(hours, day)
  if (!opens) return undefined
  const early = DateTime.fromISO(day, { zone: hours.zone }).set({ hour: 8, minute: 30 }).toJSDate()
  return new Date(Math.max(early.getTime(), opens.getTime() - 30 * 60_000))
}

/** The next day after this one on which the house is open. */
export function nextOpenDay(hours: Hours, day: string): string | undefined {
  const midnight = DateTime.fromISO(day, { zone: hours.zone }).plus({ days: 1 }).startOf('day')
  const opens = nextOpening(hours, new Date(midnight.toMillis() - 1))
  return opens && dayIn(opens, hours.zone)
}
