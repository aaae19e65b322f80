import { z } from 'zod'
import type { Db } from '../kit/db.ts'
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
import type { Staff } from '../people/people.ts'
import { shiftsApi } from './api-shifts.ts'
import { noteCall, skipPlace } from './call.ts'
import { drawWeek } from './draw.ts'
import { type Kept, keptOf, leadersAndMe } from './kept.ts'
import { type Listed, listOf } from './list.ts'
import { changePledge, endPledge, makePledge, sayDone } from './make.ts'
import { KINDS, type Pledge, SPANS } from './pledge.ts'
import { FELT } from './store-calls.ts'

const pledgeOut = z.object({
  id: z.string(),
  person_id: z.string(),
  doing: z.enum(KINDS),
  sentence: z.string(),
  times: z.int(),
  per: z.enum(SPANS),
  from_day: z.string(),
  ended_on: z.string().nullable(),
  kept: z.int().describe('Of the last 13 weeks, 3 months or 4 quarters, how many were kept.'),
  of: z.int().describe('How many of them count: whole, over, and not half away.'),
  away: z.int(),
  done_now: z.int().describe('So many times in the period that is under way.'),
  says: z.string(),
})
const outOf = ({ pledge, lately, says }: Kept) => ({
  id: pledge.id,
  person_id: pledge.person_id,
  doing: pledge.kind,
  sentence: pledge.sentence,
  times: pledge.times,
  per: pledge.per,
  from_day: pledge.from_day,
  ended_on: pledge.end?.last_day ?? null,
  kept: lately.kept,
  of: lately.n,
  away: lately.away,
  done_now: lately.running?.done ?? 0,
  says,
})
const listedOut = z.object({
  id: z.string(),
  customer_id: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  why: z.enum(['lost', 'right', 'silent', 'long', 'new']),
  because: z.string(),
  said: z.string().nullable().describe('The last thing that they said themselves.'),
  passed_on: z.string().nullable().describe('Why, where the place was passed on.'),
  instead_of: z.string().nullable(),
  reached_at: momentOut.nullable(),
  again_at: momentOut.nullable(),
})
const listedAs = (one: Listed) => ({
  id: one.id,
  customer_id: one.customer_id,
  name: one.name,
  phone: one.phone?.written ?? null,
  why: one.why,
  because: one.because,
  said: one.said?.text ?? null,
  passed_on: one.skipped,
  instead_of: one.instead_id,
  reached_at: one.reached_at,
  again_at: one.again_at,
})

const read = 'pledges:read'
const write = 'pledges:write'
const one = z.object({ id: idShape })
const cadence = {
  times: z.int().min(1).max(100),
  per: z.enum(SPANS),
  sentence: textShape(200).optional().describe('In your own words; calls and shifts have theirs.'),
}

