import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { firstName, type Person, type Staff } from '../people/people.ts'
import { type Request, readRequest } from './request.ts'
import { asAsked } from './sides.ts'
import { deleteTaking, deleteTakingsOf, insertTaking } from './store.ts'

/** "I do it": of two at once one is told that the other does it already. */
export function takeUp(db: Db, who: Staff, id: Id): Promise<Request> {
  return asAsked(db, who, id, async (one) => {
    if (one.taken?.by_id === who.id) return one
    if (one.taken || !(await insertTaking(db, { request_id: id, person_id: who.id, at: who.at })))
      throw new Refusal(
        'conflict',
        'request-taken',
        `${one.taken ? firstName(one.taken.by) : 'A colleague'} does it already.`,
      )
    await record(db, who, 'requests.taken', one.case_id, { request: id, team: one.team_id })
    return readRequest(db, id)
  })
}

/** Back to the team: somebody else can do it. Whoever leads the team may free what a colleague has taken. */
export function letGo(db: Db, who: Staff, id: Id): Promise<Request> {
  return asAsked(db, who, id, async (one) => {
    if (!one.taken) return one
    await deleteTaking(db, id)
    await record(db, who, 'requests.let-go', one.case_id, { request: id, team: one.team_id })
    return readRequest(db, id)
  })
}

/** What somebody does who leaves goes back to their team. */
export async function freeTaken(db: Db, who: Staff, leaver: Person): Promise<void> {
  const requests = await deleteTakingsOf(db, leaver.id)
  if (requests > 0) await record(db, who, 'requests.released', leaver.id, { requests })
}
