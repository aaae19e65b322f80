import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Money } from '../kit/money.ts'
import { offer, type Reaction } from '../kit/offer.ts'
import type { Staff } from '../people/people.ts'

/** Somebody came to the end of their limit. */
export type LimitMet = {
  case: Id
  amount: Money
  /** What they asked above it; null: they were refused, and what they wanted to do is rolled back after this. */
  ask: Id | null
}

export const limitMet = offer<Reaction<Db, Staff, LimitMet>>('remedies.limit-met')
