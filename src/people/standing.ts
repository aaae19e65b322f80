import { record } from '../history/history.ts'
import { atomically, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Hours } from './hours.ts'
import { type Level, mustAdminister, type Person, person, type Staff, team, teams } from './people.ts'
import { mustArrange, mustBeHere, mustLeaveAdministrator, mustNotRaiseSelf } from './rules.ts'
import { countAdministrators, deleteAdministrator, insertAdministrator, updatePerson } from './store.ts'

export type Standing = {
  level?: Level | undefined
  team?: Id | null | undefined
  admin?: boolean | undefined
}

/** Level, team and the right to administer. Two administrators cannot drop each other at the same moment. */
export async function changeStanding(db: Db, who: Staff, id: Id, change: Standing): Promise<Person> {
  mustAdminister(who)
  return atomically(db, 'people administrators', async () => {
    const one = await person(db, id)
    mustBeHere(one)
    const administrators = await countAdministrators(db)
    const after = {
      level: change.level ?? one.level,
      team_id: change.team === undefined ? one.team_id : change.team,
    }
    const admin = change.admin ?? one.admin
    if (after.team_id) await team(db, after.team_id)
    mustNotRaiseSelf(who, one, after.level, administrators)
    if (!admin) mustLeaveAdministrator(one, administrators)
    await updatePerson(db, id, after)
    if (admin && !one.admin) await insertAdministrator(db, id, who.at, who.id)
    if (!admin && one.admin) await deleteAdministrator(db, id)
    await record(db, who, 'people.standing-changed', id, { level: after.level, team: after.team_id, admin })
    return person(db, id)
  })
}

/** A person's own working hours; null goes back to the company's. */
export async function setWorks(db: Db, who: Staff, id: Id, works: Hours | null): Promise<void> {
  const one = await person(db, id)
  mustBeHere(one)
  mustArrange(who, one, await teams(db))
  await updatePerson(db, id, { works })
  await record(db, who, 'people.hours-set', id, { own: works !== null })
}
