import type { Child } from 'hono/jsx'
import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { people, teams } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import {
  Button,
  Card,
  Columns,
  Copy,
  Deed,
  Field,
  Form,
  PageTitle,
  QuietLinks,
  Section,
} from '../ui/index.ts'
import { addressOf } from './qr-page.tsx'
import { closedTouchpoints } from './touchpoint.ts'
import { change, guess, touchpoint, touchpointPanels } from './touchpoints.ts'

const show = page('/journey/touchpoints/:id', async ({ db, who, param }) => {
  const point = await touchpoint(db, param('id'))
  const closed = (await closedTouchpoints(db)).some((other) => other.id === point.id)
  const panels: Child[] = []
  for (const panel of touchpointPanels) panels.push(await panel(db, who, point))
  const owners = (await people(db)).map((one) => ({ value: one.id, label: one.name }))
  const groups = (await teams(db)).map((one) => ({ value: one.id, label: one.name }))
  const here = `/journey/touchpoints/${point.id}`
  return {
    title: point.name,
    on: 'journey',
    body: (
      <>
        <PageTitle
          over={
            <>
              <a href="/journey">Journey</a> · {point.stage}
              {closed && ' · closed'}
            </>
          }
          lead={point.ideal || 'Nobody has said yet what ideal service looks like here.'}
        >
          {point.name}
        </PageTitle>
        <Columns
          aside={
            <>
              <Card title="What do you guess?" id="guess" deed>
                <Form action={`${here}/guess`}>
                  <Field
                    name="share"
                    type="number"
                    label="Of 100 customers, how many leave here delighted?"
                    hint={
                      point.guess === null
                        ? 'Guess together, before you look at what they say.'
                        : `Your last guess: ${point.guess}.`
                    }
                    min={0}
                    max={100}
                    size={5}
                    required
                  />
                  <Button kind="go">Keep our guess</Button>
                </Form>
              </Card>
              {!closed && (
                <Section title="Ask customers here" level={3} id="link">
                  <p class="soft">Whoever opens this tells you about “{point.name}”, without a login.</p>
                  <Copy text={addressOf(who.house.slug, point.code)} label="the address" />
                  <QuietLinks
                    links={[{ label: 'Print its sheet', href: `/journey/qr?only=${point.id}`, icon: 'file' }]}
                  />
                </Section>
              )}
              {closed ? (
                <Deed action={`${here}/reopen`} id="reopen">
                  Open it again
                </Deed>
              ) : (
                <Section title="Customers do not come here any more?" level={3} id="close">
                  <p class="soft">What was said here stays. It can be opened again.</p>
                  <Deed action={`${here}/close`} id="close-it">
                    Close “{point.name}”
                  </Deed>
                </Section>
              )}
            </>
          }
        >
          {panels}
          <Section title="What it is and whose">
            <Form action={here} guard>
              <Field
                name="name"
                label="Name, as a customer would say it"
                value={point.name}
                required
                maxlength={80}
                anyScript
              />
              <Field
                name="ideal"
                type="textarea"
                label="What ideal service looks like here"
                hint="One sentence that somebody on their first day could act on."
                value={point.ideal}
                maxlength={500}
              />
              <Field
                name="owner"
                type="select"
                label="Who owns it"
                hint="Whoever sees to it that it gets better."
                none="Nobody yet"
                options={owners}
                value={point.owner_id ?? ''}
              />
              <Field
                name="team"
                type="select"
                label="Whose team works there"
                none="Several, or none"
                options={groups}
                value={point.team_id ?? ''}
              />
              <Button>Keep it so</Button>
            </Form>
          </Section>
        </Columns>
      </>
    ),
  }
})

const back = '/journey/touchpoints/:id'

const keep = form(
  back,
  z.object({
    name: z.string().max(200),
    ideal: z.string().max(500),
    owner: z.union([z.literal(''), z.guid()]),
    team: z.union([z.literal(''), z.guid()]),
  }),
  async ({ db, who, param }, { name, ideal, owner, team }) => {
    await change(db, who, param('id'), {
      name,
      ideal: ideal.trim(),
      owner_id: owner || null,
      team_id: team || null,
    })
    return `/journey/touchpoints/${param('id')}`
  },
  back,
)

const guessed = form(
  `${back}/guess`,
  z.object({ share: z.coerce.number('Guess a whole number from 0 to 100.') }),
  async ({ db, who, param }, { share }) => {
    await guess(db, who, param('id'), share)
    return `/journey/touchpoints/${param('id')}`
  },
  back,
)

export const stationLeaves: Leaf[] = [show, keep, guessed]
