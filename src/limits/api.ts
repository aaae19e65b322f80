import { z } from 'zod'
import type { Route } from '../kit/endpoint.ts'
import { answers, endpoint, idShape, momentOut } from '../kit/endpoint.ts'
import { LEVELS, type Staff } from '../people/people.ts'
import type { Budget, Ceiling, Limit, Silence } from './limits.ts'
import { PERIODS } from './periods.ts'
import { setBudget, setCeiling, setLadder, setOwnLimit, setSilence } from './set.ts'
import { allBudgets, allCeilings, currentLimits, newestSilence } from './store.ts'

const minor = z
  .int()
  .nonnegative()
  .nullable()
  .transform((n) => (n === null ? null : BigInt(n)))
  .describe('In the smallest unit of the currency; null: no bound of its own.')
const amount = z.int().nonnegative().transform(BigInt).describe('In the smallest unit of the currency.')
const minorOut = z
  .bigint()
  .nullable()
  .transform((n) => (n === null ? null : Number(n)))
  .pipe(z.int().nullable())
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .describe('ISO 4217.')
const period = z.enum(PERIODS)

const boundsIn = {
  per_case: minor,
  per_customer: minor,
  customer_days: z.int().min(1).max(3660),
  per_period: minor,
  period,
  owed_per_case: minor,
}
const limitShape = z.object({
  id: idShape,
  level: z.enum([...LEVELS, 'agent']),
  currency,
  per_case: minorOut,
  per_customer: minorOut,
  customer_days: z.int(),
  per_period: minorOut,
  period,
  owed_per_case: minorOut,
  at: momentOut,
})
const limitOut = ({ person_id: _, by_id: __, ...limit }: Limit) => limit
const ceilingShape = z.object({ id: idShape, currency, per_period: minorOut, period, at: momentOut })
const ceilingOut = ({ by_id: _, ...one }: Ceiling) => one
const budgetShape = ceilingShape.extend({ team_id: idShape })
const budgetOut = ({ by_id: _, ...one }: Budget) => one
const silenceShape = z.object({
  minutes: z.int().nullable().describe('Working minutes after which no answer is yes; null: it never is.'),
  per_week: z.int(),
})
const silenceOut = (one: Silence | undefined) => ({
  minutes: one?.minutes ?? null,
  per_week: one?.per_week ?? 1,
})

const read = 'limits:read'
const write = 'limits:write'

export const limitsApi: Route<Staff>[] = [
  answers(
    endpoint({
      method: 'get',
      path: '/limits',
      says: 'What each level may give without asking, the ceilings, the budgets, and whether silence is yes.',
      scope: read,
      input: z.object({}),
      output: z.object({
        ladder: z.array(limitShape),
        ceilings: z.array(ceilingShape),
        budgets: z.array(budgetShape),
        silence: silenceShape,
      }),
    }),
    async (db) => {
      const [limits, ceilings, budgets, silence] = await Promise.all([
        currentLimits(db),
        allCeilings(db),
        allBudgets(db),
        newestSilence(db),
      ])
      return {
        ladder: limits.filter((one) => !one.person_id).map(limitOut),
        ceilings: ceilings.map(ceilingOut),
        budgets: budgets.map(budgetOut),
        silence: silenceOut(silence),
      }
    },
  ),
  answers(
    endpoint({
      method: 'put',
      path: '/limits/ladder',
      says: 'Sets what levels may give in one currency. What changes holds from the next gesture on.',
      scope: write,
      input: z.object({
        currency,
        rungs: z
          .array(z.strictObject({ level: z.enum(LEVELS), ...boundsIn }))
          .min(1)
          .max(4),
      }),
      output: z.object({ changed: z.array(limitShape) }),
    }),
    async (db, who, input) => ({ changed: (await setLadder(db, who, input)).map(limitOut) }),
  ),
  answers(
    endpoint({
      method: 'put',
      path: '/limits/people/{person}',
      says: 'Gives one person, or an automatic agent, a limit of their own.',
      scope: write,
      input: z.object({ person: idShape, currency, agent: z.boolean().default(false), ...boundsIn }),
      output: limitShape,
    }),
    async (db, who, input) => limitOut(await setOwnLimit(db, who, input)),
  ),
  answers(
    endpoint({
      method: 'put',
      path: '/limits/ceiling',
      says: 'Sets what all together may give in a period; nobody may pass it.',
      scope: write,
      input: z.object({ currency, per_period: amount, period }),
      output: ceilingShape,
    }),
    async (db, who, input) => ceilingOut(await setCeiling(db, who, input)),
  ),
  answers(
    endpoint({
      method: 'put',
      path: '/limits/budgets/{team}',
      says: 'Sets what a team means to give in a period; passing it warns and stops nobody.',
      scope: write,
      input: z.object({ team: idShape, currency, per_period: amount, period }),
      output: budgetShape,
    }),
    async (db, who, input) => budgetOut(await setBudget(db, who, input)),
  ),
  answers(
    endpoint({
      method: 'put',
      path: '/limits/silence',
      says: 'Says after how many working minutes no answer is yes, and how often a week for one who asks.',
      scope: write,
      input: z.object({
        minutes: z.int().min(1).max(10080).nullable(),
        per_week: z.int().min(1).max(1000),
      }),
      output: silenceShape,
    }),
    async (db, who, input) => silenceOut(await setSilence(db, who, input)),
  ),
]
