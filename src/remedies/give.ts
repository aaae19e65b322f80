import { type Case, readCase } from '../cases/cases.ts'
import { allIdsOf, type Customer, type Purchase, purchase } from '../customers/customers.ts'
import { record } from '../history/history.ts'
import { atomically, type Db, isDatabaseError } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { formatMoney, type Money } from '../kit/money.ts'
import { tell } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import { findPerson, firstName, type Staff } from '../people/people.ts'
import { askState } from './asks.ts'
import { budgetPassed } from './budget.ts'
import { kind } from './kinds.ts'
import { limitMet } from './limit-met.ts'
import { customerOfCase, fits, type Room, roomOf } from './may-give.ts'
import type { Entry, Kind } from './remedies.ts'
import { amountOf, mustBeOwed, mustBeReason, mustBeTwin } from './rules.ts'
import { entryByKey, entryOfAsk, insertEntry, selectOwed } from './store.ts'
import { writeTodo } from './todos.ts'

/** What somebody wants to do for the customer of a case. */
export type Gesture = {
  case: Id
  kind: Id
  /** Not for saying sorry, nor for what has a price of its own. */
  amount?: Money | undefined
  /** For money owed: what it was paid for. */
  purchase?: Id | undefined
  reason: string
}
export type Booked = { entry: Entry; made: boolean }

/** All that moves money in one currency of the company stands in one line: so no limit is passed by a race. */
export const inLine = <T>(db: Db, currency: string, deed: () => Promise<T>): Promise<T> =>
  atomically(db, `remedies ${currency}`, deed)

export type Prepared = {
  one: Case
  whom: Customer
  customers: Id[]
  kind: Kind
  amount: Money
  purchase: Purchase | undefined
  reason: string
}

/** Reads what a gesture names, and refuses what is no gesture; nothing here depends on what was given before. */
export async function prepare(db: Db, who: Staff, what: Gesture): Promise<Prepared> {
  const reason = mustBeReason(what.reason)
  const [one, chosen] = await Promise.all([readCase(db, what.case), kind(db, what.kind)])
  const amount = amountOf(chosen, what.amount, who.house.currency)
  const [whom, customers, bought] = await Promise.all([
    customerOfCase(db, one),
    one.customer_id ? allIdsOf(db, one.customer_id) : [],
    chosen.family === 'owed' && what.purchase ? purchase(db, what.purchase) : undefined,
  ])
  return { one, whom, customers, kind: chosen, amount, purchase: bought, reason }
}

/** Money owed never exceeds what was paid; read under the lock. */
export async function mustBeOpen(db: Db, at: Date, what: Prepared, but?: Id): Promise<void> {
  if (what.kind.family !== 'owed') return
  const back = what.purchase
    ? await selectOwed(db, { id: what.purchase.id, currency: what.amount.currency }, at, but)
    : 0n
  mustBeOwed(what.purchase, what.amount, back, what.customers)
}

/** Gives at once what lies inside of one's own limit. The same key twice is one gesture. */
export async function give(
  db: Db,
  who: Staff,
  what: Gesture & { key?: string | undefined },
): Promise<Booked> {
  const ready = await prepare(db, who, what)
  return inLine(db, ready.amount.currency, async () => {
    const known = what.key === undefined ? undefined : await entryByKey(db, who.id, what.key)
    if (known) {
      mustBeTwin(
        known,
        entryOf(who, ready, { key: known.key, limit_id: known.limit_id, limit_of_id: who.id, ask_id: null }),
      )
      return { entry: known, made: false }
    }
    await mustBeOpen(db, who.at, ready)
    const room = await roomOf(db, who, whereOf(ready, who))
    if (!fits(room, ready.kind.family, ready.amount.minor)) {
      await tell(limitMet, db, who, { case: ready.one.id, amount: ready.amount, ask: null })
      refuseAbove(room, ready)
    }
    return book(db, who, ready, {
      key: what.key ?? newId(who.at),
      limit_id: ready.amount.minor === 0n ? null : (room.limit?.id ?? null),
      limit_of_id: who.id,
      ask_id: null,
    })
  })
}

/** Gives what another's limit said yes to. What that limit allows at this very moment decides, once more. */
export async function giveAsked(db: Db, who: Staff, ask: Id, key: string = ask): Promise<Booked> {
  const state = await askState(db, ask)
  return inLine(db, state.currency, async () => {
    const now = await askState(db, ask)
    const known = await entryOfAsk(db, ask)
    if (known) return { entry: known, made: false }
    const yes = mustHold(now, who)
    const ready = await prepare(db, who, {
      case: now.case_id,
      kind: now.kind_id,
      amount: { minor: yes.amount, currency: now.currency },
      purchase: now.purchase_id ?? undefined,
      reason: now.reason,
    })
    if (who.id !== now.asker_id && who.id !== ready.one.holder_id)
      throw new Refusal('forbidden', 'not-the-holder', `${firstName(now.asker)} asked, and gives it.`)
    await mustBeOpen(db, who.at, ready, ask)
    const { limit, whose } = await limitBehind(db, who, now, yes, ready)
    return book(db, who, ready, { key, limit_id: limit, limit_of_id: whose, ask_id: ask })
  })
}

