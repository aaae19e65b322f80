import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import type { CompanyLink } from '../people/company-links.ts'
import { rank, type Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { Card, Empty, PageTitle, Section } from '../ui/index.ts'
import { leadersAndMe } from './kept.ts'
import { changePledge, endPledge, makePledge, sayDone, takeDoneBack } from './make.ts'
import { MakeForm } from './make-form.tsx'
import { callPages } from './pages-calls.tsx'
import { shiftPages } from './pages-shifts.tsx'
import { KINDS, SPANS } from './pledge.ts'
import { Pledged } from './pledged.tsx'

const show = page('/pledges', async ({ db, who, query, refused }) => {
  const all = await leadersAndMe(db, who)
  const leaders = all.filter(({ person }) => person.level === 'leader')
  const mine = all.find(({ person }) => person.id === who.id)
  const pledges = rank(who.level) >= rank('manager')
  return {
    title: 'Pledges',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="What our leaders say that they will do, and what they did. It counts itself; nobody ticks it."
        >
          What those who lead pledge
        </PageTitle>
        {leaders.length === 0 && <Empty>Here will be what the leaders of this house pledge.</Empty>}
        {leaders.map(({ person, pledges: theirs }) => (
          <Section title={person.name} id={`of-${person.id}`}>
            {theirs.length === 0 ? (
              <p class="soft">
                {person.id === who.id ? 'You have pledged nothing yet.' : 'Has pledged nothing yet.'}
              </p>
            ) : (
              <Pledged db={db} who={who} all={theirs} again={query('change')} refused={refused?.action} />
            )}
          </Section>
        ))}
        {mine && mine.person.level !== 'leader' && (pledges || mine.pledges.length > 0) && (
          <Section title="Yours, which only you see" id="mine">
            {mine.pledges.length === 0 ? (
              <p class="soft">You have pledged nothing yet.</p>
            ) : (
              <Pledged
                db={db}
                who={who}
                all={mine.pledges}
                again={query('change')}
                refused={refused?.action}
              />
            )}
          </Section>
        )}
        {pledges && (
          <Card title="Pledge something" id="make">
            <MakeForm seen={who.level === 'leader'} />
          </Card>
        )}
      </>
    ),
  }
})

const cadence = {
  times: z.coerce.number('Say how many.').int().min(1).max(100),
  per: z.enum(SPANS),
  sentence: z.string().max(200).optional(),
}

const make = form(
  '/pledges',
  z.object({ doing: z.enum(KINDS), ...cadence }),
  async ({ db, who }, { doing, ...what }) => {
    const one = await makePledge(db, who, { kind: doing, ...what })
    return one.kind === 'calls' ? '/pledges/calls' : one.kind === 'shifts' ? '/shifts' : '/pledges'
  },
  '/pledges',
)

const change = form(
  '/pledges/:id/change',
  z.object({ ...cadence, why: z.string().max(200) }),
  async ({ db, who, param }, what) => {
    await changePledge(db, who, param('id'), what)
    return '/pledges'
  },
  '/pledges',
)

const end = form(
  '/pledges/:id/end',
  z.object({ why: z.string().max(200) }),
  async ({ db, who, param }, { why }) => {
    await endPledge(db, who, param('id'), why)
    return '/pledges'
  },
  '/pledges',
)

const done = form(
  '/pledges/:id/done',
  z.object({ what: z.string().max(400), day: z.union([z.literal(''), dayIn()]).optional() }),
  async ({ db, who, param }, { what, day }) => {
    await sayDone(db, who, param('id'), { what, day: day || undefined })
    return '/pledges'
  },
  '/pledges',
)

const undone = form(
  '/pledges/done/:id/take-back',
  z.object({}),
  async ({ db, who, param }) => {
    await takeDoneBack(db, who, param('id'))
    return '/pledges'
  },
  '/pledges',
)

export const pledgesPages: Leaf[] = [show, make, ...callPages, ...shiftPages, undone, change, end, done]

/** How it stands, on the company page. */
export async function pledgesLink(db: Db, who: Staff): Promise<CompanyLink> {
  const leaders = (await leadersAndMe(db, who)).filter(({ person }) => person.level === 'leader')
  const open = leaders.flatMap(({ pledges }) => pledges.filter((one) => !one.pledge.end))
  const first = open[0]
  return {
    title: 'Pledges',
    href: '/pledges',
    group: 'people',
    sentence: first
      ? `${open.length === 1 ? 'One pledge' : `${open.length} pledges`} of those who lead: “${first.pledge.sentence}”, ${first.says}.`
      : 'Nobody who leads has pledged anything yet.',
  }
}

export async function shiftsLink(_db: Db, who: Staff): Promise<CompanyLink> {
  return {
    title: 'Shifts',
    href: '/shifts',
    group: 'people',
    sentence:
      rank(who.level) >= rank('manager')
        ? 'Work two hours at the counter, with the limit of whoever stands there.'
        : 'Those who lead work beside you for two hours, with your limit, when you say yes.',
  }
}
