import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { findPerson, type Level } from '../people/people.ts'
import type { Period } from './periods.ts'
import { shiftOf } from './shift.ts'
import { tighter } from './shift-rules.ts'
import { isAgent, newestBudgets, newestCeiling, newestLimit, newestOwnLimit, newestSilence } from './store.ts'

export { type Answerer, whoMayAnswer } from './answerers.ts'
export { type Period, startOfPeriod } from './periods.ts'
export { roughUnit } from './rough-unit.ts'
export { type Bound, type Left, left, leftOwed, type Spent } from './rules.ts'
export { minutesInWords } from './sentences.ts'
export {
  answerShift,
  beginShift,
  besideNow,
  endShift,
  type PlannedShift,
  planShift,
  readShift,
  type Shift,
  shiftBeside,
  shiftOf,
  shifts,
} from './shift.ts'

/** What somebody may give without asking, in one currency; null: no bound of its own, only the company's ceiling. */
export type Limit = {
  id: Id
  level: Level | 'agent'
  /** Whose own limit it is; null where it holds for all of the level. */
  person_id: Id | null
  currency: string
  per_case: bigint | null
  per_customer: bigint | null
  /** The days behind us that count for one customer. */
  customer_days: number
  per_period: bigint | null
  period: Period
  /** Money owed is no goodwill: it has a bound of its own. */
  owed_per_case: bigint | null
  at: Date
  by_id: Id | null
}
/** What all of the company together may give in a period. */
export type Ceiling = {
  id: Id
  currency: string
  per_period: bigint
  period: Period
  at: Date
  by_id: Id | null
}
/** What a team means to spend. It warns and stops nobody. */
export type Budget = {
  id: Id
  team_id: Id
  currency: string
  per_period: bigint
  period: Period
  at: Date
  by_id: Id | null
}
/** "No answer is yes": after so many working minutes, so often a week for one who asks. Off where minutes are null. */
export type Silence = { id: Id; minutes: number | null; per_week: number; at: Date; by_id: Id | null }

/** Whom a limit is looked up for. */
export type Giver = { id: Id; level: Level }

/**
 * The limit that holds for somebody at that moment: a row of their own before their level's. Undefined without one in
 * this currency: then one asks, nothing is converted. An automatic agent has only what was written for it. Whoever
 * works a shift has no more than the person beside them.
 */
export const limitOf = async (
  db: Db,
  person: Giver,
  currency: string,
  at: Date,
): Promise<Limit | undefined> => (await workingLimit(db, person, currency, at)).limit

/**
 * The same, and since when its period counts: what a leader without bounds gave before a shift is no part of the limit
 * that they work with on it. Undefined: since the period began.
 */
export async function workingLimit(
  db: Db,
  person: Giver,
  currency: string,
  at: Date,
): Promise<{ limit: Limit | undefined; since: Date | undefined }> {
  const [own, shift] = await Promise.all([ownLimit(db, person, currency), shiftOf(db, person.id, at)])
  if (!shift) return { limit: own, since: undefined }
  const [self, beside] = [await findPerson(db, person.id), await findPerson(db, shift.beside)]
  const theirs = beside && !beside.left_at ? await ownLimit(db, beside, currency) : undefined
  // Whoever looks as one of the team may have been given its level: what counts is their own.
  const mine = self && self.level !== person.level ? await ownLimit(db, self, currency) : own
  return { limit: tighter(mine, theirs), since: mine?.per_period === null ? shift.from : undefined }
}

async function ownLimit(db: Db, person: Giver, currency: string): Promise<Limit | undefined> {
  const [own, agent, level] = await Promise.all([
    newestOwnLimit(db, person.id, currency),
    isAgent(db, person.id),
    newestLimit(db, person.level, currency),
  ])
  return own ?? (agent ? undefined : level)
}

export const ceilingOf = (db: Db, currency: string): Promise<Ceiling | undefined> =>
  newestCeiling(db, currency)
export const silenceOf = (db: Db): Promise<Silence | undefined> => newestSilence(db)
export const budgetsOf = (db: Db, currency: string): Promise<Budget[]> => newestBudgets(db, currency)
