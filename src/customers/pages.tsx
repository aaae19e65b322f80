import { z } from 'zod'
import { readPlace } from '../kit/cursor.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { form, page } from '../people/staff.tsx'
import {
  Ago,
  Button,
  Card,
  Columns,
  Empty,
  Field,
  Form,
  Pager,
  PageTitle,
  Row,
  Rows,
  Section,
  Voice,
} from '../ui/index.ts'
import { customerLeaves } from './customer-page.tsx'
import {
  type Customer,
  customersById,
  lastContacts,
  meet,
  nameOf,
  newestCustomers,
  type Saying,
  searchCustomers,
  searchers,
} from './customers.ts'
import { expectedLeaves } from './expected-page.tsx'
import { mergeLeaves } from './merge-page.tsx'
import { selectAddresses } from './store.ts'

const EACH_PAGE = 25

const list = page('/customers', async ({ db, who, query }) => {
  const q = (query('q') ?? '').trim().slice(0, 200)
  const aside = <SomebodyNew typed={q} />
  if (q !== '') {
    const found = await searchCustomers(db, q, EACH_PAGE)
    const said: Saying[] = []
    for (const search of searchers) said.push(...(await search(db, who, q, EACH_PAGE)))
    const speakers = await customersById(
      db,
      said.flatMap((one) => one.customer_id ?? []),
    )
    return {
      title: q,
      on: 'customers',
      body: (
        <>
          <PageTitle
            over={<a href="/customers">All customers</a>}
            lead={foundSentence(found.length, said.length)}
          >
            Who is “{q}”?
          </PageTitle>
          <Columns aside={aside}>
            {found.length > 0 && (
              <Section title="Customers">
                <List
                  customers={found}
                  addresses={await firstAddresses(db, found)}
                  contacts={await contactsOf(db, found)}
                />
              </Section>
            )}
            {said.length > 0 && (
              <Section title="In their words">
                <Rows>
                  {said.map((one) => (
                    <Row
                      title={one.customer_id ? nameOf(speakers.get(one.customer_id)) : 'Somebody'}
                      href={one.href}
                      note={one.kind}
                      end={<Ago at={one.at} />}
                    >
                      <Voice size="small">{excerpt(one.text, q)}</Voice>
                    </Row>
                  ))}
                </Rows>
              </Section>
            )}
            {found.length + said.length === 0 && (
              <Empty begin={<a href="/customers">See the newest customers</a>}>
                Nobody is found by these letters, and nobody said them. Try a part of the name, a telephone
                number or an email address.
              </Empty>
            )}
          </Columns>
        </>
      ),
    }
  }
  const after = query('after')
  const { items, next } = await newestCustomers(db, { after: readPlace(after), most: EACH_PAGE })
  return {
    title: 'Customers',
    on: 'customers',
    body: (
      <>
        <PageTitle lead="Find anybody by a part of their name, a number, an email address, or by what they said.">
          Customers
        </PageTitle>
        <Columns aside={aside}>
          <Form action="/customers" method="get" id="find" label="Find a customer" inline>
            <Field
              name="q"
              type="search"
              label="Name, number, email or words"
              hideLabel
              placeholder="Name, number, email or words"
              required
            />
            <Button>Find</Button>
          </Form>
          {items.length === 0 ? (
            <Empty begin="Add the first one here, or let a customer tell you something: whoever speaks appears by themselves.">
              Here will be everybody you serve, with their whole story.
            </Empty>
          ) : (
            <Section title={after ? 'Earlier' : 'The newest'}>
              <List
                customers={items}
                addresses={await firstAddresses(db, items)}
                contacts={await contactsOf(db, items)}
              />
              <Pager
                label="Customers"
                newestFirst
                previous={after ? '/customers' : undefined}
                next={next ? `/customers?after=${encodeURIComponent(next)}` : undefined}
              />
            </Section>
          )}
        </Columns>
      </>
    ),
  }
})

