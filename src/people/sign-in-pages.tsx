import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { endSessions, findSession } from '../kit/session.ts'
import { Button, Card, Columns, Field, Form, PageTitle, QuietLinks } from '../ui/index.ts'
import { doorForm, doorPage } from './door.tsx'
import { theEntrance } from './entrance.ts'
import { lookAtLink, sendSignInLink, signIn, useSignInLink } from './sign-in.ts'
import { dropSession, keepSession, peerOf, sessionToken } from './staff.tsx'

const path = (to: string | undefined) => (to && /^\/(?![/\\])[^\s\\]*$/.test(to) ? to : '/today')

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

const signOut = doorForm('/sign-out', z.object({}), async (c, house) => {
  const token = sessionToken(c)
  const held = token ? await findSession(house.database, token) : undefined
  if (held)
    await house.database.inCompany(held.company, (db) => endSessions(db, held.holder, { only: held.session }))
  dropSession(c)
  return c.redirect('/sign-in', 303)
})

export const signInPages: Leaf[] = [signInPage, signInDeed, askLink, linkPage, linkDeed, signOut]
