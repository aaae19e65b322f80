import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import type { Expected } from './expected.ts'
import { dayOn, mayBeExpected, type When, whenOf } from './expected-rules.ts'
import { houseOf } from './meet.ts'
import { deleteState, insertState, lockExpected, updateExpected } from './store-expected.ts'

async function held(db: Db, id: Id): Promise<Expected> {
  const found = await lockExpected(db, { id })
  if (!found) throw new Refusal('not-found', 'expected', 'There is no such visit here.')
  return found
}

/** They come another time; what was called off is on again. */
export async function moveVisit(db: Db, who: Who, id: Id, on: When): Promise<void> {
  const one = await held(db, id)
  if (one.came_at)
    throw new Refusal('conflict', 'expected-came', 'They have come: expect them once more instead.')
  const [day, at] = [on.day ?? null, on.at ?? null]
  if (!one.off_at && one.day === day && one.at?.getTime() === at?.getTime()) return
  mayBeExpected(on, who.at, (await houseOf(db, who)).zone)
  await updateExpected(db, id, { day, at })
  await deleteState(db, 'customers_called_off', id)
  await record(db, who, 'customers.expected-moved', one.customer_id, {
    expected: id,
    from: one.day ?? one.at,
    to: day ?? at,
  })
}

/** They do not come. Said twice, nothing happens. */
export async function callOff(db: Db, who: Who, id: Id): Promise<void> {
  const one = await held(db, id)
  if (one.came_at) throw new Refusal('conflict', 'expected-came', 'They have come: it cannot be called off.')
  if (await insertState(db, 'customers_called_off', id, who.at, who.id))
    await record(db, who, 'customers.expected-called-off', one.customer_id, { expected: id })
}

/** They come after all. */
export async function onAgain(db: Db, who: Who, id: Id): Promise<void> {
  const one = await held(db, id)
  if (await deleteState(db, 'customers_called_off', id))
    await record(db, who, 'customers.expected-on-again', one.customer_id, { expected: id })
}

/** They are here. Whoever comes although it was called off was expected after all. */
export async function came(db: Db, who: Who, id: Id): Promise<void> {
  const one = await held(db, id)
  const { zone } = await houseOf(db, who)
  const day = dayOn(whenOf(one), zone)
  if (day > dayOn({ at: who.at }, zone))
    throw new Refusal('invalid', 'expected-early', `They are expected on ${day}: move it to today first.`)
  if (!(await insertState(db, 'customers_came', id, who.at, who.id))) return
  await deleteState(db, 'customers_called_off', id)
  await record(db, who, 'customers.came', one.customer_id, { expected: id })
}

/** It was a slip: they have not come yet. */
export async function notCome(db: Db, who: Who, id: Id): Promise<void> {
  const one = await held(db, id)
  if (await deleteState(db, 'customers_came', id))
    await record(db, who, 'customers.not-come', one.customer_id, { expected: id })
}
