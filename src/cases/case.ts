import type { Child } from 'hono/jsx'
import { customer as findCustomer } from '../customers/customers.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { offer, type Reaction } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import type { Staff } from '../people/people.ts'
import { selectCase } from './store.ts'

export type Confirmation = { at: Date; score: number; made_five: string | null; told_twice: boolean | null }

/** A problem, until it is put right and the customer says so. */
export type Case = {
  id: Id
  number: number
  customer_id: Id | null
  touchpoint_id: Id | null
  /** Where it happened; while it waits, the team that sees it. */
  team_id: Id | null
  title: string
  happened: string
  wants: string
  opened_at: Date
  waiting: boolean
  /** The next thing that somebody was promised; null once it no longer waits. */
  due_at: Date | null
  /** Whom the customer is with: also after it was put right. */
  holder_id: Id | null
  /** Since when they hold it. */
  held_since: Date | null
  put_right: { how: string; at: Date; by_id: Id | null } | null
  confirmed: Confirmation | null
  /** The case that this one follows, put right too early. */
  after_id: Id | null
}

/** A part of a case's page that a later word draws; null where it has nothing to say. */
export const casePanels = offer<(db: Db, who: Staff, one: Case) => Promise<Child | null>>('cases.panels')
/** What else a colleague must know who takes the case over: "€40 given by Ben". */
export const briefLines = offer<(db: Db, who: Staff, one: Case) => Promise<string[]>>('cases.brief')

/** What a waiting case waits for besides, in a few words for lists: "Waiting for Stores since 2 h". */
export const waitingLines =
  offer<(db: Db, who: Staff, cases: readonly Id[]) => Promise<ReadonlyMap<Id, string>>>('cases.waiting-lines')

export const caseOpened = offer<Reaction<Db, Who, Case>>('cases.opened')
export const caseRight = offer<Reaction<Db, Who, { one: Case; how: string }>>('cases.right')
export const caseConfirmed = offer<Reaction<Db, Who, Confirmed>>('cases.confirmed')
export type Confirmed = {
  one: Case
  score: number
  /** What they wrote beside it: below five what would have made it a five. */
  words: string
  toldTwice: boolean | null
  interaction: Id
}

export async function readCase(db: Db, id: Id): Promise<Case> {
  const found = await selectCase(db, id)
  if (!found) throw new Refusal('not-found', 'case', 'There is no such case here.')
  return found
}

/** The case if it is there and waits. */
export async function selectWaitingCase(db: Db, id: Id): Promise<Case | undefined> {
  const one = await selectCase(db, id)
  return one?.waiting ? one : undefined
}

/** The customer of a case as they are known today, merged ones included; undefined where nobody knows who it was. */
export const customerOf = async (db: Db, one: Case) =>
  one.customer_id ? findCustomer(db, one.customer_id) : undefined

/** The words of all of them, by case. */
export async function whatTheyWaitFor(db: Db, who: Staff, cases: readonly Id[]): Promise<Map<Id, string[]>> {
  const found = new Map<Id, string[]>()
  for (const lines of waitingLines)
    for (const [id, line] of await lines(db, who, cases)) found.set(id, [...(found.get(id) ?? []), line])
  return found
}
