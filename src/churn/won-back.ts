import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { loss } from './churn.ts'
import { dayOf } from './how-long.ts'
import type { Loss, Returning } from './loss.ts'
import { mayTakeBack, mustBeGone, mustHavePassed } from './rules.ts'
import { deleteReturn, insertReturn } from './store.ts'

/** They are a customer again: how, what was said, and what it cost where it cost anything. */
export async function wonBack(db: Db, who: Staff, id: Id, how: Returning): Promise<Loss> {
  const one = await loss(db, id)
  mustBeGone(one)
  mustHavePassed(how.on, dayOf(who.at, who.house.zone), 'back_on')
  if (how.on < one.lost_on)
    throw new Refusal('invalid', 'churn-before', 'They came back before they left: look at the day again.', {
      field: 'back_on',
    })
  const words = how.how.trim().slice(0, 2000)
  if (words === '')
    throw new Refusal('invalid', 'churn-how', 'Say in a sentence how they came back.', { field: 'how' })
  const made = await insertReturn(db, {
    loss_id: one.id,
    back_on: how.on,
    how: words,
    said: (how.said ?? '').trim().slice(0, 2000),
    cost: how.cost?.minor ?? null,
    currency: how.cost?.currency ?? null,
    at: who.at,
    by_id: who.id,
  })
  // Two say it at once: the second hears that it is said.
  if (!made) mustBeGone(await loss(db, id))
  await record(db, who, 'churn.won-back', one.id, { customer: one.customer_id })
  return loss(db, id)
}

export async function takeReturnBack(db: Db, who: Staff, id: Id): Promise<void> {
  const one = await loss(db, id)
  if (!one.back) throw new Refusal('not-found', 'churn-gone', 'Nobody has written that they came back.')
  mayTakeBack(who, one.back.by_id)
  if (await deleteReturn(db, one.id))
    await record(db, who, 'churn.return-taken-back', one.id, { customer: one.customer_id })
}
