import type { Place } from '../kit/cursor.ts'
import { readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Case } from './case.ts'
import { countWaiting, selectCasesOf, selectWaiting, type Whose } from './store.ts'
import { selectCaseOfInteraction } from './store-told.ts'

export {
  briefLines,
  type Case,
  type Confirmation,
  type Confirmed,
  caseConfirmed,
  caseOpened,
  casePanels,
  caseRight,
  customerOf,
  readCase,
  waitingLines,
  whatTheyWaitFor,
} from './case.ts'
export { type Confirming, confirm } from './confirm.ts'
export {
  addToCase,
  FOLLOW,
  type Followed,
  fileNamesOf,
  followLink,
  makeFollowLink,
  readFollow,
  whatWeChanged,
} from './follow.ts'
export { briefOf, handOver, releaseOnLeaving, take } from './hold.ts'
export { correctBrief, type Opening, openCase, openWhereWrong } from './open.ts'
export { keepPromise, momentOnTheWall, momentsAhead, promise, promiseAsAsked, promisesOf } from './promise.ts'
export { notRightYet, putRight } from './put-right.ts'
export { lastAnswer, note, ownPage, reply, stop } from './reply.ts'
export { stillPromised } from './still-promised.tsx'

export type Waiting = Whose & { team?: Id | undefined; most: number; after?: Place | string | undefined }

/** Cases that wait, what is due first on top. `holder: null` are those that nobody holds. */
export const waitingCases = (db: Db, { most, after, team, ...whose }: Waiting): Promise<Case[]> =>
  selectWaiting(
    db,
    team ? { ...whose, teams: [team] } : whose,
    most,
    typeof after === 'string' ? readPlace(after) : after,
  )

/** How many wait; counted no further than `most`. */
export const howManyWait = (db: Db, whose: Whose, most = 1000): Promise<number> =>
  countWaiting(db, whose, most)

/** The cases of a customer, with all that were merged into them; the newest first. */
export const casesOf = (db: Db, customers: readonly Id[], most = 100): Promise<Case[]> =>
  selectCasesOf(db, customers, most)

/** The case that something said belongs to. */
export const caseOfInteraction = (db: Db, interaction: Id): Promise<Id | undefined> =>
  selectCaseOfInteraction(db, interaction)
