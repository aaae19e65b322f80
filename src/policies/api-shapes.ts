// What the contracts of rules have in common.
import { z } from 'zod'
import { dayShape, idShape, momentOut, moneyOut } from '../kit/endpoint.ts'
import { ANSWERS, type Policy, STATES, WHYS } from './policy.ts'

export const read = 'policies:read'
export const write = 'policies:write'
export const one = z.object({ id: idShape })

export const limitOut = z.object({
  of: z.string(),
  level: z.string().optional(),
  currency: z.string().optional(),
})

export const policyOut = z.object({
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
export const out = ({
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
