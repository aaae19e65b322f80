import { days, later } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import type { Money } from '../kit/money.ts'
import { offer, type Reaction } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { type PolicyRow, selectPolicies, selectPolicyRows } from './store.ts'
import { selectHurtSums, selectMoney, selectStopped } from './store-sums.ts'

export const WHYS = ['reported', 'again', 'last-day', 'reopened', 'unasked'] as const
export type Why = (typeof WHYS)[number]
export const ANSWERS = ['defended', 'scrapped', 'lapsed', 'changed'] as const
export type AnswerKind = (typeof ANSWERS)[number]
export const STATES = ['awaiting', 'defended', 'scrapped', 'changed'] as const
/** Awaiting a word; kept until a day; gone; or, of a limit, set anew. */
export type State = (typeof STATES)[number]

/** Which limit a rule is, where it is one. Its amounts are read from limits, each time. */
export type LimitName =
  | { of: 'ladder'; level: string; currency: string }
  | { of: 'ceiling'; currency: string }
  | { of: 'silence' }

/** Somebody's word is awaited. */
export type Wait = {
  id: Id
  why: Why
  reason: string
  since: Date
  asked_id: Id
  asked: string
  decide_by: Date
}
/** What was said the last time. `by` is null where nobody spoke until its last day. */
export type Word = {
  wait_id: Id
  answer: AnswerKind
  because: string
  at: Date
  by_id: Id | null
  by: string | null
  from_on: string | null
  until_on: string | null
}

/** A rule of the house, with all that one weighs. */
export type Policy = {
  id: Id
  name: string
  /** As staff know it. */
  sentence: string
  touchpoint_id: Id | null
  limit: LimitName | null
  at: Date
  owner_id: Id | null
  owner: string | null
  last_on: string
  state: State
  wait: Wait | null
  word: Word | null
  hurt: { customers: number; nameless: number; all: number; money: Money[] }
  /** What it would have cost to be kind. */
  kind: Money[]
  earned: Money[]
  /** What those whom it drove away would have been worth: null until that is known. */
  lifetime: Money | null
  /** Whom it stopped, who was first first. */
  stopped: { id: Id; name: string }[]
}

/** Somebody was stopped: pledges note it, and whoever later wants to. */
export const ruleReported =
  offer<Reaction<Db, Staff, { policy: Id; report: Id; case: Id | null }>>('policies.reported')

export async function policy(db: Db, id: Id): Promise<Policy> {
  const [found] = await withSums(db, await selectPolicyRows(db, [id]))
  if (!found) throw new Refusal('not-found', 'policy', 'There is no such rule here.')
  return found
}

export type Which = {
  state?: State | undefined
  touchpoints?: readonly Id[] | undefined
  cases?: readonly Id[] | undefined
  /** Whose word is awaited. */
  asked?: Id | undefined
  most?: number | undefined
}

/** Rules: what is to be decided first on top, else what was spoken of last. */
export async function policies(db: Db, which: Which = {}): Promise<Policy[]> {
  return withSums(db, await selectPolicies(db, { ...which, most: which.most ?? 200 }))
}

/** What awaits this person's word now. */
export const awaitingWordOf = (db: Db, person: Id, most = 20): Promise<Policy[]> =>
  policies(db, { state: 'awaiting', asked: person, most })

/** The rule that went last; nothing where none has gone yet. */
export async function lastScrapped(db: Db): Promise<Policy | undefined> {
  return (await policies(db, { state: 'scrapped', most: 1 }))[0]
}

/** Scrapped within so many days, the newest first. */
export async function scrappedLately(db: Db, at: Date, within: number, most = 20): Promise<Policy[]> {
  const since = later(at, -days(within))
  return (await policies(db, { state: 'scrapped', most })).filter((one) => one.word && one.word.at >= since)
}

async function withSums(db: Db, rows: PolicyRow[]): Promise<Policy[]> {
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const [sums, money, stopped] = [
    await selectHurtSums(db, ids),
    await selectMoney(db, ids),
    await selectStopped(db, ids),
  ]
  return rows.map((row) => {
    const people = sums.get(row.id) ?? { customers: 0, nameless: 0 }
    const of = (what: 'hurt' | 'kind' | 'earned'): Money[] =>
      money
        .filter((one) => one.policy_id === row.id && one.what === what)
        .map(({ minor, currency }) => ({ minor, currency }))
    return {
      ...row,
      hurt: { ...people, all: people.customers + people.nameless, money: of('hurt') },
      kind: of('kind'),
      earned: of('earned'),
      lifetime: null,
      stopped: stopped.get(row.id) ?? [],
    }
  })
}