const all = endpoint({
  method: 'get',
  path: '/pledges',
  says: 'Lists what leaders pledge, and what you do, with how it was kept. It is in the order of names.',
  scope: read,
  input: z.object({}),
  output: z.object({ items: z.array(pledgeOut) }),
})
const make = endpoint({
  method: 'post',
  path: '/pledges',
  says: 'Pledges something from today on.',
  scope: write,
  input: z.object({ doing: z.enum(KINDS), ...cadence }),
  output: pledgeOut,
  status: 201,
})
const change = endpoint({
  method: 'post',
  path: '/pledges/{id}/change',
  says: 'Puts another pledge in the place of yours; what was stays.',
  scope: write,
  input: one.extend({ ...cadence, why: textShape(200) }),
  output: pledgeOut,
  status: 201,
})
const end = endpoint({
  method: 'post',
  path: '/pledges/{id}/end',
  says: 'Ends a pledge of yours, with a reason; what was stays.',
  scope: write,
  input: one.extend({ why: textShape(200) }),
  output: pledgeOut,
})
const done = endpoint({
  method: 'post',
  path: '/pledges/{id}/done',
  says: 'Says what you did for a pledge in your own words.',
  scope: write,
  input: one.extend({ what: textShape(400), day: dayShape.optional() }),
  output: z.object({ id: z.string() }),
  status: 201,
})
const week = endpoint({
  method: 'get',
  path: '/pledges/calls',
  says: 'Lists whom the lot gave you to ring this week. Nobody can ask for another’s list.',
  scope: read,
  input: z.object({}),
  output: z.object({
    week: z.string().nullable(),
    seed: z.string().nullable().describe('A customer’s turn is the SHA-256 of the seed and their id.'),
    items: z.array(listedOut),
  }),
})
const draw = endpoint({
  method: 'post',
  path: '/pledges/calls/draw',
  says: 'Draws this week’s customers for all who ring, if that was not done yet.',
  scope: write,
  input: z.object({}),
  output: z.object({ week: z.string(), seed: z.string(), at: momentOut }),
})
const note = endpoint({
  method: 'post',
  path: '/pledges/calls/{id}/note',
  says: 'Notes a call: it goes into the customer’s story, a promise onto a case with its clock.',
  scope: write,
  input: one.extend({
    reached: z.boolean(),
    words: textShape(4000).default(''),
    felt: z.enum(FELT).optional(),
    again_at: momentShape.optional(),
    promised: z.strictObject({ what: textShape(400).min(1), due_at: momentShape }).optional(),
    rule_name: textShape(200).optional().describe('A rule that was in the way, by its name.'),
    came_back: z.boolean().default(false).describe('Whoever had left is a customer again.'),
  }),
  output: z.object({
    id: z.string(),
    interaction_id: z.string(),
    case_id: z.string().nullable(),
    promise_id: z.string().nullable(),
  }),
  status: 201,
})
const skip = endpoint({
  method: 'post',
  path: '/pledges/calls/{id}/skip',
  says: 'Passes a place on with a reason that everybody can read; it is drawn anew.',
  scope: write,
  input: one.extend({
    reason: textShape(200),
    leave_alone: z.boolean().default(false).describe('They asked not to be rung: nobody draws them again.'),
  }),
  output: z.object({ customer_id: z.string().nullable().describe('Who was drawn in this place.') }),
})

export const pledgesApi: Route<Staff>[] = [
  answers(all, async (db, who: Staff) => ({
    items: (await leadersAndMe(db, who)).flatMap(({ pledges }) => pledges.map(outOf)),
  })),
  answers(make, async (db, who: Staff, { doing, ...what }) =>
    told(db, who, await makePledge(db, who, { kind: doing, ...what })),
  ),
  answers(change, async (db, who: Staff, { id, ...what }) =>
    told(db, who, await changePledge(db, who, id, what)),
  ),
  answers(end, async (db, who: Staff, { id, why }) => told(db, who, await endPledge(db, who, id, why))),
  answers(done, async (db, who: Staff, { id, ...what }) => ({ id: await sayDone(db, who, id, what) })),
  answers(week, async (db, who: Staff) => {
    const list = await listOf(db, who)
    return {
      week: list?.draw.week ?? null,
      seed: list?.draw.seed ?? null,
      items: list?.places.map(listedAs) ?? [],
    }
  }),
  answers(draw, async (db, who: Staff) => drawWeek(db, who)),
  answers(note, (db, who: Staff, { id, again_at, promised, rule_name, came_back, ...what }) =>
    noteCall(db, who, id, {
      ...what,
      again: again_at,
      rule: rule_name,
      cameBack: came_back,
      ...(promised ? { promise: { what: promised.what, dueAt: promised.due_at } } : {}),
    }),
  ),
  answers(skip, async (db, who: Staff, { id, reason, leave_alone }) => ({
    customer_id: (await skipPlace(db, who, id, { reason, leaveAlone: leave_alone }))?.customer_id ?? null,
  })),
  ...shiftsApi,
]

async function told(db: Db, who: Staff, pledge: Pledge) {
  const [kept] = await keptOf(db, who, [pledge])
  return outOf(kept!)
}
