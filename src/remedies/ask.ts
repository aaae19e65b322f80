import { allIdsOf } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { formatMoney } from '../kit/money.ts'
import { tell } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import { endTickets } from '../kit/tickets.ts'
import { type Answerer, whoMayAnswer } from '../limits/limits.ts'
import { findPerson, firstName, type Staff } from '../people/people.ts'
import { ASK_TICKET, type Ask, type AskState, askState, asksOnCase } from './asks.ts'
import { type Gesture, inLine, mustBeOpen, type Prepared, prepare } from './give.ts'
import { limitMet } from './limit-met.ts'
import { fits, roomOf } from './may-give.ts'
import { sendTo } from './send.ts'
import { insertAsk, insertReply } from './store-asks.ts'

/** Asks one person above for what one's own limit does not allow. The customer stays with whoever asks. */
export async function ask(db: Db, who: Staff, what: Gesture): Promise<AskState> {
  const ready = await prepare(db, who, what)
  if (ready.amount.minor === 0n)
    throw new Refusal('invalid', 'sorry-is-free', 'Saying sorry costs nothing: nobody need be asked.')
  return inLine(db, ready.amount.currency, async () => {
    const twin = await openAsk(db, who, ready)
    if (twin) return twin
    await mustBeOpen(db, who.at, ready)
    const where = {
      case: ready.one.id,
      customers: ready.customers,
      currency: ready.amount.currency,
      at: who.at,
    }
    if (fits(await roomOf(db, who, where), ready.kind.family, ready.amount.minor))
      throw new Refusal('invalid', 'no-need-to-ask', 'That is inside of your own limit: you may give it now.')
    const answerer = await nearest(db, who, {
      ...where,
      family: ready.kind.family,
      amount: ready.amount.minor,
    })
    if (!answerer) {
      await tell(limitMet, db, who, metBy(ready))
      refuseNobody(ready)
    }
    const one: Ask = {
      id: newId(who.at),
      case_id: ready.one.id,
      customer_id: ready.whom.id,
      kind_id: ready.kind.id,
      asker_id: who.id,
      amount: ready.amount.minor,
      currency: ready.amount.currency,
      purchase_id: ready.purchase?.id ?? null,
      reason: ready.reason,
      at: who.at,
    }
    await insertAsk(db, one)
    await sendTo(db, who, one, answerer, answerer.standsInFor ? 'stand-in' : 'above')
    await record(db, who, 'remedies.asked', one.case_id, {
      ask: one.id,
      person: answerer.person.id,
      minor: Number(one.amount),
      currency: one.currency,
    })
    await tell(limitMet, db, who, metBy(ready, one.id))
    return askState(db, one.id)
  })
}

const metBy = (ready: Prepared, ask?: Id) => ({ case: ready.one.id, amount: ready.amount, ask: ask ?? null })

/** One question at a time on a case; the very same one again is the same one. */
async function openAsk(db: Db, who: Staff, ready: Prepared): Promise<AskState | undefined> {
  const open = (await asksOnCase(db, ready.one.id)).find((one) => isOpen(one, who.at))
  if (!open) return undefined
  const same =
    open.asker_id === who.id &&
    open.kind_id === ready.kind.id &&
    open.amount === ready.amount.minor &&
    open.currency === ready.amount.currency
  if (same && !open.answer) return open
  const amount = formatMoney({ minor: open.answered_amount ?? open.amount, currency: open.currency }, 'en')
  throw new Refusal(
    'conflict',
    'asked-already',
    open.answer
      ? `${firstName(open.asked)} said yes to ${amount} already: give that first.`
      : `${firstName(open.asked)} has been asked for ${amount} already. Wait for the answer, or take that question back.`,
    { about: { ask: open.id } },
  )
}

/** Unanswered, or a yes that holds and nobody has given yet. */
export const isOpen = (one: AskState, at: Date): boolean =>
  one.entry_id === null && (one.answer === null || (one.reserved_until !== null && one.reserved_until > at))

type Wanted = {
  case: Id
  customers: readonly Id[]
  currency: string
  at: Date
  family: string
  amount: bigint
  but?: Id
}

/** The nearest whose limit has room for it now; those who were asked before are left out. */
export async function nearest(
  db: Db,
  asker: { id: Id; level: Staff['level']; team: Id | null; asked?: Date },
  wanted: Wanted,
  asked: readonly Id[] = [],
): Promise<Answerer | undefined> {
  for (const one of await whoMayAnswer(db, asker, wanted.currency, wanted.at)) {
    if (asked.includes(one.person.id)) continue
    const room = await roomOf(db, one.standsInFor ?? one.person, wanted)
    if (fits(room, wanted.family, wanted.amount)) return one
  }
  return undefined
}

/** The one to whom an ask would go on, if there is one. */
export async function nextFor(
  db: Db,
  one: AskState,
  asked: readonly Id[],
  at: Date,
): Promise<Answerer | undefined> {
  const asker = await findPerson(db, one.asker_id)
  if (!asker) return undefined
  const customers = await allIdsOf(db, one.customer_id)
  const wanted = { ...one, case: one.case_id, customers, at }
  return nearest(db, { ...asker, team: asker.team_id, asked: one.at }, wanted, asked)
}

function refuseNobody({ amount }: Prepared): never {
  throw new Refusal(
    'limit',
    'nobody-may',
    `Nobody above you may give ${formatMoney(amount, 'en')} now: not within their limits, nor within the company’s ceiling.`,
    { field: 'amount' },
  )
}

/** Whoever asked no longer wants to know. */
export async function withdraw(db: Db, who: Staff, id: Id): Promise<AskState> {
  const one = await askState(db, id)
  if (one.asker_id !== who.id)
    throw new Refusal(
      'forbidden',
      'not-the-asker',
      `${firstName(one.asker)} asked: only they may take it back.`,
    )
  return inLine(db, one.currency, async () => {
    const done = await insertReply(db, {
      ask_id: id,
      answer: 'withdrawn',
      amount: null,
      word: '',
      by_id: who.id,
      by_clock: false,
      limit_id: null,
      limit_of_id: null,
      at: who.at,
      reserved_until: null,
    })
    if (!done) throw new Refusal('conflict', 'answered', 'This was answered already.')
    await endAsking(db, one.asked_id)
    await record(db, who, 'remedies.ask-withdrawn', one.case_id, { ask: id })
    return askState(db, id)
  })
}

/**
 * The link is dead: somebody has answered, or it went on to another. The timer is left to run out and find so:
 * whoever dropped it here, in line, would wait for a timer that has begun and waits for the line.
 */
export const endAsking = (db: Db, asked: Id): Promise<void> => endTickets(db, ASK_TICKET, asked)
