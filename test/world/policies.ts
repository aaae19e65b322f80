import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { recordPurchase } from '../../src/customers/customers.ts'
import { days, hours, later, minutes } from '../../src/kit/clock.ts'
import type { Id } from '../../src/kit/ids.ts'
import { money } from '../../src/kit/money.ts'
import { program } from '../../src/kit/who.ts'
import { defend, policy, reportRule, scrap, tellCustomer, writeEarning } from '../../src/policies/policies.ts'
import { selectHops } from '../../src/policies/store-waits.ts'
import { undecided } from '../../src/policies/wait.ts'
import type { Play } from './story.ts'

const FEE = 'Storage fee after three days'
const ZONE = 'Europe/Berlin'
const six = () => money('6.00', 'EUR')
const day = (at: Date) => DateTime.fromJSDate(at, { zone: ZONE }).toISODate() ?? ''

/** Half past nine of the last day of the week of that number that is over: 1 is Monday, 5 Friday. */
export function lastWeekday(now: Date, weekday: number): Date {
  let at = DateTime.fromJSDate(now, { zone: ZONE })
    .minus({ days: 1 })
    .set({ hour: 9, minute: 30, second: 0, millisecond: 0 })
  while (at.weekday !== weekday) at = at.minus({ days: 1 })
  return at.toJSDate()
}

