import type { Db } from '../kit/db.ts'
import { listLetters } from '../kit/mail.ts'
import { PageTitle, Row, Rows, Section } from '../ui/index.ts'
import { keys } from './bearer.ts'
import { type CompanyLink, companyLinks } from './company-links.ts'
import { hoursSentence } from './hours-sentence.ts'
import { invitations } from './invite.ts'
import { backupLink } from './pages-backup.tsx'
import { switchesLink } from './pages-switches.tsx'
import { absences, people, type Staff, teams } from './people.ts'
import { page } from './staff.tsx'

const count = (n: number, one: string, many = `${one}s`) => `${n === 0 ? 'No' : n} ${n === 1 ? one : many}`

async function peopleLink(db: Db, who: Staff): Promise<CompanyLink> {
  const [everybody, away, invited] = await Promise.all([people(db), absences(db, who.at), invitations(db)])
  const now = new Set(away.filter((one) => one.from_at <= who.at).map((one) => one.person_id)).size
  const parts = [
    `${count(everybody.length - invited.size, 'person', 'people')} ${everybody.length - invited.size === 1 ? 'works' : 'work'} here`,
    ...(invited.size > 0
      ? [`${count(invited.size, 'invitation')} ${invited.size === 1 ? 'waits' : 'wait'}`]
      : []),
    ...(now > 0 ? [`${now} ${now === 1 ? 'is' : 'are'} away today`] : []),
  ]
  return { title: 'People', href: '/company/people', sentence: `${parts.join(', ')}.`, group: 'people' }
}

async function teamsLink(db: Db): Promise<CompanyLink> {
  const all = await teams(db)
  const top = all.filter((one) => one.parent_id === null).map((one) => one.name)
  const names = new Intl.ListFormat('en').format(top)
  const sentence =
    all.length === 0
      ? 'Everybody works together: there are no teams.'
      : `${count(all.length, 'team')}; at the top ${names}.`
  return { title: 'Teams', href: '/company/teams', sentence, group: 'people', large: true }
}

const settingsLink = async (_db: Db, { house }: Staff): Promise<CompanyLink> => ({
  title: 'Settings',
  href: '/company/settings',
  sentence: `${house.phone ? `Customers ring ${house.phone}. ` : 'No telephone number is shown to customers. '}Open ${hoursSentence(house.hours, 'en').replace(/^\S/, (first) => first)}.`,
  group: 'house',
})

async function keysLink(db: Db, who: Staff): Promise<CompanyLink | null> {
  if (!who.admin) return null
  const holding = (await keys(db)).filter((key) => !key.ended_at).length
  const sentence =
    holding === 0
      ? 'No other program may act here.'
      : `${count(holding, 'key')} let${holding === 1 ? 's' : ''} other programs act here.`
  return { title: 'Keys', href: '/company/keys', sentence, group: 'house' }
}

async function lettersLink(db: Db, who: Staff): Promise<CompanyLink | null> {
  if (!who.admin) return null
  const waiting = (await listLetters(db, 100)).filter((letter) => !letter.sent_at).length
  const sentence =
    waiting === 0
      ? 'No letter waits to go out.'
      : `${waiting === 100 ? '100 letters or more' : count(waiting, 'letter')} ${waiting === 1 ? 'has' : 'have'} not gone out.`
  return { title: 'Letters', href: '/company/letters', sentence, group: 'house' }
}

const apiLink = async (): Promise<CompanyLink> => ({
  title: 'API',
  href: '/api',
  sentence: 'Everything that the pages can do, for other programs.',
  group: 'house',
})

const own = [peopleLink, teamsLink, switchesLink, settingsLink, keysLink, lettersLink, backupLink, apiLink]

const GROUPS = {
  people: 'Who works here',
  serving: 'How we serve',
  house: 'The house and its doors',
} as const

export const companyPage = page('/company', async ({ db, who }) => {
  const links: CompanyLink[] = []
  for (const link of [...own, ...companyLinks]) {
    const one = await link(db, who)
    if (one && !(one.large && who.house.small)) links.push(one)
  }
  return {
    title: 'Company',
    on: 'company',
    body: (
      <>
        <PageTitle lead="How we are set up, and how each of it stands.">{who.house.name}</PageTitle>
        {(['serving', 'people', 'house'] as const).map((group) => {
          const here = links.filter((one) => (one.group ?? 'serving') === group)
          return (
            here.length > 0 && (
              <Section title={GROUPS[group]}>
                <Rows>
                  {here.map((one) => (
                    <Row title={one.title} href={one.href}>
                      <p>{one.sentence}</p>
                    </Row>
                  ))}
                </Rows>
              </Section>
            )
          )
        })}
      </>
    ),
  }
})
