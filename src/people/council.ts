import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { mustAdminister, type Person, people, person, type Staff } from './people.ts'
import { mustBeHere } from './rules.ts'
import { deleteCouncil, insertCouncil, selectCouncil } from './store-switches.ts'

/** The staff's council: they read the switches, the notices and the openings of histories, and switch nothing. */
export async function council(db: Db): Promise<Person[]> {
  const [members, here] = await Promise.all([selectCouncil(db), people(db)])
  const ids = new Set(members.map((one) => one.person_id))
  return here.filter((one) => ids.has(one.id))
}

export const isCouncil = async (db: Db, id: Id): Promise<boolean> =>
  (await selectCouncil(db)).some((one) => one.person_id === id)

export async function nameCouncil(db: Db, who: Staff, id: Id): Promise<void> {
  mustAdminister(who)
  const one = await person(db, id)
  mustBeHere(one)
  if (one.admin)
    throw new Refusal(
      'conflict',
      'council-administrator',
      `${one.name} administers the company, and nobody can look after their own switches: name somebody else.`,
      { field: 'person' },
    )
  if (await insertCouncil(db, { person_id: id, at: who.at, by_id: who.id }))
    await record(db, who, 'people.council-named', id)
}

export async function endCouncil(db: Db, who: Staff, id: Id): Promise<void> {
  mustAdminister(who)
  await person(db, id)
  if (await deleteCouncil(db, id)) await record(db, who, 'people.council-ended', id)
}
