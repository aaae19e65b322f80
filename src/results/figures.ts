import { count, figure } from '../figures/figures.ts'
import type { Heard, Interaction, Judged } from '../interactions/interactions.ts'
import { together } from '../kit/ahead.ts'
import type { Db } from '../kit/db.ts'
import type { Who } from '../kit/who.ts'
import { LEAST_PEOPLE } from '../people/small-teams.ts'
import { recountScores, recountVerdicts } from './store.ts'
import { LEAST } from './told.ts'

const withheld = `a share of fewer than ${LEAST} answers, which would say nothing; for good, a team by itself in which fewer than ${LEAST_PEOPLE} work, which would be about a person.`

/** Every number from one to five that a customer gave. Other scales, and pages for thanks only, have none. */
export const fives = figure({
  name: 'results.fives',
  sentence: 'How many customers gave which number from one to five.',
  unit: 'answers',
  dimensions: ['touchpoint', 'team', 'channel', 'kind', 'score'],
  audience: 'everyone',
  owner: 'whoever leads the company',
  review: '2027-06-30',
  withheld,
  recount: recountScores,
})

/** What each place was for customers: by the number that they gave, or as somebody set it with their name. */
export const verdicts = figure({
  name: 'results.verdicts',
  sentence: 'What each place of the journey was for customers.',
  unit: 'answers',
  dimensions: ['touchpoint', 'team', 'verdict'],
  audience: 'everyone',
  owner: 'whoever leads the company',
  review: '2027-06-30',
  withheld,
  recount: recountVerdicts,
})

export async function countHeard(db: Db, _who: Who, { interaction: one }: Heard): Promise<void> {
  if (one.direction !== 'in') return
  await together([
    ...(one.score === null ? [] : [count(db, one.at, fives, { ...placeOf(one), score: one.score })]),
    ...(one.verdict === null ? [] : [count(db, one.at, verdicts, { ...placeOf(one), verdict: one.verdict })]),
  ])
}

/** A verdict that changes takes its count along, on the day on which the customer spoke. */
export async function countJudged(db: Db, _who: Who, { before, after }: Judged): Promise<void> {
  if (after.direction !== 'in' || before.verdict === after.verdict) return
  const moved = [[before, -1n] as const, [after, 1n] as const]
  await together(
    moved.flatMap(([one, n]) =>
      one.verdict === null ? [] : [count(db, one.at, verdicts, { ...placeOf(one), verdict: one.verdict }, n)],
    ),
  )
}

const placeOf = (one: Interaction) => ({
  touchpoint: one.touchpoint_id,
  team: one.team_id,
  channel: one.channel,
  kind: one.kind,
})
