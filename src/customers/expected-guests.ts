import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import { customersById } from './canonical.ts'
import type { Customer, Noted } from './customer.ts'
import type { Expected } from './expected.ts'
import { bounds, factFor } from './expected-rules.ts'
import { type Back, besideExpected } from './offers.ts'
import { selectMembers } from './store.ts'
import { selectVisits } from './store-expected.ts'
import { selectAcquaintancesOfMany, selectFacts } from './store-known.ts'

/** Somebody who is expected, with what makes a kindness easy. */
export type Guest = {
  one: Expected
  customer: Customer
  fact: Noted | undefined
  /** Who knows them, the longest first. */
  friends: { id: Id; name: string }[]
  /** What one may do at once. */
  beside: Child[]
}

/** Those of a list for one day, in a handful of questions whatever its length; `deeds` where it is today's. */
export async function guestsOf(
  db: Db,
  who: Staff,
  list: readonly Expected[],
  { day, back, deeds }: { day: string; back: Back; deeds: boolean },
): Promise<Guest[]> {
  if (list.length === 0) return []
  const by = await customersById(
    db,
    list.map((one) => one.customer_id),
  )
  const customers = [...new Map([...by.values()].map((one) => [one.id, one])).values()]
  const members = await selectMembers(
    db,
    customers.map((one) => one.id),
  )
  const ids = members.map((one) => one.id)
  const [facts, friends, visits, beside] = await Promise.all([
    selectFacts(db, ids),
    selectAcquaintancesOfMany(db, ids),
    selectVisits(db, ids, bounds(day, who.house.zone).from),
    Promise.all(deeds ? [...besideExpected].map((offered) => offered(db, who, customers, back)) : []),
  ])
  return list.flatMap((one) => {
    const customer = by.get(one.customer_id)
    if (!customer) return []
    const own = new Set(members.flatMap((member) => (member.of === customer.id ? member.id : [])))
    const about = (row: { customer_id: Id }) => own.has(row.customer_id)
    const before = visits.filter(about)
    const guest: Guest = {
      one,
      customer,
      fact: factFor(
        facts.filter(about),
        before.reduce((sum, visit) => sum + visit.n, 0),
        before.map((visit) => visit.last).sort((a, b) => b.getTime() - a.getTime())[0],
      ),
      friends: [...new Map(friends.filter(about).map((friend) => [friend.id, friend])).values()],
      beside: beside.flatMap((each) => each.get(customer.id) ?? []),
    }
    return guest
  })
}
