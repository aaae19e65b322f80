import { createHash } from 'node:crypto'
import { record } from '../history/history.ts'
import { later } from '../kit/clock.ts'
import { companyOf, type Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import type { Reason } from './loss.ts'
import { mustKeepList } from './rules.ts'
import { hasReasons, insertReasonEnd, insertReasons, reviveReason, selectReasons } from './store.ts'

/** What every company begins with, until it finds its own words. */
const FIRST = [
  'Nobody told them',
  'A promise was broken',
  'A rule stood in the way',
  'It took too long',
  'How they were spoken to',
  'The thing itself was not good',
  'The price',
  'They moved, or need it no more',
] as const

/** Known before they are kept: each company has ids of its own for them, the same each time (RFC 9562 §5.8). */
const firstOf = (db: Db): Reason[] =>
  FIRST.map((name, place) => {
    const hex = createHash('sha256')
      .update(`${companyOf(db)} churn ${place}`)
      .digest('hex')
    const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    return { id, name }
  })

/** The company's short list of reasons. */
export const reasons = async (db: Db): Promise<Reason[]> =>
  (await hasReasons(db)) ? selectReasons(db) : firstOf(db)

/** Before the first row that points to one. */
export async function keepFirstReasons(db: Db, at: Date): Promise<void> {
  // A moment before whatever the company adds itself, so that these stand first.
  if (!(await hasReasons(db))) await insertReasons(db, firstOf(db), later(at, -1))
}

export async function reason(db: Db, id: Id): Promise<Reason> {
  const found = (await reasons(db)).find((one) => one.id === id)
  if (!found)
    throw new Refusal('not-found', 'churn-reason', 'Choose a reason from the list.', { field: 'read_as' })
  return found
}

export async function addReason(db: Db, who: Staff, text: string): Promise<Reason> {
  mustKeepList(who)
  const name = text.replace(/\s+/g, ' ').trim()
  if (name.length < 1 || name.length > 80)
    throw new Refusal('invalid', 'churn-reason-name', 'Say the reason in 80 letters or fewer.', {
      field: 'name',
    })
  await keepFirstReasons(db, who.at)
  if ((await selectReasons(db)).some((one) => one.name.toLowerCase() === name.toLowerCase()))
    throw new Refusal('conflict', 'churn-reason-known', `“${name}” is on the list already.`, {
      field: 'name',
    })
  const again = await reviveReason(db, name)
  const id = again ?? newId(who.at)
  if (!again) await insertReasons(db, [{ id, name }], who.at)
  await record(db, who, 'churn.reason-added', id)
  return { id, name }
}

/** No longer offered; what was read so keeps its name. */
export async function endReason(db: Db, who: Staff, id: Id): Promise<void> {
  mustKeepList(who)
  await keepFirstReasons(db, who.at)
  const one = await reason(db, id)
  if ((await selectReasons(db)).length === 1)
    throw new Refusal('conflict', 'churn-reason-last', 'This is the last one: add another reason first.')
  if (await insertReasonEnd(db, one.id, who.at, who.id)) await record(db, who, 'churn.reason-ended', one.id)
}
