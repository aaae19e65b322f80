import { type Case, caseOfInteraction, readCase } from '../../cases/cases.ts'
import { record } from '../../history/history.ts'
import { interaction } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { enqueue } from '../../kit/jobs.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Staff } from '../../people/people.ts'
import { openFor } from './hear-mail.ts'
import { readMail } from './read-mail.ts'
import { selectHeard } from './store.ts'
import { deleteNote } from './store-thread.ts'
import {
  countWaitingMails,
  deleteWaiting,
  insertAside,
  selectWaitingMails,
  type Waiting,
} from './store-waiting.ts'

export const MOST_TRIED = 500

/** Mails that cannot be read yet, the newest first. Anybody of the company sees them. */
export const waitingMails = (db: Db, most = 100): Promise<Waiting[]> => selectWaitingMails(db, most)
export const howManyMailsWait = (db: Db): Promise<number> => countWaitingMails(db)

/** Reads it once more, as after a new version of the program; all that wait where none is named. */
export async function retryMails(db: Db, who: Staff, id?: Id): Promise<number> {
  const waiting = id ? [{ mail_id: id }] : await selectWaitingMails(db, MOST_TRIED)
  for (const { mail_id } of waiting) await enqueue(db, readMail, { mail: mail_id })
  if (waiting.length > 0)
    await record(db, who, 'email.tried-again', id ?? who.company, { mails: waiting.length })
  return waiting.length
}

/** Somebody has looked at it and nothing is to be done. The raw mail stays. */
export async function putAside(db: Db, who: Staff, id: Id): Promise<void> {
  if (!(await deleteWaiting(db, id)))
    throw new Refusal('not-found', 'email.waiting', 'This mail does not wait any more.')
  await insertAside(db, id, who.at, who.id)
  await record(db, who, 'email.put-aside', id)
}

/** What stood beside a case, or opened none, gets a case of its own. */
export async function openOwnCase(db: Db, who: Staff, id: Id): Promise<Case> {
  if (!(await selectHeard(db, id)))
    throw new Refusal('not-found', 'email.mail', 'There is no such mail here.')
  const known = await caseOfInteraction(db, id)
  if (known) return readCase(db, known)
  await deleteNote(db, id)
  return openFor(db, who, await interaction(db, id))
}

/** It has nothing to do with the case whose address it came to. It stays in its sender's story. */
export async function takeFromCase(db: Db, who: Staff, id: Id): Promise<Id> {
  const from = await deleteNote(db, id)
  if (!from) throw new Refusal('not-found', 'email.note', 'This mail does not stand beside a case any more.')
  await record(db, who, 'email.note-removed', from, { interaction: id })
  return from
}
