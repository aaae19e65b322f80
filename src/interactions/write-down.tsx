import { z } from 'zod'
import { type Customer, customer, nameOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf, Typed } from '../kit/doors.ts'
import { isId } from '../kit/ids.ts'
import type { Staff } from '../people/people.ts'
import { form } from '../people/staff.tsx'
import { touchpoints } from '../touchpoints/touchpoints.ts'
import { Button, Choices, Disclosure, Field, Form } from '../ui/index.ts'
import { hear } from './interactions.ts'
import { KindnessForm } from './kindness.tsx'

/** What a colleague writes down beside a customer's story. What went wrong has a door of its own. */
const KINDS = [
  { value: 'compliment', label: 'Something was good' },
  { value: 'question', label: 'They asked something' },
  { value: 'idea', label: 'They had an idea' },
  { value: 'call', label: 'We spoke on the phone' },
  { value: 'visit', label: 'They were here' },
]
const CHANNELS = {
  compliment: 'counter',
  question: 'counter',
  idea: 'counter',
  call: 'phone',
  visit: 'counter',
} as const

/** On the customer's page: a kindness in one line, and what they said in a few. */
export async function writeDownPanel(db: Db, _who: Staff, one: Customer) {
  const places = await touchpoints(db)
  const name = nameOf(one, 'this customer')
  return (
    <div class="stack">
      <KindnessForm to={one.id} name={name} back="customer" />
      <Disclosure summary="Write down what they said" id="write-down">
        <Form action="/interactions" hidden={{ customer: one.id }} guard>
          <Choices name="kind" legend="What was it?" choices={KINDS} value="compliment" required small />
          <Field type="textarea" name="text" label="In their words" rows={3} required maxlength={20_000} />
          <Field name="names" label="Who was good, if they said so" maxlength={200} anyScript />
          {places.length > 0 && (
            <Field
              type="select"
              name="touchpoint"
              label="Where was it?"
              none="I do not know"
              options={places.map((place) => ({ value: place.id, label: `${place.stage}: ${place.name}` }))}
            />
          )}
          <Button>Keep it with their story</Button>
        </Form>
      </Disclosure>
    </div>
  )
}

const writeDown = form(
  '/interactions',
  z.object({
    customer: z.string(),
    kind: z.enum(['compliment', 'question', 'idea', 'call', 'visit'], 'Choose what it was.'),
    text: z.string().trim().min(1, 'Write down what they said.').max(20_000),
    names: z.string().trim().max(200).optional(),
    touchpoint: z.string().optional(),
  }),
  async ({ db, who }, { customer: id, kind, text, names, touchpoint }) => {
    const one = await customer(db, id)
    const place = isId(touchpoint) ? touchpoint : null
    await hear(db, who, {
      kind,
      channel: CHANNELS[kind],
      customer: one.id,
      touchpoint: place,
      ...(place ? {} : { team: who.team }),
      text,
      beside: { ...(names && kind === 'compliment' && { names }) },
    })
    return `/customers/${one.id}`
  },
  backTo,
)

function backTo(_: unknown, values: Typed): string {
  return isId(values.customer) ? `/customers/${values.customer}` : '/customers'
}

export const writeDownLeaves: Leaf[] = [writeDown]
