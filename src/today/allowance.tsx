import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import { formatMoney } from '../kit/money.ts'
import { startOfPeriod } from '../limits/limits.ts'
import type { Staff } from '../people/people.ts'
import { roomOf } from '../remedies/may-give.ts'
import { mayGive } from '../remedies/remedies.ts'
import { Card, Sentence } from '../ui/index.ts'
import { inWords } from './sentences.ts'
import { selectGivenBy } from './store.ts'
import type { WhoWaits } from './waiting.ts'

const NO_CASE = '00000000-0000-0000-0000-000000000000'

/** What I may give without asking, to those who wait and to anyone else; and what I gave this month. */
export async function Allowance({ db, who, wait }: { db: Db; who: Staff; wait: WhoWaits }) {
  const currency = who.house.currency
  const money = (minor: bigint) => formatMoney({ minor, currency }, 'en')
  const room = await roomOf(db, who, { case: NO_CASE, customers: [], currency, at: who.at })
  const anyone = room.goodwill
  const held = wait.rows.find((row) => row.one.holder_id === who.id && row.one.customer_id)
  const may = held && (await mayGive(db, who, held.one))
  const given = await selectGivenBy(db, who.id, startOfPeriod(who.at, 'month', who.house.zone), currency)
  const less = may && may.amount < anyone.amount ? may : undefined
  return (
    <Card id="allowance">
      <Sentence size="big">
        {anyone.amount === 0n ? (
          'Whatever you would like to give, you ask for.'
        ) : less ? (
          <>
            You may give <Sum>{money(less.amount)}</Sum> more to {less.name}, and{' '}
            <Sum>{money(anyone.amount)}</Sum> to anyone else, without asking.
          </>
        ) : (
          <>
            You may give <Sum>{money(anyone.amount)}</Sum> to anyone, without asking.
          </>
        )}
      </Sentence>
      <Sentence size="faint">
        {given.customers === 0
          ? 'You have given nothing yet this month.'
          : `This month you gave ${money(given.sum)} to ${inWords(given.customers)} ${given.customers === 1 ? 'customer' : 'customers'}.`}{' '}
        {given.right > 0 && saidRight(given)}
      </Sentence>
    </Card>
  )
}

function saidRight({ right, customers }: { right: number; customers: number }): string {
  if (right < customers) return `${capital(inWords(right))} of them said that it was put right.`
  return right === 1
    ? 'They said that it was put right.'
    : `All ${inWords(right)} said that it was put right.`
}

const Sum = ({ children }: { children: Child }) => <b class="num">{children}</b>
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
