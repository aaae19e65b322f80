import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatMoney } from '../kit/money.ts'
import type { Staff } from '../people/people.ts'
import type { Purchase } from './customer.ts'
import type { StoryLine } from './offers.ts'
import { selectPurchases } from './store-purchases.ts'

const MOST = 300

/** What they bought, as lines of their own story: whoever helps them sees what it is about. */
export async function tellPurchases(db: Db, who: Staff, customers: Id[]): Promise<StoryLine[]> {
  const all = await selectPurchases(db, customers, { most: MOST })
  return all.map((one) => lineOf(one, who.language))
}

function lineOf(one: Purchase, language: string): StoryLine {
  const many = one.units === null || one.units === 1 ? '' : `${one.units} × `
  return {
    id: one.id,
    at: one.bought_at,
    kind: broughtBack(one) ? 'bought and brought back' : 'bought',
    body: (
      <p>
        {many}
        <bdi>{one.what || 'Something'}</bdi>, <span class="num">{formatMoney(one.amount, language)}</span>
        {one.returned.minor > 0n && <span class="faint"> · {paidBack(one, language)}</span>}
      </p>
    ),
  }
}

const broughtBack = ({ amount, returned }: Purchase): boolean =>
  amount.minor > 0n && returned.minor === amount.minor

const paidBack = (one: Purchase, language: string): string =>
  broughtBack(one) ? 'all of it paid back' : `${formatMoney(one.returned, language)} of it paid back`
