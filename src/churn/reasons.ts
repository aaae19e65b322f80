import { record } from '../history/history.ts'
import { later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import type { Reason } from './loss.ts'
import { mustKeepList } from './rules.ts'
import { hasReasons, insertReasonEnd, insertReasons, reviveReason, selectReasons } from './store.ts'

/** What every company begins with, until it finds its own words; the ids are the same in each. */
const FIRST: readonly Reason[] = [
  { id: '0c000000-0000-4000-8000-000000000001', name: 'Nobody told them' },
  { id: '0c000000-0000-4000-8000-000000000002', name: 'A promise was broken' },
  { id: '0c000000-0000-4000-8000-000000000003', name: 'A rule stood in the way' },
  { id: '0c000000-0000-4000-8000-000000000004', name: 'It took too long' },
  { id: '0c000000-0000-4000-8000-000000000005', name: 'How they were spoken to' },
  { id: '0c000000-0000-4000-8000-000000000006', name: 'The thing itself was not good' },
  { id: '0c000000-0000-4000-8000-000000000007', name: 'The price' },
  { id: '0c000000-0000-4000-8000-000000000008', name: 'They moved, or need it no more' },
]

/** The company's short list of reasons. */
export const reasons = async (db: Db): Promise<Reason[]> =>
  (await hasReasons(db)) ? selectReasons(db) : [...FIRST]

/** Before the first row that points to one. */
export async function keepFirstReasons(db: Db, at: Date): Promise<void> {
  // A moment before whatever the company adds itself, so that these stand first.
  if (!(await hasReasons(db))) await insertReasons(db, FIRST, later(at, -1))
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
