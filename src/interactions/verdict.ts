import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { offer, type Reaction, tell } from '../kit/offer.ts'
import type { Who } from '../kit/who.ts'
import type { Staff } from '../people/people.ts'
import type { Interaction } from './interactions.ts'
import { interaction } from './read.ts'
import { deleteVerdict, upsertVerdict } from './store.ts'

export const VERDICTS = ['magic', 'mediocre', 'misery'] as const
export type Verdict = (typeof VERDICTS)[number]

/** What a score says by itself: a five is magic, three and four are mediocre, less is misery. */
export const verdictOf = (score: number | null): Verdict | null =>
  score === null ? null : score >= 5 ? 'magic' : score >= 3 ? 'mediocre' : 'misery'

export type Judged = { before: Interaction; after: Interaction }

/** What follows when a verdict changes by hand: figures that count by verdict move with it. */
export const judged = offer<Reaction<Db, Who, Judged>>('interactions.judged')

/** Somebody says with their name what it was for the customer, whatever the score. */
export async function setVerdict(db: Db, who: Staff, id: Id, verdict: Verdict): Promise<Interaction> {
  const before = await interaction(db, id)
  await upsertVerdict(db, id, verdict, who)
  await record(db, who, 'interactions.verdict-set', id, { verdict, before: before.verdict })
  const after = { ...before, verdict }
  await tell(judged, db, who, { before, after })
  return after
}

/** Back to what the score says. */
export async function takeVerdictBack(db: Db, who: Staff, id: Id): Promise<Interaction> {
  const before = await interaction(db, id)
  if (!(await deleteVerdict(db, id))) return before
  const after = { ...before, verdict: verdictOf(before.score) }
  await record(db, who, 'interactions.verdict-taken-back', id, { before: before.verdict })
  await tell(judged, db, who, { before, after })
  return after
}
