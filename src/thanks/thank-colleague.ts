import { readCase } from '../cases/cases.ts'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import { type Id, newId } from '../kit/ids.ts'
import { Refusal } from '../kit/refusal.ts'
import type { Staff } from '../people/people.ts'
import { mayThank } from './pass-on.ts'
import { insertPersons, insertThanks } from './store.ts'
import { type Thanks, thanks } from './thanks.ts'

export type Thanking = { people: readonly Id[]; words: string; case?: Id | undefined }

/** Thanks from one colleague to others, with the case behind it where there is one. */
export async function thankColleague(db: Db, who: Staff, what: Thanking): Promise<Thanks> {
  const words = what.words.trim()
  if (words === '')
    throw new Refusal('invalid', 'thanks-empty', 'Say what you thank them for.', { field: 'words' })
  const thanked = await mayThank(db, who, what.people)
  const id = newId(who.at)
  await insertThanks(db, {
    id,
    at: who.at,
    interaction_id: null,
    by_id: who.id,
    case_id: what.case ? (await readCase(db, what.case)).id : null,
    words: words.slice(0, 1000),
    what_for: '',
  })
  await insertPersons(db, id, thanked, who.at, who.id)
  await record(db, who, 'thanks.given', id, { people: thanked })
  return thanks(db, id)
}
