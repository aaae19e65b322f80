import type { Case } from '../cases/cases.ts'
import { allIdsOf, customer, nameOf } from '../customers/customers.ts'
import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatMoney } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import {
  type Bound,
  type Ceiling,
  ceilingOf,
  type Left,
  type Limit,
  left,
  leftOwed,
  type Spent,
  startOfPeriod,
  workingLimit,
} from '../limits/limits.ts'
import { company, firstName, type Level, type Staff } from '../people/people.ts'
import { selectSpent } from './store.ts'

/** How much room a person's limit leaves for one case, now. */
export type Room = {
  limit: Limit | undefined
  ceiling: Ceiling | undefined
  spent: Spent
  goodwill: Left
  owed: bigint | null
}

type Where = { case: Id; customers: readonly Id[]; currency: string; at: Date; but?: Id | undefined }

/** Read it under the lock of the currency where money moves; without it, it is only for showing. */
export async function roomOf(db: Db, giver: { id: Id; level: Level }, where: Where): Promise<Room> {
  const [{ limit, since }, ceiling, house] = await Promise.all([
    workingLimit(db, giver, where.currency, where.at),
    ceilingOf(db, where.currency),
    company(db),
  ])
  const { at } = where
  const spent = await selectSpent(db, {
    person: giver.id,
    ...where,
    customerSince: later(at, -days(limit?.customer_days ?? 1)),
    periodSince: since ?? startOfPeriod(at, limit?.period ?? 'day', house.zone),
    companySince: startOfPeriod(at, ceiling?.period ?? 'day', house.zone),
  })
  return { limit, ceiling, spent, goodwill: left(limit, ceiling, spent), owed: leftOwed(limit, spent) }
}

export const fits = (room: Room, family: string, amount: bigint): boolean =>
  amount === 0n ||
  (family === 'owed' ? room.owed === null || amount <= room.owed : amount <= room.goodwill.amount)

export type May = Left & { currency: string; sentence: string; room: Room; customers: Id[]; name: string }

/** What this person may still give on this case without asking, with the sentence that says so. */
export async function mayGive(db: Db, who: Staff, one: Case, currency = who.house.currency): Promise<May> {
  const whom = await customerOfCase(db, one)
  const customers = await allIdsOf(db, whom.id)
  const room = await roomOf(db, who, { case: one.id, customers, currency, at: who.at })
  const name = firstName(nameOf(whom, 'this customer'))
  return {
    ...room.goodwill,
    currency,
    room,
    customers,
    name: whom.name ? name : 'this customer',
    sentence: sentenceOf(room.goodwill, room, currency, whom.name ? name : 'this customer'),
  }
}

export async function customerOfCase(db: Db, one: Case) {
  if (!one.customer_id)
    throw new Refusal(
      'conflict',
      'no-customer',
      'Say first who the customer is: then it can be put right for them.',
    )
  return customer(db, one.customer_id)
}

const SPAN = { day: 'today', week: 'this week', month: 'this month' } as const
const about = (span: number) => (span >= 28 && span <= 31 ? 'this month' : `within ${span} days`)

export function sentenceOf(now: Left, room: Room, currency: string, name: string): string {
  const { limit, ceiling } = room
  if (!limit || !ceiling || now.bound === 'none')
    return `You have no limit in ${currency}: whatever you would like to give, you ask for.`
  const amount = formatMoney({ minor: now.amount, currency }, 'en')
  const where: Record<Exclude<Bound, 'none'>, [some: string, none: string]> = {
    case: [`You may give ${amount} more on this case.`, 'You have given all that you may on this case.'],
    customer: [
      `You may give ${amount} more to ${name} ${about(limit.customer_days)}.`,
      `You have given ${name} all that you may ${about(limit.customer_days)}.`,
    ],
    period: [
      `You may give ${amount} more ${SPAN[limit.period]}.`,
      `You have given all that you may ${SPAN[limit.period]}.`,
    ],
    ceiling: [
      `The company has ${amount} left to give ${SPAN[ceiling.period]}.`,
      `The company has given all that it means to give ${SPAN[ceiling.period]}.`,
    ],
  }
  const zero = limit.per_case === 0n || limit.per_customer === 0n || limit.per_period === 0n
  if (zero) return 'You have no limit of your own: whatever you would like to give, you ask for.'
  const untouched = room.spent.onCase === 0n && room.spent.toCustomer === 0n
  if (untouched && (now.bound === 'case' || now.bound === 'customer'))
    return `You may give ${name} ${amount} without asking.`
  return where[now.bound][now.amount > 0n ? 0 : 1]
}
