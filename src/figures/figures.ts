import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { insertDelta } from './store.ts'

export { checkFigures, type Difference } from './check.ts'
export { foldRound } from './fold.ts'
export { type By, type Tallied, type Tallying, tally } from './tally.ts'

/** A day of the company's own calendar, YYYY-MM-DD. */
export type Day = string

/** What a count is kept by. Nothing finer is kept, and never a person: a question about one has no answer here. */
export type Dims = {
  touchpoint?: Id | null
  team?: Id | null
  channel?: string | null
  kind?: string | null
  score?: number | null
  verdict?: string | null
}
export const DIMENSIONS = ['touchpoint', 'team', 'channel', 'kind', 'score', 'verdict'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export type Counted = Dims & { day: Day; n: bigint }

/** A question that is counted: what it asks, who may see it, who answers for it, and when it is asked whether
 * anybody still needs it. */
export type Figure = {
  name: string
  /** What is counted, as a sentence. */
  sentence: string
  /** What one is: "answers". */
  unit: string
  dimensions: readonly Dimension[]
  audience: string
  owner: string
  /** The day on which its owner says whether it stays. */
  review: Day
  /** What is not shown of it, and why; left out where everything is. */
  withheld?: string
  /** The same count from the rows themselves: what the counters must equal. */
  recount(db: Db): Promise<Counted[]>
}

const all = new Map<string, Figure>()

/** Declares a figure; the word that counts it says what it means. */
export function figure(one: Figure): Figure {
  if (!/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(one.name))
    throw new Error(`${one.name} is no name of a figure: word.what.`)
  all.set(one.name, one)
  return one
}

/** Every figure that is kept, by name. */
export const figures = (): Figure[] => [...all.values()].sort((a, b) => (a.name < b.name ? -1 : 1))

/**
 * Appends one delta in the deed's own transaction; the day is that of the company's calendar. A correction is
 * a negative n on the day that it corrects.
 */
export const count = (db: Db, at: Date, one: Figure, dims: Dims, n = 1n): Promise<void> =>
  insertDelta(db, at, one.name, kept(one, dims), n)

/** Only what the figure is kept by, so that a careless caller makes no finer counters. */
function kept(one: Figure, dims: Dims): Required<Dims> {
  const value = <D extends Dimension>(name: D) =>
    one.dimensions.includes(name) ? (dims[name] ?? null) : null
  return {
    touchpoint: value('touchpoint'),
    team: value('team'),
    channel: value('channel'),
    kind: value('kind'),
    score: value('score'),
    verdict: value('verdict'),
  }
}
