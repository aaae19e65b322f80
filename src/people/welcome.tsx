import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { Refusal } from '../kit/refusal.ts'
import { findSession } from '../kit/session.ts'
import { Button, Card, Columns, Form, PageTitle, Row, Rows } from '../ui/index.ts'
import { doorForm, doorPage } from './door.tsx'
import { theEntrance } from './entrance.ts'
import { companyIds } from './founding.ts'
import { firstName } from './people.ts'
import { keepSession, sessionToken } from './staff.tsx'

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

export const welcomePages: Leaf[] = [welcome, samplePage, sampleDoor]