function foundSentence(customers: number, words: number): string {
  const who =
    customers === 0
      ? 'No customer of that name or number'
      : customers === 1
        ? 'One customer'
        : `${customers} customers`
  if (words === 0) return `${who}.`
  return `${who}, and ${words === 1 ? 'once' : `${words} times`} in what was said.`
}

/** The words around what was looked for. */
function excerpt(text: string, q: string): string {
  const at = text.toLowerCase().indexOf(q.toLowerCase())
  const from = Math.max(0, at - 80)
  const part = text.slice(from, from + 220).trim()
  return `${from > 0 ? '… ' : ''}${part}${from + 220 < text.length ? ' …' : ''}`
}

async function firstAddresses(db: Db, customers: readonly Customer[]) {
  const all =
    customers.length === 0
      ? []
      : await selectAddresses(
          db,
          customers.map((one) => one.id),
        )
  const by = new Map<string, string[]>()
  for (const one of all) by.set(one.customer_id, [...(by.get(one.customer_id) ?? []), one.written])
  return by
}

/** Whichever word heard of them last. */
async function contactsOf(db: Db, customers: readonly Customer[]): Promise<Map<string, Date>> {
  const last = new Map<string, Date>()
  if (customers.length === 0) return last
  for (const tell of lastContacts)
    for (const [id, at] of await tell(
      db,
      customers.map((one) => one.id),
    ))
      if (at > (last.get(id) ?? new Date(0))) last.set(id, at)
  return last
}

const List = ({
  customers,
  addresses,
  contacts,
}: {
  customers: readonly Customer[]
  addresses: Map<string, string[]>
  contacts: Map<string, Date>
}) => (
  <Rows>
    {customers.map((one) => (
      <Row
        title={<bdi>{nameOf(one)}</bdi>}
        href={`/customers/${one.id}`}
        note={one.kind === 'organisation' ? 'organisation' : undefined}
        end={<LastContact at={contacts.get(one.id)} since={one.since} />}
      >
        {addresses.has(one.id) && <p class="faint">{addresses.get(one.id)?.slice(0, 3).join(' · ')}</p>}
      </Row>
    ))}
  </Rows>
)

const LastContact = ({ at, since }: { at: Date | undefined; since: string }) => (
  <span class="faint">
    {at ? (
      <>
        last heard <Ago at={at} />
      </>
    ) : (
      `since ${since.slice(0, 4)}, not heard yet`
    )}
  </span>
)

/** What was looked for and not found is most likely what one wants to add. */
const SomebodyNew = ({ typed }: { typed: string }) => (
  <Card title="Somebody new?" deed>
    <Form action="/customers">
      <Field
        name="name"
        label="Name"
        value={/^[^@\d]+$/.test(typed) ? typed : ''}
        maxlength={200}
        anyScript
        plain
      />
      <Field
        name="phone"
        type="tel"
        label="Telephone"
        value={/^[\d\s/+().-]{4,}$/.test(typed) ? typed : ''}
        maxlength={60}
      />
      <Field
        name="email"
        type="email"
        label="Email address"
        value={typed.includes('@') ? typed : ''}
        maxlength={254}
      />
      <Field name="organisation" type="checkbox" label="It is an organisation" plain />
      <Button kind="go">Add them</Button>
      <p class="faint">Somebody we know by that number or address is found, not added twice.</p>
    </Form>
  </Card>
)

const newShape = z.object({
  name: z.string().max(200).optional(),
  phone: z.string().max(60).optional(),
  email: z.union([z.literal(''), z.email('This is no email address.')]).optional(),
  organisation: z.string().optional(),
})

const add = form(
  '/customers',
  newShape,
  async ({ db, who }, { name, phone, email, organisation }) => {
    const one = await meet(db, who, {
      name,
      kind: organisation ? 'organisation' : 'person',
      addresses: [
        { kind: 'phone', written: phone ?? '' },
        { kind: 'email', written: email ?? '' },
      ],
    })
    return `/customers/${one.id}`
  },
  '/customers',
)

export const customersPages: Leaf[] = [list, add, ...customerLeaves, ...mergeLeaves, ...expectedLeaves]
