import { customersById, nameOf } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { formatDateTime } from '../kit/moments.ts'
import { Refusal } from '../kit/refusal.ts'
import { company, findPerson, type Person, person, type Staff } from '../people/people.ts'
import { briefLines, type Case, readCase } from './case.ts'
import { mustBeBrief, mustBeFree, mustWait } from './rules.ts'
import { lockCase, releaseHolder, updateWaiting } from './store.ts'
import { releaseOwed } from './store-owed.ts'
import { selectPromises } from './store-promises.ts'
import { insertHolding } from './store-told.ts'

/** The customer is with you now. */
export async function take(db: Db, who: Staff, id: Id): Promise<Case> {
  await lockCase(db, id)
  const one = await readCase(db, id)
  mustWait(one)
  if (one.holder_id === who.id) return one
  mustBeFree(one, one.holder_id ? await findPerson(db, one.holder_id) : undefined)
  await hold(db, who, one, who.id, null)
  await record(db, who, 'cases.taken', id)
  return readCase(db, id)
}

/** Whoever does something for the customer of a case that nobody holds, holds it. */
export async function holdIfFree(db: Db, who: Staff, one: Case): Promise<boolean> {
  if (one.holder_id || !one.waiting) return false
  await hold(db, who, one, who.id, null)
  return true
}

export type HandOver = { to: Id; brief: string }

/** Another person holds it from now on, and knows what you know. Taking over is the same, written by the taker. */
export async function handOver(db: Db, who: Staff, id: Id, what: HandOver): Promise<Case> {
  await lockCase(db, id)
  const one = await readCase(db, id)
  mustWait(one)
  const brief = mustBeBrief(what.brief)
  const to = await person(db, what.to)
  if (to.left_at)
    throw new Refusal('conflict', 'person-left', `${to.name} has left the company.`, { field: 'to' })
  if (to.id === one.holder_id)
    throw new Refusal('conflict', 'case-held', `${to.name} holds this case already.`, { field: 'to' })
  await hold(db, who, one, to.id, brief, to.team_id)
  await record(db, who, 'cases.handed-over', id, { to: to.id, from: one.holder_id })
  return readCase(db, id)
}

async function hold(
  db: Db,
  who: Staff,
  one: Case,
  holder: Id,
  brief: string | null,
  team: Id | null = who.team,
) {
  await insertHolding(db, {
    id: newId(who.at),
    case_id: one.id,
    holder_id: holder,
    at: who.at,
    by_id: who.id,
    brief,
  })
  await updateWaiting(db, one.id, { holder_id: holder, team_id: team ?? one.team_id })
}

/** What the next colleague must know, to be put into better words: happened, wants, promised, given. */
export async function briefOf(db: Db, who: Staff, id: Id): Promise<string> {
  const one = await readCase(db, id)
  const house = await company(db)
  const name = one.customer_id
    ? nameOf((await customersById(db, [one.customer_id])).get(one.customer_id))
    : nameOf(null)
  const lines = [`${name}: ${one.happened.slice(0, 600)}`]
  if (one.wants) lines.push(`Wants: ${one.wants}`)
  for (const { what, due_at, end } of await selectPromises(db, [id]))
    if (!end || end.how === 'kept')
      lines.push(
        `${end ? 'Promised and kept' : 'Promised'}: ${what}, by ${formatDateTime(due_at, 'en', house.zone)}`,
      )
  for (const tell of briefLines) lines.push(...(await tell(db, who, one)))
  return lines.join('\n')
}

/** What somebody held who leaves goes back to the teams that see it. */
export async function releaseOnLeaving(db: Db, who: Staff, leaver: Person): Promise<void> {
  const freed = await releaseHolder(db, leaver.id)
  await releaseOwed(db, leaver.id)
  if (freed > 0) await record(db, who, 'cases.released', leaver.id, { cases: freed })
}
