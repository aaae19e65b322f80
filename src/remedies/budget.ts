import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { post } from '../kit/mail.ts'
import { formatMoney } from '../kit/money.ts'
import { budgetsOf, startOfPeriod, whoMayAnswer } from '../limits/limits.ts'
import { type Staff, team } from '../people/people.ts'
import type { Entry } from './remedies.ts'
import { selectTeamSpent } from './store.ts'

/** A spent budget stops nobody inside of their limit: it tells the next above, once, when it is passed. */
export async function warnOfBudget(db: Db, who: Staff, entry: Entry): Promise<Id | undefined> {
  const { team_id, currency, amount } = entry
  if (!team_id || amount === 0n || entry.family === 'owed') return undefined
  const budget = (await budgetsOf(db, currency)).find((one) => one.team_id === team_id)
  if (!budget) return undefined
  const since = startOfPeriod(who.at, budget.period, who.house.zone)
  const spent = await selectTeamSpent(db, team_id, currency, since, who.at)
  if (spent <= budget.per_period || spent - amount > budget.per_period) return undefined
  const [{ name }, [above]] = await Promise.all([team(db, team_id), whoMayAnswer(db, who, currency, who.at)])
  const say = (minor: bigint) => formatMoney({ minor, currency }, 'en')
  if (above?.person.email)
    await post(db, {
      recipient: above.person.email,
      subject: `${name} has given more than its budget of this ${budget.period}`,
      text: `${name} has given ${say(spent)} this ${budget.period}; its budget is ${say(budget.per_period)}.\n\nNobody is stopped: everybody may still give what their limit allows.\n`,
    })
  return budget.id
}
