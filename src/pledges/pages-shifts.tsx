import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import { isId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { answerShift, beginShift, endShift, planShift, readShift } from '../limits/limits.ts'
import { overAt } from '../limits/shift.ts'
import { people, rank, type Staff } from '../people/people.ts'
import { form, page } from '../people/staff.tsx'
import { Card, Empty, Notice, PageTitle, Rows, Section, Sentence } from '../ui/index.ts'
import { momentOn } from './days.ts'
import { PlanForm } from './plan-form.tsx'
import { reportShift, sayChanged, type Visit, visit, visitsOf } from './shift-report.ts'
import { ShiftRow } from './shift-row.tsx'
import { TellTeam, VisitTold } from './told-team.tsx'

const shiftsPage = page('/shifts', async ({ db, who, query }) => {
  const [all, below] = await Promise.all([visitsOf(db, who.id, 40), nearer(db, who)])
  const now = (one: Visit) => one.shift.from !== null && !overAt(one.shift, who.at)
  const ahead = (one: Visit) => one.shift.from === null && !one.shift.ended_at && one.shift.yes !== false
  const planned = all.filter((one) => now(one) || ahead(one)).reverse()
  const taken = all.filter((one) => one.shift.from !== null && !now(one))
  return {
    title: 'Shifts',
    on: 'company',
    body: (
      <>
        <PageTitle
          over={<a href="/company">Company</a>}
          lead="Two hours where the customers are, beside somebody who stands there, with their limit and no more. What stops them stops whoever comes."
        >
          Take a shift
        </PageTitle>
        {query('asked') && <Notice>They see it on their Today, and say yes or no.</Notice>}
        <Section title="Planned" id="planned">
          {planned.length === 0 ? (
            <Empty>Here will be the shifts that are planned, and the one that runs.</Empty>
          ) : (
            <Rows label="Planned shifts">
              {planned.map((one) => (
                <ShiftRow who={who} shift={one.shift} />
              ))}
            </Rows>
          )}
        </Section>
        {below.length > 0 && (
          <Card title="Plan a shift" id="plan" deed>
            <PlanForm who={who} beside={below} />
          </Card>
        )}
        {taken.length > 0 && (
          <Section title="Taken" id="taken">
            <Rows label="Shifts taken">
              {taken.map((one) => (
                <ShiftRow who={who} shift={one.shift} visit={one} />
              ))}
            </Rows>
          </Section>
        )}
        {below.length === 0 && planned.length + taken.length === 0 && (
          <Sentence size="soft">
            {rank(who.level) > 0 ? (
              <>
                Nobody works here yet beside whom you could stand.{' '}
                {who.admin && <a href="/company/people">Invite your people</a>}
              </>
            ) : (
              'When somebody who leads asks to work beside you, it stands on your Today. Your no needs no reason.'
            )}
          </Sentence>
        )}
      </>
    ),
  }
})

/** Those beside whom this person may work. */
const nearer = async (db: Db, who: Staff) =>
  rank(who.level) === 0 ? [] : (await people(db)).filter((one) => rank(one.level) < rank(who.level))

const shiftPage = page('/shifts/:id', async ({ db, who, param }) => {
  const one = await visit(db, param('id'))
  await mustSee(db, who, one)
  const { shift } = one
  const over = overAt(shift, who.at)
  return {
    title: `${shift.by_name} beside ${shift.beside_name}`,
    on: 'company',
    body: (
      <>
        <PageTitle over={<a href="/shifts">Shifts</a>}>
          {shift.by_name} beside {shift.beside_name}
        </PageTitle>
        <VisitTold one={one} who={who} />
        {over && shift.by === who.id && <TellTeam one={one} who={who} />}
      </>
    ),
  }
})

/** The two of them, and, once it is told, everybody: a report to a team is no secret. */
async function mustSee(_db: Db, who: Staff, { shift, report }: Visit): Promise<void> {
  if (report || shift.by === who.id || shift.beside === who.id) return
  throw new Refusal('not-found', 'shift', 'There is no such shift here.')
}

const plan = form(
  '/shifts',
  z.object({
    beside: z.string(),
    planned: z.string().max(40),
    hours: z.coerce.number('Say how many hours.').min(0.25).max(8),
  }),
  async ({ db, who }, { beside, planned, hours }) => {
    if (!isId(beside)) throw new Refusal('invalid', 'beside', 'Choose beside whom.', { field: 'beside' })
    await planShift(db, who, { beside, planned: momentOn(planned, who.house.zone, 'planned'), hours })
    return '/shifts?asked=yes'
  },
  '/shifts',
)

const answer = form(
  '/shifts/:id/answer',
  z.object({ yes: z.enum(['yes', 'no']) }),
  async ({ db, who, param }, { yes }) => {
    await answerShift(db, who, param('id'), yes === 'yes')
    return '/today'
  },
  '/shifts',
)

const begin = form(
  '/shifts/:id/begin',
  z.object({}),
  async ({ db, who, param }) => {
    const { beside } = await readShift(db, param('id'))
    await beginShift(db, who, { beside })
    return '/today'
  },
  '/shifts',
)

const end = form(
  '/shifts/:id/end',
  z.object({}),
  async ({ db, who, param }) => {
    const one = await endShift(db, who, param('id'))
    return one.by === who.id && one.from ? `/shifts/${one.id}` : '/shifts'
  },
  '/shifts',
)

const tellTeam = form(
  '/shifts/:id/report',
  z.object({ met: z.string().max(2000), change: z.string().max(1000), by: dayIn('Say by when.') }),
  async ({ db, who, param }, { met, change, by }) => {
    await reportShift(db, who, param('id'), { met, change, byDay: by })
    return `/shifts/${param('id')}`
  },
  '/shifts/:id',
)

const changed = form(
  '/shifts/:id/changed',
  z.object({ how: z.string().max(400) }),
  async ({ db, who, param }, { how }) => {
    await sayChanged(db, who, param('id'), how)
    return `/shifts/${param('id')}`
  },
  '/shifts/:id',
)

export const shiftPages: Leaf[] = [shiftsPage, plan, shiftPage, answer, begin, end, tellTeam, changed]
