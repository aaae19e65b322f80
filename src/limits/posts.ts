import { z } from 'zod'
import type { Leaf } from '../kit/doors.ts'
import { parseMoney } from '../kit/money.ts'
import { Refusal } from '../kit/refusal.ts'
import { LEVELS, type Level, type Staff } from '../people/people.ts'
import { form } from '../people/staff.tsx'
import { PERIODS } from './periods.ts'
import { setBudget, setCeiling, setLadder, setOwnLimit, setSilence } from './set.ts'

const amount = z.string().max(60)
const rungNames = LEVELS.filter((level) => level !== 'leader')
const ladderShape = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/, 'A currency has three capital letters, such as EUR.'),
  new: z.string().optional(),
  days: z.coerce.number().int().min(1).max(3660),
  period: z.enum(PERIODS),
  ceiling: amount,
  ceiling_period: z.enum(PERIODS),
  // A small house sends those of everybody alone.
  ...Object.fromEntries(
    rungNames.flatMap((level) =>
      ['case', 'customer', 'period', 'owed'].map((bound) => [
        `${level}_${bound}`,
        level === 'front-line' ? amount : amount.optional(),
      ]),
    ),
  ),
})

/** What was typed in one field, in minor units; a mistake names its field. */
function typedIn(sent: Record<string, unknown>, field: string, currency: string, who: Staff): bigint {
  try {
    return parseMoney(String(sent[field] ?? ''), currency, who.language).minor
  } catch (error) {
    throw error instanceof Refusal ? new Refusal(error.kind, error.code, error.sentence, { field }) : error
  }
}

const ladderSet = form(
  '/company/limits',
  ladderShape,
  async ({ db, who }, sent) => {
    const { currency, period, days } = sent
    const typed = (field: string) => typedIn(sent, field, currency, who)
    // Where the house is small all have what everybody has, and keep it should it grow.
    const rung = (level: Level, bound: string) => typed(`${who.house.small ? 'front-line' : level}_${bound}`)
    await setCeiling(db, who, { currency, per_period: typed('ceiling'), period: sent.ceiling_period })
    const unbounded = { per_case: null, per_customer: null, per_period: null, owed_per_case: null }
    await setLadder(db, who, {
      currency,
      rungs: [
        ...rungNames.map((level) => ({
          level,
          per_case: rung(level, 'case'),
          per_customer: rung(level, 'customer'),
          per_period: rung(level, 'period'),
          owed_per_case: rung(level, 'owed'),
          customer_days: days,
          period,
        })),
        { level: 'leader' as const, ...unbounded, customer_days: days, period },
      ],
    })
    return sent.new === 'yes'
      ? '/today'
      : `/company/limits?kept=yes${currency === who.house.currency ? '' : `&currency=${currency}`}`
  },
  (_c, values) => `/company/limits${values.new === 'yes' ? '?new=yes' : ''}`,
)

const silenceSet = form(
  '/company/limits/silence',
  z.object({
    minutes: z.union([z.literal(''), z.coerce.number().int().min(1).max(10080)]).optional(),
    per_week: z.coerce.number().int().min(1).max(1000),
  }),
  async ({ db, who }, { minutes, per_week }) => {
    await setSilence(db, who, { minutes: minutes || null, per_week })
    return '/company/limits?kept=yes'
  },
  '/company/limits',
)

const budgetSet = form(
  '/company/limits/budget',
  z.object({ team: z.guid(), currency: z.string().regex(/^[A-Z]{3}$/), amount, period: z.enum(PERIODS) }),
  async ({ db, who }, sent) => {
    const { team, currency, period } = sent
    await setBudget(db, who, { team, currency, period, per_period: typedIn(sent, 'amount', currency, who) })
    return '/company/limits?kept=yes'
  },
  '/company/limits',
)

const ownSet = form(
  '/company/limits/own',
  z.object({
    person: z.guid(),
    currency: z.string().regex(/^[A-Z]{3}$/),
    case: amount,
    customer: amount,
    period: amount,
    owed: amount,
    agent: z.string().optional(),
  }),
  async ({ db, who }, sent) => {
    const typed = (field: string) => typedIn(sent, field, sent.currency, who)
    await setOwnLimit(db, who, {
      person: sent.person,
      currency: sent.currency,
      agent: sent.agent === 'yes',
      per_case: typed('case'),
      per_customer: typed('customer'),
      per_period: typed('period'),
      owed_per_case: typed('owed'),
      customer_days: 30,
      period: 'month',
    })
    return '/company/limits?kept=yes'
  },
  '/company/limits',
)

export const limitsPosts: Leaf[] = [ladderSet, silenceSet, budgetSet, ownSet]
