// What the contracts of putting it right have in common.
import { z } from 'zod'
import { idShape, momentOut, moneyOut, moneyShape, textShape } from '../kit/endpoint.ts'
import { type Entry, FAMILIES, type Given } from './remedies.ts'

export const read = 'remedies:read'
export const write = 'remedies:write'

export const family = z.enum(FAMILIES)
export const reason = textShape(400).min(1).describe('Why, in a few words.')
export const nothing = z.object({})
export const byId = z.object({ id: idShape })

export const remedyShape = z.object({
  id: idShape,
  at: momentOut,
  case_id: idShape,
  customer_id: idShape,
  kind_id: idShape,
  family,
  amount: moneyOut,
  reason: z.string(),
  purchase_id: idShape.nullable(),
  limit_id: idShape.nullable().describe('The limit that held at that moment.'),
  ask_id: idShape.nullable(),
  takes_back_id: idShape.nullable(),
})
export const remedyOut = (one: Entry) => ({ ...one, amount: { minor: one.amount, currency: one.currency } })
export const givenShape = remedyShape.extend({
  kind: z.string(),
  taken_back_at: momentOut.nullable(),
  done_at: momentOut.nullable(),
})
export const givenOut = (one: Given) => ({
  ...remedyOut(one),
  kind: one.kind,
  taken_back_at: one.taken_back_at,
  done_at: one.done_at,
})

export const gesture = z.object({
  id: idShape,
  kind: idShape,
  amount: moneyShape.optional().describe('Not for saying sorry, nor for a kind with a price of its own.'),
  purchase: idShape.optional().describe('For money owed: what it was paid for.'),
  reason,
})
export const gestureOf = ({ id, ...rest }: z.output<typeof gesture>) => ({ ...rest, case: id })
