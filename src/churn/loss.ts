import type { Id } from '../kit/ids.ts'
import type { Money } from '../kit/money.ts'

export const SIZES = ['small', 'big'] as const
export type Size = (typeof SIZES)[number]

/** A customer who left, and, where we won them back, how. */
export type Loss = {
  id: Id
  customer_id: Id
  /** The day on which they were gone. */
  lost_on: string
  /** What it was over: something small or something big. */
  size: Size
  /** In two or three words: "€6"; empty where nobody said. */
  over: string
  /** Their reason in their own words; empty where they gave none. */
  why: string
  could_have_kept: string
  touchpoint_id: Id | null
  /** What they said or lived last. */
  last_id: Id | null
  at: Date
  by_id: Id | null
  back: Return | null
}
export type Return = { on: string; how: string; said: string; cost: Money | null; at: Date; by_id: Id | null }

export type Losing = {
  customer: Id
  lostOn: string
  size: Size
  over?: string | undefined
  why: string
  couldHaveKept: string
  touchpoint?: Id | null | undefined
  last?: Id | null | undefined
  /** How whoever writes it down reads the reason, out of the company's list. */
  readAs?: Id | undefined
}
export type Returning = {
  on: string
  how: string
  said?: string | undefined
  cost?: Money | undefined
}

/** Why customers leave, as the company lists it. */
export type Reason = { id: Id; name: string }
/** How somebody read a loss. */
export type Reading = { loss_id: Id; person_id: Id; reason_id: Id; reason: string }
