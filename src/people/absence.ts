import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { type Absence, absences, person, type Staff, teams } from './people.ts'
import { mustArrange, mustBeHere } from './rules.ts'
import { deleteAbsence, insertAbsence } from './store.ts'

/** Away for a time, with somebody who stands in: what would come to them comes to that person. */
export async function beAway(
  db: Db,
  who: Staff,
  id: Id,
  away: { from: Date; until: Date; standIn: Id | null },
): Promise<Absence> {
  const one = await person(db, id)
  mustBeHere(one)
  mustArrange(who, one, await teams(db))
  if (away.until <= away.from)
    throw new Refusal('invalid', 'absence', 'The last day is before the first one.', { field: 'until' })
  if (away.until <= who.at)
    throw new Refusal('invalid', 'absence-over', 'These days are over already.', { field: 'until' })
  if (away.standIn === id)
    throw new Refusal('invalid', 'stand-in', 'Nobody can stand in for themselves.', { field: 'standIn' })
  if (away.standIn) mustBeHere(await person(db, away.standIn))
  const absence: Absence = {
    id: newId(who.at),
    person_id: id,
    from_at: away.from,
    until_at: away.until,
    stand_in_id: away.standIn,
  }
  await insertAbsence(db, absence)
  await record(db, who, 'people.away', id, { absence: absence.id, stand_in: away.standIn })
  return absence
}

export async function endAbsence(db: Db, who: Staff, id: Id, absence: Id): Promise<void> {
  const one = await person(db, id)
  mustArrange(who, one, await teams(db))
  const known = (await absences(db, who.at)).some((each) => each.id === absence && each.person_id === id)
  if (!known) throw new Refusal('not-found', 'absence', 'There is no such absence, or it is over.')
  await deleteAbsence(db, id, absence)
  await record(db, who, 'people.absence-ended', id, { absence })
}
