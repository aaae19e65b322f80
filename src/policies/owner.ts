import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { whoMayAnswer } from '../limits/limits.ts'
import { absences, findPerson, type Person, people, person, rank, type Staff } from '../people/people.ts'
import { touchpoint } from '../touchpoints/touchpoints.ts'
import { type Policy, policy } from './policy.ts'
import { mustDecide } from './rules.ts'
import { insertOwner } from './store.ts'
import { selectHops } from './store-waits.ts'

/**
 * Whose rule it is, where nobody says: the touchpoint's owner, else the nearest manager or leader above whoever was
 * stopped, else a leader; with nobody above, they themselves.
 */
export async function ownerByDefault(
  db: Db,
  who: { id: Id; level: Person['level']; team: Id | null; at: Date },
  currency: string,
  place: Id | null,
): Promise<Id> {
  const point = place ? await touchpoint(db, place) : undefined
  const owner = point?.owner_id ? await findPerson(db, point.owner_id) : undefined
  if (owner && !owner.left_at) return owner.id
  const above = await whoMayAnswer(db, who, currency, who.at)
  const decides = above.find(({ person: one }) => rank(one.level) >= rank('manager'))
  return decides?.person.id ?? (await leaders(db, who.at, [who.id]))[0] ?? who.id
}

/** The next above somebody: along the chain of teams as an ask goes, then leaders; nobody twice. */
export async function nextAbove(
  db: Db,
  from: Person,
  currency: string,
  at: Date,
  asked: readonly Id[],
): Promise<Id | undefined> {
  const asker = { id: from.id, level: from.level, team: from.team_id }
  const chain = (await whoMayAnswer(db, asker, currency, at)).map((one) => one.person.id)
  return [...chain, ...(await leaders(db, at, [from.id]))].find((id) => !asked.includes(id) && id !== from.id)
}

/** Leaders who are here; those who administer first, as they were there first. */
async function leaders(db: Db, at: Date, but: readonly Id[]): Promise<Id[]> {
  const away = new Set(
    (await absences(db, at)).filter((one) => one.from_at <= at).map((one) => one.person_id),
  )
  return (await people(db))
    .filter((one) => one.level === 'leader' && !but.includes(one.id) && !away.has(one.id))
    .sort((a, b) => Number(b.admin) - Number(a.admin) || (a.id < b.id ? -1 : 1))
    .map((one) => one.id)
}

/** Somebody else owns it from now on. A word that is awaited stays where it is asked. */
export async function setOwner(db: Db, who: Staff, id: Id, to: Id): Promise<Policy> {
  const one = await policy(db, id)
  mustDecide(who, one, one.wait ? (await selectHops(db, one.wait.id)).map((hop) => hop.person_id) : [])
  const owner = await person(db, to)
  if (owner.left_at)
    throw new Refusal('conflict', 'person-left', `${owner.name} has left the company.`, { field: 'owner' })
  if (one.owner_id === to) return one
  await insertOwner(db, { id: newId(who.at), policy_id: id, person_id: to, at: who.at, by_id: who.id })
  await record(db, who, 'policies.owner-set', id, { owner: to })
  return policy(db, id)
}
