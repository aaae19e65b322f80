import { z } from 'zod'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  momentShape,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import { answerShift, beginShift, endShift, planShift, readShift, shifts } from '../limits/limits.ts'
import type { Staff } from '../people/people.ts'
import { reportShift, sayChanged } from './shift-report.ts'

const shiftOut = z.object({
  id: z.string(),
  by: z.string().describe('Who comes.'),
  beside: z.string().describe('Beside whom, and with whose limit.'),
  team: z.string().nullable(),
  planned_at: momentOut,
  minutes: z.int(),
  yes: z.boolean().nullable().describe('What the person beside said; null: not yet.'),
  from: momentOut.nullable(),
  until: momentOut.nullable(),
  ended_at: momentOut.nullable(),
})
const toldOut = z.object({
  shift: z.string(),
  met: z.string(),
  change: z.string(),
  by_day: z.string(),
  changed: z.string().nullable(),
})
const read = 'shifts:read'
const write = 'shifts:write'
const one = z.object({ id: idShape })

const mine = endpoint({
  method: 'get',
  path: '/shifts',
  says: 'Lists your shifts, and those beside you.',
  scope: read,
  input: z.object({}),
  output: z.object({ items: z.array(shiftOut) }),
})
const plan = endpoint({
  method: 'post',
  path: '/shifts',
  says: 'Asks somebody for a shift beside them, with their limit.',
  scope: write,
  input: z.object({
    beside: idShape,
    planned_at: momentShape,
    hours: z.number().min(0.25).max(8).default(2),
  }),
  output: shiftOut,
  status: 201,
})
const answer = endpoint({
  method: 'post',
  path: '/shifts/{id}/answer',
  says: 'Says yes or no to a shift beside you.',
  scope: write,
  input: one.extend({ yes: z.boolean() }),
  output: shiftOut,
})
const begin = endpoint({
  method: 'post',
  path: '/shifts/{id}/begin',
  says: 'Begins a shift on its day, after a yes: from now on the limit of the person beside holds for you.',
  scope: write,
  input: one,
  output: shiftOut,
})
const end = endpoint({
  method: 'post',
  path: '/shifts/{id}/end',
  says: 'Ends a shift before its time, or calls it off: either of the two may.',
  scope: write,
  input: one,
  output: shiftOut,
})
const report = endpoint({
  method: 'post',
  path: '/shifts/{id}/report',
  says: 'Tells the team what you met, what you will change, and by when.',
  scope: write,
  input: one.extend({ met: textShape(2000), change: textShape(1000), by: dayShape }),
  output: toldOut,
  status: 201,
})
const changed = endpoint({
  method: 'post',
  path: '/shifts/{id}/changed',
  says: 'Tells the team that it has changed, and how.',
  scope: write,
  input: one.extend({ how: textShape(400) }),
  output: toldOut,
})

type Told = Awaited<ReturnType<typeof reportShift>>
const toldOf = ({ shift, report }: Told) => ({
  shift: shift.id,
  met: report?.met ?? '',
  change: report?.change ?? '',
  by_day: report?.by_day ?? '',
  changed: report?.changed ?? null,
})

export const shiftsApi: Route<Staff>[] = [
  answers(mine, async (db, who: Staff) => ({ items: await shifts(db, { person: who.id, most: 100 }) })),
  answers(plan, (db, who: Staff, { beside, planned_at, hours }) =>
    planShift(db, who, { beside, planned: planned_at, hours }),
  ),
  answers(answer, (db, who: Staff, { id, yes }) => answerShift(db, who, id, yes)),
  answers(begin, async (db, who: Staff, { id }) => {
    const { beside } = await readShift(db, id)
    return readShift(db, (await beginShift(db, who, { beside })).id)
  }),
  answers(end, (db, who: Staff, { id }) => endShift(db, who, id)),
  answers(report, async (db, who: Staff, { id, met, change, by }) =>
    toldOf(await reportShift(db, who, id, { met, change, byDay: by })),
  ),
  answers(changed, async (db, who: Staff, { id, how }) => toldOf(await sayChanged(db, who, id, how))),
]
