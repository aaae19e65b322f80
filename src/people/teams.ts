import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { mustAdminister, type Staff, type Team, team, teams } from './people.ts'
import { mustStayTree } from './rules.ts'
import { insertTeam, updateTeam } from './store.ts'

/** A new team, at the top or beneath another. */
export async function addTeam(db: Db, who: Staff, what: { name: string; parent: Id | null }): Promise<Team> {
  mustAdminister(who)
  if (what.parent) await team(db, what.parent)
  const made: Team = { id: newId(who.at), parent_id: what.parent, name: what.name }
  await insertTeam(db, made)
  await record(db, who, 'people.team-added', made.id, { parent: what.parent })
  return made
}

/** Gives a team another name, another place in the tree, or both. Two moves at once cannot make a circle. */
export async function changeTeam(
  db: Db,
  who: Staff,
  id: Id,
  change: { name?: string | undefined; parent?: Id | null | undefined },
): Promise<Team> {
  mustAdminister(who)
  return atomically(db, 'people teams', async () => {
    const before = await team(db, id)
    const after: Team = {
      id,
      name: change.name ?? before.name,
      parent_id: change.parent === undefined ? before.parent_id : change.parent,
    }
    if (after.parent_id) await team(db, after.parent_id)
    mustStayTree(await teams(db), id, after.parent_id)
    await updateTeam(db, id, { name: after.name, parent_id: after.parent_id })
    await record(db, who, 'people.team-changed', id, {
      renamed: after.name !== before.name,
      parent: after.parent_id,
    })
    return after
  })
}

export type Branch = Team & { depth: number }

/** The teams as one reads a tree: each followed by those beneath it. */
export function branches(all: readonly Team[], under: Id | null = null, depth = 0): Branch[] {
  return all
    .filter((one) => one.parent_id === under)
    .flatMap((one) => [{ ...one, depth }, ...branches(all, one.id, depth + 1)])
}
