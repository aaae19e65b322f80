import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { selectRequest } from './store.ts'

export type How = 'done' | 'cannot' | 'withdrawn'

/** What one team owes another for the customer of a case, with all that is true of it now. */
export type Request = {
  id: Id
  case_id: Id
  /** One sentence: "Is the blue helmet in small back?" */
  what: string
  at: Date
  needed_by: Date | null
  /** The team that waits; null where somebody asked who belongs to none. */
  from_team_id: Id | null
  /** The team that waits, by name; else whoever asked, by first name. */
  from: string
  asker_id: Id
  asker: string
  /** The request for whose sake this one was made. */
  for_id: Id | null
  /** The team that is asked now, and since when. */
  asked_id: Id
  team_id: Id
  team: string
  asked_at: Date
  /** What is owed next, a promise or an answer; null once it has ended. */
  due_at: Date | null
  promise: { what: string; due_at: Date; at: Date } | null
  /** A question back that nobody has answered yet. */
  question: { id: Id; text: string; at: Date } | null
  /** Who of the asked team does it. */
  taken: { by_id: Id; by: string; at: Date } | null
  end: { how: How; word: string; at: Date } | null
  helped: { helped: boolean; word: string } | null
}

export async function readRequest(db: Db, id: Id): Promise<Request> {
  const found = await selectRequest(db, id)
  if (!found) throw new Refusal('not-found', 'request', 'There is no such request here.')
  return found
}

export type Whose = 'asked' | 'asker'

/** Whose move it is: the asked team's, until it asks something back without having promised anything. */
export const whoseMove = (one: Pick<Request, 'question' | 'promise'>): Whose =>
  one.question && !one.promise ? 'asker' : 'asked'

export const isLate = (one: Pick<Request, 'due_at'>, now: Date): boolean =>
  one.due_at !== null && one.due_at <= now
