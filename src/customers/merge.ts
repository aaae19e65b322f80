import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { allIdsOf, customer } from './canonical.ts'
import type { Customer } from './customer.ts'
import { deleteMerge, insertMerge, selectMerges } from './store.ts'

/**
 * Two customers are one human: `from` points to `into` from now on, and no other row changes. Whoever was merged
 * before stands for the customer behind, so no circle can arise; one merge at a time in a company, so no two make one.
 */
export function merge(db: Db, who: Who, from: Id, into: Id): Promise<Customer> {
  return atomically(db, 'customers.merge', async () => {
    const [gone, stays] = [await customer(db, from), await customer(db, into)]
    if (gone.id === stays.id)
      throw new Refusal('conflict', 'merge-same', 'These two are one customer already.', { field: 'into' })
    await insertMerge(db, { from_id: gone.id, into_id: stays.id, at: who.at, by_id: who.id })
    await record(db, who, 'customers.merged', stays.id, { from: gone.id })
    return stays
  })
}

/** They were two after all: the pointer goes, and each has what was theirs. */
export function unmerge(db: Db, who: Who, from: Id): Promise<Customer> {
  return atomically(db, 'customers.merge', async () => {
    const into = await deleteMerge(db, from)
    if (!into) throw new Refusal('not-found', 'merge', 'This customer stands alone already.')
    await record(db, who, 'customers.unmerged', from, { into })
    return customer(db, from)
  })
}

/** Who was merged into this customer, the latest first. */
export const mergedInto = async (db: Db, id: Id) => selectMerges(db, await allIdsOf(db, id))
