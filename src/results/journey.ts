import { type Tallied, tally } from '../figures/figures.ts'
import { VERDICTS, type Verdict } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { people, type Staff } from '../people/people.ts'
import { differenceOfShares, type Share, wilson } from '../stats/shares.ts'
import type { Touchpoint } from '../touchpoints/touchpoints.ts'
import { verdicts } from './figures.ts'
import { type Period, type Span, spanOf } from './period.ts'
import { LEAST } from './told.ts'

export type Place = {
  touchpoint: Touchpoint
  /** Whose it is, by name. */
  owner: string | null
  n: number
  counts: Record<Verdict, number>
  /** Undefined where they are too few to say. */
  shares: Record<Verdict, Share> | undefined
}
/** What each place was for customers, and the worst of them where it can be told from the others. */
export type Board = { period: Period; span: Span; places: Place[]; worst: Place | undefined }

export async function readBoard(
  db: Db,
  who: Staff,
  line: readonly Touchpoint[],
  period: Period,
): Promise<Board> {
  const span = spanOf(period, who.at, who.house.zone)
  const [rows, everybody] = await Promise.all([
    tally(db, verdicts, { ...span, by: ['touchpoint', 'verdict'] }),
    people(db),
  ])
  const places = line.map((touchpoint) =>
    placeOf(
      touchpoint,
      everybody.find((one) => one.id === touchpoint.owner_id)?.name ?? null,
      rows.filter((row) => row.touchpoint === touchpoint.id),
    ),
  )
  return { period, span, places, worst: worstOf(places) }
}

function placeOf(touchpoint: Touchpoint, owner: string | null, rows: readonly Tallied[]): Place {
  const counted = (verdict: Verdict) => Number(rows.find((row) => row.verdict === verdict)?.n ?? 0n)
  const counts = { magic: counted('magic'), mediocre: counted('mediocre'), misery: counted('misery') }
  const n = counts.magic + counts.mediocre + counts.misery
  return { touchpoint, owner, n, counts, shares: n < LEAST ? undefined : sharesOf(counts, n) }
}

function sharesOf(counts: Record<Verdict, number>, n: number): Record<Verdict, Share> | undefined {
  const [magic, mediocre, misery] = VERDICTS.map((verdict) => wilson(counts[verdict], n))
  return magic && mediocre && misery && { magic, mediocre, misery }
}

/**
 * Where misery is most frequent, if it is more frequent there than in all other places together by more than
 * chance explains. The eye looked at every place before it chose one, so the doubt is widened by their number
 * (Bonferroni): a journey of ten places has no "worst" by accident more than once in twenty times.
 */
export function worstOf(places: readonly Place[]): Place | undefined {
  const told = places.filter((place) => place.shares)
  const worst = told.toSorted((a, b) => (b.shares?.misery.share ?? 0) - (a.shares?.misery.share ?? 0))[0]
  if (!worst || told.length < 2) return undefined
  const level = 1 - 0.05 / told.length
  const others = told.filter((place) => place !== worst)
  const sum = (of: (place: Place) => number) => others.reduce((all, place) => all + of(place), 0)
  const here = wilson(worst.counts.misery, worst.n, level)
  const elsewhere = wilson(
    sum((place) => place.counts.misery),
    sum((place) => place.n),
    level,
  )
  return here && elsewhere && differenceOfShares(here, elsewhere).low > 0 ? worst : undefined
}
