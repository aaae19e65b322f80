import { clock } from '../../kit/clock.ts'
import { afterCommit, type Database, type Db } from '../../kit/db.ts'
import { keepFile } from '../../kit/files.ts'
import { type Id, newId } from '../../kit/ids.ts'
import { enqueue } from '../../kit/jobs.ts'
import { companyAt } from './addresses.ts'
import { holdMail } from './in-hand.ts'
import type { MailWay } from './kept.ts'
import { readMail } from './read-mail.ts'
import { insertMail } from './store.ts'
import { messageKey } from './thread.ts'

export type Arrival = {
  raw: Uint8Array
  way: MailWay
  /** Whose it is; without it the recipients say. */
  company?: Id | undefined
  recipients?: readonly string[] | undefined
  mailFrom?: string | undefined
  ip?: string | undefined
  helo?: string | undefined
}
export type Received = { company: Id; mail: Id; made: boolean }

/**
 * Keeps a mail for good, once for each company that it is for, and asks for it to be read. Each company gets its
 * own recipients only. When this resolves, whoever brought the mail may forget it.
 */
export async function receiveMail(database: Database, arrival: Arrival): Promise<Received[]> {
  const received: Received[] = []
  for (const [company, recipients] of await companiesOf(database, arrival))
    received.push(
      await database.inCompany(company, async (db) => ({
        company,
        ...(await keepMail(db, { ...arrival, recipients })),
      })),
    )
  return received
}

async function companiesOf(database: Database, arrival: Arrival): Promise<Map<Id, string[]>> {
  const recipients = [...(arrival.recipients ?? [])]
  if (arrival.company) return new Map([[arrival.company, recipients]])
  const found = new Map<Id, string[]>()
  for (const recipient of recipients) {
    const company = await companyAt(database, recipient)
    if (company) found.set(company, [...(found.get(company) ?? []), recipient])
  }
  return found
}

/** The same bytes under the same id are one mail; another body under the same id is another mail. */
export async function keepMail(db: Db, arrival: Arrival): Promise<{ mail: Id; made: boolean }> {
  const { raw, way, recipients, mailFrom, ip, helo } = arrival
  const at = clock.now()
  const id = newId(at)
  const hash = await keepFile(db, raw)
  const envelope = {
    ...(mailFrom === undefined ? {} : { mailFrom: inWords(mailFrom) }),
    ...(recipients && recipients.length > 0 ? { recipients: recipients.map(inWords) } : {}),
    ...(ip ? { ip } : {}),
    ...(helo ? { helo: inWords(helo) } : {}),
  }
  const message_id = messageKey(messageIdIn(raw)).replaceAll('\u0000', '').slice(0, 1_000) || null
  const kept = await insertMail(db, { id, at, hash, way, message_id, envelope })
  if (!kept.made) return kept
  await enqueue(db, readMail, { mail: id })
  afterCommit(db, () => holdMail(id, { raw, envelope }))
  return kept
}

const inWords = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .slice(0, 1_000)

/** From the first bytes only: a mail made to cost is parsed elsewhere. */
function messageIdIn(raw: Uint8Array): string {
  const start = Buffer.from(raw.buffer, raw.byteOffset, Math.min(raw.byteLength, 65_536)).toString('latin1')
  const end = /\r?\n\r?\n/.exec(start)?.index ?? start.length
  return /^message-id:[ \t]*(?:\r?\n[ \t]+)?([^\r\n]{1,2000})/im.exec(start.slice(0, end))?.[1] ?? ''
}
