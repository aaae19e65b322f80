import { z } from 'zod'
import { briefOf, type Case, casesOf, promisesOf, readCase } from '../../cases/cases.ts'
import { allIdsOf, type Customer, customer, factsOf, meet, nameOf } from '../../customers/customers.ts'
import type { Db } from '../../kit/db.ts'
import type { Leaf } from '../../kit/doors.ts'
import { idShape } from '../../kit/endpoint.ts'
import { isId } from '../../kit/ids.ts'
import { findPerson, firstName } from '../../people/people.ts'
import { mayGive, remediesOnCase } from '../../remedies/remedies.ts'
import { justHeard } from '../../today/heard.ts'
import { Button, Field, Form, PageTitle, Row, Rows } from '../../ui/index.ts'
import type { Panelist } from './code.ts'
import { type Found, found } from './found.ts'
import { giveLeaves, panelKinds } from './panel-give.tsx'
import { panelForm, panelPage } from './panel-key.tsx'
import { type Known, KnownPanel } from './panel-known.tsx'

const SHOWN = 3

/** Beside another program: who it is, what is good to know, what may be done now. */
const panel = panelPage('/panel', async ({ db, who, query }) => {
  const about = query('case')
  const one = isId(about) ? await readCase(db, about) : undefined
  const it = one?.customer_id
    ? { customers: [await customer(db, one.customer_id)], by: '', phone: '', email: '' }
    : await found(db, who.house, query)
  const [only, ...more] = it.customers
  if (!only) return { title: 'Who is it?', body: <Nobody it={it} /> }
  if (more.length > 0) return { title: 'Who is it?', body: <Several it={it} /> }
  return { title: nameOf(only), body: <KnownPanel {...(await knownOf(db, who, only, query('given')))} /> }
})

/** Reads all that the panel says of somebody: the case that waits, or the newest of them. */
async function knownOf(db: Db, who: Panelist, one: Customer, given: string | undefined): Promise<Known> {
  const [facts, cases] = await Promise.all([
    factsOf(db, one.id),
    allIdsOf(db, one.id).then((ids) => casesOf(db, ids, 20)),
  ])
  const waiting = cases.filter((each) => each.waiting)
  const open = waiting.find((each) => each.holder_id === who.id) ?? waiting[0]
  return {
    one,
    who,
    facts: facts.slice(0, SHOWN),
    more: waiting.length - 1,
    kinds: await panelKinds(db),
    open: open && (await aboutCase(db, who, open)),
    given:
      open && isId(given) ? (await remediesOnCase(db, open.id)).find((each) => each.id === given) : undefined,
  }
}

async function aboutCase(db: Db, who: Panelist, one: Case): Promise<NonNullable<Known['open']>> {
  const [brief, promises, may, holder] = await Promise.all([
    briefOf(db, who, one.id),
    promisesOf(db, [one.id]),
    mayGive(db, who, one),
    one.holder_id ? findPerson(db, one.holder_id) : undefined,
  ])
  const promised = promises.find((each) => !each.end)
  const mine = one.holder_id === who.id
  return {
    one,
    brief,
    may,
    promised: promised?.what,
    holder: mine ? 'you' : holder && firstName(holder.name),
  }
}

const Several = ({ it }: { it: Found }) => (
  <>
    <PageTitle over={it.by}>Which of them?</PageTitle>
    <Rows>
      {it.customers.map((one) => (
        <Row title={<bdi>{nameOf(one)}</bdi>} href={`/panel?customer=${one.id}`} />
      ))}
    </Rows>
  </>
)

const Nobody = ({ it }: { it: Found }) => (
  <>
    <PageTitle lead={it.by ? 'Nobody here is known by this.' : 'The other program did not say who it is.'}>
      {it.by ? <bdi dir="ltr">{it.by}</bdi> : 'Who is it?'}
    </PageTitle>
    <Form action="/panel/new" id="new" plain>
      <Field name="name" label="Their name" maxlength={200} anyScript required />
      <Field name="phone" type="tel" label="Telephone" value={it.phone} maxlength={60} />
      <Field name="email" type="email" label="Email address" value={it.email} maxlength={254} />
      <Button kind="go">Write them down</Button>
    </Form>
  </>
)

const add = panelForm(
  '/panel/new',
  z.object({
    name: z.string().trim().min(1, 'Write their name.').max(200),
    phone: z.string().trim().max(60).default(''),
    email: z.union([z.literal(''), z.email('This is no email address.')]).default(''),
  }),
  async ({ db, who }, { name, phone, email }) => {
    const one = await meet(db, who, {
      name,
      addresses: [
        { kind: 'phone', written: phone },
        { kind: 'email', written: email },
      ],
    })
    return `/panel?customer=${one.id}`
  },
  (_, { phone = '', email = '' }) =>
    `/panel?phone=${encodeURIComponent(String(phone))}&email=${encodeURIComponent(String(email))}`,
)

const SAID = ['kindness', 'complaint', 'compliment'] as const

const say = panelForm(
  '/panel/say',
  z.object({
    customer: idShape,
    key: z.string().max(60),
    kind: z.enum(SAID, 'Choose what it was.'),
    text: z.string().trim().min(1, 'Write it down in a few words.').max(20_000),
  }),
  async ({ db, who }, { customer: whom, kind, text, key }) => {
    await justHeard(db, who, {
      kind,
      channel: 'phone',
      customer: whom,
      text,
      touchpoint: null,
      hold: true,
      key,
    })
    return `/panel?customer=${whom}&kept=${kind}`
  },
  (_, { customer: whom = '' }) => `/panel?customer=${encodeURIComponent(String(whom))}`,
)

export const panelPages: Leaf[] = [panel, add, say, ...giveLeaves]
