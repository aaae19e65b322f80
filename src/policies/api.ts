import { z } from 'zod'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  moneyOut,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { howApi } from './api-how.ts'
import { reportApi } from './api-report.ts'
import { limitOut, one, out, policyOut, read } from './api-shapes.ts'
import { tellApi } from './api-tell.ts'
import { wordApi } from './api-word.ts'
import { limitRules } from './as-rules.ts'
import { policies, policy, STATES } from './policy.ts'
import { findRules } from './search.ts'
import { selectReports } from './store-reports.ts'
import { selectEarned } from './store-sums.ts'

const earnedOut = z.object({
  id: z.string(),
  amount: moneyOut,
  from_on: dayShape,
  until_on: dayShape,
  source: z.string(),
})
const readApi: Route<Staff>[] = [
  answers(
    endpoint({
      method: 'get',
      path: '/policies',
      says: 'Lists rules that stopped somebody: what is to be decided first on top. With words: those that are called like it.',
      scope: read,
      input: z.object({
        state: z.enum(STATES).optional(),
        touchpoint: idShape.optional(),
        words: textShape(200).optional(),
        most: z.coerce.number().int().min(1).max(100).default(50),
      }),
      output: z.object({ items: z.array(policyOut) }),
    }),
    async (db, _who: Staff, { words, most, state, touchpoint }) => ({
      items: (words
        ? await findRules(db, words, most)
        : await policies(db, { state, most, ...(touchpoint ? { touchpoints: [touchpoint] } : {}) })
      ).map(out),
    }),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/policies/limits',
      says: 'Lists limits as the rules that they are: what each allows now, whose it is, and by when somebody looks at it again.',
      scope: read,
      input: z.object({}),
      output: z.object({
        items: z.array(
          z.object({
            limit: limitOut,
            title: z.string(),
            sentence: z.string(),
            owner_id: z.string().nullable(),
            last_on: z.string(),
            policy_id: z.string().nullable(),
          }),
        ),
      }),
    }),
    async (db) => ({
      items: (await limitRules(db)).map(({ policy: policy_id, owner: _, ...rule }) => ({
        ...rule,
        policy_id,
      })),
    }),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/policies/{id}',
      says: 'Reads a rule with what those wrote whom it stopped, and what it earned.',
      scope: read,
      input: one,
      output: policyOut.extend({
        reports: z.array(
          z.object({
            id: z.string(),
            at: momentOut,
            case_id: z.string().nullable(),
            words: z.string(),
            cost: moneyOut.nullable(),
          }),
        ),
        earnings: z.array(earnedOut),
      }),
    }),
    async (db, _who: Staff, { id }) => ({
      ...out(await policy(db, id)),
      reports: (await selectReports(db, { policy: id, most: 200 })).map((each) => ({
        id: each.id,
        at: each.at,
        case_id: each.case_id,
        words: each.words,
        cost: each.cost !== null && each.currency ? { minor: each.cost, currency: each.currency } : null,
      })),
      earnings: (await selectEarned(db, id)).map(({ amount, currency, at: _, by: __, ...row }) => ({
        ...row,
        amount: { minor: amount, currency },
      })),
    }),
  ),
]

export const policiesApi: Route<Staff>[] = [...readApi, ...reportApi, ...wordApi, ...tellApi, ...howApi]
