import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { people, teams } from '../people/people.ts'
import type { Touchpoint } from './touchpoint.ts'

export type Names = Map<Id, string>

/** The names of persons and teams by their ids. */
export async function namesOf(db: Db): Promise<Names> {
  const [everybody, all] = [await people(db, { left: true }), await teams(db)]
  return new Map([...everybody, ...all].map((one) => [one.id, one.name]))
}

/** Whose a touchpoint is, in a few words. */
export const whose = (point: Touchpoint, names: Names): string =>
  [point.owner_id, point.team_id].flatMap((id) => (id && names.get(id)) || []).join(', ')
