import { record } from '../history/history.ts'
import { hear } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { tell } from '../kit/offer.ts'
import { Refusal } from '../kit/refusal.ts'
import { dropTimer } from '../kit/timers.ts'
import type { Who } from '../kit/who.ts'
import { type Case, caseConfirmed, readCase } from './case.ts'
import { askWhether } from './put-right.ts'
import { lockCase } from './store.ts'
import { insertConfirmation } from './store-right.ts'

export type Confirming = {
  /** Was it put right? 1 to 5. */
  score: number
  /** Below five: what would have made it a five? */
  madeFive?: string | undefined
  /** What else they say. */
  words?: string | undefined
  /** Did you have to tell it twice? */
  toldTwice?: boolean | undefined
  /** 'page' where nothing is said: their own private page. */
  channel?: string | undefined
  language?: string | undefined
}

/**
 * The customer says whether it was put right, once. It is an answer like any other, with its score; one or two
 * opens a case that follows this one.
 */
export async function confirm(db: Db, who: Who, id: Id, what: Confirming): Promise<Case> {
  await lockCase(db, id)
  const one = await readCase(db, id)
  mayConfirm(one, what.score)
  const madeFive = what.score < 5 ? what.madeFive?.trim() || null : null
  const words = [madeFive, what.words?.trim()].filter(Boolean).join('\n\n')
  const answer = await hear(db, who, {
    kind: 'answer',
    channel: what.channel ?? 'page',
    customer: one.customer_id,
    touchpoint: one.touchpoint_id,
    team: one.team_id,
    score: what.score,
    title: 'Was it put right?',
    text: words,
    language: what.language ?? null,
    key: `case ${id}`,
    beside: { case: id },
  })
  const toldTwice = what.toldTwice ?? null
  await insertConfirmation(db, {
    case_id: id,
    at: who.at,
    score: what.score,
    made_five: madeFive,
    told_twice: toldTwice,
    interaction_id: answer.id,
  })
  await dropTimer(db, askWhether, id)
  await record(db, who, 'cases.confirmed', id, { score: what.score, toldTwice, interaction: answer.id })
  const confirmed = await readCase(db, id)
  await tell(caseConfirmed, db, who, {
    one: confirmed,
    score: what.score,
    words,
    toldTwice,
    interaction: answer.id,
  })
  return confirmed
}

function mayConfirm(one: Case, score: number): void {
  if (!Number.isInteger(score) || score < 1 || score > 5)
    throw new Refusal('invalid', 'score', 'Choose a number from one to five.', { field: 'score' })
  if (!one.put_right) throw new Refusal('conflict', 'case-waits', 'This has not been put right yet.')
  if (one.confirmed) throw new Refusal('conflict', 'case-confirmed', 'This was answered already. Thank you.')
}
