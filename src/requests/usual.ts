import { record } from '../history/history.ts'
import { hours, later, minutes } from '../kit/clock.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import { afterWorkingMinutes, type Hours } from '../people/hours.ts'
import { type Company, type Staff, team, teams } from '../people/people.ts'
import { mustActFor } from './rules.ts'
import { selectUsual, upsertUsual } from './store-usual.ts'

/** In how many minutes of its hours a team usually answers a request, and has it done. */
export type Usual = { answer: number; done: number; hours: Hours | null }

/** What holds until a team says otherwise: an answer within an open hour, done within four. */
export const USUAL: Usual = { answer: 60, done: 240, hours: null }
const LEAST = 5
const MOST = { answer: 10_080, done: 100_800 }

export async function usualOf(db: Db, id: Id): Promise<Usual> {
  const row = await selectUsual(db, id)
  return row ? { answer: row.answer_minutes, done: row.done_minutes, hours: row.hours } : USUAL
}

/** The team says how long it usually takes; its promises begin with that. */
export async function setUsual(db: Db, who: Staff, id: Id, what: Usual): Promise<Usual> {
  mustActFor(await teams(db), who, await team(db, id))
  mustBeTime('answer', what.answer)
  mustBeTime('done', what.done)
  await upsertUsual(db, id, {
    answer_minutes: what.answer,
    done_minutes: what.done,
    hours: what.hours,
    at: who.at,
    by_id: who.id,
  })
  await record(db, who, 'requests.usual-set', id, { answer: what.answer, done: what.done })
  return usualOf(db, id)
}

function mustBeTime(field: 'answer' | 'done', minutes: number): void {
  if (Number.isInteger(minutes) && minutes >= LEAST && minutes <= MOST[field]) return
  throw new Refusal(
    'invalid',
    'usual-time',
    field === 'answer'
      ? 'Say an answer within five minutes at the least, and within a working month at the most.'
      : 'Say a time of five minutes at the least, and of a working year at the most.',
    { field },
  )
}

/** The moment after so many minutes of the team's hours; where there are none at all, a day later. */
export const afterUsual = (usual: Usual, house: Company, from: Date, within: number): Date =>
  afterWorkingMinutes(usual.hours ?? house.hours, from, within) ?? later(from, hours(24))

const QUARTER = minutes(15)
/** The next full quarter of an hour: people promise by 15:00 and not by 14:52. */
export const toQuarter = (at: Date): Date => new Date(Math.ceil(at.getTime() / QUARTER) * QUARTER)
