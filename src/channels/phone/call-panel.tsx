import type { Child } from 'hono/jsx'
import { z } from 'zod'
import { type Case, customerOf } from '../../cases/cases.ts'
import { nameOf } from '../../customers/customers.ts'
import type { Db } from '../../kit/db.ts'
import type { Leaf } from '../../kit/doors.ts'
import { formatWhen } from '../../kit/moments.ts'
import { firstName, type Staff } from '../../people/people.ts'
import { form } from '../../people/staff.tsx'
import { Button, Card, Deed, Disclosure, Due, Field, Form, Sentence } from '../../ui/index.ts'
import { called, callOn, nextTry, notAskedFor, notReached } from './call.ts'
import { abroad, readableNumber } from './number.ts'

/** On a case: the call that was promised, the number to ring, and what came of it. */
export async function callPanel(db: Db, who: Staff, one: Case): Promise<Child | null> {
  const call = await callOn(db, one.id)
  if (!call) return null
  const { house, at } = who
  const known = await customerOf(db, one)
  const name = known?.name ? firstName(nameOf(known)) : 'the customer'
  const when = formatWhen(call.due_at, at, 'en', house.zone)
  const far = abroad(call.number, house.country)
  return (
    <Card title={`Ring ${name}: ${when}`} deed id="call">
      <Sentence size="big">
        <a href={`tel:${call.number.split(';')[0]}`} class="num" dir="ltr">
          {readableNumber(call.number, house.country)}
        </a>
      </Sentence>
      <Sentence>
        They asked for this call and were promised it. <Due at={call.due_at} />
      </Sentence>
      {far && <Sentence size="soft">This number rings in {far}.</Sentence>}
      <Form action={`/cases/${one.id}/called`}>
        <Field
          type="textarea"
          name="text"
          label="What was said?"
          hint={`So that ${name} need not tell it again.`}
          rows={3}
          required
          maxlength={20_000}
        />
        <Button kind="go">I rang {name}: keep this</Button>
      </Form>
      <Deed action={`/cases/${one.id}/not-reached`}>
        Nobody answered: try again at {formatWhen(nextTry(house, at), at, 'en', house.zone)}
      </Deed>
      <Disclosure summary="They did not ask for this call">
        <Sentence size="soft">
          Then somebody else typed their number. Say sorry; from now on nobody can ask for a call there.
        </Sentence>
        <Deed action={`/cases/${one.id}/not-asked-for`}>Never offer calls to this number again</Deed>
      </Disclosure>
    </Card>
  )
}

const home = '/cases/:id'

export const callLeaves: Leaf[] = [
  form(
    '/cases/:id/called',
    z.object({ text: z.string().trim().min(1, 'Write down in a sentence what was said.').max(20_000) }),
    async ({ db, who, param }, { text }) => {
      await called(db, who, param('id'), text)
      return `/cases/${param('id')}`
    },
    home,
  ),
  form(
    '/cases/:id/not-reached',
    z.object({}),
    async ({ db, who, param }) => {
      await notReached(db, who, param('id'))
      return `/cases/${param('id')}`
    },
    home,
  ),
  form(
    '/cases/:id/not-asked-for',
    z.object({}),
    async ({ db, who, param }) => {
      await notAskedFor(db, who, param('id'))
      return `/cases/${param('id')}`
    },
    home,
  ),
]
