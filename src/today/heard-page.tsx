import { z } from 'zod'
import { customer, nameOf } from '../customers/customers.ts'
import { isId } from '../kit/ids.ts'
import { form, page } from '../people/staff.tsx'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Button, Card, Choices, Field, Form, PageTitle, Part, ShowChosen } from '../ui/index.ts'
import { HEARD_CHANNELS, HEARD_KINDS, type JustHeard, justHeard } from './heard.ts'

const KINDS: { value: JustHeard['kind']; label: string }[] = [
  { value: 'compliment', label: 'Something good' },
  { value: 'complaint', label: 'Something went wrong' },
  { value: 'question', label: 'A question' },
  { value: 'idea', label: 'An idea' },
  { value: 'kindness', label: 'I did something kind' },
]
const CHANNELS: { value: JustHeard['channel']; label: string }[] = [
  { value: 'counter', label: 'Face to face' },
  { value: 'phone', label: 'By telephone' },
  { value: 'email', label: 'By email' },
  { value: 'post', label: 'By letter' },
]

const show = page('/heard', async ({ db, query }) => {
  const asked = query('customer')
  const one = isId(asked) ? await customer(db, asked) : undefined
  const places = await touchpoints(db)
  return {
    title: 'Just heard something',
    on: 'today',
    body: (
      <>
        <PageTitle
          over={one && <a href={`/customers/${one.id}`}>{nameOf(one)}</a>}
          lead="In their words, as far as you remember them. Then nobody has to tell it twice."
        >
          Just heard something
        </PageTitle>
        <Card>
          <Form action="/heard" hidden={{ customer: one?.id }} guard>
            <ShowChosen>
              <Choices name="kind" legend="What was it?" choices={KINDS} value="compliment" required />
              <Field
                type="textarea"
                name="text"
                label="What did they say?"
                rows={4}
                required
                maxlength={20_000}
              />
              <Part of="kind" value="compliment">
                <Field
                  name="names"
                  label="Who made it good?"
                  hint="A name or two, as they said it. It reaches them at once."
                  maxlength={200}
                  anyScript
                />
              </Part>
              <Part of="kind" value="complaint">
                <Field name="wants" label="What would put it right, for them?" maxlength={2000} anyScript />
                <Field type="checkbox" name="hold" label="I take care of it" checked />
              </Part>
            </ShowChosen>
            {!one && (
              <>
                <Field
                  name="name"
                  label="Who was it?"
                  hint="As far as you know it."
                  maxlength={200}
                  anyScript
                />
                <Field name="phone" type="tel" label="Telephone" maxlength={60} />
                <Field name="email" type="email" label="Email address" maxlength={254} />
              </>
            )}
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
              legend="How did you hear it?"
              choices={CHANNELS}
              value="counter"
              small
              required
            />
            <Button kind="go">Keep it</Button>
          </Form>
        </Card>
      </>
    ),
  }
})

const keep = form(
  '/heard',
  z.object({
    kind: z.enum(HEARD_KINDS, 'Say what it was.'),
    channel: z.enum(HEARD_CHANNELS),
    text: z.string().trim().min(1, 'Write down what they said.').max(20_000),
    names: z.string().trim().max(200).optional(),
    wants: z.string().trim().max(2000).optional(),
    hold: z.string().optional(),
    customer: z.string().optional(),
    name: z.string().trim().max(200).optional(),
    phone: z.string().trim().max(60).optional(),
    email: z.union([z.literal(''), z.email('This is no email address.')]).optional(),
    touchpoint: z.string().optional(),
  }),
  ({ db, who }, { kind, channel, text, names, wants, hold, ...sent }) =>
    justHeard(db, who, {
      kind,
      channel,
      text,
      names,
      wants,
      hold: hold === 'yes',
      customer: whoItWas(sent),
      touchpoint: isId(sent.touchpoint) ? sent.touchpoint : null,
    }),
  (_, values) => (isId(values.customer) ? `/heard?customer=${values.customer}` : '/heard'),
)

type Sent = {
  customer?: string | undefined
  name?: string | undefined
  phone?: string | undefined
  email?: string | undefined
}

function whoItWas({ customer: known, name, phone, email }: Sent): JustHeard['customer'] {
  if (isId(known)) return known
  if (!name && !phone && !email) return null
  return {
    ...(name ? { name } : {}),
    addresses: [
      { kind: 'phone', written: phone ?? '' },
      { kind: 'email', written: email ?? '' },
    ],
  }
}

export const heardLeaves = [show, keep]
