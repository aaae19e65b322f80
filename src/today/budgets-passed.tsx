import type { Db } from '../kit/db.ts'
import { formatMoney } from '../kit/money.ts'
import type { Staff } from '../people/people.ts'
import { Section, Sentence } from '../ui/index.ts'
import { budgetsPassed } from './budgets.ts'

/** A budget warns whoever leads the team; it stops nobody. */
export async function BudgetsPassed({ db, who }: { db: Db; who: Staff }) {
  const passed = await budgetsPassed(db, who)
  if (passed.length === 0) return null
  const say = (minor: bigint, currency: string) => formatMoney({ minor, currency }, 'en')
  return (
    <Section title="More than was meant" level={3} id="budgets">
      {passed.map((one) => (
        <Sentence size="soft">
          {one.team} has given {say(one.spent, one.currency)} this {one.period}; its budget is{' '}
          {say(one.budget, one.currency)}.
        </Sentence>
      ))}
      <Sentence size="faint">Nobody is stopped: everybody may still give what their limit allows.</Sentence>
    </Section>
  )
}
