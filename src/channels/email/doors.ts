import type { Config } from '../../config.ts'
import { clock } from '../../kit/clock.ts'
import type { Database } from '../../kit/db.ts'
import { companyBySlug } from '../../people/founding.ts'
import { companyAt } from './addresses.ts'
import { mailboxName } from './house.ts'
import { type Cursor, followMailbox } from './imap.ts'
import { closeParsers } from './parse.ts'
import { receiveMail } from './receive.ts'
import { listenSmtp } from './smtp.ts'
import { mailboxState } from './state.ts'
import { selectCursor, upsertCursor } from './store-inbox.ts'
import { closeProver } from './trust.ts'

export type MailDoors = { port: number | undefined; close(): Promise<void> }

/** So many mails a minute of one sender; the rest is asked to come later, and other senders do not notice. */
const PER_MINUTE = 120

/** Opens the ways by which mail comes in: the SMTP listener and the mailbox, as the settings say. */
export async function openMailDoors(
  config: Config,
  database: Database,
  trouble: (error: unknown) => void,
): Promise<MailDoors> {
  const listener =
    config.mailPort > 0
      ? await listenForMail(database, { host: config.mailHost, port: config.mailPort, trouble })
      : undefined
  const mailbox = await followOne(config, database, trouble)
  return {
    port: listener?.port,
    async close() {
      await Promise.all([listener?.close(), mailbox?.stop()])
    },
  }
}

/** Ends the threads in which mail is read and proven, once no job needs them; the next mail starts them again. */
export const closeMailThreads = async (): Promise<void> => {
  await Promise.all([closeParsers(), closeProver()])
}

/** Takes mail in by SMTP: 250 is said once it is kept for good. Port 0 is any that is free. */
export function listenForMail(
  database: Database,
  where: { host: string; port: number; perMinute?: number; trouble: (error: unknown) => void },
): Promise<{ port: number; close(): Promise<void> }> {
  return listenSmtp({
    host: where.host,
    port: where.port,
    accept: async (recipient) => (await companyAt(database, recipient)) !== undefined,
    receive: async ({ raw, mailFrom, recipients, ip, helo }) => {
      const kept = await receiveMail(database, { raw, way: 'smtp', mailFrom, recipients, ip, helo })
      if (kept.length === 0) throw new Error('The company of this address has gone.')
    },
    failed: where.trouble,
    throttle: { perMinute: where.perMinute ?? PER_MINUTE, now: () => clock.now().getTime() },
  })
}

async function followOne(
  config: Config,
  database: Database,
  trouble: (error: unknown) => void,
): Promise<{ stop(): Promise<void> } | undefined> {
  if (!config.imapUrl) return undefined
  if (!config.imapCompany) throw new Error('IMAP_URL is set: say in IMAP_COMPANY whose mailbox it is.')
  const company = await companyBySlug(database, config.imapCompany)
  if (!company) {
    // The company may be founded later; until then nothing is lost, the mails stay in their mailbox.
    mailboxState.is({
      connected: false,
      since: clock.now(),
      error: `There is no company ${config.imapCompany} yet.`,
    })
    return undefined
  }
  const url = new URL(config.imapUrl)
  const mailbox = mailboxName(url)
  const cursor = await database.inCompany(company, (db) => selectCursor(db, mailbox))
  const secure = url.protocol === 'imaps:'
  return followMailbox({
    host: url.hostname,
    port: Number(url.port || (secure ? 993 : 143)),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    mailbox: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
    ...(cursor ? { cursor } : {}),
    take: async ({ raw }) => {
      await receiveMail(database, { raw, way: 'imap', company })
      mailboxState.took(clock.now())
    },
    saveCursor: (at: Cursor) =>
      database.inCompany(company, (db) => upsertCursor(db, mailbox, at, clock.now())),
    state: ({ connected, error }) => {
      mailboxState.is({ connected, since: clock.now(), ...(error ? { error: error.message } : {}) })
      if (error) trouble(error)
    },
  })
}
