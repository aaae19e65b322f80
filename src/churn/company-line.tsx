import { customersById } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { CompanyLink } from '../people/company-links.ts'
import type { Staff } from '../people/people.ts'
import { lastLost } from './churn.ts'
import { inShort } from './in-sentences.ts'
import { smallSentence } from './small.ts'

/** Everybody here knows: who left last, and over what. The same for all, and inside the house only. */
export async function lostLine(db: Db) {
  const one = await lastLost(db)
  if (!one)
    return (
      <>
        <a href="/customers/lost">Last customer lost</a>: nobody is written down as gone.
      </>
    )
  const { name, rest } = inShort(one, (await customersById(db, [one.customer_id])).get(one.customer_id))
  return (
    <>
      Last customer lost:{' '}
      <a href={`/customers/lost#l-${one.id}`}>
        <bdi>{name}</bdi>, {rest}
      </a>
      .
    </>
  )
}

export async function lostLink(db: Db, who: Staff): Promise<CompanyLink> {
  return {
    title: 'Customers lost',
    href: '/customers/lost',
    sentence: await smallSentence(db, who),
    group: 'serving',
  }
}
