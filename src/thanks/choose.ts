import { record } from '../history/history.ts'
import type { Interaction } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { chainOf, findPerson, people, rank, type Staff, teams } from '../people/people.ts'
import { touchpoint } from '../touchpoints/touchpoints.ts'
import { deleteUnclear, insertPersons, selectUnclear, selectUnclearFor, type Unclear } from './store.ts'

/** Who knows best whom a customer meant: the touchpoint's owner, else who leads the team; null: an administrator. */
export async function chooserFor(db: Db, said: Interaction): Promise<Id | null> {
  const place = said.touchpoint_id ? await touchpoint(db, said.touchpoint_id) : undefined
  const owner = place?.owner_id ? await findPerson(db, place.owner_id) : undefined
  if (owner && !owner.left_at) return owner.id
  const everybody = await people(db)
  for (const team of chainOf(await teams(db), said.team_id ?? place?.team_id ?? null)) {
    const leads = everybody
      .filter((one) => one.team_id === team && rank(one.level) >= rank('supervisor'))
      .sort((a, b) => rank(a.level) - rank(b.level))[0]
    if (leads) return leads.id
  }
  return null
}

/** Thanks whose person is not clear and who wait for this one to choose. */
export const unclearFor = (db: Db, who: Staff, most: number): Promise<Unclear[]> =>
  selectUnclearFor(db, who.id, who.admin, most)

/** Says whom the customer meant; nobody at all is an answer too. */
export async function choose(db: Db, who: Staff, id: Id, meant: readonly Id[]): Promise<void> {
  const unclear = await selectUnclear(db, id)
  if (!unclear) throw new Refusal('conflict', 'thanks-clear', 'Somebody has said already whom this is about.')
  if (unclear.chooser_id !== who.id && !who.admin)
    throw new Refusal('forbidden', 'thanks-chooser', 'Somebody else is asked whom the customer meant.')
  const here = new Set((await people(db)).map((one) => one.id))
  if (!meant.every((one) => here.has(one)))
    throw new Refusal('not-found', 'person', 'There is no such person here.', { field: 'person' })
  await insertPersons(db, id, meant, who.at, who.id)
  await deleteUnclear(db, id)
  await record(db, who, 'thanks.chosen', id, { people: meant })
}
