import { nameOf } from '../../customers/customers.ts'
import type { Leaf } from '../../kit/doors.ts'
import { page } from '../../people/staff.tsx'
import { Button, Card, Columns, Field, Form, PageTitle, Row, Rows, Sentence } from '../../ui/index.ts'
import { type Found, found } from './found.ts'

/** Opens the story of whoever rings or writes, for any program that can open an address. */
const find = page('/find', async ({ db, who, query, c }) => {
  const it = await found(db, who.house, query)
  const [only, ...more] = it.customers
  if (only && more.length === 0) return c.redirect(`/customers/${only.id}`, 303)
  return {
    title: it.by || 'Who is it?',
    on: 'customers',
    body: only ? <Several it={it} /> : <Nobody it={it} />,
  }
})

const Several = ({ it }: { it: Found }) => (
  <>
    <PageTitle lead={`${it.customers.length} customers have this number.`}>Who is it: {it.by}?</PageTitle>
    <Rows>
      {it.customers.map((one) => (
        <Row
          title={<bdi>{nameOf(one)}</bdi>}
          href={`/customers/${one.id}`}
          note={one.kind === 'organisation' ? 'organisation' : undefined}
          end={<span class="faint">since {one.since.slice(0, 4)}</span>}
        />
      ))}
    </Rows>
  </>
)

const Nobody = ({ it }: { it: Found }) => (
  <>
    <PageTitle
      lead={
        it.by
          ? 'Nobody here is known by this. Ask who it is, and next time you will know.'
          : 'The number was not shown. Ask who it is.'
      }
    >
      {it.by ? <bdi dir="ltr">{it.by}</bdi> : 'Somebody rings'}
    </PageTitle>
    <Columns
      aside={
        <Card title="Somebody we know already?">
          <Form action="/customers" method="get" id="known">
            <Field name="q" type="search" label="Part of their name, or a number" required />
            <Button>Look for them</Button>
          </Form>
        </Card>
      }
    >
      <Card title="Write them down" deed>
        <Form action="/customers" id="new">
          <Field name="name" label="Name" maxlength={200} anyScript autofocus plain />
          <Field
            name="phone"
            type="tel"
            label="Telephone"
            value={it.phone.replace(';ext=', ' ext. ')}
            maxlength={60}
          />
          <Field name="email" type="email" label="Email address" value={it.email} maxlength={254} />
          <Button kind="go">Add them</Button>
        </Form>
      </Card>
      <Card title="Or write down what they say">
        <Sentence size="soft">Who it is comes along with it.</Sentence>
        <Button
          href={`/heard?channel=phone&phone=${encodeURIComponent(it.phone)}&email=${encodeURIComponent(it.email)}`}
        >
          Just heard something
        </Button>
      </Card>
    </Columns>
  </>
)

export const findPages: Leaf[] = [find]
