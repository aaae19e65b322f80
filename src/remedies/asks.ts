import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import type { Family } from './remedies.ts'
import { selectAsks } from './store-asks.ts'

/** The link of one use in the mail to whoever is asked. */
export const ASK_TICKET = 'ask'

/** Somebody wants to give more than their limit allows. */
export type Ask = {
  id: Id
  case_id: Id
  customer_id: Id
  kind_id: Id
  asker_id: Id
  amount: bigint
  currency: string
  purchase_id: Id | null
  reason: string
  at: Date
}
export type Why = 'above' | 'stand-in' | 'climbed' | 'moved'
/** To whom it went; the last one is asked now. */
export type Asked = {
  id: Id
  ask_id: Id
  person_id: Id
  why: Why
  at: Date
  /** Whose limit answers, where the person stands in for somebody. */
  for_id: Id | null
  letter_id: Id | null
  /** When no answer becomes a yes; null where it does not. */
  silence_at: Date | null
  delivered_at: Date | null
}
export type Reply = {
  ask_id: Id
  answer: 'yes' | 'less' | 'no' | 'withdrawn'
  amount: bigint | null
  word: string
  by_id: Id | null
  by_clock: boolean
  limit_id: Id | null
  limit_of_id: Id | null
  at: Date
  reserved_until: Date | null
}

/** An ask with all that became of it, as a page shows it. */
export type AskState = Ask & {
  kind: string
  family: Family
  asker: string
  asked_id: Id
  asked_person_id: Id
  asked: string
  asked_at: Date
  why: Why
  stands_in_for: string | null
  /** Who was asked before, and did not answer or has left. */
  went_on_from: string | null
  silence_at: Date | null
  for_id: Id | null
  answer: Reply['answer'] | null
  answered_amount: bigint | null
  word: string | null
  by_clock: boolean | null
  answered_at: Date | null
  reserved_until: Date | null
  entry_id: Id | null
}

export async function askState(db: Db, id: Id): Promise<AskState> {
  const [found] = await selectAsks(db, { id }, 1)
  if (!found) throw new Refusal('not-found', 'ask', 'There is no such question here.')
  return found
}

/** What waits for this person's yes, less or no. */
export const asksFor = (db: Db, who: Staff, most = 50): Promise<AskState[]> =>
  selectAsks(db, { waitingFor: who.id }, most)

/** What this person asked, was told yes to, and may give now. */
export const yesesOf = (db: Db, who: Staff, most = 50): Promise<AskState[]> =>
  selectAsks(db, { asker: who.id, readyAt: who.at }, most)

export const asksOnCase = (db: Db, caseId: Id): Promise<AskState[]> => selectAsks(db, { caseId }, 20)
