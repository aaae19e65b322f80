import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import { loss } from './churn.ts'
import type { Reading } from './loss.ts'
import { keepFirstReasons, reason } from './reasons.ts'
import { mayRead } from './rules.ts'
import { insertReading, selectReadings } from './store.ts'

/** What can be told of how a loss was read: nothing before two have read it, each for themselves. */
export type Reads = {
  readers: number
  mine: string | undefined
  alike: boolean | undefined
  reasons: string[]
}

/** Says how one reads why they left, out of the company's list. */
export function readLoss(db: Db, who: Staff, id: Id, readAs: Id): Promise<void> {
  return atomically(db, `churn.read ${id}`, async () => {
    const one = await loss(db, id)
    const so = await reason(db, readAs)
    mayRead(
      who,
      (await selectReadings(db, [one.id])).map((each) => each.person_id),
    )
    await keepFirstReasons(db, who.at)
    await insertReading(db, { loss_id: one.id, person_id: who.id, reason_id: so.id, at: who.at })
    await record(db, who, 'churn.read', one.id)
  })
}

export async function readsOf(db: Db, who: Staff, losses: readonly Id[]): Promise<Map<Id, Reads>> {
  const all = await selectReadings(db, losses)
  return new Map(
    losses.map((id) => [
      id,
      told(
        all.filter((one) => one.loss_id === id),
        who.id,
      ),
    ]),
  )
}

/** Whoever has still to read it is not told what the other one said: a second opinion is one's own. */
function told(of: readonly Reading[], me: Id): Reads {
  const both = of.length >= 2
  return {
    readers: of.length,
    mine: of.find((one) => one.person_id === me)?.reason,
    alike: both ? new Set(of.map((one) => one.reason_id)).size === 1 : undefined,
    reasons: both ? [...new Set(of.map((one) => one.reason))] : [],
  }
}
