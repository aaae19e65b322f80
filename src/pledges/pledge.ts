import type { Child } from 'hono/jsx'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { offer } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { selectPledges } from './store.ts'

export const KINDS = ['calls', 'shifts', 'other'] as const
export type Kind = (typeof KINDS)[number]
export const SPANS = ['week', 'month', 'quarter'] as const
export type Span = (typeof SPANS)[number]

/** What somebody who leads says that they will do: so many times in each week, month or quarter. */
export type Pledge = {
  id: Id
  person_id: Id
  kind: Kind
  sentence: string
  times: number
  per: Span
  /** The first day on which it holds. */
  from_day: string
  at: Date
  /** The pledge in whose place this one came. */
  instead_id: Id | null
  end: { at: Date; last_day: string; why: string } | null
}

/** What stands beside a pledge: whether others saw it. */
export const besidePledge =
  offer<(db: Db, who: Staff, pledge: Pledge) => Promise<Child | null>>('pledges.beside')

export async function pledge(db: Db, id: Id): Promise<Pledge> {
  const [found] = await selectPledges(db, { id })
  if (!found) throw new Refusal('not-found', 'pledge', 'There is no such pledge here.')
  return found
}

/** What this person pledges and pledged, the newest first. */
export const pledgesOf = (db: Db, person: Id): Promise<Pledge[]> => selectPledges(db, { people: [person] })
