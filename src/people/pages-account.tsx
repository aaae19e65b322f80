import { z } from 'zod'
import { allLanguages, isLanguage, languages } from '../kit/language.ts'
import { listSessions } from '../kit/session.ts'
import {
  Ago,
  Button,
  Columns,
  Deed,
  Field,
  Form,
  Notice,
  PageTitle,
  QuietLinks,
  Row,
  Rows,
  Section,
} from '../ui/index.ts'
import { changeOwn, changePassword, passwordIsSet, signOutOf } from './account.ts'
import { accountPanels } from './account-panels.ts'
import { countMemberships } from './identity.ts'
import { person, type Staff } from './people.ts'
import { form, page } from './staff.tsx'

const accountPage = page('/account', async ({ db, who, query }) => {
  const one = await person(db, who.id)
  const [known, sessions, companies] = await Promise.all([
    passwordIsSet(db, who),
    listSessions(db, who.id),
    one.identity_id ? countMemberships(db, one.identity_id) : 1,
  ])
  return {
    title: 'Your account',
    body: (
      <>
        <PageTitle lead={one.email ?? undefined}>Your account</PageTitle>
        {query('kept') && <Notice>Kept.</Notice>}
        <Columns aside={<Links who={who} companies={companies} />}>
          <Section title="You">
            <Form action="/account">
              <Field
                name="name"
                label="Your name"
                value={who.name}
                required
                maxlength={120}
                autocomplete="name"
                anyScript
              />
              <Field
                name="language"
                type="select"
                label="Your language"
                hint="So far everything inside is in English; your choice is kept for when it is not."
                required
                value={isLanguage(who.language) ? who.language : 'en'}
                options={allLanguages.map((code) => ({ value: code, label: languages[code].name }))}
              />
              <Button>Keep this</Button>
            </Form>
          </Section>
          {await Promise.all([...accountPanels].map((panel) => panel(db, who)))}
          {one.identity_id && <Password known={known} />}
          <Sessions sessions={sessions} who={who} />
        </Columns>
      </>
    ),
  }
})

const Links = ({ who, companies }: { who: Staff; companies: number }) => (
  <QuietLinks
    links={[
      { label: 'Plan days away, or set your working hours', href: `/company/people/${who.id}`, icon: 'wait' },
      { label: 'Your history, and who asked to read it', href: '/account/history' },
      ...(companies > 1
        ? [{ label: 'Go to another company of yours', href: '/account/companies', icon: 'house' as const }]
        : []),
    ]}
  />
)

const Password = ({ known }: { known: boolean }) => (
  <Section title="Password">
    <p class="soft">
      {known
        ? 'A new one ends everything else that is open under your address.'
        : 'You have none: links by mail let you in.'}
    </p>
    <Form action="/account/password">
      {known && (
        <Field
          name="current"
          type="password"
          label="Your password now"
          required
          autocomplete="current-password"
        />
      )}
      <Field
        name="password"
        type="password"
        label="The new password"
        hint="At least ten characters: a short sentence is a good one."
        required
        autocomplete="new-password"
      />
      <Button>{known ? 'Change the password' : 'Set a password'}</Button>
    </Form>
  </Section>
)

type SessionRow = Awaited<ReturnType<typeof listSessions>>[number]

const Sessions = ({ sessions, who }: { sessions: SessionRow[]; who: Staff & { session: string } }) => (
  <Section title="Where you are signed in">
    <Rows>
      {sessions.map((one) => (
        <Row
          title={deviceOf(one.agent)}
          note={one.id === who.session ? 'this one' : undefined}
          end={
            one.id !== who.session && (
              <Deed
                action={`/account/sessions/${one.id}/end`}
                kind="link"
                label={`End it: ${deviceOf(one.agent)}`}
              >
                End it
              </Deed>
            )
          }
        >
          <p class="faint">
            since <Ago at={one.begun_at} now={who.at} zone={who.house.zone} />, last seen{' '}
            <Ago at={one.seen_at} now={who.at} zone={who.house.zone} />
          </p>
        </Row>
      ))}
    </Rows>
    {sessions.length > 1 && <Deed action="/account/sessions/others/end">End all others</Deed>}
  </Section>
)

/** "Firefox on Linux", from what the browser says of itself: only for recognising it. */
export function deviceOf(agent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent)?.[1]
  const system = /(iPhone|iPad|Android|Windows|Mac OS X|Linux)/.exec(agent)?.[1]
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser
  if (name && system) return `${name} on ${system === 'Mac OS X' ? 'a Mac' : system}`
  return name ?? 'A browser'
}

const ownForm = form(
  '/account',
  z.object({
    name: z.string().trim().min(1, 'Say your name.').max(120),
    language: z.enum(allLanguages),
  }),
  async ({ db, who }, input) => {
    await changeOwn(db, who, input)
    return '/account?kept=yes'
  },
  '/account',
)

const passwordForm = form(
  '/account/password',
  z.object({ current: z.string().max(200).default(''), password: z.string().max(200) }),
  async ({ db, who }, { current, password }) => {
    await changePassword(db, who, { current, next: password })
    return '/account?kept=yes'
  },
  '/account',
)

const endForm = form(
  '/account/sessions/:id/end',
  z.object({}),
  async ({ db, who, param }) => {
    await signOutOf(db, who, param('id'))
    return '/account'
  },
  '/account',
)

export const accountPages = [accountPage, ownForm, passwordForm, endForm]
