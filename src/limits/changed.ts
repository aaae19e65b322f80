import type { Db } from '../kit/db.ts'
import { offer, type Reaction } from '../kit/offer.ts'
import type { Level, Staff } from '../people/people.ts'

export type LimitsChanged =
  | { what: 'ladder'; currency: string; levels: readonly Level[] }
  | { what: 'ceiling'; currency: string }
  | { what: 'silence' }

/** What follows when a limit is set anew: whoever it had stopped hears of it. */
export const limitsChanged = offer<Reaction<Db, Staff, LimitsChanged>>('limits.changed')
