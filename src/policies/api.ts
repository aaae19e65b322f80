import { z } from 'zod'
import {
  answers,
  dayShape,
  endpoint,
  idShape,
  momentOut,
  moneyOut,
  moneyShape,
  type Route,
  textShape,
} from '../kit/endpoint.ts'
import type { Staff } from '../people/people.ts'
import { limitRules } from './as-rules.ts'
import { describe } from './describe.ts'
import { takeEarningBack, writeEarning } from './earned.ts'
import { setOwner } from './owner.ts'
import { ANSWERS, type Policy, policies, policy, STATES, WHYS } from './policy.ts'
import { reportRule, takeReportBack } from './report.ts'
import { findRules } from './search.ts'
import { policySettings, setPolicySettings } from './settings.ts'
import { selectReports } from './store-reports.ts'
import { selectEarned } from './store-sums.ts'
import { HOWS, WHY_NOTS } from './store-told.ts'
import { putBack, stillToTell, tellCustomer, tellNot, told } from './tell.ts'
import { defend, reopen, scrap } from './word.ts'

const read = 'policies:read'
const write = 'policies:write'
const one = z.object({ id: idShape })

const limitShape = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('ladder'), level: z.string().max(20), currency: z.string().length(3) }),
  z.strictObject({ of: z.literal('ceiling'), currency: z.string().length(3) }),
  z.strictObject({ of: z.literal('silence') }),
])
const limitOut = z.object({ of: z.string(), level: z.string().optional(), currency: z.string().optional() })

const policyOut = z.object({
  id: z.string(),
  name: z.string(),
  sentence: z.string(),
  touchpoint_id: z.string().nullable(),
  limit: limitOut.nullable().describe('Which limit it is, where it is one.'),
  owner_id: z.string().nullable(),
  last_on: dayShape,
  state: z.enum(STATES),
  at: momentOut,
  wait: z
    .object({
      id: z.string(),
      why: z.enum(WHYS),
      reason: z.string(),
      since: momentOut,
      asked_id: z.string(),
      decide_by: momentOut,
    })
    .nullable(),
  word: z
    .object({
      wait_id: z.string(),
      answer: z.enum(ANSWERS),
      because: z.string(),
      at: momentOut,
      by_id: z.string().nullable(),
      from_on: dayShape.nullable(),
      until_on: dayShape.nullable(),
    })
    .nullable(),
  hurt: z.object({ customers: z.int(), nameless: z.int(), money: z.array(moneyOut) }),
  kind: z.array(moneyOut).describe('What it would have cost to be kind.'),
  earned: z.array(moneyOut),
  lifetime: z.null().describe('What those who left were worth: not known yet.'),
})
const list = z.object({ items: z.array(policyOut) })
const out = ({
  owner: _,
  wait,
  word,
  hurt,
  stopped: __,
  lifetime: ___,
  ...rest
}: Policy): z.input<typeof policyOut> => ({
  ...rest,
  wait: wait && {
    id: wait.id,
    why: wait.why,
    reason: wait.reason,
    since: wait.since,
    asked_id: wait.asked_id,
    decide_by: wait.decide_by,
  },
  word: word && {
    wait_id: word.wait_id,
    answer: word.answer,
    because: word.because,
    at: word.at,
    by_id: word.by_id,
    from_on: word.from_on,
    until_on: word.until_on,
  },
  hurt: { customers: hurt.customers, nameless: hurt.nameless, money: hurt.money },
  lifetime: null,
})

const spoken = {
  because: textShape(2000).min(3),
  wait: idShape.optional().describe('The wait that this answers; of another one it is refused.'),
  anew: z
    .boolean()
    .optional()
    .describe('Decided on already, and now otherwise: `wait` names what was decided.'),
}
const settingsShape = z.object({ decide_days: z.int(), again: z.int(), public: z.boolean() })
const earnedOut = z.object({
  id: z.string(),
  amount: moneyOut,
  from_on: dayShape,
  until_on: dayShape,
  source: z.string(),
})
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

export const policiesApi: Route<Staff>[] = [
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
      output: list,
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
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/defence',
      says: 'The rule stays: because…, and until when. Everybody may read who says so.',
      scope: write,
      input: one.extend({ ...spoken, until: dayShape }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, ...what }) => out(await defend(db, who, id, what)),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/scrapping',
      says: 'The rule goes, today or from a day on. Whoever it stopped hears at once.',
      scope: write,
      input: one.extend({ ...spoken, from: dayShape.optional() }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, ...what }) => out(await scrap(db, who, id, what)),
  ),
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/reopening',
      says: 'Opens a scrapped rule again, with a reason: its owner’s word is awaited.',
      scope: write,
      input: one.extend({ reason: textShape(2000).min(3) }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, reason }) => out(await reopen(db, who, id, reason)),
  ),
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
  answers(
    endpoint({
      method: 'post',
      path: '/policies/{id}/earnings',
      says: 'Writes down what a rule earned: how much, in which days, and where that stands.',
      scope: write,
      input: one.extend({
        amount: moneyShape,
        from: dayShape,
        until: dayShape,
        source: textShape(200).min(1),
      }),
      output: policyOut,
      status: 201,
    }),
    async (db, who: Staff, { id, ...what }) => out(await writeEarning(db, who, id, what)),
  ),
  answers(
    endpoint({
      method: 'delete',
      path: '/policies/{id}/earnings/{earned}',
      says: 'Takes an amount back that was written down as earned.',
      scope: write,
      input: one.extend({ earned: idShape }),
      output: policyOut,
    }),
    async (db, who: Staff, { id, earned }) => out(await takeEarningBack(db, who, id, earned)),
  ),
  answers(
    endpoint({
      method: 'get',
      path: '/policy-settings',
      says: 'How rules are decided on: the days to decide, when a kept one comes back, whether everybody outside may read what is gone.',
      scope: read,
      input: z.object({}),
      output: settingsShape,
    }),
    (db) => policySettings(db),
  ),
  answers(
    endpoint({
      method: 'put',
      path: '/policy-settings',
      says: 'Changes how rules are decided on.',
      scope: write,
      input: z.object({
        decide_days: z.int().min(1).max(90).optional(),
        again: z.int().min(1).max(1000).optional(),
        public: z.boolean().optional(),
      }),
      output: settingsShape,
    }),
    (db, who: Staff, change) =>
      setPolicySettings(db, who, {
        ...(change.decide_days === undefined ? {} : { decide_days: change.decide_days }),
        ...(change.again === undefined ? {} : { again: change.again }),
        ...(change.public === undefined ? {} : { public: change.public }),
      }),
  ),
]
