import { z } from 'zod'
import { pageOf, readPlace } from '../kit/cursor.ts'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  moneyOut,
  moneyShape,
  pageInput,
  pageOutput,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import {
  addReason,
  endReason,
  type Loss,
  loss,
  losses,
  readLoss,
  readsOf,
  reasons,
  recordLoss,
  takeLossBack,
  takeReturnBack,
  wonBack,
} from './churn.ts'
import { SIZES } from './loss.ts'

const one = z.object({ id: idShape })
const done = z.object({})
const reasonOut = z.object({ id: z.string(), name: z.string() })
const lossOut = z.object({
  id: z.string(),
  customer_id: z.string(),
  lost_on: z.string(),
  size: z.enum(SIZES).describe('Whether it was over something small or something big.'),
  over: z.string().describe('Over what, in two or three words.'),
  why: z.string().describe('Their reason, in their own words.'),
  could_have_kept: z.string(),
  touchpoint_id: z.string().nullable(),
  last_id: z.string().nullable().describe('The interaction that was the last.'),
  at: momentOut,
  readers: z.int().describe('How many have read the reason; two do, each for themselves.'),
  read_as: z.array(z.string()).describe('The reasons, once two have read it: one where they agree.'),
  back: z
    .object({ on: z.string(), how: z.string(), said: z.string(), cost: moneyOut.nullable() })
    .nullable()
    .describe('How they were won back.'),
})

const list = endpoint({
  method: 'get',
  path: '/losses',
  says: 'Lists customers lost, the newest first.',
  scope: 'losses:read',
  input: z.object(pageInput),
  output: pageOutput(lossOut),
})
const get = endpoint({
  method: 'get',
  path: '/losses/{id}',
  says: 'Tells how a customer was lost, and won back.',
  scope: 'losses:read',
  input: one,
  output: lossOut,
})
const lose = endpoint({
  method: 'post',
  path: '/customers/{id}/losses',
  says: 'Writes down that a customer left.',
  scope: 'losses:write',
  input: one.extend({
    lost_on: dayShape,
    size: z.enum(SIZES),
    over: textShape(60).default(''),
    why: textShape(2000).default(''),
    could_have_kept: textShape(2000).default(''),
    touchpoint: idShape.optional(),
    happened_last: idShape.optional().describe('The interaction that was the last.'),
    read_as: idShape.optional().describe('A reason of the list.'),
  }),
  output: lossOut,
  status: 201,
})
const unlose = endpoint({
  method: 'delete',
  path: '/losses/{id}',
  says: 'Takes back that a customer left: it was not so.',
  scope: 'losses:write',
  input: one,
  output: done,
})
const read = endpoint({
  method: 'put',
  path: '/losses/{id}/reading',
  says: 'Says how you read why they left; two people do, and neither sees the other’s before.',
  scope: 'losses:write',
  input: one.extend({ read_as: idShape }),
  output: lossOut,
})
const back = endpoint({
  method: 'put',
  path: '/losses/{id}/return',
  says: 'Writes down that a lost customer came back.',
  scope: 'losses:write',
  input: one.extend({
    back_on: dayShape,
    how: textShape(2000).min(1),
    said: textShape(2000).default(''),
    cost: moneyShape.optional(),
  }),
  output: lossOut,
})
const unback = endpoint({
  method: 'delete',
  path: '/losses/{id}/return',
  says: 'Takes back that a lost customer came back.',
  scope: 'losses:write',
  input: one,
  output: lossOut,
})
const listReasons = endpoint({
  method: 'get',
  path: '/loss-reasons',
  says: 'Lists the reasons why customers leave, as this company names them.',
  scope: 'losses:read',
  input: done,
  output: z.object({ items: z.array(reasonOut) }),
})
const newReason = endpoint({
  method: 'post',
  path: '/loss-reasons',
  says: 'Adds a reason to the list.',
  scope: 'losses:write',
  input: z.object({ name: textShape(80).min(1) }),
  output: reasonOut,
  status: 201,
})
const noReason = endpoint({
  method: 'delete',
  path: '/loss-reasons/{id}',
  says: 'Takes a reason off the list; what was read so keeps it.',
  scope: 'losses:write',
  input: one,
  output: done,
})

async function shown(db: Parameters<typeof readsOf>[0], who: Staff, all: readonly Loss[]) {
  const reads = await readsOf(
    db,
    who,
    all.map((each) => each.id),
  )
  return all.map(({ by_id: _, back: came, ...each }) => ({
    ...each,
    readers: reads.get(each.id)?.readers ?? 0,
    read_as: reads.get(each.id)?.reasons ?? [],
    back: came && { on: came.on, how: came.how, said: came.said, cost: came.cost },
  }))
}

const single = async (db: Parameters<typeof readsOf>[0], who: Staff, id: string) => {
  const [first] = await shown(db, who, [await loss(db, id)])
  return first!
}

export const churnApi: Route<Staff>[] = [
  answers(list, async (db, who: Staff, { after, most }) => {
    const rows = await losses(db, { after: readPlace(after), most: most + 1 })
    const { items, next } = pageOf(rows, most, (row) => ({
      at: new Date(`${row.lost_on}T00:00Z`),
      id: row.id,
    }))
    return { items: await shown(db, who, items), next }
  }),
  answers(get, (db, who: Staff, { id }) => single(db, who, id)),
  answers(lose, async (db, who: Staff, { id, ...what }) => {
    const { id: made } = await recordLoss(db, who, {
      customer: id,
      lostOn: what.lost_on,
      size: what.size,
      over: what.over,
      why: what.why,
      couldHaveKept: what.could_have_kept,
      touchpoint: what.touchpoint,
      last: what.happened_last,
      readAs: what.read_as,
    })
    return single(db, who, made)
  }),
  answers(unlose, async (db, who: Staff, { id }) => {
    await takeLossBack(db, who, id)
    return {}
  }),
  answers(read, async (db, who: Staff, { id, read_as }) => {
    await readLoss(db, who, id, read_as)
    return single(db, who, id)
  }),
  answers(back, async (db, who: Staff, { id, back_on, ...how }) => {
    await wonBack(db, who, id, { on: back_on, ...how })
    return single(db, who, id)
  }),
  answers(unback, async (db, who: Staff, { id }) => {
    await takeReturnBack(db, who, id)
    return single(db, who, id)
  }),
  answers(listReasons, async (db) => ({ items: await reasons(db) })),
  answers(newReason, (db, who: Staff, { name }) => addReason(db, who, name)),
  answers(noReason, async (db, who: Staff, { id }) => {
    await endReason(db, who, id)
    return {}
  }),
]
