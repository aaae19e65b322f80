import { z } from 'zod'
import { allIdsOf } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Leaf } from '../kit/doors.ts'
import { dayIn } from '../kit/endpoint.ts'
import { type Id, isId } from '../kit/ids.ts'
import { parseMoney } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import { form } from '../people/staff.tsx'
import {
  addReason,
  endReason,
  loss,
  readLoss,
  recordLoss,
  takeLossBack,
  takeReturnBack,
  wonBack,
} from './churn.ts'
import { SIZES } from './loss.ts'

/** On whose page the form stood: where it leads back to. */
async function mustBeOf(db: Db, id: Id, customer: string | undefined): Promise<void> {
  if (!customer) return
  const ids = isId(customer) ? await allIdsOf(db, customer) : []
  if (!ids.includes((await loss(db, id)).customer_id))
    throw new Refusal('not-found', 'customer', 'There is no such customer here.')
}

const words = z.string().trim().max(2000).optional()
const lose = form(
  '/customers/:id/losses',
  z.object({
    lost_on: dayIn('Write the day as a date.'),
    size: z.enum(SIZES, 'Say whether it was over something small or something big.'),
    over: z.string().trim().max(60).optional(),
    why: words,
    could_have_kept: words,
    touchpoint: z.string().optional(),
    happened_last: z.string().optional(),
    read_as: z.string().optional(),
  }),
  async ({ db, who, param }, sent) => {
    const one = await recordLoss(db, who, {
      customer: param('id'),
      lostOn: sent.lost_on,
      size: sent.size,
      over: sent.over,
      why: sent.why ?? '',
      couldHaveKept: sent.could_have_kept ?? '',
      touchpoint: isId(sent.touchpoint) ? sent.touchpoint : null,
      last: isId(sent.happened_last) ? sent.happened_last : null,
      readAs: isId(sent.read_as) ? sent.read_as : undefined,
    })
    return `/customers/${one.customer_id}#lost`
  },
  '/customers/:id',
)

const takeBack = form(
  '/losses/:id/take-back',
  z.object({}),
  async ({ db, who, param }) => {
    const one = await loss(db, param('id'))
    await takeLossBack(db, who, one.id)
    return `/customers/${one.customer_id}`
  },
  '/customers/lost',
)

const read = form(
  '/losses/:id/reading',
  z.object({ read_as: z.string(), customer: z.string().optional() }),
  async ({ db, who, param }, { read_as, customer }) => {
    await mustBeOf(db, param('id'), customer)
    await readLoss(db, who, param('id'), read_as)
    return isId(customer) ? `/customers/${customer}#lost` : '/customers/lost'
  },
  (_, { customer }) => (isId(customer) ? `/customers/${customer}` : '/customers/lost'),
)

const back = form(
  '/losses/:id/return',
  z.object({
    customer: z.string().optional(),
    back_on: dayIn('Write the day as a date.'),
    how: z.string().trim().min(1, 'Say in a sentence how they came back.').max(2000),
    said: words,
    cost: z.string().trim().max(60).optional(),
  }),
  async ({ db, who, param }, sent) => {
    await mustBeOf(db, param('id'), sent.customer)
    const { customer_id, id } = await wonBack(db, who, param('id'), {
      on: sent.back_on,
      how: sent.how,
      said: sent.said,
      cost: sent.cost ? parseMoney(sent.cost, who.house.currency, who.language) : undefined,
    })
    return `/customers/${customer_id}#l-${id}-back`
  },
  (_, { customer }) => (isId(customer) ? `/customers/${customer}` : '/customers/lost'),
)

const unback = form(
  '/losses/:id/return/take-back',
  z.object({}),
  async ({ db, who, param }) => {
    await takeReturnBack(db, who, param('id'))
    return '/customers/lost'
  },
  '/customers/lost',
)

const oneMore = form(
  '/loss-reasons',
  z.object({ name: z.string().max(200) }),
  async ({ db, who }, { name }) => {
    await addReason(db, who, name)
    return '/customers/lost#reasons'
  },
  '/customers/lost',
)

const oneLess = form(
  '/loss-reasons/:id/end',
  z.object({}),
  async ({ db, who, param }) => {
    await endReason(db, who, param('id'))
    return '/customers/lost#reasons'
  },
  '/customers/lost',
)

export const churnPosts: Leaf[] = [lose, takeBack, read, back, unback, oneMore, oneLess]
