import type { Ceiling, Limit } from './limits.ts'

export type Bound = 'case' | 'customer' | 'period' | 'ceiling' | 'none'
/** What one may still give, and which bound says so; `none`: there is no limit in this currency. */
export type Left = { amount: bigint; bound: Bound }

/** What was given and is promised already, in one currency, as far as each bound counts it. */
export type Spent = {
  onCase: bigint
  toCustomer: bigint
  inPeriod: bigint
  byCompany: bigint
  owedOnCase: bigint
}

/**
 * What is left of goodwill: the tightest bound wins, and of two alike the narrower. Never below zero: a limit may
 * have been lowered since. Without a ceiling of the company in this currency nobody may give in it.
 */
export function left(limit: Limit | undefined, ceiling: Ceiling | undefined, spent: Spent): Left {
  if (!limit || !ceiling) return { amount: 0n, bound: 'none' }
  const bounds: [Bound, bigint | null, bigint][] = [
    ['case', limit.per_case, spent.onCase],
    ['customer', limit.per_customer, spent.toCustomer],
    ['period', limit.per_period, spent.inPeriod],
    ['ceiling', ceiling.per_period, spent.byCompany],
  ]
  let tightest: Left | undefined
  for (const [bound, most, used] of bounds) {
    if (most === null) continue
    const amount = most > used ? most - used : 0n
    if (!tightest || amount < tightest.amount) tightest = { amount, bound }
  }
  return tightest ?? { amount: 0n, bound: 'none' }
}

/** What is left of money owed, which eats no goodwill; null: no bound but the purchase itself. */
export function leftOwed(limit: Limit | undefined, spent: Spent): bigint | null {
  if (!limit) return 0n
  if (limit.owed_per_case === null) return null
  return limit.owed_per_case > spent.owedOnCase ? limit.owed_per_case - spent.owedOnCase : 0n
}
