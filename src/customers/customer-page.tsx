import type { Child } from 'hono/jsx'
import { pageOf, readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { formatMoney } from '../kit/money.ts'
import { type Staff, teams } from '../people/people.ts'
import { page } from '../people/staff.tsx'
import { Ago, Columns, Pager, PageTitle, Section, Table, Undo } from '../ui/index.ts'
import { Details, GoodToKnow, Purchases, SameAs } from './beside.tsx'
import { customerForms, home } from './customer-forms.ts'
import {
  acquaintancesOf,
  addressesOf,
  boughtInAll,
  customer,
  customerPanels,
  dayOf,
  dayOn,
  expectedOf,
  factsOf,
  mergedInto,
  nameOf,
  type Purchase,
  purchasesOf,
  story,
} from './customers.ts'
import { ComingUp } from './expected-beside.tsx'
import { whenOf } from './expected-rules.ts'
import { Known } from './known.tsx'
import { Told } from './told.tsx'

const EACH_PAGE = 25

const show = page('/customers/:id', async ({ db, who, param, query, c, refused }) => {
  const one = await customer(db, param('id'))
  // A merged customer's address leads on to the one it was merged into.
  if (one.id !== param('id')) return c.redirect(`/customers/${one.id}`, 303)
  const [addresses, facts, friends, lines, panels, merged, newest, inAll, coming, all] = await Promise.all([
    addressesOf(db, one.id),
    factsOf(db, one.id),
    acquaintancesOf(db, one.id),
    story(db, who, one.id),
    Promise.all([...customerPanels].map((panel): Promise<Child> => panel(db, who, one))),
    mergedInto(db, one.id),
    purchasesOf(db, one.id, { most: 5 }),
    boughtInAll(db, one.id),
    comingUp(db, who, one.id),
    teams(db),
  ])
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
              <Purchases one={one} newest={newest} inAll={inAll} language={who.language} />
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
          <ComingUp who={who} one={one} coming={coming} teams={all} refused={refused?.action} />
          {panels}
          <Section title="The whole story">
            <Told
              lines={lines}
              shown={Number(query('lines')) || undefined}
              name={nameOf(one)}
              path={`/customers/${one.id}`}
            />
          </Section>
        </Columns>
      </>
    ),
  }
})

/** From today on, the next first; what was called off stands there until its day is over. */
async function comingUp(db: Db, who: Staff, id: string) {
  const { zone } = who.house
  const today = dayOf(who.at, zone)
  const all = await expectedOf(db, id)
  return all.filter((visit) => dayOn(whenOf(visit), zone) >= today).reverse()
}

const months = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
const monthOf = (day: string): string => months.format(new Date(`${day}T00:00Z`))

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
          newestFirst
          previous={query('after') ? here : undefined}
          next={next ? `${here}?after=${encodeURIComponent(next)}` : undefined}
        />
      </>
    ),
  }
})

export const customerLeaves: Leaf[] = [show, allPurchases, ...customerForms]
