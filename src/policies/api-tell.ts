import { z } from 'zod'
import { answers, endpoint, idShape, momentOut, moneyOut, type Route, textShape } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { one, read, write } from './api-shapes.ts'
import { policy } from './policy.ts'
import { HOWS, WHY_NOTS } from './store-told.ts'
import { putBack, stillToTell, tellCustomer, tellNot, told } from './tell.ts'

const toldOut = z.object({
  customer_id: z.string(),
  case_id: z.string().nullable(),
  charged: z.array(moneyOut),
  told: z
    .object({ how: z.enum(HOWS), why_not: z.enum(WHY_NOTS).nullable(), word: z.string(), at: momentOut })
    .nullable(),
  back_at: momentOut.nullable().describe('When they bought something or came by, after they were told.'),
})
type ToldIn = Awaited<ReturnType<typeof told>>[number]
const toldOf = (
  each: Omit<ToldIn, 'charged'> & Partial<Pick<ToldIn, 'charged'>>,
): z.input<typeof toldOut> => ({
  customer_id: each.customer_id,
  case_id: each.case_id,
  charged: each.charged ?? [],
  told: each.told && {
    how: each.told.how,
    why_not: each.told.why_not,
    word: each.told.word,
    at: each.told.at,
  },
  back_at: each.back_at,
})

/** Whom a rule hurt, and who of them has been told. */
export const tellApi: Route<Staff>[] = [
  answers(
    endpoint({
      method: 'get',
      path: '/policies/{id}/told',
      says: 'Lists whom a rule hurt: what each has heard of its end, or why not, and whether they came back.',
      scope: read,
      input: one,
      output: z.object({ items: z.array(toldOut) }),
    }),
    async (db, _who: Staff, { id }) => ({ items: (await told(db, await policy(db, id))).map(toldOf) }),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/policies/{id}/still-to-tell',
      says: 'Lists who has not heard yet that a scrapped rule is gone, with the way to them and a draft for a person to read.',
      scope: read,
      input: one,
      output: z.object({
        items: z.array(
          z.object({
            customer_id: z.string(),
            charged: z.array(moneyOut),
            way: z.object({
              channel: z.enum(['email', 'phone', 'post', 'counter']),
              to: z.string().nullable(),
            }),
            language: z.string(),
            subject: z.string(),
            text: z.string(),
          }),
        ),
      }),
    }),
    async (db, who: Staff, { id }) => ({
      items: (await stillToTell(db, who, id)).map(({ customer_id, charged, way, draft }) => ({
        customer_id,
        charged,
        way,
        ...draft,
      })),
    }),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/told',
      says: 'Tells a customer that the rule is gone: by email it goes out; otherwise it says that you did. Nobody hears it twice.',
      scope: write,
      input: one.extend({
        customer: idShape,
        text: textShape(20_000).min(1),
        subject: textShape(400).optional(),
        channel: z
          .enum(['email', 'phone', 'post', 'counter'])
          .optional()
          .describe('Left out, as they can be reached.'),
      }),
      output: toldOut,
      status: 201,
    }),
    async (db, who: Staff, { id, ...what }) => toldOf(await tellCustomer(db, who, { policy: id, ...what })),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/not-told',
      says: 'Says why a customer is not told: cannot be reached, does not want it, or another reason in a word.',
      scope: write,
      input: one.extend({ customer: idShape, why: z.enum(WHY_NOTS), word: textShape(400).optional() }),
      output: toldOut,
      status: 201,
    }),
    async (db, who: Staff, { id, ...what }) => toldOf(await tellNot(db, who, { policy: id, ...what })),
  ),
  answers(
    endpoint({
      method: 'delete',
      path: '/policies/{id}/not-told',
      says: 'Puts a customer back on the list of those to tell.',
      scope: write,
      input: one.extend({ customer: idShape }),
      output: z.object({}),
    }),
    async (db, who: Staff, { id, customer }) => {
      await putBack(db, who, id, customer)
      return {}
    },
  ),
]
