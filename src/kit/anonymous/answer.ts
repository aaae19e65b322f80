import { sql } from 'kysely'
import { companyOf, type Db } from '../db.ts'
import type { Id } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { findRound } from './round.ts'
import type { Slip } from './take-part.ts'

export type Answer = { choice: string; words?: string | undefined }

const MOST_LETTERS = 4000

/**
 * The second transaction: it knows no person and no moment. The answer joins those that wait for their release, and
 * all of them are written anew in one row, in an order drawn by lot.
 */
export async function answer(db: Db, slip: Slip, what: Answer): Promise<void> {
  const round = await findRound(db, slip.round)
  if (!round?.choices.includes(what.choice))
    throw new Refusal('invalid', 'choice', 'That is none of the answers to this question.', {
      field: 'choice',
    })
  const words = round.words ? (what.words?.trim().slice(0, MOST_LETTERS) ?? '') : ''
  const one = { g: slip.group, c: what.choice, ...(words && { w: words }) }
  const { rows } = await sql`
    update kit_anonymous_held h set answers = (
      select jsonb_agg(a order by gen_random_uuid())
      from (select jsonb_array_elements(h.answers) as a union all select ${JSON.stringify(one)}::jsonb) as waiting)
    where h.company_id = ${companyOf(db)} and h.round_id = ${slip.round}
    returning 1`.execute(db)
  if (rows.length === 0)
    throw new Refusal('gone', 'round-over', 'This question is over; no more answers are taken.')
}

/**
 * The database clears older states of a row out of its page when it is next looked at, as the tables are set up to
 * have it (fillfactor): so somebody looks, right after each answer and in a transaction of its own.
 */
export async function clearAway(db: Db, round: Id): Promise<void> {
  for (const table of ['kit_anonymous_roll', 'kit_anonymous_held'] as const)
    await db
      .selectFrom(table)
      .select('round_id')
      .where('company_id', '=', companyOf(db))
      .where('round_id', '=', round)
      .execute()
}
