import { customersById, nameOf } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { post } from '../kit/mail.ts'
import { formatWhen } from '../kit/moments.ts'
import { dropTimer, due, setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { baseUrl } from '../people/entrance.ts'
import { answerBy, isOpen } from '../people/hours.ts'
import { type Company, company, findPerson, type Person, people, worksAt } from '../people/people.ts'
import { type Case, readCase, selectWaitingCase } from './case.ts'
import { WARNS_BEFORE } from './rules.ts'
import { updateWaiting } from './store.ts'
import { type Promised, selectPromise, selectPromises } from './store-promises.ts'

/** A quarter of an hour before a promise is due, whoever holds the case hears of it. */
export const promiseNear = due<{ case: Id }>({
  kind: 'cases.promise-near',
  run: (db, who, key) => remind(db, who, key, 'near'),
})

/** The moment that was promised, to the second. */
export const promiseDue = due<{ case: Id }>({
  kind: 'cases.promise-due',
  run: (db, who, key) => remind(db, who, key, 'due'),
})

/** The moment by which the company said that somebody answers. */
export const answerDue = due<Record<string, never>>({
  kind: 'cases.answer-due',
  async run(db, who, id) {
    const one = await selectWaitingCase(db, id)
    if (!one?.due_at || one.due_at > who.at) return
    await record(db, who, 'cases.answer-due', id)
    await mailHolder(
      db,
      one,
      `An answer is due: ${one.title}`,
      'The company said that somebody answers by now.',
    )
  },
})

async function remind(db: Db, who: Who, id: Id, when: 'near' | 'due'): Promise<void> {
  const promised = await selectPromise(db, id)
  // Also of a case that was put right: what was promised with it is still to be kept.
  const one = promised && !promised.end ? await readCase(db, promised.case_id) : undefined
  if (!promised || !one) return
  await record(db, who, `cases.promise-${when}`, one.id, { promise: id })
  const house = await company(db)
  const by = formatWhen(promised.due_at, who.at, 'en', house.zone)
  const name = await customerName(db, one)
  const ahead = [
    `Due at ${by}: ${promised.what}`,
    `${name} was promised: ${promised.what}, by ${by}.`,
  ] as const
  if (when === 'near' && !one.holder_id) await mailWhoIsThere(db, who.at, one, ...ahead)
  else if (when === 'near') await mailHolder(db, one, ...ahead)
  else
    await mailHolder(
      db,
      one,
      `Due now: ${promised.what}`,
      `${name} was promised this by now: ${promised.what}.`,
    )
}

async function customerName(db: Db, one: Case): Promise<string> {
  if (!one.customer_id) return nameOf(null)
  return nameOf((await customersById(db, [one.customer_id])).get(one.customer_id))
}

async function mailHolder(db: Db, one: Case, subject: string, sentence: string): Promise<void> {
  const holder = one.holder_id ? await findPerson(db, one.holder_id) : undefined
  if (holder) await mailTo(db, holder, one, subject, sentence)
}

const MOST_TOLD = 10

/** A promise that nobody has taken is everybody's who is there: better ten letters than a customer who waits in vain. */
async function mailWhoIsThere(db: Db, at: Date, one: Case, subject: string, sentence: string): Promise<void> {
  const house = await company(db)
  const there = (await people(db, one.team_id ? { team: one.team_id } : {})).filter((each) =>
    isOpen(worksAt(house, each), at),
  )
  for (const each of there.slice(0, MOST_TOLD))
    await mailTo(db, each, one, subject, `${sentence} Nobody has taken it yet.`)
}

async function mailTo(db: Db, to: Person, one: Case, subject: string, sentence: string): Promise<void> {
  if (to.left_at || !to.email) return
  await post(db, {
    recipient: to.email,
    subject,
    text: `${sentence}\n\n${baseUrl()}/cases/${one.id}\n`,
    envelopeFrom: '',
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
}

export async function setPromiseClock(db: Db, promised: Promised, now: Date): Promise<void> {
  const near = later(promised.due_at, -WARNS_BEFORE)
  if (near > now) await setTimer(db, promiseNear, promised.id, near, { case: promised.case_id })
  await setTimer(db, promiseDue, promised.id, promised.due_at, { case: promised.case_id })
}

export async function stopPromiseClock(db: Db, id: Id): Promise<void> {
  await dropTimer(db, promiseNear, id)
  await dropTimer(db, promiseDue, id)
}

/** By when the company says that it answers; a company without hours answers within a day. */
export async function answerMoment(db: Db, who: Who): Promise<Date> {
  const house = 'house' in who ? (who.house as Company) : await company(db)
  return answerBy(house.hours, who.at, house.answer) ?? later(who.at, 86_400_000)
}

/** What is due next: the first promise that is open, else an answer by the company's own promise. */
export async function setNextDue(db: Db, who: Who, id: Id): Promise<void> {
  const open = (await selectPromises(db, [id])).find((promised) => !promised.end)
  const due_at = open?.due_at ?? (await answerMoment(db, who))
  await updateWaiting(db, id, { due_at })
  if (open) await dropTimer(db, answerDue, id)
  else await setTimer(db, answerDue, id, due_at, {})
}
