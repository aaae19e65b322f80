import { sql } from 'kysely'
import { companyOf, type Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'

declare module '../kit/db.ts' {
  interface Tables {
    pledges_call: {
      company_id: Id
      id: Id
      place_id: Id
      person_id: Id
      at: Date
      reached: boolean
      again_at: Date | null
      felt: Felt | null
      interaction_id: Id
      case_id: Id | null
      promise_id: Id | null
    }
  }
}

/** How it was for the customer: glad of the call, fair, or still hurt. */
export const FELT = ['glad', 'fair', 'hurt'] as const
export type Felt = (typeof FELT)[number]

/** A call, or a try at one. */
export type Call = {
  id: Id
  place_id: Id
  person_id: Id
  at: Date
  reached: boolean
  again_at: Date | null
  felt: Felt | null
  interaction_id: Id
  case_id: Id | null
  promise_id: Id | null
}

export const insertCall = (db: Db, call: Call) =>
  db
    .insertInto('pledges_call')
    .values({ company_id: companyOf(db), ...call })
    .execute()

export type Told = Call & { words: string; promised: string | null; due_at: Date | null; kept: boolean }

/** What was noted at these places, each with the words and the promise, the oldest first. */
export const selectCalls = (db: Db, places: readonly Id[]): Promise<Told[]> =>
  db
    .selectFrom('pledges_call as c')
    .innerJoin('interactions_interaction as i', (join) =>
      join.onRef('i.company_id', '=', 'c.company_id').onRef('i.id', '=', 'c.interaction_id'),
    )
    .leftJoin('cases_promise as p', (join) =>
      join.onRef('p.company_id', '=', 'c.company_id').onRef('p.id', '=', 'c.promise_id'),
    )
    .leftJoin('cases_promise_end as e', (join) =>
      join.onRef('e.company_id', '=', 'p.company_id').onRef('e.promise_id', '=', 'p.id'),
    )
    .select(['c.id', 'c.place_id', 'c.person_id', 'c.at', 'c.reached', 'c.again_at', 'c.felt'])
    .select(['c.interaction_id', 'c.case_id', 'c.promise_id', 'i.text as words', 'p.what as promised'])
    .select(['p.due_at', sql<boolean>`coalesce(e.how = 'kept', false)`.as('kept')])
    .where('c.company_id', '=', companyOf(db))
    .where('c.place_id', '=', sql<Id>`any(${[...places]}::uuid[])`)
    .orderBy('c.at')
    .orderBy('c.id')
    .execute()
