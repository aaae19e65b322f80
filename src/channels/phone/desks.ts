import { record } from '../../history/history.ts'
import type { Db } from '../../kit/db.ts'
import { Refusal } from '../../kit/refusal.ts'
import { mustAdminister, type Staff } from '../../people/people.ts'
import { deleteDesk, insertDesk, selectDesks } from './store-panel.ts'

const MOST = 20
/** This very machine, whose names nobody else answers (RFC 6761 §6.3). */
const HERE = /^(([\w-]+\.)*localhost|127\.0\.0\.1|\[::1\])$/

/** The origins of other programs in whose frames the panel may stand. */
export const desks = (db: Db): Promise<string[]> => selectDesks(db)

/** The origin of what somebody typed; only what nobody on the way can change may frame a page that gives money. */
export function originOf(typed: string): string {
  const text = typed.trim()
  const url = URL.parse(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`)
  const origin = url?.origin ?? 'null'
  // A policy is a line of its own: nothing that could end it, or stand for many, comes into it.
  if (!url || origin === 'null' || !/^https?:\/\/[\w.:[\]-]+$/.test(origin))
    throw new Refusal('invalid', 'desk', 'Write the address of the other program, as https://desk.example.', {
      field: 'origin',
    })
  if (url.protocol !== 'https:' && !HERE.test(url.hostname))
    throw new Refusal('invalid', 'desk-https', 'The other program must be reached by https.', {
      field: 'origin',
    })
  return origin
}

/** Lets another program show the panel in a frame. */
export async function listDesk(db: Db, who: Staff, typed: string): Promise<void> {
  mustAdminister(who)
  const origin = originOf(typed)
  if ((await selectDesks(db)).length >= MOST)
    throw new Refusal('conflict', 'desks-many', `Not more than ${MOST} programs: take one off first.`, {
      field: 'origin',
    })
  if (await insertDesk(db, { origin, at: who.at, by_id: who.id }))
    await record(db, who, 'phone.desk-listed', who.company, { origin })
}

/** From now on no browser shows the panel there, and what stands open there has ended. */
export async function unlistDesk(db: Db, who: Staff, origin: string): Promise<void> {
  mustAdminister(who)
  if (!(await deleteDesk(db, origin)))
    throw new Refusal('not-found', 'desk', 'That program is not on the list any more.')
  await record(db, who, 'phone.desk-removed', who.company, { origin })
}
