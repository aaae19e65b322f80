import { z } from 'zod'
import { allIdsOf, type Customer, customersById, nameOf } from '../customers/customers.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import { type Id, isId } from '../kit/ids.ts'
import { formatDate } from '../kit/moments.ts'
import { formatMoney, parseMoney } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import { rank, type Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
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
import {
  addReason,
  endReason,
  type Loss,
  loss,
  losses,
  type Reads,
  type Reason,
  readLoss,
  readsOf,
  reasons,
  recordLoss,
  takeLossBack,
  takeReturnBack,
  wonBack,
} from './churn.ts'
import { inShort } from './in-sentences.ts'
import { SIZES } from './loss.ts'
import { ReadAs, ReadSentence } from './panel.tsx'
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
                previous={next ? `/customers/lost?after=${encodeURIComponent(next)}` : undefined}
                next={after ? '/customers/lost' : undefined}
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

/** On whose page the form stood: where it leads back to. */
async function mustBeOf(db: Db, id: Id, customer: string | undefined): Promise<void> {
  if (!customer) return
  const ids = isId(customer) ? await allIdsOf(db, customer) : []
  if (!ids.includes((await loss(db, id)).customer_id))
    throw new Refusal('not-found', 'customer', 'There is no such customer here.')
}

const words = z.string().trim().max(2000).optional()
const lose = form(
  '/customers/:id/losses',
  z.object({
    lost_on: dayIn('Write the day as a date.'),
    size: z.enum(SIZES, 'Say whether it was over something small or something big.'),
    over: z.string().trim().max(60).optional(),
    why: words,
    could_have_kept: words,
    touchpoint: z.string().optional(),
    happened_last: z.string().optional(),
    read_as: z.string().optional(),
  }),
  async ({ db, who, param }, sent) => {
    const one = await recordLoss(db, who, {
      customer: param('id'),
      lostOn: sent.lost_on,
      size: sent.size,
      over: sent.over,
      why: sent.why ?? '',
      couldHaveKept: sent.could_have_kept ?? '',
      touchpoint: isId(sent.touchpoint) ? sent.touchpoint : null,
      last: isId(sent.happened_last) ? sent.happened_last : null,
      readAs: isId(sent.read_as) ? sent.read_as : undefined,
    })
    return `/customers/${one.customer_id}#lost`
  },
  '/customers/:id',
)

const takeBack = form(
  '/losses/:id/take-back',
  z.object({}),
  async ({ db, who, param }) => {
    const one = await loss(db, param('id'))
    await takeLossBack(db, who, one.id)
    return `/customers/${one.customer_id}`
  },
  '/customers/lost',
)

const read = form(
  '/losses/:id/reading',
  z.object({ read_as: z.string(), customer: z.string().optional() }),
  async ({ db, who, param }, { read_as, customer }) => {
    await mustBeOf(db, param('id'), customer)
    await readLoss(db, who, param('id'), read_as)
    return isId(customer) ? `/customers/${customer}#lost` : '/customers/lost'
  },
  (_, { customer }) => (isId(customer) ? `/customers/${customer}` : '/customers/lost'),
)

const back = form(
  '/losses/:id/return',
  z.object({
    customer: z.string().optional(),
    back_on: dayIn('Write the day as a date.'),
    how: z.string().trim().min(1, 'Say in a sentence how they came back.').max(2000),
    said: words,
    cost: z.string().trim().max(60).optional(),
  }),
  async ({ db, who, param }, sent) => {
    await mustBeOf(db, param('id'), sent.customer)
    const { customer_id, id } = await wonBack(db, who, param('id'), {
      on: sent.back_on,
      how: sent.how,
      said: sent.said,
      cost: sent.cost ? parseMoney(sent.cost, who.house.currency, who.language) : undefined,
    })
    return `/customers/${customer_id}#l-${id}-back`
  },
  (_, { customer }) => (isId(customer) ? `/customers/${customer}` : '/customers/lost'),
)

const unback = form(
  '/losses/:id/return/take-back',
  z.object({}),
  async ({ db, who, param }) => {
    await takeReturnBack(db, who, param('id'))
    return '/customers/lost'
  },
  '/customers/lost',
)

const oneMore = form(
  '/loss-reasons',
  z.object({ name: z.string().max(200) }),
  async ({ db, who }, { name }) => {
    await addReason(db, who, name)
    return '/customers/lost#reasons'
  },
  '/customers/lost',
)

const oneLess = form(
  '/loss-reasons/:id/end',
  z.object({}),
  async ({ db, who, param }) => {
    await endReason(db, who, param('id'))
    return '/customers/lost#reasons'
  },
  '/customers/lost',
)

/** `/customers/lost` is asked before `/customers/:id`. */
export const churnPages: Leaf[] = [lost, lose, takeBack, read, back, unback, oneMore, oneLess]
