import type { Child } from 'hono/jsx'
import {
  addressesOf,
  customer as customerById,
  factsOf,
  nameOf,
  shortNameOf,
} from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Ask, Leaf } from '../kit/doors.ts'
import { formatWhen } from '../kit/moments.ts'
import { findPerson, firstName, people, type Staff } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { Columns, Deed, PageTitle, Section, Undo } from '../ui/index.ts'
import { type Case, casePanels, readCase } from './case.ts'
import { briefOf } from './hold.ts'
import { After } from './page-after.tsx'
import { Brief, CustomerName, GoodToKnow } from './page-brief.tsx'
import { HandOver, PutRight } from './page-deeds.tsx'
import { Answer, WholeStory } from './page-story.tsx'
import { draftOf, lastAnswer, leavingReplies, wayTo } from './reply.ts'
import type { Sight } from './sight.ts'
import { selectCaseByNumber } from './store.ts'
import { selectPromises } from './store-promises.ts'
import { storyOf } from './story.tsx'

const show = page('/cases/:id', async ({ db, who, param, query, c }) => {
  // "Case 12" is what people say to each other.
  if (/^\d{1,9}$/.test(param('id'))) {
    const id = await selectCaseByNumber(db, Number(param('id')))
    if (id) return c.redirect(`/cases/${id}`, 303)
  }
  const one = await readCase(db, param('id'))
  const sight = await see(db, who, one)
  const panels: Child[] = []
  for (const panel of casePanels) panels.push(await panel(db, who, one))
  return {
    title: one.title,
    on: 'customers',
    body: (
      <>
        <JustDone sight={sight} query={query} />
        <PageTitle over={<Over sight={sight} />}>
          <span dir="auto">{one.title}</span>
        </PageTitle>
        <Brief {...sight} />
        {one.waiting && !one.holder_id && <TakeIt sight={sight} />}
        <Columns
          aside={
            <>
              {!one.waiting && <After {...sight} link={query('link')} />}
              {panels}
              {one.waiting && <PutRight {...sight} />}
              {one.waiting && one.holder_id && <HandOver {...sight} />}
              <GoodToKnow {...sight} />
            </>
          }
        >
          <Section title="The whole story">
            <WholeStory {...sight} all={query('all') === 'yes'} />
          </Section>
          <Answer {...sight} />
        </Columns>
      </>
    ),
  }
})

async function see(db: Db, who: Staff, one: Case): Promise<Sight> {
  const customer = one.customer_id ? await customerById(db, one.customer_id) : undefined
  const addresses = customer ? await addressesOf(db, customer.id) : []
  return {
    who,
    one,
    customer,
    name: shortNameOf(customer),
    holder: one.holder_id ? await findPerson(db, one.holder_id) : undefined,
    promises: await selectPromises(db, [one.id]),
    facts: customer ? await factsOf(db, customer.id) : [],
    lines: await storyOf(db, who, one),
    leaving: await leavingReplies(db, one.id),
    draft: await draftOf(db, who, one.id),
    seen: await lastAnswer(db, one.id),
    way: await wayTo(db, one),
    phone: addresses.find((address) => address.kind === 'phone')?.written,
    colleagues: one.waiting ? await people(db) : [],
    brief: one.waiting ? await briefOf(db, who, one.id) : '',
  }
}

function Over({ sight: { who, one, customer, holder } }: { sight: Sight }) {
  const since = formatWhen(one.held_since ?? one.opened_at, who.at, 'en', who.house.zone)
  return (
    <>
      <CustomerName customer={customer} /> ·{' '}
      {holder ? (
        <>
          with {holder.id === who.id ? 'you' : firstName(holder.name)} since {since}
        </>
      ) : (
        <>nobody holds it yet</>
      )}{' '}
      · case {one.number}
      {one.after_id && (
        <>
          {' '}
          · follows <a href={`/cases/${one.after_id}`}>an earlier one</a>
        </>
      )}
    </>
  )
}

const TakeIt = ({ sight: { one, name, customer } }: { sight: Sight }) => (
  <div class="buttons next">
    <Deed action={`/cases/${one.id}/take`} kind="go" id="take">
      I take care of {name}
    </Deed>
    <span class="soft">
      {customer ? `${nameOf(customer)} waits for somebody.` : 'This waits for somebody.'}
    </span>
  </div>
)

/** The last deed, as long as it can be taken back. */
function JustDone({ sight, query }: { sight: Sight; query: Ask<Staff>['query'] }) {
  const { who, one, leaving, name } = sight
  const own = leaving.find((letter) => letter.person_id === who.id)
  if (own?.leaves_at) {
    const left = Math.max(1, Math.ceil((own.leaves_at.getTime() - who.at.getTime()) / 1000))
    return (
      <Undo action={`/cases/${one.id}/stop`} seconds={left}>
        Your letter to {name} leaves in {left} seconds.
      </Undo>
    )
  }
  if (query('right') && one.put_right && !one.confirmed)
    return (
      <Undo action={`/cases/${one.id}/not-yet`}>
        Put right. {name.charAt(0).toUpperCase() + name.slice(1)} is asked whether it was.
      </Undo>
    )
  return null
}

export const casePage: Leaf = show
