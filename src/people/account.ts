import { record } from '../history/history.ts'
import type { Db } from '../kit/db.ts'
import type { Id } from '../kit/ids.ts'
import { enqueue } from '../kit/jobs.ts'
import type { Language } from '../kit/language.ts'
import { Refusal } from '../kit/refusal.ts'
import { endSessions } from '../kit/session.ts'
import { hasPassword, isPasswordOf, setPassword } from './identity.ts'
import { endElsewhere } from './jobs.ts'
import { person, type Staff } from './people.ts'
import { updatePerson } from './store.ts'

/** One's own name and language. */
export async function changeOwn(
  db: Db,
  who: Staff,
  change: { name: string; language: Language },
): Promise<void> {
  await updatePerson(db, who.id, change)
  await record(db, who, 'people.changed-own', who.id)
}

export async function passwordIsSet(db: Db, who: Staff): Promise<boolean> {
  const { identity_id } = await person(db, who.id)
  return identity_id !== null && hasPassword(db, identity_id)
}

/** A new password ends every other session of this human, here at once and in other companies right after. */
export async function changePassword(
  db: Db,
  who: Staff & { session: Id },
  given: { current: string; next: string },
): Promise<void> {
  const { identity_id } = await person(db, who.id)
  if (!identity_id)
    throw new Refusal('conflict', 'no-address', 'You have no address to sign in by: have yourself invited.')
  if ((await hasPassword(db, identity_id)) && !(await isPasswordOf(db, identity_id, given.current)))
    throw new Refusal('forbidden', 'password', 'That is not your password.', { field: 'current' })
  await setPassword(db, identity_id, given.next)
  await endSessions(db, who.id, { but: who.session })
  await enqueue(db, endElsewhere, { identity: identity_id })
  await record(db, who, 'people.password-changed', who.id)
}

/** Ends one of one's own sessions, or all but the one in hand. */
export async function signOutOf(db: Db, who: Staff & { session: Id }, which: Id | 'others'): Promise<void> {
  await endSessions(db, who.id, which === 'others' ? { but: who.session } : { only: which })
  await record(db, who, 'people.signed-out', who.id, which === 'others' ? { others: true } : {})
}
