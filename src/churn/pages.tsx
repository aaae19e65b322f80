import { type Customer, customersById, nameOf } from '../customers/customers.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Leaf } from '../kit/doors.ts'
import { formatDate } from '../kit/moments.ts'
import { formatMoney } from '../kit/money.ts'
import { rank, type Staff } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import {
  Button,
  Card,
  Columns,
  Deed,
  Disclosure,
  Empty,
  Field,
  Form,
  Pager,
  PageTitle,
  Row,
  Rows,
  Section,
  Sentence,
  Voice,
} from '../ui/index.ts'
import { type Loss, losses, type Reads, type Reason, readsOf, reasons } from './churn.ts'
import { inShort } from './in-sentences.ts'
import { ReadAs, ReadSentence } from './panel.tsx'
import { churnPosts } from './posts.ts'
import { aYearAgo, smallSentence } from './small.ts'
import { countAgreed, selectUnread } from './store.ts'

const EACH_PAGE = 25

const lost = page('/customers/lost', async ({ db, who, query }) => {
  const after = query('after')
  const rows = await losses(db, { after: readPlace(after), most: EACH_PAGE + 1 })
  const { items, next } = pageOf(rows, EACH_PAGE, (row) => ({
    at: new Date(`${row.lost_on}T00:00Z`),
    id: row.id,
  }))
  const unread = await selectUnread(db, who.id, aYearAgo(who))
  const customers = await customersById(
    db,
    [...items, ...(unread ? [unread] : [])].map((one) => one.customer_id),
  )
  const [places, reads, list, agreed] = await Promise.all([
    touchpoints(db),
    readsOf(
      db,
      who,
      items.map((one) => one.id),
    ),
    reasons(db),
    countAgreed(db, aYearAgo(who)),
  ])
  const placeOf = (one: Loss) => places.find((place) => place.id === one.touchpoint_id)?.name
  return {
    title: 'Customers lost',
    on: 'customers',
    body: (
      <>
        <PageTitle over={<a href="/customers">All customers</a>} lead={await smallSentence(db, who)}>
          Customers lost
        </PageTitle>
        <Columns
          aside={
            <>
              {unread && (
                <SecondOpinion one={unread} customer={customers.get(unread.customer_id)} list={list} />
              )}
              <HowReasonsAreRead agreed={agreed} />
              <List list={list} may={who.admin || rank(who.level) >= rank('manager')} />
            </>
          }
        >
          {items.length === 0 ? (
            <Empty begin="On a customer’s page, choose “They left us”.">
              Here will be everybody who left, with their reason in their own words. Nobody of us is named.
            </Empty>
          ) : (
            <Section title={after ? 'Earlier' : 'The last first'}>
              <ul class="quotes">
                {items.map((one) => (
                  <Told
                    one={one}
                    customer={customers.get(one.customer_id)}
                    place={placeOf(one)}
                    reads={reads.get(one.id)}
                    who={who}
                  />
                ))}
              </ul>
              <Pager
                label="Customers lost"
                newestFirst
                previous={after ? '/customers/lost' : undefined}
                next={next ? `/customers/lost?after=${encodeURIComponent(next)}` : undefined}
              />
            </Section>
          )}
        </Columns>
      </>
    ),
  }
})

type ToldProps = {
  one: Loss
  customer: Customer | undefined
  place: string | undefined
  reads: Reads | undefined
  who: Staff
}

/** Their words first and largest; who and over what beneath. */
const Told = ({ one, customer, place, reads, who }: ToldProps) => {
  const { name, rest } = inShort(one, customer)
  const day = (text: string) => formatDate(new Date(`${text}T12:00:00Z`), 'en', who.house.zone)
  return (
    <li id={`l-${one.id}`}>
      {one.why ? <Voice>{one.why}</Voice> : <p class="soft">They did not say why.</p>}
      <p>
        <a href={`/customers/${one.customer_id}`}>
          <bdi>{name}</bdi>
        </a>
        , {rest} · <span class="faint num">{day(one.lost_on)}</span>
        {place && <span class="faint"> · {place}</span>}
      </p>
      {one.could_have_kept && (
        <p class="soft">
          What could have kept them: <bdi>{one.could_have_kept}</bdi>
        </p>
      )}
      {reads && <ReadSentence reads={reads} />}
      {one.back && (
        <>
          <p>
            <b>They came back</b> on {day(one.back.on)}: <bdi>{one.back.how}</bdi>
            {one.back.cost && ` It cost ${formatMoney(one.back.cost, 'en')}.`}
          </p>
          {one.back.said && <Voice size="small">{one.back.said}</Voice>}
          <Deed action={`/losses/${one.id}/return/take-back`} kind="link" id={`unback-${one.id}`}>
            They did not come back
          </Deed>
        </>
      )}
    </li>
  )
}

const SecondOpinion = ({
  one,
  customer,
  list,
}: {
  one: Loss
  customer: Customer | undefined
  list: Reason[]
}) => (
  <Card title="A second opinion" deed id="second-opinion">
    <p class="soft">
      Why did <bdi>{nameOf(customer)}</bdi> leave?
    </p>
    {one.why && <Voice size="small">{one.why}</Voice>}
    <Form action={`/losses/${one.id}/reading`} id="second">
      <ReadAs list={list} label="How do you read it?" required />
      <Button kind="go">This is how I read it</Button>
    </Form>
  </Card>
)

const HowReasonsAreRead = ({ agreed: { n, alike } }: { agreed: { n: number; alike: number } }) => (
  <Sentence size="faint">
    {n === 0
      ? 'Two people read each reason, and neither sees what the other one said. How often they agree is told here.'
      : `Of ${n} that two people read within a year, they read ${alike === n ? 'every one' : alike} alike.`}
  </Sentence>
)

const List = ({ list, may }: { list: readonly Reason[]; may: boolean }) => (
  <Disclosure summary="The list of reasons" id="reasons" action="/loss-reasons">
    <Rows label="Why customers leave">
      {list.map((one) => (
        <Row
          title={<bdi>{one.name}</bdi>}
          end={
            may && (
              <Deed
                action={`/loss-reasons/${one.id}/end`}
                kind="link"
                label={`Take “${one.name}” off the list`}
                id={`end-${one.id}`}
              >
                Take off
              </Deed>
            )
          }
        />
      ))}
    </Rows>
    {may && (
      <Form action="/loss-reasons" inline>
        <Field name="name" label="One more reason" required maxlength={80} anyScript />
        <Button>Add it</Button>
      </Form>
    )}
  </Disclosure>
)

/** `/customers/lost` is asked before `/customers/:id`. */
export const churnPages: Leaf[] = [lost, ...churnPosts]
