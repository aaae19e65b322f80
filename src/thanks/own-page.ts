import { randomInt } from 'node:crypto'
import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { findPerson, firstName, type Person, type Staff } from '../people/people.ts'
import { deletePage, insertPage, selectPage } from './store.ts'

/** Without what looks alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A page on which customers thank this person, and do nothing else. Only they themselves switch it on. */
export async function openPage(db: Db, who: Staff): Promise<string> {
  const known = await selectPage(db, { person: who.id })
  if (known) return known.code
  const name = firstName(who.name)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .slice(0, 20)
  const code = `${name || 'thanks'}-${Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`
  await insertPage(db, who.id, code, who.at)
  await record(db, who, 'thanks.page-opened', who.id)
  return code
}

export async function closePage(db: Db, who: Staff): Promise<void> {
  if (await deletePage(db, who.id)) await record(db, who, 'thanks.page-closed', who.id)
}

/** One's own code, while the page is on. */
export const ownThanksPage = async (db: Db, who: Staff): Promise<string | undefined> =>
  (await selectPage(db, { person: who.id }))?.code

/** Whose page a code is; undefined when it is off, unknown, or the person has left. */
export async function thanksPageOf(db: Db, code: string): Promise<Person | undefined> {
  const found = await selectPage(db, { code: code.toLowerCase() })
  const person = found && (await findPerson(db, found.person_id as Id))
  return person && !person.left_at ? person : undefined
}
