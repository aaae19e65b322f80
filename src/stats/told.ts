import { roundHalfAway } from './rounding.ts'
import { type Difference, differenceOfShares, type Share, wilson } from './shares.ts'

/** A share is told from so many answers on; of fewer, one can only say that they are too few. */
export const LEAST = 10

/** So many of so many, and what can be said of it. */
export type Told = { part: number; n: number; share: Share | undefined }

/** `part` of `n` with its share and interval from LEAST on; a RangeError for counts that cannot be. */
export const toldOf = (part: number, n: number): Told => ({
  part,
  n,
  share: n >= LEAST ? wilson(part, n) : undefined,
})

/** How one share differs from another (−1..1), where both can be told. */
export const between = (one: Told, other: Told): Difference | undefined =>
  one.share && other.share && differenceOfShares(one.share, other.share)

/** More than chance explains, nineteen times in twenty: the interval leaves out zero. */
export const isChange = (difference: Difference | undefined): boolean =>
  difference !== undefined && (difference.low > 0 || difference.high < 0)

/** "58" of 0.58. */
export const inHundred = (share: number): number => roundHalfAway(share * 100)

/** "50–66" */
export const boundsOf = ({ low, high }: Share): string => `${inHundred(low)}–${inHundred(high)}`
