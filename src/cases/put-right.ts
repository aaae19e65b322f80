import { customer } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { speak } from '../interactions/interactions.ts'
import { later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { tell } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import { dropTimer, due, setTimer } from '../kit/timers.ts'
import { company, findPerson, firstName, type Staff, staffOf } from '../people/people.ts'
import { type Case, caseRight, readCase } from './case.ts'
import { answerDue, setNextDue } from './clocks.ts'
import { followLink } from './follow.ts'
import { holdIfFree } from './hold.ts'
import { languageFor, say } from './letters.ts'
import { keepOrOwe } from './promise.ts'
import { wayTo } from './reply.ts'
import { mustSay, mustWait, TAKE_BACK } from './rules.ts'
import { deleteWaiting, insertWaiting, lockCase } from './store.ts'
import { deleteOwedOf } from './store-owed.ts'
import { deletePutRight, insertPutRight } from './store-right.ts'

/** It is put right. Now the customer says whether it was. `kept` are the promises that are kept with it; others stay open. */
export async function putRight(
  db: Db,
  who: Staff,
  id: Id,
  how: string,
  kept: readonly Id[] = [],
): Promise<Case> {
  await lockCase(db, id)
  const one = await readCase(db, id)
  mustWait(one)
  const said = mustSay(how, 'how', 'Say how it was put right: the customer reads it.').slice(0, 400)
  await holdIfFree(db, who, one)
  await insertPutRight(db, { case_id: id, how: said, at: who.at, by_id: who.id })
  const promises = await keepOrOwe(db, who, await readCase(db, id), kept)
  await deleteWaiting(db, id)
  await dropTimer(db, answerDue, id)
  await setTimer(db, askWhether, id, later(who.at, TAKE_BACK), { by: who.id })
  await record(db, who, 'cases.put-right', id, {
    ...(promises.kept.length > 0 ? { kept: promises.kept } : {}),
    ...(promises.owed.length > 0 ? { owed: promises.owed } : {}),
  })
  const right = await readCase(db, id)
  await tell(caseRight, db, who, { one: right, how: said })
  return right
}

/** It is not right after all: the case waits again, with whoever held it. */
export async function notRightYet(db: Db, who: Staff, id: Id): Promise<Case> {
  await lockCase(db, id)
  const one = await readCase(db, id)
  if (one.waiting) return one
  if (one.confirmed)
    throw new Refusal(
      'conflict',
      'case-confirmed',
      'The customer has answered already: what is still wrong is a new case.',
    )
  await deletePutRight(db, id)
  await deleteOwedOf(db, id)
  await dropTimer(db, askWhether, id)
  await insertWaiting(db, {
    case_id: id,
    since: one.opened_at,
    due_at: who.at,
    holder_id: one.holder_id,
    team_id: one.team_id,
  })
  await setNextDue(db, who, id)
  await record(db, who, 'cases.not-right-yet', id)
  return readCase(db, id)
}

/** Asks by mail whether it was put right; without an address the link is on the case's page, to be given. */
export const askWhether = due<{ by: Id }>({
  kind: 'cases.ask-whether',
  async run(db, who, id, { by }) {
    const one = await readCase(db, id)
    const asker = await findPerson(db, by)
    if (!one.put_right || one.confirmed || !one.customer_id || !asker) return
    const way = await wayTo(db, one)
    if (way.channel !== 'email') return
    const [house, theirs] = [await company(db), await customer(db, one.customer_id)]
    const language = languageFor(theirs, house)
    const values = {
      name: theirs.name ?? '',
      person: firstName(asker.name),
      company: house.name,
      how: one.put_right.how,
    }
    const words = (link: string) => say(language, theirs.name ? 'ask' : 'askNobody', { ...values, link })
    await speak(db, staffOf(house, asker, who.at), {
      customer: theirs.id,
      ...way,
      case: id,
      subject: say(language, 'askSubject'),
      text: say(language, 'askSubject'),
      said: words(await followLink(db, id)),
    })
  },
})
