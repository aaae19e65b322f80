import { readCase } from '../cases/cases.ts'
import { customer, nameOf } from '../customers/customers.ts'
import { days, later, minutes } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { isLanguage } from '../kit/language.ts'
import { mailGoesOut, post } from '../kit/mail.ts'
import { formatWhen } from '../kit/moments.ts'
import { formatMoney } from '../kit/money.ts'
import { makeTicket } from '../kit/tickets.ts'
import { setTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { type Answerer, minutesInWords, silenceOf } from '../limits/limits.ts'
import { baseUrl } from '../people/entrance.ts'
import { afterWorkingMinutes } from '../people/hours.ts'
import { type Company, company, findPerson, firstName, worksAt } from '../people/people.ts'
import { ASK_TICKET, type Ask, type Asked, type Why } from './asks.ts'
import { clockYeses, insertAsked } from './store-asks.ts'
import { unanswered } from './unanswered.ts'

// Without "no answer is yes" a question goes on after this long, while the house is open.
const PATIENCE_MINUTES = 30
const LINK_DAYS = 7

/** Puts the question to one person: on their Today, and by a link of one use in a mail. Starts the clock. */
export async function sendTo(db: Db, who: Who, one: Ask, answerer: Answerer, why: Why): Promise<Asked> {
  const house = await company(db)
  const id = newId(who.at)
  const silence_at = await silenceMoment(db, house, one, answerer, who.at)
  const letter_id = await writeTo(db, house, one, answerer, { id, at: who.at, silence_at })
  const asked: Asked = {
    id,
    ask_id: one.id,
    person_id: answerer.person.id,
    why,
    at: who.at,
    for_id: answerer.standsInFor?.id ?? null,
    letter_id,
    silence_at,
    // Where no mail goes out, the page is the delivery.
    delivered_at: mailGoesOut() ? null : who.at,
  }
  await insertAsked(db, asked)
  await setTimer(db, unanswered, id, silence_at ?? (await patience(db, house, who.at)), {})
  return asked
}

async function patience(db: Db, house: Company, at: Date): Promise<Date> {
  const most = (await silenceOf(db))?.minutes ?? PATIENCE_MINUTES
  return afterWorkingMinutes(house.hours, at, most) ?? later(at, minutes(most))
}

/**
 * When no answer becomes a yes; null where it must not: not allowed, somebody is away, a mail that cannot reach
 * them, once on this case already, or often enough this week for whoever asks.
 */
export async function silenceMoment(
  db: Db,
  house: Company,
  one: Pick<Ask, 'case_id' | 'asker_id'>,
  answerer: Answerer,
  at: Date,
): Promise<Date | null> {
  const silence = await silenceOf(db)
  if (!silence?.minutes) return null
  if (answerer.standsInFor || answerer.somebodyAway) return null
  if (mailGoesOut() && !answerer.person.email) return null
  const before = await clockYeses(db, { case: one.case_id, asker: one.asker_id, since: later(at, -days(7)) })
  if (before.case > 0 || before.asker >= silence.per_week) return null
  return afterWorkingMinutes(worksAt(house, answerer.person), at, silence.minutes) ?? null
}

async function writeTo(
  db: Db,
  house: Company,
  one: Ask,
  { person, standsInFor }: Answerer,
  asked: { id: Id; at: Date; silence_at: Date | null },
): Promise<Id | null> {
  if (!person.email) return null
  const [about, whom, asker, silence, { token }] = await Promise.all([
    readCase(db, one.case_id),
    customer(db, one.customer_id),
    findPerson(db, one.asker_id),
    silenceOf(db),
    makeTicket(db, {
      kind: ASK_TICKET,
      about: asked.id,
      at: asked.at,
      endsAt: later(asked.at, days(LINK_DAYS)),
    }),
  ])
  const amount = formatMoney({ minor: one.amount, currency: one.currency }, 'en')
  const name = firstName(asker?.name ?? 'A colleague')
  const language = isLanguage(person.language) ? person.language : 'en'
  const lines = [
    `${name} would like to give ${nameOf(whom, 'a customer')} ${amount}: ${one.reason}`,
    `What happened: ${about.title}`,
    ...(standsInFor ? [`You stand in for ${standsInFor.name}.`] : []),
    `Yes, less, or no: ${baseUrl()}/yes/${token}`,
    ...(asked.silence_at && silence?.minutes
      ? [
          `No answer in ${minutesInWords(silence.minutes)} means yes: it is then yes at ${formatWhen(asked.silence_at, asked.at, language, house.zone)}.`,
        ]
      : []),
    `${name} stays with the customer and waits for your word.`,
  ]
  return post(db, {
    recipient: person.email,
    subject: `${name} asks: ${amount} for ${nameOf(whom, 'a customer')}?`,
    text: `${lines.join('\n\n')}\n`,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
}