const whereOf = (ready: Prepared, who: Staff) => ({
  case: ready.one.id,
  customers: ready.customers,
  currency: ready.amount.currency,
  at: who.at,
})

type Yes = { amount: bigint; by: Id }

function mustHold(now: Awaited<ReturnType<typeof askState>>, who: Staff): Yes {
  if (!now.answer)
    throw new Refusal('conflict', 'ask-unanswered', `${firstName(now.asked)} has not answered yet.`)
  if (now.answered_amount === null || !now.reserved_until)
    throw new Refusal('conflict', 'ask-refused', 'The answer was no: there is nothing to give.')
  if (now.reserved_until <= who.at)
    throw new Refusal('gone', 'ask-lapsed', 'That yes held for a day, which is over: please ask again.')
  return { amount: now.answered_amount, by: now.for_id ?? now.asked_person_id }
}

async function limitBehind(
  db: Db,
  who: Staff,
  now: Awaited<ReturnType<typeof askState>>,
  yes: Yes,
  ready: Prepared,
): Promise<{ limit: Id | null; whose: Id }> {
  const behind = await findPerson(db, yes.by)
  const where = {
    case: now.case_id,
    customers: ready.customers,
    currency: now.currency,
    at: who.at,
    but: now.id,
  }
  const room = behind && !behind.left_at ? await roomOf(db, behind, where) : undefined
  if (!behind || !room || !fits(room, ready.kind.family, yes.amount))
    throw new Refusal(
      'limit',
      'limit-changed',
      `What ${firstName(behind?.name ?? now.asked)} may say yes to has changed since: please ask again.`,
    )
  return { limit: room.limit?.id ?? null, whose: behind.id }
}

type Backing = Pick<Entry, 'key' | 'limit_id' | 'limit_of_id' | 'ask_id'>

const entryOf = (who: Staff, ready: Prepared, backing: Backing): Entry => ({
  id: newId(who.at),
  at: who.at,
  case_id: ready.one.id,
  customer_id: ready.whom.id,
  kind_id: ready.kind.id,
  family: ready.kind.family,
  by_id: who.id,
  team_id: who.team,
  amount: ready.amount.minor,
  currency: ready.amount.currency,
  reason: ready.reason,
  purchase_id: ready.purchase?.id ?? null,
  takes_back_id: null,
  ...backing,
})

async function book(db: Db, who: Staff, ready: Prepared, backing: Backing): Promise<Booked> {
  const entry = entryOf(who, ready, backing)
  const inserted = insertEntry(db, entry).catch((error: unknown) => {
    // The same key in another currency at the same moment stood in another line.
    if (isDatabaseError(error, '23505')) mustBeTwin({ ...entry, amount: -1n }, entry)
    throw error
  })
  // Together in one flight: the connection keeps their order.
  const [, , spentBudget] = await Promise.all([
    inserted,
    writeTodo(db, who, entry, ready.kind),
    budgetPassed(db, who, entry),
  ])
  await record(db, who, 'remedies.given', entry.case_id, {
    entry: entry.id,
    kind: entry.kind_id,
    family: entry.family,
    minor: Number(entry.amount),
    currency: entry.currency,
    ...(entry.ask_id ? { ask: entry.ask_id } : {}),
    ...(spentBudget ? { budget: spentBudget } : {}),
  })
  return { entry, made: true }
}

function refuseAbove(room: Room, { kind: chosen, amount: { currency } }: Prepared): never {
  const most = chosen.family === 'owed' ? (room.owed ?? 0n) : room.goodwill.amount
  const amount = formatMoney({ minor: most, currency }, 'en')
  const sentence = !room.limit
    ? `You have no limit in ${currency}: ask for it.`
    : room.goodwill.bound === 'ceiling' && chosen.family !== 'owed'
      ? `The company’s ceiling leaves ${amount}: nobody may give more for now.`
      : most > 0n
        ? `You may give ${amount} without asking. Above it, ask.`
        : 'You have given all that you may without asking: ask for more.'
  throw new Refusal('limit', 'limit', sentence, {
    field: 'amount',
    about: {
      left: { minor: Number(most), currency },
      bound: chosen.family === 'owed' ? 'owed' : room.goodwill.bound,
    },
  })
}
