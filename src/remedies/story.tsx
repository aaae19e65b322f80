import type { Case } from '../cases/cases.ts'
import type { StoryLine } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { formatMoney } from '../kit/money.ts'
import { firstName, type Staff } from '../people/people.ts'
import { type Given, remediesOf, remediesOnCase } from './remedies.ts'

/** "€40 Goodwill", or the bare name of what costs nothing. */
export const givenInWords = (one: Pick<Given, 'amount' | 'currency' | 'kind'>): string =>
  one.amount === 0n
    ? one.kind
    : `${formatMoney({ minor: one.amount, currency: one.currency }, 'en')} · ${one.kind}`

/** What was done, in the customer's whole story. */
export async function tellRemedies(db: Db, _who: Staff, ids: Id[]): Promise<StoryLine[]> {
  return (await remediesOf(db, ids)).map((one) => ({
    id: one.id,
    at: one.at,
    kind: one.taken_back_at
      ? `put right by ${firstName(one.by)}, and taken back`
      : `put right by ${firstName(one.by)}`,
    href: `/cases/${one.case_id}`,
    body: (
      <p>
        {givenInWords(one)}: <span class="soft">{one.reason}</span>
      </p>
    ),
  }))
}

/** What a colleague must know who takes the case over. */
export const remediesInBrief = async (db: Db, _who: Staff, one: Case): Promise<string[]> =>
  (await remediesOnCase(db, one.id))
    .filter((given) => !given.taken_back_at)
    .reverse()
    .map((given) => `${firstName(given.by)} gave: ${givenInWords(given)} (${given.reason}).`)
