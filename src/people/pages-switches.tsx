import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { formatDate } from '../kit/moments.ts'
import { Columns, Notice, PageTitle, QuietLinks, Row, Rows, Section } from '../ui/index.ts'
import type { CompanyLink } from './company-links.ts'
import { council, endCouncil, isCouncil, nameCouncil } from './council.ts'
import { Council, LeastGroup } from './council-card.tsx'
import { chooseLeastGroup, leastGroup } from './least-group.ts'
import { people, type Staff } from './people.ts'
import { form, page } from './staff.tsx'
import { OneSwitch } from './switch-card.tsx'
import { type State, stateOf, switchOff, switchOn, switchTable } from './switches.ts'

const over = <a href="/company">Company</a>

/** On the company's page: in one sentence, whether anything measures people here. */
export async function switchesLink(db: Db, who: Staff): Promise<CompanyLink> {
  const states = (await switchTable(db)).map(({ is, done }) => [is, stateOf(done[0], who.at)] as const)
  const title = (state: State) => states.filter(([, now]) => now === state).map(([is]) => is.title)
  const [on, soon] = [title('on'), title('announced')]
  const sentence =
    on.length + soon.length === 0
      ? 'Nothing here measures people: every switch is off.'
      : `${on.length > 0 ? `On: ${on.join(', ')}. ` : ''}${soon.length > 0 ? `Announced: ${soon.join(', ')}.` : ''}`
  return { title: 'Switches', href: '/company/switches', sentence, group: 'people' }
}

const switchesPage = page('/company/switches', async ({ db, who }) => {
  const [table, members, everybody, k, reads] = await Promise.all([
    switchTable(db),
    council(db),
    people(db),
    leastGroup(db),
    isCouncil(db, who.id),
  ])
  const names = new Map((await people(db, { left: true })).map((one) => [one.id, one.name]))
  const off = table.every(({ done }) => stateOf(done[0], who.at) === 'off')
  const ready = table.filter(({ is }) => is.opens.length > 0)
  return {
    title: 'Switches',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={over}
          lead="All that could measure people. Everybody here may read it; whoever switches something on says why, and all know before it takes effect."
        >
          {off ? 'Nothing here measures people' : 'What measures people here'}
        </PageTitle>
        <Columns
          aside={
            <>
              <Council members={members} everybody={everybody} who={who} />
              <LeastGroup k={k} who={who} />
              <QuietLinks
                links={[
                  {
                    label: 'Papers for works council and data protection, to print',
                    href: '/company/switches/print',
                  },
                  ...(who.admin || reads
                    ? [{ label: 'Openings of a person’s history', href: '/company/openings' }]
                    : []),
                  { label: 'Your own history', href: '/account/history' },
                ]}
              />
            </>
          }
        >
          <Section title="What can be switched on">
            {ready.map(({ is, done }) => (
              <OneSwitch is={is} done={done} who={who} names={names} />
            ))}
          </Section>
          <Section title="Not built: cannot be switched on">
            <Rows label="Not built">
              {table
                .filter(({ is }) => is.opens.length === 0)
                .map(({ is }) => (
                  <Row title={is.title}>
                    <p class="soft">{is.says}</p>
                  </Row>
                ))}
            </Rows>
          </Section>
        </Columns>
      </>
    ),
  }
})

const back = '/company/switches'

const onForm = form(
  `${back}/:name/on`,
  z.object({ why: z.string().max(1000), notice: z.coerce.number() }),
  async ({ db, who, param }, { why, notice }) => {
    await switchOn(db, who, param('name'), { why, noticeDays: notice })
    return back
  },
  back,
)

const offForm = form(
  `${back}/:name/off`,
  z.object({}),
  async ({ db, who, param }) => {
    await switchOff(db, who, param('name'))
    return back
  },
  back,
)

const leastForm = form(
  `${back}/least`,
  z.object({ k: z.coerce.number() }),
  async ({ db, who }, { k }) => {
    await chooseLeastGroup(db, who, k)
    return back
  },
  back,
)

const nameForm = form(
  '/company/council',
  z.object({ person: z.guid('Choose somebody.') }),
  async ({ db, who }, { person }) => {
    await nameCouncil(db, who, person)
    return back
  },
  back,
)

const endForm = form(
  '/company/council/:id/end',
  z.object({}),
  async ({ db, who, param }) => {
    await endCouncil(db, who, param('id'))
    return back
  },
  back,
)

/** For everybody's day, as long as a notice runs and for a week after: there is no ticking it off, as nobody is to know. */
export async function switchNotices(db: Db, who: Staff) {
  const week = 7 * 86_400_000
  const told = (await switchTable(db)).flatMap(({ is, done: [last] }) =>
    last && !last.off_at && who.at.getTime() < last.from_at.getTime() + week ? [{ is, last }] : [],
  )
  if (told.length === 0) return null
  const day = (at: Date) => formatDate(at, 'en', who.house.zone)
  return {
    things: told.length,
    body: (
      <Section title="Everybody is told" id="switch-notices">
        {told.map(({ is, last }) => (
          <Notice tone="warn">
            {last.from_at > who.at ? `From ${day(last.from_at)}` : `Since ${day(last.from_at)}`}:{' '}
            <a href="/company/switches">{is.title.toLowerCase()}</a>. “{last.why}”
          </Notice>
        ))}
      </Section>
    ),
  }
}

export const switchPages: Leaf[] = [switchesPage, onForm, offForm, leastForm, nameForm, endForm]
