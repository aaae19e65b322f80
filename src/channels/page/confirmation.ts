import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import type { Db } from '../../kit/db.ts'
import { post } from '../../kit/mail.ts'
import { countConfirmations, deleteConfirmations, insertConfirmation } from './store.ts'
import { talk, type Visitor } from './visitor.tsx'

/** So many a day and company at most: what a stranger types into a form must not make a mailing of us. */
export const MOST_A_DAY = 500

/**
 * Sends the private link to the address that was typed, once a day at most. Anybody can type any address: so
 * nothing that was typed stands in the letter. Returns whether it goes out.
 */
export async function confirmByMail(db: Db, who: Visitor, address: string, link: string): Promise<boolean> {
  const recipient = address.trim().toLowerCase()
  const today =
    DateTime.fromJSDate(who.at, { zone: who.house.zone }).toISODate() ?? who.at.toISOString().slice(0, 10)
  if ((await countConfirmations(db, today)) >= MOST_A_DAY) return false
  if (!(await insertConfirmation(db, createHash('sha256').update(recipient).digest('hex'), today)))
    return false
  await deleteConfirmations(db, today)
  const t = talk(who.language)
  await post(db, {
    recipient,
    subject: t('mail.subject', { company: who.house.name }),
    text: `${t('mail.text')}\n\n${link}\n\n${t('mail.stranger')}\n\n${who.house.name}\n`,
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
    envelopeFrom: '',
  })
  return true
}
