import { z } from 'zod'
import { clock } from '../kit/clock.ts'
import type { Leaf } from '../kit/doors.ts'
import { Refusal } from '../kit/refusal.ts'
import { sameText } from '../kit/secrets.ts'
import { beginSession } from '../kit/session.ts'
import { Button, Card, Field, Form, PageTitle } from '../ui/index.ts'
import { CURRENCIES, countries, isZone, zones } from './choices.ts'
import { doorForm, doorPage } from './door.tsx'
import { theEntrance } from './entrance.ts'
import { foundCompany, slugOf } from './founding.ts'
import { keepSession, peerOf } from './staff.tsx'

const setUp = doorPage('/set-up', async (c) => ({
  title: 'Set up your company',
  body: (
    <>
      <PageTitle lead="All of it can be changed later.">Set up your company</PageTitle>
      <Card>
        <Form action="/set-up" hidden={{ token: c.req.query('token') }}>
          <Field
            name="name"
            label="Name of the company"
            required
            maxlength={120}
            autocomplete="organization"
          />
          <Field name="founder" label="Your name" required maxlength={120} autocomplete="name" />
          <Field name="email" type="email" label="Your email address" required autocomplete="email" />
          <Field
            name="password"
            type="password"
            label="A password"
            hint="At least ten characters: a short sentence is a good one."
            required
            autocomplete="new-password"
          />
          <Field
            name="people"
            type="number"
            label="How many are you?"
            hint="Under ten, teams, budgets and approvals stay out of your way."
            min={1}
            max={1_000_000}
            size={7}
            required
          />
          <Field
            name="currency"
            type="select"
            label="Currency"
            value="EUR"
            options={CURRENCIES.map((code) => ({ value: code, label: code }))}
          />
          <Field name="country" type="select" label="Country" value="DE" options={countries()} />
          <Field
            name="zone"
            type="select"
            label="Time zone"
            value={Intl.DateTimeFormat().resolvedOptions().timeZone}
            options={zones()}
          />
          <Field
            name="phone"
            type="tel"
            label="Telephone number that customers may ring"
            autocomplete="tel"
          />
          <Button kind="go">Set it up</Button>
        </Form>
      </Card>
    </>
  ),
}))

const setUpShape = z.object({
  token: z.string().optional(),
  name: z.string().trim().min(1, 'Give your company a name.').max(120),
  founder: z.string().trim().min(1, 'Say who you are.').max(120),
  email: z.email('This is no email address.').max(200),
  password: z.string(),
  people: z.coerce
    .number('Say it as a number.')
    .int('Say it as a number.')
    .min(1, 'You are at least one.')
    .max(1_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
  country: z.string().regex(/^[A-Z]{2}$/),
  zone: z.string().refine(isZone, 'There is no such time zone.'),
  phone: z.string().trim().max(40).optional(),
})

const setUpDeed = doorForm('/set-up', setUpShape, async (c, house, input) => {
  const { setUpToken } = theEntrance()
  if (setUpToken && !sameText(setUpToken, input.token ?? ''))
    throw new Refusal(
      'forbidden',
      'set-up',
      'Setting up needs the link that the program printed when it started.',
    )
  const founder = await foundCompany(
    house.database,
    {
      ...input,
      slug: slugOf(input.name) || 'company',
      language: 'en',
      founder: { name: input.founder, email: input.email, password: input.password },
    },
    clock.now(),
  )
  const token = await house.database.inCompany(founder.company, (db) =>
    beginSession(db, founder.id, peerOf(c).agent, clock.now()),
  )
  keepSession(c, token)
  return c.redirect('/company/limits?new=yes', 303)
})

export const setUpPages: Leaf[] = [setUp, setUpDeed]
