import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import type { Money } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import { rank, type Staff } from '../people/people.ts'
import { type Policy, policy } from './policy.ts'
import { deleteEarned, insertEarned } from './store-sums.ts'

export type Earning = { amount: Money; from: string; until: string; source: string }

/** The owner, managers and leaders, and who administers: whoever keeps the books, or answers for the rule. */
export const mayEarn = (who: Staff, one: Policy): boolean =>
  who.admin || one.owner_id === who.id || one.wait?.asked_id === who.id || rank(who.level) >= rank('manager')

/** What a rule earned, as the books say: how much, from when to when, and where that stands. */
export async function writeEarning(db: Db, who: Staff, id: Id, what: Earning): Promise<Policy> {
  mustEarn(who, await policy(db, id))
  const source = what.source.trim().slice(0, 200)
  if (!source)
    throw new Refusal('invalid', 'earned-source', 'Say where that stands: an account, a report, a list.', {
      field: 'source',
    })
  if (what.until < what.from)
    throw new Refusal('invalid', 'earned-days', 'The last day is before the first one.', { field: 'until' })
  if (what.amount.minor <= 0n)
    throw new Refusal('invalid', 'earned-amount', 'Write an amount above zero.', { field: 'amount' })
  const row = {
    id: newId(who.at),
    amount: what.amount.minor,
    currency: what.amount.currency,
    from_on: what.from,
    until_on: what.until,
    source,
    at: who.at,
  }
  await insertEarned(db, { ...row, policy_id: id, by_id: who.id })
  await record(db, who, 'policies.earned', id, {
    earned: row.id,
    minor: Number(row.amount),
    currency: row.currency,
  })
  return policy(db, id)
}

export async function takeEarningBack(db: Db, who: Staff, id: Id, earned: Id): Promise<Policy> {
  mustEarn(who, await policy(db, id))
  if ((await deleteEarned(db, earned)) !== id)
    throw new Refusal('not-found', 'earned', 'There is no such amount here.')
  await record(db, who, 'policies.earned-taken-back', id, { earned })
  return policy(db, id)
}

function mustEarn(who: Staff, one: Policy): void {
  if (!mayEarn(who, one))
    throw new Refusal(
      'forbidden',
      'earned-who',
      'Its owner, a manager or a leader writes down what it earned.',
    )
}
