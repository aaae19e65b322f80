import type { Purchase } from '../customers/customers.ts'
import type { Money } from '../kit/money.ts'
import { formatMoney } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Entry, Kind } from './remedies.ts'

const LONGEST_REASON = 400

/** Everything given has a reason that a stranger understands. */
export function mustBeReason(text: string): string {
  const reason = text.trim()
  if (reason.length === 0)
    throw new Refusal('invalid', 'reason', 'Say in a few words why: a colleague will read it.', {
      field: 'reason',
    })
  if (reason.length > LONGEST_REASON)
    throw new Refusal('invalid', 'reason', `A reason has ${LONGEST_REASON} characters at most.`, {
      field: 'reason',
    })
  return reason
}

/** What this kind costs: its own price, or the amount that was chosen. No amount is never "all of it". */
export function amountOf(kind: Kind, chosen: Money | undefined, currency: string): Money {
  if (kind.family === 'sorry') {
    if (chosen && chosen.minor !== 0n)
      throw new Refusal('invalid', 'sorry-is-free', 'Saying sorry costs nothing: leave the amount away.', {
        field: 'amount',
      })
    return { minor: 0n, currency }
  }
  if (kind.cost !== null && kind.currency !== null) {
    if (chosen && (chosen.minor !== kind.cost || chosen.currency !== kind.currency))
      throw new Refusal(
        'invalid',
        'kind-cost',
        `${kind.name} costs ${formatMoney({ minor: kind.cost, currency: kind.currency }, 'en')}.`,
        { field: 'amount' },
      )
    return { minor: kind.cost, currency: kind.currency }
  }
  if (!chosen || chosen.minor <= 0n)
    throw new Refusal('invalid', 'amount', 'Say how much: an amount above zero.', { field: 'amount' })
  return chosen
}

/** Money owed names what was paid, by this customer, in its currency. */
export function mustBeOwed(
  purchase: Purchase | undefined,
  amount: Money,
  back: bigint,
  customers: readonly string[],
) {
  if (!purchase)
    throw new Refusal('invalid', 'purchase', 'Money that is owed names the purchase it was paid for.', {
      field: 'purchase',
    })
  if (!customers.includes(purchase.customer_id))
    throw new Refusal('invalid', 'purchase', 'That purchase is not one of this customer’s.', {
      field: 'purchase',
    })
  if (purchase.amount.currency !== amount.currency)
    throw new Refusal(
      'invalid',
      'currency',
      `It was paid in ${purchase.amount.currency}: pay it back in that.`,
      {
        field: 'amount',
      },
    )
  const open = openOf(purchase, back)
  if (amount.minor > open)
    throw new Refusal(
      'limit',
      'more-than-paid',
      open > 0n
        ? `Of this purchase ${formatMoney({ minor: open, currency: amount.currency }, 'en')} can still be paid back, no more.`
        : 'All that was paid for it has been paid back already.',
      { field: 'amount', about: { open: { minor: Number(open), currency: amount.currency } } },
    )
}

/** What was paid, less what was returned, less what is owed already. */
export function openOf(purchase: Purchase, back: bigint): bigint {
  const open = purchase.amount.minor - purchase.returned.minor - back
  return open > 0n ? open : 0n
}

export type SameAs = Pick<
  Entry,
  'case_id' | 'kind_id' | 'amount' | 'currency' | 'purchase_id' | 'reason' | 'ask_id'
>

/** The same key is the same deed; another deed under it is a mistake that must not pass unseen. */
export function mustBeTwin(known: Entry, now: SameAs): void {
  const keys = ['case_id', 'kind_id', 'amount', 'currency', 'purchase_id', 'reason', 'ask_id'] as const
  if (keys.some((key) => known[key] !== now[key]))
    throw new Refusal(
      'invalid',
      'key-reused',
      'This key was used for something else already: nothing was given.',
    )
}
