import { record } from '../history/history.ts'
import { days } from '../kit/clock.ts'
import type { Place } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { decimalsOf, type Money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { allIdsOf, customer } from './canonical.ts'
import type { Purchase } from './customer.ts'
import {
  insertPurchase,
  lockPurchaseByKey,
  selectPurchase,
  selectPurchases,
  sumPurchases,
  updatePurchase,
} from './store-purchases.ts'

export type Bought = {
  customer: Id
  /** The number under which the till or the shop knows it. */
  key: string
  boughtAt: Date
  what: string
  units?: number | null | undefined
  amount: Money
  /** How much of it was paid back already, in the same currency. */
  returned?: Money | undefined
}

/**
 * Records a purchase once under its key. The same key again tells what is true now (something was returned since);
 * told the same twice, nothing happens.
 */
export async function recordPurchase(
  db: Db,
  who: Who,
  what: Bought,
): Promise<{ purchase: Purchase; made: boolean }> {
  mayBeBought(what.boughtAt, who.at)
  const buyer = await customer(db, what.customer)
  const purchase = purchaseFrom(what, newId(who.at))
  if (await insertPurchase(db, purchase)) {
    await record(db, who, 'customers.purchase-recorded', buyer.id, { purchase: purchase.id })
    return { purchase, made: true }
  }
  const known = await lockPurchaseByKey(db, purchase.key)
  const before = await customer(db, known.customer_id)
  if (before.id !== buyer.id)
    throw new Refusal(
      'conflict',
      'purchase-of-another',
      'A purchase with this key belongs to another customer.',
      { field: 'key' },
    )
  const now = { ...purchase, id: known.id, customer_id: known.customer_id }
  if (same(known, now)) return { purchase: known, made: false }
  await updatePurchase(db, now)
  await record(db, who, 'customers.purchase-changed', buyer.id, { purchase: known.id })
  return { purchase: now, made: false }
}

/** A day is left for clocks that run ahead and for zones that were forgotten. */
function mayBeBought(at: Date, now: Date): void {
  if (at.getTime() > now.getTime() + days(1))
    throw new Refusal(
      'invalid',
      'purchase-ahead',
      'That is in the future: say when it was bought, not when it will be.',
      { field: 'bought_at' },
    )
}

function purchaseFrom(what: Bought, id: Id): Purchase {
  const { amount, returned = { minor: 0n, currency: amount.currency } } = what
  decimalsOf(amount.currency)
  const key = what.key.trim()
  if (key === '' || key.length > 200)
    throw new Refusal(
      'invalid',
      'purchase-key',
      'A purchase needs a key of 1 to 200 characters, such as its receipt number.',
      { field: 'key' },
    )
  if (amount.minor < 0n || returned.minor < 0n)
    throw new Refusal('invalid', 'purchase-negative', 'A purchase has no negative amount.', {
      field: 'amount',
    })
  if (returned.currency !== amount.currency)
    throw new Refusal('invalid', 'purchase-currency', 'What was returned is in the currency that was paid.', {
      field: 'returned',
    })
  if (returned.minor > amount.minor)
    throw new Refusal('invalid', 'purchase-returned', 'More was returned than was paid.', {
      field: 'returned',
    })
  return {
    id,
    customer_id: what.customer,
    key,
    bought_at: what.boughtAt,
    what: what.what.trim().slice(0, 500),
    units: what.units ?? null,
    amount,
    returned,
  }
}

const same = (a: Purchase, b: Purchase): boolean =>
  a.bought_at.getTime() === b.bought_at.getTime() &&
  a.what === b.what &&
  a.units === b.units &&
  a.amount.minor === b.amount.minor &&
  a.amount.currency === b.amount.currency &&
  a.returned.minor === b.returned.minor

export async function purchase(db: Db, id: Id): Promise<Purchase> {
  const found = await selectPurchase(db, id)
  if (!found) throw new Refusal('not-found', 'purchase', 'There is no such purchase here.')
  return found
}

/** The newest first. */
export const purchasesOf = async (
  db: Db,
  id: Id,
  from: { after?: Place | undefined; most: number } = { most: 200 },
): Promise<Purchase[]> => selectPurchases(db, await allIdsOf(db, id), from)

/** What a customer kept of all they bought, in each currency, with the number of purchases. */
export async function boughtInAll(db: Db, id: Id): Promise<{ n: number; kept: Money }[]> {
  const rows = await sumPurchases(db, await allIdsOf(db, id))
  return rows.map(({ n, kept, currency }) => ({ n: Number(n), kept: { minor: kept, currency } }))
}
