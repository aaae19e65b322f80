import { days, later } from '../kit/clock.ts'
import type { Place } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import type { Request } from './request.ts'
import {
  countWaitingRequests,
  selectAskedBy,
  selectEnded,
  selectOnCases,
  selectWaitingRequests,
} from './store.ts'

export { type Answer, answerRequest, replyToTeam } from './answer.ts'
export { type Asking, askTeam } from './ask.ts'
export { finishRequest, withdrawRequest } from './end.ts'
export { handOn } from './hand-on.ts'
export { sayHelped } from './helped.ts'
export { isLate, type Request, readRequest, whoseMove } from './request.ts'
export { freeTaken, letGo, takeUp } from './take-up.ts'
export { setUsual, type Usual, usualOf } from './usual.ts'

/** What these teams are asked and owe, what is due first on top; undefined: whoever is asked. */
export const requestsFor = (
  db: Db,
  teams: readonly Id[] | undefined,
  most = 50,
  after?: Place,
): Promise<Request[]> => selectWaitingRequests(db, { asked: teams }, most, after)

/** What these teams wait for, what is due first on top. */
export const requestsFrom = (
  db: Db,
  teams: readonly Id[] | undefined,
  most = 50,
  after?: Place,
): Promise<Request[]> => selectWaitingRequests(db, { from: teams }, most, after)

/** What ended, the latest first. */
export const requestsEnded = (
  db: Db,
  where: { asked?: readonly Id[] | undefined; from?: readonly Id[] | undefined },
  most = 50,
  after?: Place,
): Promise<Request[]> => selectEnded(db, where, most, after)

/** All that was ever asked of other teams for a case, in that order. */
export const requestsOn = (db: Db, about: Id): Promise<Request[]> => selectOnCases(db, [about])

/** How many wait for these teams, and how many of them are late. */
export const howManyWaitFor = (db: Db, teams: readonly Id[] | undefined, now: Date) =>
  countWaitingRequests(db, teams, now)

const FRESH = days(14)

/** What this person asked, or what their case waits for: open ones, and what came back and was not judged yet. */
export const askedBy = (db: Db, who: Staff, most = 50): Promise<Request[]> =>
  selectAskedBy(db, who.id, later(who.at, -FRESH), most)
