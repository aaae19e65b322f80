import { z } from 'zod'
import { ADDRESS_KINDS } from '../customers/customers.ts'
import { pageOf, readPlace } from '../kit/cursor.ts'
import {
  answers,
  endpoint,
  idShape,
  momentOut,
  momentShape,
  pageInput,
  pageOutput,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { type Case, readCase } from './case.ts'
import { openByHand } from './complain.ts'
import { confirm } from './confirm.ts'
import { briefOf, handOver, take } from './hold.ts'
import { whoseIn } from './list.tsx'
import { correctBrief } from './open.ts'
import { keepPromise, promise, promisesOf } from './promise.ts'
import { notRightYet, putRight } from './put-right.ts'
import { note, reply, stop } from './reply.ts'
import { selectWaiting } from './store.ts'
import { selectInteractionsOf } from './store-told.ts'

const caseOut = z.object({
  id: z.string(),
  number: z.int(),
  customer_id: z.string().nullable(),
  touchpoint_id: z.string().nullable(),
  team_id: z.string().nullable(),
  title: z.string(),
  happened: z.string(),
  wants: z.string(),
  opened_at: momentOut,
  waiting: z.boolean(),
  due_at: momentOut.nullable(),
  holder_id: z.string().nullable(),
  put_right: z.object({ how: z.string(), at: momentOut }).nullable(),
  confirmed: z
    .object({
      at: momentOut,
      score: z.int(),
      made_five: z.string().nullable(),
      told_twice: z.boolean().nullable(),
    })
    .nullable(),
  after_id: z.string().nullable(),
})
const promiseOut = z.object({
  id: z.string(),
  what: z.string(),
  due_at: momentOut,
  at: momentOut,
  end: z.object({ how: z.enum(['kept', 'broken', 'replaced']), at: momentOut }).nullable(),
})
const one = z.object({ id: idShape })
const scope = 'cases:write'

const list = endpoint({
  method: 'get',
  path: '/cases',
  says: 'Lists the cases that wait, what is due first on top: yours, your team’s with those of no team, or all.',
  scope: 'cases:read',
  input: z.object({ ...pageInput, whose: z.enum(['mine', 'team', 'all']).default('all') }),
  output: pageOutput(caseOut),
})
const read = endpoint({
  method: 'get',
  path: '/cases/{id}',
  says: 'Reads a case with its promises, the ids of what was said, and the brief for whoever goes on.',
  scope: 'cases:read',
  input: one,
  output: caseOut.extend({
    promises: z.array(promiseOut),
    interactions: z.array(z.string()),
    brief: z.string(),
  }),
})
const customerShape = z.strictObject({
  name: textShape(200).optional(),
  addresses: z
    .array(z.strictObject({ kind: z.enum(ADDRESS_KINDS), written: textShape(300).min(1) }))
    .max(20)
    .default([]),
})
const open = endpoint({
  method: 'post',
  path: '/cases',
  says: 'Opens a case: writes down a complaint that a customer told you.',
  scope,
  input: z.object({
    customer: z.union([idShape, customerShape]).nullable().default(null),
    happened: textShape(20_000).min(1),
    wants: textShape(2000).optional(),
    touchpoint: idShape.optional(),
    channel: z.enum(['counter', 'phone', 'email', 'post']).default('phone'),
  }),
  output: caseOut,
  status: 201,
})
const correct = endpoint({
  method: 'patch',
  path: '/cases/{id}',
  says: 'Puts the brief into better words.',
  scope,
  input: one.extend({
    title: textShape(200).optional(),
    happened: textShape(4000).optional(),
    wants: textShape(2000).optional(),
  }),
  output: caseOut,
})
const takeIt = endpoint({
  method: 'post',
  path: '/cases/{id}/take',
  says: 'You hold the case that nobody holds: the customer is with you.',
  scope,
  input: one,
  output: caseOut,
})
const hand = endpoint({
  method: 'post',
  path: '/cases/{id}/hand-over',
  says: 'Hands the case to a colleague, with a brief of at least twenty characters.',
  scope,
  input: one.extend({ to: idShape, brief: textShape(4000) }),
  output: caseOut,
})
const promiseIt = endpoint({
  method: 'post',
  path: '/cases/{id}/promises',
  says: 'Promises the customer something by a moment; it warns before and fires to the second.',
  scope,
  input: one.extend({ what: textShape(400).min(1), due_at: momentShape, instead: idShape.optional() }),
  output: promiseOut,
  status: 201,
})
const keep = endpoint({
  method: 'post',
  path: '/promises/{id}/keep',
  says: 'A promise is kept.',
  scope,
  input: one,
  output: promiseOut,
})
const answer = endpoint({
  method: 'post',
  path: '/cases/{id}/replies',
  says: 'Writes to the customer. The letter leaves after ten seconds and can be stopped before.',
  scope,
  input: one.extend({ text: textShape(20_000).min(1) }),
  output: z.object({ leaves_at: momentOut }),
  status: 202,
})
const stopIt = endpoint({
  method: 'delete',
  path: '/cases/{id}/replies',
  says: 'Stops your letter before it leaves.',
  scope,
  input: one,
  output: z.object({}),
})
const write = endpoint({
  method: 'post',
  path: '/cases/{id}/notes',
  says: 'Writes down a call or a visit.',
  scope,
  input: one.extend({
    kind: z.enum(['call', 'visit']),
    direction: z.enum(['in', 'out']).default('out'),
    text: textShape(20_000).min(1),
  }),
  output: z.object({ interaction: z.string() }),
  status: 201,
})
const right = endpoint({
  method: 'post',
  path: '/cases/{id}/put-right',
  says: 'It is put right: after ten seconds the customer is asked whether it was.',
  scope,
  input: one.extend({
    how: textShape(400).min(1),
    promises_kept: z
      .array(idShape)
      .max(50)
      .default([])
      .describe('Which open promises are kept with it; the others stay promised, with their clocks.'),
  }),
  output: caseOut,
})
const notYet = endpoint({
  method: 'delete',
  path: '/cases/{id}/put-right',
  says: 'It is not right yet: the case waits again.',
  scope,
  input: one,
  output: caseOut,
})
const confirmIt = endpoint({
  method: 'post',
  path: '/cases/{id}/confirmation',
  says: 'Writes down what the customer said when asked whether it was put right.',
  scope,
  input: one.extend({
    score: z.int().min(1).max(5),
    made_five: textShape(4000).optional().describe('Below five: what would have made it a five?'),
    words: textShape(4000).optional(),
    told_twice: z.boolean().optional(),
  }),
  output: caseOut,
  status: 201,
})

/** The ids of what was said, and no persons beside the holder: complaints belong to touchpoint and team. */
async function wholeCase(db: Parameters<typeof readCase>[0], who: Staff, id: string) {
  const found: Case = await readCase(db, id)
  return {
    ...found,
    promises: await promisesOf(db, [id]),
    interactions: await selectInteractionsOf(db, [id]),
    brief: await briefOf(db, who, id),
  }
}

export const casesApi: Route<Staff>[] = [
  answers(list, async (db, who: Staff, { after, most, whose }) =>
    pageOf(
      await selectWaiting(db, await whoseIn(db, who, whose), most + 1, readPlace(after)),
      most,
      (row) => ({
        at: row.due_at ?? row.opened_at,
        id: row.id,
      }),
    ),
  ),
  answers(read, (db, who: Staff, { id }) => wholeCase(db, who, id)),
  answers(open, (db, who: Staff, told) => openByHand(db, who, told)),
  answers(correct, (db, who: Staff, { id, title, happened, wants }) =>
    correctBrief(db, who, id, {
      ...(title === undefined ? {} : { title }),
      ...(happened === undefined ? {} : { happened }),
      ...(wants === undefined ? {} : { wants }),
    }),
  ),
  answers(takeIt, (db, who: Staff, { id }) => take(db, who, id)),
  answers(hand, (db, who: Staff, { id, to, brief }) => handOver(db, who, id, { to, brief })),
  answers(promiseIt, (db, who: Staff, { id, what, due_at, instead }) =>
    promise(db, who, id, { what, dueAt: due_at, ...(instead ? { instead } : {}) }),
  ),
  answers(keep, (db, who: Staff, { id }) => keepPromise(db, who, id)),
  answers(answer, async (db, who: Staff, { id, text }) => {
    const letter = await reply(db, who, id, text)
    return { leaves_at: letter.leaves_at ?? who.at }
  }),
  answers(stopIt, async (db, who: Staff, { id }) => {
    await stop(db, who, id)
    return {}
  }),
  answers(write, async (db, who: Staff, { id, ...said }) => ({
    interaction: (await note(db, who, id, said)).id,
  })),
  answers(right, (db, who: Staff, { id, how, promises_kept }) => putRight(db, who, id, how, promises_kept)),
  answers(notYet, (db, who: Staff, { id }) => notRightYet(db, who, id)),
  answers(confirmIt, (db, who: Staff, { id, score, made_five, words, told_twice }) =>
    confirm(db, who, id, { score, madeFive: made_five, words, toldTwice: told_twice, channel: 'phone' }),
  ),
]
