import type { Rows } from './ahead.ts'
import { lengthIn, type Span } from './time.ts'

/** Every customer goes on at their own mean rate: x / age × length. What a model must beat. 0 where the age is. */
export function meanRate(rows: Rows, horizon: Span): Float64Array {
  const ahead = lengthIn(horizon, rows.unit)
  return Float64Array.from(rows.x, (x, i) => (rows.age[i]! > 0 ? (x / rows.age[i]!) * ahead : 0))
}

/**
 * The rule managers use: still a customer who bought within the last `hiatus`. On many real customer bases it does
 * as well as the models, which is why it is tried beside them.
 * Source: Wübben & v. Wangenheim (2008), Instant customer base analysis: managerial heuristics often "get it
 * right", J. Marketing 72, 82–93.
 */
export function aliveByHiatus(rows: Rows, hiatus: Span): boolean[] {
  const most = lengthIn(hiatus, rows.unit)
  // Days over 7 are not exact: a gap of just 13 weeks must not miss by a rounding.
  return Array.from(rows.x, (_, i) => rows.age[i]! - rows.recency[i]! <= most * (1 + 1e-12))
}

/**
 * The hiatus that would have told best who bought again in a period known by now (`later`: purchases in it); the
 * shorter of two as good. To be judged on another period than the one it was chosen on.
 */
export function bestHiatus(rows: Rows, later: ArrayLike<number>): Span {
  const gaps = Array.from(rows.x, (_, i) => rows.age[i]! - rows.recency[i]!)
  const order = gaps.map((_, i) => i).sort((a, b) => gaps[a]! - gaps[b]!)
  // Right so far when nobody is called a customer: those who did not come. Each one called so moves it by one.
  let right = order.filter((i) => !(later[i]! > 0)).length
  let [best, length] = [right, 0]
  order.forEach((i, place) => {
    right += later[i]! > 0 ? 1 : -1
    const lastOfGap = place + 1 === order.length || gaps[order[place + 1]!]! > gaps[i]!
    if (lastOfGap && right > best) [best, length] = [right, gaps[i]!]
  })
  return { length, unit: rows.unit }
}
