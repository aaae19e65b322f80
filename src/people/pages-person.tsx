import { z } from 'zod'
import { mailGoesOut } from '../kit/mail.ts'
import { formatDate } from '../kit/moments.ts'
import {
  Button,
  Card,
  Choices,
  Columns,
  Deed,
  Disclosure,
  Facts,
  Field,
  Form,
  Notice,
  PageTitle,
  Section,
} from '../ui/index.ts'
import { HoursFields, hoursMembers, hoursOf } from './hours-form.tsx'
import { hoursSentence } from './hours-sentence.ts'
import { invitations, inviteAgain, revokeInvitation } from './invite.ts'
import { leave } from './leave.ts'
import { Away, awayPages } from './pages-away.tsx'
import { levelChoices } from './pages-people.tsx'
import { teamOptions } from './pages-teams.tsx'
import {
  absences,
  type Company,
  firstName,
  LEVELS,
  levelNames,
  type Person,
  people,
  person,
  type Staff,
  type Team,
  teams,
  worksAt,
} from './people.ts'
import { mayArrange } from './rules.ts'
import { form, page } from './staff.tsx'
import { changeStanding, setWorks } from './standing.ts'

const personPage = page('/company/people/:id', async ({ db, who, param }) => {
  const one = await person(db, param('id'))
  const [all, everybody, away, invited] = await Promise.all([
    teams(db),
    people(db),
    absences(db, who.at),
    invitations(db),
  ])
  const own = away.filter((each) => each.person_id === one.id)
  const waits = invited.get(one.id)
  return {
    title: one.name,
    on: 'company',
    body: (
      <>
        <PageTitle over={<a href="/company/people">People</a>} lead={leadOf(one, all)}>
          {one.name}
        </PageTitle>
        {one.left_at && (
          <Notice>
            {firstName(one.name)} left on {formatDate(one.left_at, 'en', who.house.zone)}.
          </Notice>
        )}
        {waits && <Waiting one={one} since={waits} who={who} />}
        {!one.left_at && (
          <Columns
            aside={who.admin && <StandingForm one={one} all={who.house.small ? [] : all} house={who.house} />}
          >
            <About one={one} who={who} />
            <Away one={one} who={who} own={own} everybody={everybody} may={mayArrange(who, one, all)} />
            {mayArrange(who, one, all) && <Works one={one} who={who} />}
            {who.admin && !waits && <Leaving one={one} />}
          </Columns>
        )}
      </>
    ),
  }
})

function leadOf(one: Person, all: readonly Team[]): string {
  const team = all.find((each) => each.id === one.team_id)?.name
  const level = levelNames[one.level].replace(/^./, (first) => first.toUpperCase())
  return `${level}${team ? `, ${team}` : ''}${one.admin ? '; administers the company' : ''}.`
}

const About = ({ one, who }: { one: Person; who: Staff }) => (
  <Facts
    facts={[
      { name: 'Address', value: one.email ?? 'none' },
      {
        name: 'Here since',
        value: formatDate(new Date(`${one.joined_on}T12:00:00Z`), 'en', 'UTC'),
      },
      { name: 'Works', value: hoursSentence(worksAt(who.house, one), 'en') },
    ]}
  />
)

const Waiting = ({ one, since, who }: { one: Person; since: Date; who: Staff }) => (
  <Card title={`Invited on ${formatDate(since, 'en', who.house.zone)}, not here yet`}>
    <p>The link goes to {one.email}, works once, and for seven days.</p>
    {who.admin && !mailGoesOut() && (
      <p>
        No mail goes out yet: read the link in <a href="/company/letters">Letters</a> and hand it on yourself.
      </p>
    )}
    {who.admin && (
      <div class="buttons">
        <Deed action={`/company/people/${one.id}/invitation`}>Send a new link</Deed>
        <Deed action={`/company/people/${one.id}/invitation/revoke`} kind="danger">
          Take the invitation back
        </Deed>
      </div>
    )}
  </Card>
)

const Works = ({ one, who }: { one: Person; who: Staff }) => (
  <Section title="Working hours">
    <p class="soft">{one.works ? 'Their own.' : 'As the company is open.'}</p>
    <Disclosure summary={one.works ? 'Change them' : 'Give them hours of their own'}>
      <Form action={`/company/people/${one.id}/hours`}>
        <HoursFields hours={worksAt(who.house, one)} />
        <div class="buttons">
          <Button>Keep these hours</Button>
          {one.works && (
            <Button kind="link" name="company" value="yes">
              Back to the company’s hours
            </Button>
          )}
        </div>
      </Form>
    </Disclosure>
  </Section>
)

const StandingForm = ({ one, all, house }: { one: Person; all: readonly Team[]; house: Company }) => (
  <Card title={all.length > 0 ? 'Level and team' : 'Level'} deed>
    <Form action={`/company/people/${one.id}`}>
      <Choices
        name="level"
        legend="Level"
        choices={levelChoices(house, one.level)}
        value={one.level}
        small
        required
      />
      {all.length > 0 && (
        <Field
          name="team"
          type="select"
          label="Team"
          none="of no team"
          plain
          value={one.team_id ?? ''}
          options={teamOptions(all)}
        />
      )}
      <Field
        name="admin"
        type="checkbox"
        label="Administers the company"
        hint="Invites people, sets limits and settings. It is a right, not a level."
        checked={one.admin}
      />
      <Button kind="go">Keep this</Button>
    </Form>
  </Card>
)

const Leaving = ({ one }: { one: Person }) => (
  <Section title="Leaving">
    <Disclosure summary={`${firstName(one.name)} leaves the company`}>
      <Form action={`/company/people/${one.id}/leave`}>
        <p>
          What {firstName(one.name)} has open here ends at once, keys and links too. What they held is passed
          on; what they did keeps their name.
        </p>
        <Button kind="danger">{firstName(one.name)} leaves now</Button>
      </Form>
    </Disclosure>
  </Section>
)

const back = '/company/people/:id'
const at = (id: string) => `/company/people/${id}`
const nothing = z.object({})

const standingForm = form(
  back,
  z.object({
    level: z.enum(LEVELS),
    team: z.union([z.literal(''), z.guid()]).optional(),
    admin: z.literal('yes').optional(),
  }),
  async ({ db, who, param }, { level, team, admin }) => {
    const change = { level, admin: admin === 'yes', ...(team === undefined ? {} : { team: team || null }) }
    await changeStanding(db, who, param('id'), change)
    return at(param('id'))
  },
  back,
)

const hoursForm = form(
  `${back}/hours`,
  z.object({ ...hoursMembers, company: z.literal('yes').optional() }),
  async ({ db, who, param }, input) => {
    await setWorks(db, who, param('id'), input.company ? null : hoursOf(input, who.house.zone))
    return at(param('id'))
  },
  back,
)

const againForm = form(
  `${back}/invitation`,
  nothing,
  async ({ db, who, param }) => {
    await inviteAgain(db, who, param('id'))
    return at(param('id'))
  },
  back,
)

const revokeForm = form(
  `${back}/invitation/revoke`,
  nothing,
  async ({ db, who, param }) => {
    await revokeInvitation(db, who, param('id'))
    return '/company/people'
  },
  back,
)

const leaveForm = form(
  `${back}/leave`,
  nothing,
  async ({ db, who, param }) => {
    await leave(db, who, param('id'))
    return at(param('id'))
  },
  back,
)

export const personPages = [
  personPage,
  standingForm,
  hoursForm,
  ...awayPages,
  againForm,
  revokeForm,
  leaveForm,
]
