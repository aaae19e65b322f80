import { sql } from 'kysely'
import type { Place } from '../kit/cursor.ts'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Purchase } from './customer.ts'

declare module '../kit/db.ts' {
  interface Tables {
    customers_purchase: {
      company_id: Id
      id: Id
      customer_id: Id
      key: string
      bought_at: Date
      what: string
      units: string | number | null
      amount: bigint
      currency: string
      returned: bigint
    }
  }
}

const purchaseColumns = [
  'id',
  'customer_id',
  'key',
  'bought_at',
  'what',
  'units',
  'amount',
  'currency',
  'returned',
] as const
type PurchaseRow = {
  id: Id
  customer_id: Id
  key: string
  bought_at: Date
  what: string
  units: string | number | null
  amount: bigint
  currency: string
  returned: bigint
}
const purchaseOf = ({ units, amount, returned, currency, ...row }: PurchaseRow): Purchase => ({
  ...row,
  units: units === null ? null : Number(units),
  amount: { minor: amount, currency },
  returned: { minor: returned, currency },
})
const rowOf = ({ amount, returned, ...purchase }: Purchase): PurchaseRow => ({
  ...purchase,
  amount: amount.minor,
  currency: amount.currency,
  returned: returned.minor,
})

/** Whether it is new; a twin under the same key is waited for. */
export async function insertPurchase(db: Db, purchase: Purchase): Promise<boolean> {
  const row = await db
    .insertInto('customers_purchase')
    .values({ company_id: companyOf(db), ...rowOf(purchase) })
    .onConflict((clash) => clash.columns(['company_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updatePurchase(db: Db, purchase: Purchase): Promise<void> {
  const { id, key: _, ...change } = rowOf(purchase)
  await db
    .updateTable('customers_purchase')
    .set(change)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .execute()
}

export async function lockPurchaseByKey(db: Db, key: string): Promise<Purchase> {
  const row = await db
    .selectFrom('customers_purchase')
    .select(purchaseColumns)
    .where('company_id', '=', companyOf(db))
    .where('key', '=', key)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return purchaseOf(row)
}

export async function selectPurchase(db: Db, id: Id): Promise<Purchase | undefined> {
  const row = await db
    .selectFrom('customers_purchase')
    .select(purchaseColumns)
    .where('company_id', '=', companyOf(db))
    .where('id', '=', id)
    .executeTakeFirst()
  return row && purchaseOf(row)
}

/** How much was bought and how much of it returned, in each currency. */
export const sumPurchases = (db: Db, customers: readonly Id[]) =>
  db
    .selectFrom('customers_purchase')
    .select('currency')
    .select((row) => [
      row.fn.countAll<bigint>().as('n'),
      sql<bigint>`sum(amount - returned)::bigint`.as('kept'),
    ])
    .where('company_id', '=', companyOf(db))
    .where('customer_id', 'in', [...customers])
    .groupBy('currency')
    .orderBy('n', 'desc')
    .execute()

export async function selectPurchases(
  db: Db,
  customers: readonly Id[],
  from: { after?: Place | undefined; most: number },
): Promise<Purchase[]> {
  let query = db
    .selectFrom('customers_purchase')
    .select(purchaseColumns)
    .where('company_id', '=', companyOf(db))
    .where('customer_id', 'in', [...customers])
  if (from.after)
    query = query.where(sql<boolean>`(bought_at, id) < (${from.after.at}, ${from.after.id}::uuid)`)
  const rows = await query.orderBy('bought_at', 'desc').orderBy('id', 'desc').limit(from.most).execute()
  return rows.map(purchaseOf)
}
