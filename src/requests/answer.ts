import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { setNextDue } from './clocks.ts'
import { close } from './end.ts'
import { type Request, readRequest } from './request.ts'
import { mustComeYet, mustSaySomething, mustStillWait } from './rules.ts'
import { asAsked, asAsker } from './sides.ts'
import { insertAnswered, insertPromised, insertQuestion, insertReply } from './store-answers.ts'

/** A promise and its clock, "we cannot, because …", or a question back. */
export type Answer = { promise: Date; what?: string | undefined } | { cannot: string } | { question: string }

export function answerRequest(db: Db, who: Staff, id: Id, answer: Answer): Promise<Request> {
  return asAsked(db, who, id, (one) => {
    if ('promise' in answer) return promise(db, who, one, answer)
    return 'cannot' in answer ? cannot(db, who, one, answer.cannot) : askBack(db, who, one, answer.question)
  })
}

async function promise(
  db: Db,
  who: Staff,
  one: Request,
  { promise: due_at, what = '' }: { promise: Date; what?: string | undefined },
): Promise<Request> {
  mustComeYet(due_at, who.at, 'when')
  const said = what.trim() && mustSaySomething(what, 'what', '')
  await insertPromised(db, {
    id: newId(who.at),
    asked_id: one.asked_id,
    what: said,
    due_at,
    at: who.at,
    by_id: who.id,
  })
  await insertAnswered(db, one.asked_id, who.at)
  const after = await setNextDue(db, who, one.id)
  await record(db, who, 'requests.promised', one.case_id, {
    request: one.id,
    team: one.team_id,
    due: due_at.toISOString(),
    ...(one.promise ? { late: one.promise.due_at <= who.at, before: one.promise.due_at.toISOString() } : {}),
  })
  return after
}

async function cannot(db: Db, who: Staff, one: Request, because: string): Promise<Request> {
  const word = mustSaySomething(because, 'because', 'Say why you cannot: they have to tell the customer.')
  await insertAnswered(db, one.asked_id, who.at)
  const also = await close(db, who, one, 'cannot', word)
  await record(db, who, 'requests.cannot', one.case_id, { request: one.id, team: one.team_id, ...also })
  return readRequest(db, one.id)
}

async function askBack(db: Db, who: Staff, one: Request, question: string): Promise<Request> {
  const said = mustSaySomething(question, 'question', 'Write what you need to know.', 1000)
  if (one.question)
    throw new Refusal('conflict', 'question-open', `${one.from} has not answered your last question yet.`, {
      field: 'question',
    })
  await insertQuestion(db, {
    id: newId(who.at),
    asked_id: one.asked_id,
    question: said,
    at: who.at,
    by_id: who.id,
  })
  await insertAnswered(db, one.asked_id, who.at)
  const after = await setNextDue(db, who, one.id)
  await record(db, who, 'requests.asked-back', one.case_id, { request: one.id, team: one.team_id })
  return after
}

/** The side that asked answers the question back; the clock of the other begins anew. */
export function replyToTeam(db: Db, who: Staff, id: Id, reply: string): Promise<Request> {
  return asAsker(db, who, id, async (one) => {
    mustStillWait(one)
    const said = mustSaySomething(reply, 'reply', 'Write what they need to know.', 1000)
    if (
      !one.question ||
      !(await insertReply(db, { question_id: one.question.id, reply: said, at: who.at, by_id: who.id }))
    )
      throw new Refusal('conflict', 'no-question', 'Nothing is asked back here, or it was answered already.')
    const after = await setNextDue(db, who, id)
    await record(db, who, 'requests.replied', one.case_id, { request: id, team: one.team_id })
    return after
  })
}
