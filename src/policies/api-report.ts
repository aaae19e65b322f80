import { z } from 'zod'
import { answers, endpoint, idShape, moneyShape, type Route, textShape } from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { one, out, policyOut, write } from './api-shapes.ts'
import { describe } from './describe.ts'
import { setOwner } from './owner.ts'
import { reportRule, takeReportBack } from './report.ts'

const limitShape = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('ladder'), level: z.string().max(20), currency: z.string().length(3) }),
  z.strictObject({ of: z.literal('ceiling'), currency: z.string().length(3) }),
  z.strictObject({ of: z.literal('silence') }),
])
/** A rule is reported, put into words and given an owner. */
export const reportApi: Route<Staff>[] = [
  answers(
    endpoint({
      method: 'post',
      path: '/policies/reports',
      says: 'A rule stopped me: a known one, a limit, or one by its name; on a case, and whom it hurt. The same person reports it once a case.',
      scope: write,
      input: z.object({
        policy: idShape.optional(),
        limit: limitShape.optional(),
        name: textShape(160).optional(),
        sentence: textShape(1000).optional(),
        owner: idShape.optional(),
        touchpoint: idShape.optional(),
        case: idShape.optional(),
        customer: idShape.nullable().optional().describe('Left out, it is the customer of the case.'),
        more: z.int().min(0).max(100_000).optional().describe('So many others, whose names nobody knows.'),
        hurt: textShape(2000).optional(),
        cost: moneyShape.optional().describe('What it would have cost to be kind.'),
        charged: moneyShape.optional().describe('What it took from the customer.'),
      }),
      output: z.object({ policy: z.string(), report: z.string(), made: z.boolean() }),
      status: 201,
    }),
    (db, who: Staff, what) => reportRule(db, who, what),
  ),
  answers(
    endpoint({
      method: 'delete',
      path: '/policies/reports/{report}',
      says: 'Takes your own report back, within ten minutes.',
      scope: write,
      input: z.object({ report: idShape }),
      output: z.object({}),
    }),
    async (db, who: Staff, { report }) => {
      await takeReportBack(db, who, report)
      return {}
    },
  ),
  answers(
    endpoint({
      method: 'patch',
      path: '/policies/{id}',
      says: 'Puts a rule into better words, or says where it stands in the way.',
      scope: write,
      input: one.extend({
        name: textShape(160).optional(),
        sentence: textShape(1000).optional(),
        touchpoint: idShape.nullable().optional(),
      }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, ...what }) => out(await describe(db, who, id, what)),
  ),
  answers(
    endpoint({
      method: 'put',
      path: '/policies/{id}/owner',
      says: 'Gives a rule another owner.',
      scope: write,
      input: one.extend({ owner: idShape }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, owner }) => out(await setOwner(db, who, id, owner)),
  ),
]
