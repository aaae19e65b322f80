import { z } from 'zod'
import { Button, Card, Choices, Columns, Field, Form, PageTitle, Row, Rows, Section } from '../ui/index.ts'
import { invitations, invite } from './invite.ts'
import { teamOptions } from './pages-teams.tsx'
import {
  absences,
  type Company,
  LEVELS,
  type Level,
  levelNames,
  type Person,
  people,
  type Team,
  teams,
} from './people.ts'
import { form, page } from './staff.tsx'
import { branches } from './teams.ts'

const LEVEL_HINTS: Record<Level, string> = {
  'front-line': 'with customers; the first limit',
  supervisor: 'is asked first',
  manager: 'is asked above that',
  leader: 'leads the company; bound by its ceiling only',
}
const allLevels = LEVELS.map((value) => ({
  value,
  label: levelNames[value].replace(/^./, (first) => first.toUpperCase()),
  hint: LEVEL_HINTS[value],
}))
/** A small house has two: whoever it belongs to, and everybody. */
const SMALL_HOUSE = [
  { value: 'front-line', label: 'Everybody', hint: 'with customers' },
  { value: 'leader', label: 'Owner', hint: 'bound by the ceiling only' },
]
export const levelChoices = (house: Company, now?: Level) =>
  house.small && (now === undefined || now === 'front-line' || now === 'leader') ? SMALL_HOUSE : allLevels

const peoplePage = page('/company/people', async ({ db, who }) => {
  const [everybody, all, away, invited] = await Promise.all([
    people(db),
    teams(db),
    absences(db, who.at),
    invitations(db),
  ])
  const awayNow = new Set(away.filter((one) => one.from_at <= who.at).map((one) => one.person_id))
  const note = (one: Person) =>
    [
      ...(who.house.small && one.level === 'front-line' ? [] : [levelNames[one.level]]),
      ...(one.admin ? ['administrator'] : []),
      ...(invited.has(one.id) ? ['invited, not here yet'] : []),
      ...(awayNow.has(one.id) ? ['away'] : []),
    ].join(' · ')
  const group = (title: string, members: Person[]) =>
    members.length > 0 && (
      <Section title={title}>
        <Rows>
          {members.map((one) => (
            <Row title={one.name} href={`/company/people/${one.id}`} note={note(one)} />
          ))}
        </Rows>
      </Section>
    )
  return {
    title: 'People',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead={`Everybody here${who.house.small ? '' : ', by team'}. Figures name nobody.`}
        >
          People
        </PageTitle>
        <Columns aside={who.admin && <Invite all={who.house.small ? [] : all} house={who.house} />}>
          {group(
            all.length > 0 ? 'Of no team' : 'Everybody',
            everybody.filter((one) => !one.team_id),
          )}
          {branches(all).map((branch) =>
            group(
              branch.name,
              everybody.filter((one) => one.team_id === branch.id),
            ),
          )}
        </Columns>
      </>
    ),
  }
})

const Invite = ({ all, house }: { all: readonly Team[]; house: Company }) => (
  <Card title="Invite somebody" deed>
    <Form action="/company/people">
      <Field name="name" label="Name" required maxlength={120} autocomplete="off" anyScript />
      <Field name="email" type="email" label="Email address" required maxlength={200} autocomplete="off" />
      {all.length > 0 && (
        <Field name="team" type="select" label="Team" none="of no team" plain options={teamOptions(all)} />
      )}
      <Choices name="level" legend="Level" choices={levelChoices(house)} value="front-line" small required />
      <Button kind="go">Send the invitation</Button>
    </Form>
  </Card>
)

const inviteForm = form(
  '/company/people',
  z.object({
    name: z.string().trim().min(1, 'Say who it is.').max(120),
    email: z.email('This is no email address.').max(200),
    team: z.union([z.literal(''), z.guid()]).default(''),
    level: z.enum(LEVELS),
  }),
  async ({ db, who }, input) => {
    const one = await invite(db, who, { ...input, team: input.team || null })
    return `/company/people/${one.id}`
  },
  '/company/people',
)

export const peopleListPages = [peoplePage, inviteForm]
