import { z } from 'zod'
import { customer, nameOf } from '../customers/customers.ts'
import type { Leaf } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import { form, page } from '../people/staff.tsx'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Button, Card, Choices, Field, Form, PageTitle } from '../ui/index.ts'
import { openByHand } from './complain.ts'

const CHANNELS = [
  { value: 'counter', label: 'Face to face' },
  { value: 'phone', label: 'By telephone' },
  { value: 'email', label: 'By email' },
  { value: 'post', label: 'By letter' },
] as const

const show = page('/cases/new', async ({ db, query }) => {
  const asked = query('customer')
  const one = isId(asked) ? await customer(db, asked) : undefined
  const places = await touchpoints(db)
  return {
    title: 'Something went wrong',
    on: 'customers',
    body: (
      <>
        <PageTitle
          over={one && <a href={`/customers/${one.id}`}>{nameOf(one)}</a>}
          lead="Write it down once, so that nobody has to tell it twice."
        >
          Something went wrong
        </PageTitle>
        <Card>
          <Form action="/cases" hidden={{ customer: one?.id }} guard>
            {!one && (
              <>
                <Field
                  name="name"
                  label="Who is it?"
                  hint="The name, as far as you know it."
                  maxlength={200}
                  anyScript
                  plain
                />
                <Field name="phone" type="tel" label="Telephone" maxlength={60} />
                <Field name="email" type="email" label="Email address" maxlength={254} />
              </>
            )}
            <Field
              type="textarea"
              name="happened"
              label="What happened?"
              hint="In their words, as far as you remember them."
              rows={5}
              required
              maxlength={20_000}
            />
            <Field
              type="textarea"
              name="wants"
              label="What would put it right, for them?"
              rows={2}
              maxlength={2000}
            />
            {places.length > 0 && (
              <Field
                type="select"
                name="touchpoint"
                label="Where was it?"
                none="I do not know"
                options={places.map((place) => ({ value: place.id, label: `${place.stage}: ${place.name}` }))}
              />
            )}
            <Choices
              name="channel"
              legend="How did they tell you?"
              choices={CHANNELS}
              value="counter"
              small
              required
            />
            <Button kind="go">Open the case</Button>
          </Form>
        </Card>
      </>
    ),
  }
})

const open = form(
  '/cases',
  z.object({
    customer: z.string().optional(),
    name: z.string().max(200).optional(),
    phone: z.string().max(60).optional(),
    email: z.union([z.literal(''), z.email('This is no email address.')]).optional(),
    happened: z.string().max(20_000),
    wants: z.string().max(2000).optional(),
    touchpoint: z.string().optional(),
    channel: z.enum(['counter', 'phone', 'email', 'post']),
  }),
  async ({ db, who }, sent) => {
    const one = await openByHand(db, who, {
      customer: isId(sent.customer)
        ? sent.customer
        : {
            name: sent.name,
            addresses: [
              { kind: 'phone', written: sent.phone ?? '' },
              { kind: 'email', written: sent.email ?? '' },
            ],
          },
      happened: sent.happened,
      wants: sent.wants,
      touchpoint: isId(sent.touchpoint) ? sent.touchpoint : null,
      channel: sent.channel,
    })
    return `/cases/${one.id}`
  },
  (_, values) => (isId(values.customer) ? `/cases/new?customer=${values.customer}` : '/cases/new'),
)

export const newCase: Leaf[] = [show, open]
