import { record } from '../history/history.ts'
import { forgetAnswers } from '../kit/api.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Who } from '../kit/who.ts'
import { allIdsOf, customer } from './canonical.ts'
import type { Fact, Noted } from './customer.ts'
import { deleteFact, insertFact, selectFacts } from './store-known.ts'

export const MOST_LETTERS = 120
/** More than three are not read by anybody who stands before the customer. */
export const SHOWN = 3

/** Notes something good to know, which makes kindness easy. */
export async function noteFact(db: Db, who: Who, id: Id, fact: string): Promise<Fact> {
  const words = fact.replace(/\s+/g, ' ').trim()
  if (words.length === 0)
    throw new Refusal('invalid', 'fact-empty', 'Write what is good to know.', { field: 'fact' })
  if (words.length > MOST_LETTERS)
    throw new Refusal(
      'invalid',
      'fact-long',
      `Say it in ${MOST_LETTERS} letters, so that it is read at a glance.`,
      { field: 'fact' },
    )
  const one = await customer(db, id)
  const noted: Fact = { id: newId(who.at), customer_id: one.id, fact: words, at: who.at, by_id: who.id }
  await insertFact(db, noted)
  await record(db, who, 'customers.fact-noted', one.id, { fact: noted.id })
  return noted
}

/** Erases it: history keeps that something was noted, never the words; nor does the answer to a program. */
export async function forgetFact(db: Db, who: Who, id: Id, fact: Id): Promise<void> {
  const about = await deleteFact(db, await allIdsOf(db, id), fact)
  if (!about) throw new Refusal('not-found', 'fact', 'This is forgotten already.')
  await forgetAnswers(db, fact)
  await record(db, who, 'customers.fact-forgotten', about, { fact })
}

/** The newest first. */
export const factsOf = async (db: Db, id: Id): Promise<Noted[]> => selectFacts(db, await allIdsOf(db, id))

/** What is good to know, as lines of a brief for whoever meets the customer next. */
export const factLines = async (db: Db, id: Id | null): Promise<string[]> =>
  (id === null ? [] : await factsOf(db, id)).slice(0, SHOWN).map((one) => `Good to know: ${one.fact}`)
