import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Customer } from './customer.ts'
import { selectAllIds, selectCanonical } from './store.ts'

/** The customer behind an id: a merged one is the one it was merged into. */
export async function customer(db: Db, id: Id): Promise<Customer> {
  const found = (await customersById(db, [id])).get(id)
  if (!found) throw new Refusal('not-found', 'customer', 'There is no such customer here.')
  return found
}

/** The customer behind each id that was asked for; ids of nobody are left out. */
export async function customersById(db: Db, ids: Iterable<Id>): Promise<Map<Id, Customer>> {
  const asked = [...new Set(ids)]
  if (asked.length === 0) return new Map()
  const rows = await selectCanonical(db, asked)
  return new Map(rows.map(({ asked: id, ...one }) => [id, one]))
}

/** A customer's own id and those of all that were merged into it: what every list about them is read by. */
export const allIdsOf = (db: Db, id: Id): Promise<Id[]> => selectAllIds(db, id)
