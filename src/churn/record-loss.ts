import { allIdsOf, customer } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { interactionsById } from '../interactions/interactions.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { touchpoint } from '../touchpoints/touchpoints.ts'
import { loss } from './churn.ts'
import { dayOf } from './how-long.ts'
import type { Losing, Loss } from './loss.ts'
import { keepFirstReasons, reason } from './reasons.ts'
import { mayTakeBack, mustHavePassed } from './rules.ts'
import { deleteLoss, insertLoss, insertReading, selectLossesOf } from './store.ts'

const MOST = { over: 60, why: 2000, kept: 2000 }

/** Writes down that a customer left: when, over what, in their own words why, and what could have kept them. */
export function recordLoss(db: Db, who: Staff, what: Losing): Promise<Loss> {
  return atomically(db, 'churn.loss', async () => {
    const one = await customer(db, what.customer)
    mustHavePassed(what.lostOn, dayOf(who.at, who.house.zone), 'lost_on')
    const ids = await allIdsOf(db, one.id)
    if ((await selectLossesOf(db, ids)).some((known) => !known.back))
      throw new Refusal('conflict', 'churn-known', 'It is written down already that they left.')
    await mustBeTheirs(db, what.last ?? null, ids)
    const row: Loss = {
      id: newId(who.at),
      customer_id: one.id,
      lost_on: what.lostOn,
      size: what.size,
      over: line(what.over).slice(0, MOST.over),
      why: what.why.trim().slice(0, MOST.why),
      could_have_kept: what.couldHaveKept.trim().slice(0, MOST.kept),
      touchpoint_id: what.touchpoint ? (await touchpoint(db, what.touchpoint)).id : null,
      last_id: what.last ?? null,
      at: who.at,
      by_id: who.id,
      back: null,
    }
    const read = what.readAs ? await reason(db, what.readAs) : undefined
    await insertLoss(db, row)
    if (read) {
      await keepFirstReasons(db, who.at)
      await insertReading(db, { loss_id: row.id, person_id: who.id, reason_id: read.id, at: who.at })
    }
    await record(db, who, 'churn.lost', row.id, {
      customer: one.id,
      size: row.size,
      ...(row.touchpoint_id && { touchpoint: row.touchpoint_id }),
    })
    return row
  })
}

const line = (text: string | undefined): string =>
  (text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^over\s+/i, '')
    .replace(/[.!]+$/, '')

/** What happened last happened with this customer. */
async function mustBeTheirs(db: Db, last: Id | null, customers: readonly Id[]): Promise<void> {
  if (last === null) return
  const found = (await interactionsById(db, [last])).get(last)
  if (!found?.customer_id || !customers.includes(found.customer_id))
    throw new Refusal('invalid', 'churn-last', 'This did not happen with them: choose what happened last.', {
      field: 'happened_last',
    })
}

/** It was not so: the row goes, history keeps that it was written and taken back. */
export async function takeLossBack(db: Db, who: Staff, id: Id): Promise<void> {
  const one = await loss(db, id)
  mayTakeBack(who, one.by_id)
  if (await deleteLoss(db, one.id))
    await record(db, who, 'churn.loss-taken-back', one.id, { customer: one.customer_id })
}
