import { z } from 'zod'
import { clock } from '../kit/clock.ts'
import type { Leaf } from '../kit/doors.ts'
import { mailGoesOut } from '../kit/mail.ts'
import { Refusal } from '../kit/refusal.ts'
import { sameText } from '../kit/secrets.ts'
import { beginSession, endSessions, findSession } from '../kit/session.ts'
import { Button, Card, Columns, Field, Form, PageTitle, QuietLinks, Row, Rows } from '../ui/index.ts'
import { CURRENCIES, countries, isZone, zones } from './choices.ts'
import { doorForm, doorPage } from './door.tsx'
import { theEntrance } from './entrance.ts'
import { companyIds, foundCompany, slugOf } from './founding.ts'
import { firstName } from './people.ts'
import { join, lookAtLink, sendSignInLink, signIn, useSignInLink } from './sign-in.ts'
import { dropSession, keepSession, peerOf, sessionToken } from './staff.tsx'

export { baseUrl, entranceIs } from './entrance.ts'

const path = (to: string | undefined) => (to && /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/today')

const welcome = doorPage('/', async (c, house) => {
  const token = sessionToken(c)
  if (token && (await findSession(house.database, token))) return c.redirect('/today', 303)
  if (theEntrance().straight) return c.redirect('/sample', 303)
  if ((await companyIds(house.database)).length > 0) return c.redirect('/sign-in', 303)
  return {
    title: 'Welcome',
    body: (
      <>
        <PageTitle lead="A customer is heard, and the person in front of them puts it right. Everything here serves that.">
          Makegood
        </PageTitle>
        <Columns
          even
          aside={
            <Card title="Look around Halden Cycles" deed>
              <p>
                Four bicycle shops, two years of customers, and one complaint that waits for you. Nothing of
                it leaves this machine.
              </p>
              <Form action="/sample">
                <Button kind="go">Look around Halden Cycles</Button>
              </Form>
            </Card>
          }
        >
          <Card title="Set up your company" deed>
            <p>A name, an address of your own, and what your people may give without asking. Two minutes.</p>
            <Button
              kind="go"
              href={`/set-up${theEntrance().setUpToken ? `?token=${encodeURIComponent(c.req.query('token') ?? '')}` : ''}`}
            >
              Set up your company
            </Button>
          </Card>
        </Columns>
      </>
    ),
  }
})

const samplePage = doorPage('/sample', async () => {
  const { sample } = theEntrance()
  if (!sample) throw noSample()
  return {
    title: 'Halden Cycles',
    body: (
      <>
        <PageTitle lead="Four shops, a workshop, two years. Come in as Ben: one customer waits for him, and one deed puts it right.">
          Who would you like to be?
        </PageTitle>
        <Rows>
          {sample.people.map(({ name, says }, place) => (
            <Row
              title={name}
              note={says}
              end={
                <Form action="/sample" hidden={{ as: name }} id={`as-${place}`} inline>
                  <Button kind={place === 0 ? 'go' : 'quiet'}>Come in as {firstName(name)}</Button>
                </Form>
              }
            />
          ))}
        </Rows>
      </>
    ),
  }
})

const noSample = () => new Refusal('not-found', 'sample', 'The sample company is not shown on this server.')

const sampleDoor = doorForm(
  '/sample',
  z.object({ as: z.string().optional() }),
  async (c, _house, input) => {
    const { sample } = theEntrance()
    const name = input.as ?? sample?.people[0]?.name ?? ''
    if (!sample?.people.some((one) => one.name === name)) throw noSample()
    keepSession(c, await sample.enter(name))
    return c.redirect('/today', 303)
  },
  '/sample',
)

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

const signInPage = doorPage('/sign-in', async (c) => ({
  title: 'Sign in',
  body: (
    <>
      <PageTitle>Sign in</PageTitle>
      {c.req.query('sent') && (
        <p role="status" class="lead">
          If we know that address, a link is on its way to it.
        </p>
      )}
      <Columns
        even
        aside={
          <Card title="Without a password">
            <p>We send you a link that works once.</p>
            <Form action="/sign-in/link">
              <Field name="email" type="email" label="Email address" required autocomplete="email" />
              <Button>Send me a link</Button>
            </Form>
          </Card>
        }
      >
        <Card title="With your password">
          <Form action="/sign-in" hidden={{ to: c.req.query('to') }}>
            <Field name="email" type="email" label="Email address" required autocomplete="username" />
            <Field
              name="password"
              type="password"
              label="Password"
              required
              autocomplete="current-password"
            />
            <Button kind="go">Sign in</Button>
          </Form>
        </Card>
      </Columns>
      {theEntrance().sample && (
        <QuietLinks
          links={[
            { label: 'Look around Halden Cycles', href: '/sample' },
            { label: 'Set up another company', href: '/set-up' },
          ]}
        />
      )}
    </>
  ),
}))

const signInDeed = doorForm(
  '/sign-in',
  z.object({ email: z.string().max(200), password: z.string().max(200), to: z.string().optional() }),
  async (c, house, input) => {
    keepSession(c, await signIn(house.database, input, peerOf(c)))
    return c.redirect(path(input.to), 303)
  },
)

const askLink = doorForm(
  '/sign-in/link',
  z.object({ email: z.string().max(200) }),
  async (c, house, input) => {
    await sendSignInLink(house.database, input.email, peerOf(c), theEntrance().base)
    return c.redirect('/sign-in?sent=yes', 303)
  },
  '/sign-in',
)

const linkPage = doorPage('/sign-in/:token', async (c, house) => {
  const token = c.req.param('token') ?? ''
  const { person, company } = await lookAtLink(house.database, token, 'sign-in')
  return {
    title: 'Sign in',
    body: (
      <>
        <PageTitle lead={`This signs you in at ${company.name} as ${person.name}.`}>Welcome back</PageTitle>
        <Form action={`/sign-in/${token}`}>
          <Button kind="go">Sign in as {person.name}</Button>
        </Form>
      </>
    ),
  }
})

const linkDeed = doorForm('/sign-in/:token', z.object({}), async (c, house) => {
  keepSession(c, await useSignInLink(house.database, c.req.param('token') ?? '', peerOf(c)))
  return c.redirect('/today', 303)
})

const joinPage = doorPage('/join/:token', async (c, house) => {
  const token = c.req.param('token') ?? ''
  const { person, company } = await lookAtLink(house.database, token, 'invitation')
  return {
    title: 'You are invited',
    body: (
      <>
        <PageTitle lead={`${company.name} invites you, ${person.name}. Your address is ${person.email}.`}>
          You are invited
        </PageTitle>
        <Card>
          <Form action={`/join/${token}`}>
            <Field
              name="password"
              type="password"
              label={mailGoesOut() ? 'A password, if you want one' : 'A password'}
              hint={
                mailGoesOut()
                  ? 'At least ten characters. Without one you sign in by a link that we send you.'
                  : 'At least ten characters. If you sign in here for another company, give that password.'
              }
              required={!mailGoesOut()}
              autocomplete="new-password"
            />
            <Button kind="go">Join {company.name}</Button>
          </Form>
        </Card>
      </>
    ),
  }
})

const joinDeed = doorForm(
  '/join/:token',
  z.object({ password: z.string().max(200).optional() }),
  async (c, house, input) => {
    keepSession(
      c,
      await join(house.database, c.req.param('token') ?? '', peerOf(c), input.password || undefined),
    )
    return c.redirect('/today', 303)
  },
)

const signOut = doorForm('/sign-out', z.object({}), async (c, house) => {
  const token = sessionToken(c)
  const held = token ? await findSession(house.database, token) : undefined
  if (held)
    await house.database.inCompany(held.company, (db) => endSessions(db, held.holder, { only: held.session }))
  dropSession(c)
  return c.redirect('/sign-in', 303)
})

export const doorLeaves: Leaf[] = [
  signOut,
  welcome,
  samplePage,
  sampleDoor,
  setUp,
  setUpDeed,
  signInPage,
  signInDeed,
  askLink,
  linkPage,
  linkDeed,
  joinPage,
  joinDeed,
]
