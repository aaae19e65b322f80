import { record } from '../history/history.ts'
import { interaction } from '../interactions/interactions.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { mayThank } from './pass-on.ts'
import { insertPersons, insertThanks } from './store.ts'
import { type Thanks, thanks } from './thanks.ts'

/** A colleague is thanked for a kindness to a customer; what they did is the proof. Each thanks for it once. */
export async function thankForKindness(
  db: Db,
  who: Staff,
  what: { kindness: Id; words: string },
): Promise<Thanks> {
  const done = await interaction(db, what.kindness)
  if (done.kind !== 'kindness' || !done.person_id)
    throw new Refusal(
      'invalid',
      'thanks-kindness',
      'One is thanked like this only for something kind that one did.',
    )
  const words = what.words.trim()
  if (words === '')
    throw new Refusal('invalid', 'thanks-empty', 'Say what you thank them for.', { field: 'words' })
  const thanked = await mayThank(db, who, [done.person_id])
  const id = newId(who.at)
  const made = await insertThanks(db, {
    id,
    at: who.at,
    interaction_id: null,
    by_id: who.id,
    case_id: null,
    kindness_id: done.id,
    words: words.slice(0, 1000),
    what_for: '',
  })
  if (!made) throw new Refusal('conflict', 'thanks-already', 'You have thanked for this already.')
  await insertPersons(db, id, thanked, who.at, who.id)
  await record(db, who, 'thanks.given', id, { people: thanked, kindness: done.id })
  return thanks(db, id)
}
