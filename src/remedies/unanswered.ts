import { allIdsOf } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { mailGoesOut } from '../kit/mail.ts'
import { due, setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { silenceOf, whoMayAnswer } from '../limits/limits.ts'
import { afterWorkingMinutes } from '../people/hours.ts'
import { company, findPerson, worksAt } from '../people/people.ts'
import { endAsking, nextFor } from './ask.ts'
import { type Asked, type AskState, askState, type Why } from './asks.ts'
import { inLine } from './give.ts'
import { fits, roomOf } from './may-give.ts'
import { sendTo, silenceMoment } from './send.ts'
import { askedById, hopsOf, insertReply, letterSentAt, updateAsked } from './store-asks.ts'

/** Nobody has answered for as long as one may wait: it is yes where that is allowed, else it goes on. */
export const unanswered = due<object>({
  kind: 'remedies.unanswered',
  async run(db, who, key) {
    const asked = await askedById(db, key)
    if (!asked) return
    const { currency } = await askState(db, asked.ask_id)
    await inLine(db, currency, async () => {
      const one = await askState(db, asked.ask_id)
      if (one.answer || one.asked_id !== asked.id) return
      if (asked.silence_at && (await stillOnItsWay(db, who, asked))) return
      if (asked.silence_at && (await yesByClock(db, who, one))) return
      await goOn(db, who, one, 'climbed')
    })
  },
})

/** A mail that left late begins its minutes late. True where the clock was set anew. */
async function stillOnItsWay(db: Db, who: Who, asked: Asked): Promise<boolean> {
  if (!mailGoesOut() || asked.delivered_at || !asked.letter_id) return false
  const sent = await letterSentAt(db, asked.letter_id)
  if (!sent) return false
  const [house, person, silence] = await Promise.all([
    company(db),
    findPerson(db, asked.person_id),
    silenceOf(db),
  ])
  const until =
    person && silence?.minutes && afterWorkingMinutes(worksAt(house, person), sent, silence.minutes)
  await updateAsked(db, asked.id, { delivered_at: sent, ...(until ? { silence_at: until } : {}) })
  if (!until || until <= who.at) return false
  await setTimer(db, unanswered, asked.id, until, {})
  return true
}

/** True where the clock said yes: every condition is looked at once more, at this moment. */
async function yesByClock(db: Db, who: Who, one: AskState): Promise<boolean> {
  const asked = await askedById(db, one.asked_id)
  const asker = await findPerson(db, one.asker_id)
  if (!asked?.delivered_at || !asker || asker.left_at) return false
  const chain = await whoMayAnswer(db, { ...asker, team: asker.team_id, asked: one.at }, one.currency, who.at)
  const answerer = chain.find((each) => each.person.id === one.asked_person_id)
  if (!answerer || !(await silenceMoment(db, await company(db), one, answerer, who.at))) return false
  const customers = await allIdsOf(db, one.customer_id)
  const where = { case: one.case_id, customers, currency: one.currency, at: who.at, but: one.id }
  const room = await roomOf(db, answerer.person, where)
  if (!fits(room, one.family, one.amount)) return false
  const first = await insertReply(db, {
    ask_id: one.id,
    answer: 'yes',
    amount: one.amount,
    word: '',
    by_id: answerer.person.id,
    by_clock: true,
    limit_id: room.limit?.id ?? null,
    limit_of_id: answerer.person.id,
    at: who.at,
    reserved_until: later(who.at, days(1)),
  })
  if (!first) return true
  await endAsking(db, one.asked_id)
  await record(db, who, 'remedies.ask-answered', one.case_id, {
    ask: one.id,
    answer: 'yes',
    by_clock: true,
    person: answerer.person.id,
  })
  return true
}

/** To one next person, and the case says so. With nobody left it stays where it is. */
export async function goOn(db: Db, who: Who, one: AskState, why: Why): Promise<boolean> {
  const asked: Id[] = (await hopsOf(db, one.id)).map((hop) => hop.person_id)
  const next = await nextFor(db, one, asked, who.at)
  if (!next) return false
  await endAsking(db, one.asked_id)
  await sendTo(db, who, one, next, why)
  await record(db, who, why === 'moved' ? 'remedies.ask-moved' : 'remedies.ask-climbed', one.case_id, {
    ask: one.id,
    from: one.asked_person_id,
    to: next.person.id,
  })
  return true
}
