import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Leaf } from '../kit/doors.ts'
import { formatMoney } from '../kit/money.ts'
import { form, page } from '../people/staff.tsx'
import { Ago, Columns, Empty, Entry, Pager, PageTitle, Section, Story, Table, Undo } from '../ui/index.ts'
import { ADDRESS_KINDS } from './addresses.ts'
import { Details, GoodToKnow, Purchases, SameAs } from './beside.tsx'
import {
  acquaint,
  acquaintancesOf,
  addAddress,
  addressesOf,
  boughtInAll,
  correct,
  customer,
  customerPanels,
  factsOf,
  forgetFact,
  mergedInto,
  nameOf,
  noteFact,
  type Purchase,
  purchasesOf,
  removeAddress,
  type StoryLine,
  story,
  unacquaint,
} from './customers.ts'
import { Known } from './known.tsx'

/** So many lines of the story at first; so many purchases on a page. */
const LINES = 12
const EACH_PAGE = 25

const show = page('/customers/:id', async ({ db, who, param, query, c, refused }) => {
  const one = await customer(db, param('id'))
  // A merged customer's address leads on to the one it was merged into.
  if (one.id !== param('id')) return c.redirect(`/customers/${one.id}`, 303)
  const [addresses, facts, friends] = [
    await addressesOf(db, one.id),
    await factsOf(db, one.id),
    await acquaintancesOf(db, one.id),
  ]
  const lines = await story(db, who, one.id)
  const panels: Child[] = []
  for (const panel of customerPanels) panels.push(await panel(db, who, one))
  const merged = await mergedInto(db, one.id)
  const justMerged = merged.find((twin) => twin.id === query('merged'))
  return {
    title: nameOf(one),
    on: 'customers',
    body: (
      <>
        {justMerged && (
          <Undo action={`/customers/${justMerged.id}/unmerge`}>
            {nameOf(justMerged, 'The other one')} and {nameOf(one)} are one customer now.
          </Undo>
        )}
        <PageTitle
          over={`${one.kind === 'organisation' ? 'Organisation, customer' : 'Customer'} since ${monthOf(one.since)}`}
        >
          <bdi>{nameOf(one)}</bdi>
        </PageTitle>
        <Known one={one} addresses={addresses} facts={facts} friends={friends} me={who.id} />
        <Columns
          aside={
            <>
              <GoodToKnow one={one} facts={facts} />
              <Purchases
                one={one}
                newest={await purchasesOf(db, one.id, { most: 5 })}
                inAll={await boughtInAll(db, one.id)}
                language={who.language}
              />
              <Details
                open={[home(one.id), `${home(one.id)}/addresses`].includes(refused?.action ?? '')}
                one={one}
                addresses={addresses}
                knows={friends.some((friend) => friend.id === who.id)}
              />
              <SameAs one={one} merged={merged} />
            </>
          }
        >
          {panels}
          <Section title="The whole story">
            <Told
              lines={lines}
              shown={Number(query('lines')) || LINES}
              name={nameOf(one)}
              path={`/customers/${one.id}`}
            />
          </Section>
        </Columns>
      </>
    ),
  }
})

