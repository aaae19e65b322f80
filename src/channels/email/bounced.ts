import { readCase } from '../../cases/cases.ts'
import { record } from '../../history/history.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import { post } from '../../kit/mail.ts'
import type { Who } from '../../kit/who.ts'
import { baseUrl } from '../../people/entrance.ts'
import { findPerson } from '../../people/people.ts'
import { mailHouse } from './house.ts'
import { clean } from './kept.ts'
import type { Bounce, DeliveryReport, Parsed } from './parsed.ts'
import type { Mail } from './store.ts'
import { insertNotices, type Sent, selectLastSent, selectSent } from './store-sent.ts'
import { messageKey, readReplyToken } from './thread.ts'

/**
 * What a mail machine tells us of a mail of ours stands at that mail; if it did not arrive, whoever holds the case
 * hears of it. A notice about no mail of ours, forged or astray, marks nothing and opens nothing: it waits in sight.
 */
export async function noteDelivery(db: Db, who: Who, kept: Mail, mail: Parsed): Promise<string | undefined> {
  const bounce = mail.bounce
  const sent = bounce && (await sentOf(db, who.company, mail, bounce))
  if (!bounce || !sent) return 'It says how another mail was delivered, but it is about no mail of ours.'
  const reports = reportsOf(bounce, sent)
  await insertNotices(db, kept.id, sent.message_id, reports)
  const failed = reports.find((report) => report.action === 'failed')
  const about = sent.case_id ?? sent.interaction_id ?? kept.id
  await record(db, who, failed ? 'email.not-delivered' : 'email.delivery-noted', about, {
    mail: kept.id,
    action: (failed ?? reports[0])?.action,
    status: (failed ?? reports[0])?.status,
  })
  if (failed && sent.case_id) await tellHolder(db, sent.case_id, failed)
  return undefined
}

/**
 * The mail of ours that is meant. The token in the address that it came back to is only known to those we wrote to;
 * without it, our own id counts if the notice is about the very address that we wrote to under it.
 */
async function sentOf(db: Db, company: Id, mail: Parsed, bounce: Bounce): Promise<Sent | undefined> {
  const byToken = mail.recipients
    .map((address) => readReplyToken(address, mailHouse().secret, company))
    .find((id) => id !== undefined)
  const named = bounce.originalMessageId
    ? await selectSent(db, messageKey(bounce.originalMessageId))
    : undefined
  const addresses = bounce.reports.map((report) => report.recipient.toLowerCase())
  if (named && (named.case_id === byToken || addresses.includes(named.recipient.toLowerCase()))) return named
  if (!byToken) return undefined
  for (const address of addresses) {
    const sent = await selectLastSent(db, byToken, address)
    if (sent) return sent
  }
  return selectLastSent(db, byToken)
}

const reportsOf = (bounce: Bounce, sent: Sent): DeliveryReport[] => {
  const reports: DeliveryReport[] =
    bounce.reports.length > 0
      ? bounce.reports
      : [{ recipient: sent.recipient, action: 'failed', status: '', diagnostic: '' }]
  return reports.slice(0, 100).map((report) => ({
    recipient: clean(report.recipient).slice(0, 400),
    action: report.action,
    status: clean(report.status).slice(0, 40),
    diagnostic: clean(report.diagnostic).slice(0, 1_000),
  }))
}

/** The customer waits for an answer that never came: its holder must know. A machine's words go to staff only. */
async function tellHolder(db: Db, id: Id, failed: DeliveryReport): Promise<void> {
  const one = await readCase(db, id)
  const holder = one.holder_id ? await findPerson(db, one.holder_id) : undefined
  if (!holder?.email || holder.left_at) return
  await post(db, {
    recipient: holder.email,
    subject: `Your mail did not arrive: ${one.title}`,
    text: `${failed.recipient} did not get your answer. ${whyOf(failed)}\n\n${baseUrl()}/cases/${id}\n`,
    envelopeFrom: '',
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
}

const reasons: [RegExp, string][] = [
  [/^5\.1\.[0-36]/, 'There is no such address.'],
  [/^[45]\.2\.2/, 'The mailbox is full.'],
  [/^5\.2\.1/, 'The mailbox is closed.'],
  [/^[45]\.2\.3|^5\.3\.4/, 'The mail was too large.'],
  [/^5\.7/, 'The other side refused it.'],
  [/^[45]\.4/, 'The other side could not be reached.'],
]
/** Why, in a sentence; else in the words of the machine. */
export const whyOf = ({ status, diagnostic }: Pick<DeliveryReport, 'status' | 'diagnostic'>): string =>
  reasons.find(([pattern]) => pattern.test(status))?.[1] ??
  (diagnostic ? `The other side said: ${diagnostic.slice(0, 200)}` : 'The other side gave no reason.')
