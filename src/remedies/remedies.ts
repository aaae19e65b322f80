import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { selectEntries } from './store.ts'

export { type Answer, answerAsk } from './answer.ts'
export { ask, withdraw } from './ask.ts'
export { asksFor, yesesOf } from './asks.ts'
export { give, giveAsked } from './give.ts'
export { kinds, makeKind, retireKind } from './kinds.ts'
export { type LimitMet, limitMet } from './limit-met.ts'
export { type May, mayGive } from './may-give.ts'
export { takeBack } from './take-back.ts'
export { tick, todos, untick } from './todos.ts'

/** Say sorry costs nothing; a fix has its cost; owed is the customer's own money; an extra is goodwill. */
export const FAMILIES = ['sorry', 'fix', 'owed', 'extra'] as const
export type Family = (typeof FAMILIES)[number]

/** What a company may do to put something right, in its own words. */
export type Kind = {
  id: Id
  family: Family
  name: string
  /** What one costs, where it is not chosen each time. */
  cost: bigint | null
  currency: string | null
  /** What is then still to be done, and within how many days by which team; none: the giver's. */
  todo: string
  todo_days: number
  todo_team_id: Id | null
  at: Date
}

/** A line of the ledger. It is only ever added to: taking one back is another line. */
export type Entry = {
  id: Id
  at: Date
  case_id: Id
  customer_id: Id
  kind_id: Id
  family: Family
  by_id: Id
  team_id: Id | null
  /** Minor units; negative only where it takes another back. */
  amount: bigint
  currency: string
  reason: string
  purchase_id: Id | null
  /** The limit that held at that moment, and whose it was. */
  limit_id: Id | null
  limit_of_id: Id
  ask_id: Id | null
  takes_back_id: Id | null
  key: string
}

/** A line of the ledger as people read it. */
export type Given = Entry & { kind: string; by: string; taken_back_at: Date | null; done_at: Date | null }

/** What was done for these customers, the newest first; lines that take back are told by the one they took. */
export const remediesOf = (db: Db, customers: readonly Id[], most = 200): Promise<Given[]> =>
  selectEntries(db, { customers, most })

export const remediesOnCase = (db: Db, id: Id): Promise<Given[]> =>
  selectEntries(db, { caseId: id, most: 200 })
