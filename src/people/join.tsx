import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { mailGoesOut } from '../kit/mail.ts'
import { Button, Card, Field, Form, PageTitle } from '../ui/index.ts'
import { doorForm, doorPage } from './door.tsx'
import { join, lookAtLink } from './sign-in.ts'
import { keepSession, peerOf } from './staff.tsx'

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

export const joinPages: Leaf[] = [joinPage, joinDeed]
