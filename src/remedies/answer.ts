import { allIdsOf } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatMoney, type Money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import { shiftOf, whoMayAnswer } from '../limits/limits.ts'
import { findPerson, firstName, rank, type Staff } from '../people/people.ts'
import { endAsking } from './ask.ts'
import { type AskState, askState } from './asks.ts'
import { inLine } from './give.ts'
import { kind } from './kinds.ts'
import { fits, roomOf } from './may-give.ts'
import { insertReply } from './store-asks.ts'

export type Answer = { answer: 'yes' | 'less' | 'no'; amount?: Money | undefined; word?: string | undefined }

/**
 * Yes, less, or no with a word. A yes reserves the sum on the limit of whoever says it for a day; the holder gives
 * it. Only the person who is asked now may answer, and never whoever asks.
 */
export async function answerAsk(db: Db, who: Staff, id: Id, what: Answer): Promise<AskState> {
  const { currency } = await askState(db, id)
  return inLine(db, currency, async () => {
    const one = await askState(db, id)
    await mustBeAsked(db, who, one)
    const amount = amountFor(one, what)
    if (what.answer === 'less') await mustBeChosen(db, one)
    const word = (what.word ?? '').trim().slice(0, 400)
    if (what.answer === 'no' && !word)
      throw new Refusal(
        'invalid',
        'no-without-a-word',
        'Say why not, in a word: they have to tell the customer.',
        {
          field: 'word',
        },
      )
    const limit = amount === null ? null : await mustHaveRoom(db, who, one, amount)
    const first = await insertReply(db, {
      ask_id: id,
      answer: what.answer,
      amount,
      word,
      by_id: who.id,
      by_clock: false,
      limit_id: limit,
      limit_of_id: amount === null ? null : (one.for_id ?? who.id),
      at: who.at,
      reserved_until: amount === null ? null : later(who.at, days(1)),
    })
    if (!first) refuseAnswered(await askState(db, id))
    await endAsking(db, one.asked_id)
    await record(db, who, 'remedies.ask-answered', one.case_id, {
      ask: id,
      answer: what.answer,
      by_clock: false,
      ...(amount === null ? {} : { minor: Number(amount), currency: one.currency }),
    })
    return askState(db, id)
  })
}

function refuseAnswered(one: AskState): never {
  const how = one.by_clock
    ? `no answer was a yes by then`
    : one.answer === 'withdrawn'
      ? `${firstName(one.asker)} took the question back`
      : `it was “${one.answer}”`
  throw new Refusal('conflict', 'answered', `This is answered already: ${how}.`)
}

async function mustBeAsked(db: Db, who: Staff, one: AskState): Promise<void> {
  if (one.asker_id === who.id)
    throw new Refusal('forbidden', 'own-ask', 'Nobody says yes to themselves: somebody else is asked.')
  if (one.answer) refuseAnswered(one)
  if (one.asked_person_id !== who.id)
    throw new Refusal('forbidden', 'not-asked', `${firstName(one.asked)} is asked now, and answers.`)
  if (!one.for_id) {
    // Whoever asked on a shift asked as the person beside them would have.
    const shift = await shiftOf(db, one.asker_id, one.at)
    const asker = await findPerson(db, shift?.beside ?? one.asker_id)
    if (!asker || rank(who.level) <= rank(asker.level))
      throw new Refusal('forbidden', 'not-above', 'Only somebody of a higher level may answer this.')
    return
  }
  const asker = await findPerson(db, one.asker_id)
  const chain = asker
    ? await whoMayAnswer(db, { ...asker, team: asker.team_id, asked: one.at }, one.currency, who.at)
    : []
  const still = chain.some((each) => each.person.id === who.id && each.standsInFor?.id === one.for_id)
  if (!still)
    throw new Refusal(
      'forbidden',
      'no-stand-in',
      `You no longer stand in for ${one.stands_in_for}: they answer themselves.`,
    )
}

function amountFor(one: AskState, { answer, amount }: Answer): bigint | null {
  if (answer === 'no') return null
  if (answer === 'yes') {
    if (amount && (amount.minor !== one.amount || amount.currency !== one.currency))
      throw new Refusal('invalid', 'ask-amount', 'A yes is to what was asked for: say less, or yes.', {
        field: 'amount',
      })
    return one.amount
  }
  if (!amount || amount.currency !== one.currency || amount.minor <= 0n || amount.minor >= one.amount)
    throw new Refusal(
      'invalid',
      'less',
      `Less is an amount above zero and below ${formatMoney({ minor: one.amount, currency: one.currency }, 'en')}.`,
      { field: 'amount' },
    )
  return amount.minor
}

async function mustBeChosen(db: Db, one: AskState): Promise<void> {
  const { cost, name } = await kind(db, one.kind_id)
  if (cost !== null)
    throw new Refusal('invalid', 'kind-cost', `${name} has one price: say yes or no.`, { field: 'amount' })
}

/** The limit of this moment decides, not that of the moment when the question came. */
async function mustHaveRoom(db: Db, who: Staff, one: AskState, amount: bigint): Promise<Id | null> {
  const whose = one.for_id ? await findPerson(db, one.for_id) : who
  const customers = await allIdsOf(db, one.customer_id)
  const where = { case: one.case_id, customers, currency: one.currency, at: who.at, but: one.id }
  const room = whose && (await roomOf(db, whose, where))
  if (!room || !fits(room, one.family, amount)) {
    const most = one.family === 'owed' ? (room?.owed ?? 0n) : (room?.goodwill.amount ?? 0n)
    const say = formatMoney({ minor: most, currency: one.currency }, 'en')
    throw new Refusal(
      'limit',
      'limit',
      most > 0n
        ? `You may say yes to ${say} here: say less.`
        : 'There is nothing left that you may say yes to here.',
      { field: 'amount', about: { left: { minor: Number(most), currency: one.currency } } },
    )
  }
  return room.limit?.id ?? null
}