const monthOf = (day: string): string =>
  new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00Z`),
  )

/** The newest last; what came before is one click away. */
function Told({
  lines,
  shown,
  name,
  path,
}: {
  lines: StoryLine[]
  shown: number
  name: string
  path: string
}) {
  if (lines.length === 0)
    return (
      <Empty>Here will be all that {name} says, asks and lives with us, on whatever channel it comes.</Empty>
    )
  const before = Math.max(0, lines.length - shown)
  return (
    <>
      {before > 0 && (
        <p class="faint">
          <a href={`${path}?lines=${shown + 4 * LINES}`} rel="nofollow">
            Show what came before
          </a>{' '}
          ({before} more)
        </p>
      )}
      <Story label={`The story of ${name}`}>
        {lines.slice(before).map((line) => (
          <Entry
            id={`l-${line.id}`}
            when={<Ago at={line.at} />}
            kind={
              <>
                {line.href ? <a href={line.href}>{line.kind}</a> : line.kind}
                {line.by && ` · ${line.by}`}
              </>
            }
          >
            {line.body}
          </Entry>
        ))}
      </Story>
    </>
  )
}

const allPurchases = page('/customers/:id/purchases', async ({ db, who, param, query }) => {
  const one = await customer(db, param('id'))
  const rows = await purchasesOf(db, one.id, { after: readPlace(query('after')), most: EACH_PAGE + 1 })
  const { items, next } = pageOf(rows, EACH_PAGE, (row) => ({ at: row.bought_at, id: row.id }))
  const here = `/customers/${one.id}/purchases`
  return {
    title: `What ${nameOf(one)} bought`,
    on: 'customers',
    body: (
      <>
        <PageTitle over={<a href={`/customers/${one.id}`}>{nameOf(one)}</a>}>Everything bought</PageTitle>
        <Table<Purchase>
          caption="Purchases, the newest first"
          lines={items}
          columns={[
            { head: 'What', cell: (row) => row.what || 'Something' },
            { head: 'When', cell: (row) => <Ago at={row.bought_at} /> },
            { head: 'Receipt', cell: (row) => row.key },
            { head: 'Paid', cell: (row) => formatMoney(row.amount, who.language), numeric: true },
            {
              head: 'Paid back',
              cell: (row) => (row.returned.minor > 0n ? formatMoney(row.returned, who.language) : ''),
              numeric: true,
            },
          ]}
        />
        <Pager
          label="Purchases"
          previous={next ? `${here}?after=${encodeURIComponent(next)}` : undefined}
          next={query('after') ? here : undefined}
        />
      </>
    ),
  }
})

const back = '/customers/:id'
const home = (id: string) => `/customers/${id}`

const note = form(
  '/customers/:id/facts',
  z.object({ fact: z.string().max(1000) }),
  async ({ db, who, param }, { fact }) => {
    await noteFact(db, who, param('id'), fact)
    return home(param('id'))
  },
  back,
)

const forget = form(
  '/customers/:id/facts/:fact/forget',
  z.object({}),
  async ({ db, who, param }) => {
    await forgetFact(db, who, param('fact'))
    return home(param('id'))
  },
  back,
)

const know = form(
  '/customers/:id/acquaintance',
  z.object({ know: z.enum(['yes', 'no']) }),
  async ({ db, who, param }, { know: do_ }) => {
    await (do_ === 'yes' ? acquaint : unacquaint)(db, who, param('id'), who.id)
    return home(param('id'))
  },
  back,
)

const change = form(
  '/customers/:id',
  z.object({
    name: z.string().trim().max(200),
    language: z.string().trim().max(35).optional(),
    since: z.iso.date('Write the day as a date.'),
    organisation: z.string().optional(),
  }),
  async ({ db, who, param }, { name, language, since, organisation }) => {
    await correct(db, who, param('id'), {
      name: name || null,
      language: language || null,
      since,
      kind: organisation ? 'organisation' : 'person',
    })
    return home(param('id'))
  },
  back,
)

const addOne = form(
  '/customers/:id/addresses',
  z.object({ kind: z.enum(ADDRESS_KINDS), written: z.string().max(300) }),
  async ({ db, who, param }, written) => {
    await addAddress(db, who, param('id'), written)
    return home(param('id'))
  },
  back,
)

const removeOne = form(
  '/customers/:id/addresses/:address/remove',
  z.object({}),
  async ({ db, who, param }) => {
    await removeAddress(db, who, param('id'), param('address'))
    return home(param('id'))
  },
  back,
)

export const customerLeaves: Leaf[] = [show, allPurchases, note, forget, know, change, addOne, removeOne]
