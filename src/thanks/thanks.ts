import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { selectThanks, selectThanksFor, selectWall, type Told } from './store.ts'

export { choose, unclearFor } from './choose.ts'
export { closePage, openPage, ownThanksPage, thanksPageOf } from './own-page.ts'
export { passOn, passOnFive, passOnPraise } from './pass-on.ts'
export { type Thanking, thankColleague } from './thank-colleague.ts'
export { thankForKindness } from './thank-kindness.ts'
export { freeOnLeaving, putOnWall, takeOffWall, thanksThisWeek } from './wall.ts'

declare module '../interactions/interactions.ts' {
  interface Beside {
    /** Whom a compliment is about, as the customer says it: "Ben", "Ben and the lady in the workshop". */
    names?: string
  }
}

/** Praise with its proof: a customer's words, or a colleague's, and the case behind them. */
export type Thanks = Told

export async function thanks(db: Db, id: Id): Promise<Thanks> {
  const found = await selectThanks(db, id)
  if (!found) throw new Refusal('not-found', 'thanks', 'There are no such thanks here.')
  return found
}

/** What hangs on the wall, the newest first. */
export const wall = (db: Db, most: number): Promise<Thanks[]> => selectWall(db, most)

/** What this person was thanked for, the newest first: for their own eyes. */
export const thanksFor = (db: Db, person: Id, most: number): Promise<Thanks[]> =>
  selectThanksFor(db, person, most)
