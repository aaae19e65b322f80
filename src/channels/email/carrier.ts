import { addressesOf, customer as findCustomer } from '../../customers/customers.ts'
import {
  attachmentsOf,
  type Carrier,
  type Interaction,
  type Whither,
} from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import { newId } from '../../kit/ids.ts'
import { post } from '../../kit/mail.ts'
import { Refusal } from '../../kit/refusal.ts'
import { firstName, type Staff } from '../../people/people.ts'
import { sendersFor } from './addresses.ts'
import { mailHouse } from './house.ts'
import { newMessageId, replyHeaders } from './outgoing.ts'
import { type HeardMail, selectLastOfCase } from './store.ts'
import { insertSent, selectLastSent } from './store-sent.ts'
import { caseToken, messageKey } from './thread.ts'

/** An answer goes out as a mail that stands in the customer's own thread, and comes back to its case. */
export const byEmail: Carrier = {
  channel: 'email',
  async carry(db, who, interaction, where) {
    const last = where.case ? await selectLastOfCase(db, where.case) : undefined
    const to = await recipientOf(db, interaction, where, last)
    const { from, replyTo } = await sendersFor(db, who.house, where.case, wroteTo(last))
    const head = headersOf(who, { from, replyTo, to }, await threadOf(db, where, last), interaction)
    const words = wordsOf(
      who,
      where.said ?? interaction.text,
      where.case && isBare(replyTo) ? tokenOf(who, where.case) : undefined,
    )
    const letter = await post(db, {
      recipient: to.address,
      subject: head.subject,
      text: words,
      html: asHtml(words),
      from: head.from,
      envelopeFrom: head.envelope.from,
      headers: {
        ...head.headers,
        'Message-ID': head.messageId,
        'Reply-To': head.replyTo,
        ...(head.inReplyTo ? { 'In-Reply-To': head.inReplyTo } : {}),
        ...(head.references ? { References: head.references.join(' ') } : {}),
      },
      files: (await attachmentsOf(db, [interaction.id])).map(({ name, type, hash }) => ({
        name,
        type,
        hash,
      })),
    })
    await insertSent(db, {
      message_id: messageKey(head.messageId),
      interaction_id: interaction.id,
      letter_id: letter,
      case_id: where.case ?? null,
      recipient: to.address,
      at: who.at,
    })
  },
}

type To = { name: string; address: string }

/**
 * An address at which we know the customer; of several, the one that they wrote from last. Never the Reply-To of a
 * mail: whoever forges a sender would be answered there.
 */
async function recipientOf(
  db: Db,
  interaction: Interaction,
  where: Whither,
  last: HeardMail | undefined,
): Promise<To> {
  const { customer_id } = interaction
  const known = customer_id ? (await addressesOf(db, customer_id)).filter((one) => one.kind === 'email') : []
  const lately = known.find((one) => one.met_by !== null && one.met_by === last?.head.sender)
  const address = lately?.written ?? where.to ?? known[0]?.written
  if (!address)
    throw new Refusal('invalid', 'email.address', 'No email address is known: say where it should go.', {
      field: 'to',
    })
  const name = customer_id ? (await findCustomer(db, customer_id)).name : null
  return { name: name ?? '', address }
}

const wroteTo = (last: HeardMail | undefined): string[] =>
  last ? [...last.head.to, ...last.head.cc].map((box) => box.address) : []

type Thread = { subject: string; answers?: { messageId?: string; references: string[] } }

/** The thread as it stands in the customer's program: under their last mail, else under our own last one. */
async function threadOf(db: Db, where: Whither, last: HeardMail | undefined): Promise<Thread> {
  const subject = last?.head.subject || where.subject || ''
  if (last)
    return {
      subject,
      answers: {
        ...(last.head.messageId ? { messageId: last.head.messageId } : {}),
        references: last.head.references,
      },
    }
  const ours = where.case ? await selectLastSent(db, where.case) : undefined
  return { subject, ...(ours ? { answers: { messageId: `<${ours.message_id}>`, references: [] } } : {}) }
}

function headersOf(
  who: Staff,
  where: { from: string; replyTo: string; to: To },
  thread: Thread,
  interaction: Interaction,
) {
  try {
    return replyHeaders({
      messageId: newMessageId(newId(who.at), where.from),
      from: { name: `${firstName(who.name)} at ${who.house.name}`, address: where.from },
      to: where.to,
      replyTo: where.replyTo,
      subject: thread.subject || interaction.title || `From ${who.house.name}`,
      ...(thread.answers ? { answers: thread.answers } : {}),
    })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Refusal('invalid', 'email.address', `No mail can go to ${where.to.address}.`, { field: 'to' })
  }
}

/** Where the address has no room for the token, the text bears it. */
const isBare = (replyTo: string): boolean => !/\+[0-9a-z]{50}@/.test(replyTo)
const tokenOf = (who: Staff, id: string): string => caseToken(mailHouse().secret, who.company, id)

function wordsOf(who: Staff, text: string, token: string | undefined): string {
  const lines = [who.name, who.house.name, ...(who.house.phone ? [who.house.phone] : [])]
  return `${text.trim()}\n\n-- \n${lines.join('\n')}\n${token ? `\n[${token}]\n` : ''}`
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** The same words for programs that show HTML, paragraph by paragraph, links to click. */
export function asHtml(text: string): string {
  const paragraphs = escaped(text)
    .replace(/https?:\/\/[^\s<>"]+/g, (link) => `<a href="${link}">${link}</a>`)
    .split(/\n{2,}/)
    .map((paragraph) => `<p dir="auto">${paragraph.trim().replaceAll('\n', '<br>')}</p>`)
  return `<!doctype html><html><body>${paragraphs.join('')}</body></html>`
}
