import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { findPerson, type Person } from '../people/people.ts'

/** The colleagues behind a few ids, those who left included. */
export async function personsById(db: Db, ids: Iterable<Id | null | undefined>): Promise<Map<Id, Person>> {
  const found = new Map<Id, Person>()
  for (const id of new Set(ids)) {
    const one = id ? await findPerson(db, id) : undefined
    if (one) found.set(one.id, one)
  }
  return found
}
