import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Who } from '../kit/who.ts'
import { person } from '../people/people.ts'
import { allIdsOf, customer } from './canonical.ts'
import type { Acquaintance } from './customer.ts'
import { deleteAcquaintance, insertAcquaintance, selectAcquaintances } from './store-known.ts'

/** This person knows the customer: the one to ask, and to say hello. */
export async function acquaint(db: Db, who: Who, id: Id, whom: Id): Promise<void> {
  const one = await customer(db, id)
  await person(db, whom)
  if ((await acquaintancesOf(db, one.id)).some((known) => known.id === whom)) return
  if (await insertAcquaintance(db, one.id, whom, who.at))
    await record(db, who, 'customers.acquainted', one.id, { person: whom })
}

export async function unacquaint(db: Db, who: Who, id: Id, whom: Id): Promise<void> {
  const one = await customer(db, id)
  if (await deleteAcquaintance(db, await allIdsOf(db, one.id), whom))
    await record(db, who, 'customers.unacquainted', one.id, { person: whom })
}

/** Who knows them, the longest first. */
export const acquaintancesOf = async (db: Db, id: Id): Promise<Acquaintance[]> =>
  selectAcquaintances(db, await allIdsOf(db, id))