/** Customers of the crowd who have a telephone and have not been here for a while: the same ones each time. */
async function someCustomers(play: Play, most: number, from: number): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select c.id from customers_customer c
    where c.name is not null and c.made_at < ${later(play.now, -days(240))}
      and exists (select from customers_address a where a.company_id = c.company_id and a.customer_id = c.id and a.kind = 'phone')
      and not exists (select from customers_purchase b
        where b.company_id = c.company_id and b.customer_id = c.id and b.bought_at > ${later(play.now, -days(30))})
      and not exists (select from interactions_interaction i
        where i.company_id = c.company_id and i.customer_id = c.id and i.kind = 'complaint')
    order by c.made_at, c.id offset ${from} limit ${most}`.execute(play.db)
  return rows.map((row) => row.id)
}

/**
 * The storage fee that Victor signed: Ben reports it for Mrs Ito, Victor keeps it, it hurts ten more, comes back, and
 * unanswered goes up to Mara. Whoever adds to the story that she meets it on her Saturday does so after this.
 */
export async function theStorageFee(play: Play): Promise<Id> {
  const { db, now } = play
  const monday = lastWeekday(now, 1)
  const { rows } = await sql<{ case_id: Id; at: Date }>`
    select k.id as case_id, k.opened_at as at from cases_case k
    join customers_customer c on c.company_id = k.company_id and c.id = k.customer_id
    where c.name = 'Mrs Ito' order by k.opened_at limit 1`.execute(db)
  const ito = rows[0]
  if (!ito) throw new Error('Mrs Ito has no case.')
  const { policy: fee } = await reportRule(db, await play.as('Ben', later(ito.at, hours(4))), {
    case: ito.case_id,
    name: FEE,
    sentence: 'A repair that is not collected within three days of being ready is charged €6.',
    owner: play.stage.staff.get('Victor Stahl'),
    touchpoint: play.at('collect'),
    hurt: 'Nobody rang her that it was ready. Three of us said sorry, and none of us may waive it.',
    cost: six(),
    charged: six(),
  })
  const spoke = later(ito.at, days(5))
  await defend(db, await play.as('Victor', spoke), fee, {
    because: 'The shelf is full every Friday. One complaint is no reason.',
    until: day(later(spoke, days(330))),
  })
  const others = await someCustomers(play, 10, 40)
  const who = ['Ben', 'Ana', 'Deniz', 'Ruth', 'Ben', 'Tim', 'Ana', 'Deniz', 'Marie', 'Ben'] as const
  for (const [place, customer] of others.entries())
    await reportRule(db, await play.as(who[place] ?? 'Ben', later(monday, -days(15) + hours(26 * place))), {
      policy: fee,
      customer,
      cost: six(),
      charged: six(),
      hurt: place === 0 ? 'He was on the road for two weeks. It was ready the day he left.' : '',
    })
  const { wait } = await policy(db, fee)
  const hop = wait && (await selectHops(db, wait.id)).at(-1)
  if (!hop) throw new Error('The fee did not come back.')
  await undecided.run(db, program(play.stage.company, later(hop.decide_by, minutes(1))), hop.id, {})
  await writeEarning(db, await play.as('Victor', later(monday, -days(4))), fee, {
    amount: money('66.00', 'EUR'),
    from: day(later(ito.at, -days(1))),
    until: day(later(monday, -days(5))),
    source: 'Account 8410, other income',
  })
  return fee
}

/** On Monday Mara scraps it. Eleven are told on that day; four come back, and Mrs Ito does not. */
export async function theFeeGoes(play: Play, fee: Id): Promise<void> {
  const { db, now } = play
  const monday = lastWeekday(now, 1)
  await scrap(db, await play.as('Mara', monday), fee, {
    because:
      'Six euros, eleven times. I was stopped by it myself on Saturday. It cost us a customer of nine years.',
  })
  const { rows } = await sql<{ id: Id; name: string }>`
    select distinct on (h.customer_id) c.id, c.name from policies_hurt h
    join customers_customer c on c.company_id = h.company_id and c.id = h.customer_id
    where h.policy_id = ${fee} order by h.customer_id, h.at`.execute(db)
  for (const [place, { id, name }] of rows.entries())
    await tellCustomer(
      db,
      await play.as(
        name === 'Mrs Ito' ? 'Ben' : (['Ana', 'Ben', 'Ruth'][place % 3] ?? 'Ben'),
        later(monday, hours(1) + minutes(15 * place)),
      ),
      {
        policy: fee,
        customer: id,
        channel: 'phone',
        text:
          name === 'Mrs Ito'
            ? 'Rang her: the six euros are gone, because of her. She thanked me, and has another shop by now.'
            : 'Rang: you were charged €6, and that rule is gone, because of you.',
      },
    )
  const told = later(monday, hours(5))
  const span = now.getTime() - told.getTime()
  const back = rows.filter((one) => one.name !== 'Mrs Ito').slice(0, 4)
  for (const [place, { id }] of back.entries())
    await recordPurchase(
      db,
      { company: play.stage.company, by: 'program', id: null, at: later(told, (span * (place + 1)) / 6) },
      {
        customer: id,
        key: `back-${place}`,
        boughtAt: later(told, (span * (place + 1)) / 6),
        what: ['Inspection', 'Brake service', 'New chain', 'Helmet'][place] ?? 'Inspection',
        amount: money(['59.00', '39.00', '44.00', '69.90'][place] ?? '59.00', 'EUR'),
      },
    )
}

/** "No loan bikes on Saturdays": it stopped Ben and two others, hurt five, and awaits Mara's word by Friday. */
export async function noLoanBikes(play: Play): Promise<void> {
  const { db, now } = play
  const friday = lastWeekday(now, 5)
  const five = await someCustomers(play, 5, 90)
  const who = ['Ben', 'Ben', 'Ewa', 'Jan', 'Jan'] as const
  for (const [place, customer] of five.entries())
    await reportRule(db, await play.as(who[place] ?? 'Ben', later(friday, minutes(17 * place))), {
      name: 'No loan bikes on Saturdays',
      sentence:
        'Loan bikes are lent from Monday to Friday, as nobody is there on Saturday to take them back.',
      owner: play.stage.staff.get('Mara Halden'),
      touchpoint: play.at('wait'),
      customer,
      cost: money('12.00', 'EUR'),
      hurt: [
        'Six loan bikes stood in the yard, and she walked home with two children.',
        'He works on Sundays. The bikes stood there.',
        'She asked whether she could have the one in the window.',
        '',
        '',
      ][place],
    })
}
