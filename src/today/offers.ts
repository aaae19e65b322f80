import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import { offer } from '../kit/offer.ts'
import type { Staff } from '../people/people.ts'

/** What everybody here knows: one line of each word, the same for all, from the front line to the owner. */
export const companyLines = offer<(db: Db, who: Staff) => Promise<Child | null>>('today.company-lines')

/** What one may do today: a section with its deeds, and how many of the page's seven things it takes. */
export type TodayPart = { things: number; body: Child }

/**
 * One part of each word for the page's main column, in the order in which they are drawn; `room` is how many things
 * there is still place for. A part that has to be short says itself in a line and counts for nothing.
 */
export const todayParts =
  offer<(db: Db, who: Staff, room: number) => Promise<TodayPart | null>>('today.parts')
