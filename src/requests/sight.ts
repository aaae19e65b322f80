import { type Customer, customersById, shortNameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import { type Staff, type Team, teams } from '../people/people.ts'
import { type Moments, momentsFor } from './moments.ts'
import type { Request } from './request.ts'
import { actsFor, asksFor } from './rules.ts'
import { type CaseSight, selectCaseSights } from './store-sight.ts'

/** A request with all that a row or a page of it shows, and what whoever looks may do. */
export type Sight = {
  who: Staff
  one: Request
  about: CaseSight
  customer: Customer | undefined
  /** As one calls them here. */
  name: string
  /** Of the team that is asked, or above it; of the side that asked. */
  asked: boolean
  asker: boolean
  moments: Moments
  teams: readonly Team[]
}

export async function sightsOf(db: Db, who: Staff, requests: readonly Request[]): Promise<Sight[]> {
  if (requests.length === 0) return []
  const [cases, all] = await Promise.all([
    selectCaseSights(db, [...new Set(requests.map((one) => one.case_id))]),
    teams(db),
  ])
  const customers = await customersById(
    db,
    [...cases.values()].flatMap((about) => about.customer_id ?? []),
  )
  const sights: Sight[] = []
  for (const one of requests) {
    const about = cases.get(one.case_id)
    if (!about) continue
    const customer = about.customer_id ? customers.get(about.customer_id) : undefined
    sights.push({
      who,
      one,
      about,
      customer,
      name: shortNameOf(customer),
      asked: actsFor(all, who, one.team_id),
      asker: asksFor(all, who, one, about.holder_id),
      moments: await momentsFor(db, who, one, about.promised_by),
      teams: all,
    })
  }
  return sights
}
