import { z } from 'zod'
import type { Db } from '../kit/db.ts'
import { answers, endpoint, idShape, type Route } from '../kit/endpoint.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { chainOf, type Person, people, person, rank, type Staff, teams } from '../people/people.ts'
import { mustBeOn, type Switch } from '../people/switches.ts'
import { PERIODS, type Period, type Span, spanOf } from './period.ts'
import { countConfirmed } from './store.ts'
import { LEAST, type Told, toldOf } from './told.ts'

export const BY_EMPLOYEE = 'results.by-employee'

/** The one thing here that measures a person. It is off until everybody has been told. */
export const resultsByEmployee: Switch = {
  name: BY_EMPLOYEE,
  title: 'Results by employee',
  says: 'How many customers gave a five when they confirmed what somebody had put right. Their own manager could read it, and the person; no list, no comparison, no file.',
  noticeDays: 14,
  opens: ['GET /api/v1/results/people/{id}', 'GET /results/people/:id', 'GET /results/people'],
}

export type OfPerson = { person: Person; span: Span; told: Told }

/** While the switch is off this refuses before it looks at anything: nothing can be told from how. */
export async function readOfPerson(db: Db, who: Staff, id: Id, period: Period): Promise<OfPerson> {
  await mustBeOn(db, BY_EMPLOYEE, who.at)
  const one = await person(db, id)
  if (!(await mayReadOf(db, who, one)))
    throw new Refusal('forbidden', 'not-yours', 'Only their own manager, and the person, may read this.')
  const span = spanOf(period, who.at, who.house.zone)
  const { fives, answered } = await countConfirmed(db, id, span)
  return { person: one, span, told: toldOf(fives, answered) }
}

/** Whom somebody may read about: those whose team they lead, by name. Administering gives no right to it. */
export async function mine(db: Db, who: Staff): Promise<Person[]> {
  await mustBeOn(db, BY_EMPLOYEE, who.at)
  const found: Person[] = []
  for (const one of await people(db)) if (await mayReadOf(db, who, one)) found.push(one)
  return found
}

async function mayReadOf(db: Db, who: Staff, one: Person): Promise<boolean> {
  if (who.id === one.id) return true
  const leads = who.team !== null && chainOf(await teams(db), one.team_id).includes(who.team)
  return leads && rank(who.level) > rank(one.level)
}

const read = endpoint({
  method: 'get',
  path: '/results/people/{id}',
  says: 'Reads how customers confirmed what one person put right: for their own manager, while results by employee are switched on.',
  scope: 'results:read',
  input: z.object({
    id: idShape,
    period: z.enum(PERIODS).default('quarter').describe('Up to today.'),
  }),
  output: z.object({
    from: z.string(),
    to: z.string(),
    fives: z.int(),
    answers: z.int(),
    share: z
      .object({ share: z.number(), low: z.number(), high: z.number() })
      .nullable()
      .describe(`0 to 1, with its 95 % interval; null where there are fewer than ${LEAST} answers.`),
  }),
})

export const byEmployeeApi: Route<Staff> = answers(read, async (db, who: Staff, { id, period }) => {
  const { span, told } = await readOfPerson(db, who, id, period)
  return { ...span, fives: told.part, answers: told.n, share: told.share ?? null }
})
