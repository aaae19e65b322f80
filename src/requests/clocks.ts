import { record } from '../history/history.ts'
import { later, minutes } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { dropTimer, due, setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { type Company, company } from '../people/people.ts'
import { isLate, type Request, readRequest, whoseMove } from './request.ts'
import { deleteWaitingRequest, upsertWaiting } from './store.ts'
import { selectRepliedAt } from './store-answers.ts'
import { afterUsual, USUAL, usualOf } from './usual.ts'

/** So long before a promise is over, both sides are warned. */
export const WARNS_BEFORE = minutes(15)

/** A quarter of an hour before what one team promised another is due. */
export const requestNear = due<object>({
  kind: 'requests.near',
  async run(db, who, id) {
    const one = await readRequest(db, id)
    if (one.end || !one.promise || one.promise.due_at <= who.at) return
    await record(db, who, 'requests.near', one.case_id, { request: id, team: one.team_id })
  },
})

/** The moment by which one team owes the other something, to the second: from here on both pages say that it is late. */
export const requestDue = due<object>({
  kind: 'requests.due',
  async run(db, who, id) {
    const one = await readRequest(db, id)
    if (one.end || !isLate(one, who.at)) return
    await record(db, who, 'requests.late', one.case_id, {
      request: id,
      team: whoseMove(one) === 'asked' ? one.team_id : one.from_team_id,
    })
  },
})

/** Sets what is owed next, after anything that changes it: the promise, else an answer, else a reply to a question. */
export async function setNextDue(db: Db, who: Who, id: Id): Promise<Request> {
  const one = await readRequest(db, id)
  const due_at = await nextDue(db, who, one)
  await upsertWaiting(db, { request_id: id, case_id: one.case_id, team_id: one.team_id, due_at })
  await setTimer(db, requestDue, id, due_at, {})
  const near = one.promise && later(one.promise.due_at, -WARNS_BEFORE)
  if (near && near > who.at) await setTimer(db, requestNear, id, near, {})
  else await dropTimer(db, requestNear, id)
  return readRequest(db, id)
}

async function nextDue(db: Db, who: Who, one: Request): Promise<Date> {
  if (one.promise) return one.promise.due_at
  const house = 'house' in who ? (who.house as Company) : await company(db)
  if (one.question) {
    const theirs = one.from_team_id ? await usualOf(db, one.from_team_id) : USUAL
    return afterUsual(theirs, house, one.question.at, theirs.answer)
  }
  const usual = await usualOf(db, one.team_id)
  const from = (await selectRepliedAt(db, one.asked_id)) ?? one.asked_at
  const answer = afterUsual(usual, house, from, usual.answer)
  // Whoever needs it sooner is answered sooner.
  return one.needed_by && one.needed_by < answer ? one.needed_by : answer
}

/** Nothing is owed any more. */
export async function stopClock(db: Db, id: Id): Promise<void> {
  await deleteWaitingRequest(db, id)
  await dropTimer(db, requestDue, id)
  await dropTimer(db, requestNear, id)
}
