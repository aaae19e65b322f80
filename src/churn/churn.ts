// Customers lost: written down by hand, in their own words.
import type { Place } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Loss } from './loss.ts'
import { countLosses, selectLastLost, selectLoss, selectLosses, selectLossesOf } from './store.ts'

export { howLong } from './how-long.ts'
export type { Losing, Loss, Reason, Return, Returning, Size } from './loss.ts'
export { type Reads, readLoss, readsOf } from './read-loss.ts'
export { addReason, endReason, reasons } from './reasons.ts'
export { recordLoss, takeLossBack } from './record-loss.ts'
export { takeReturnBack, wonBack } from './won-back.ts'

export async function loss(db: Db, id: Id): Promise<Loss> {
  const found = await selectLoss(db, id)
  if (!found) throw new Refusal('not-found', 'loss', 'This is not written down here, or was taken back.')
  return found
}

/** The losses of these customers (one, with all that was merged into it), the newest first. */
export const lossesOf = (db: Db, customers: readonly Id[]): Promise<Loss[]> => selectLossesOf(db, customers)

/** How this customer was lost and is not back; undefined of whoever is a customer. */
export const lossOf = async (db: Db, customers: readonly Id[]): Promise<Loss | undefined> =>
  (await selectLossesOf(db, customers)).find((one) => !one.back)

/** Who was lost since a day (YYYY-MM-DD), the newest first; also those who came back. */
export const lossesSince = (db: Db, since: string, most: number): Promise<Loss[]> =>
  selectLosses(db, { since, most })

/** The newest first, from a place in the list on. */
export const losses = (
  db: Db,
  { after, most }: { after?: Place | undefined; most: number },
): Promise<Loss[]> =>
  selectLosses(db, {
    after: after && { day: after.at.toISOString().slice(0, 10), id: after.id },
    most,
  })

/** The customer lost last who has not come back. */
export const lastLost = (db: Db): Promise<Loss | undefined> => selectLastLost(db)

/** How many were lost from a day on, until the day before another, and how many of them over something small. */
export const howManyLost = (db: Db, since: string, until?: string): Promise<{ n: number; small: number }> =>
  countLosses(db, since, until)
