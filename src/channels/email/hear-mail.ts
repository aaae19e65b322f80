import { createHash } from 'node:crypto'
import { openCase } from '../../cases/cases.ts'
import { meet } from '../../customers/customers.ts'
import { record } from '../../history/history.ts'
import { type Enclosure, hearOnce, type Interaction } from '../../interactions/interactions.ts'
import type { Db } from '../../kit/db.ts'
import type { Id } from '../../kit/ids.ts'
import type { Who } from '../../kit/who.ts'
import { company } from '../../people/people.ts'
import { homeAddress, spellings } from './addresses.ts'
import { type Author, authorOf } from './author.ts'
import { clean, headOf } from './kept.ts'
import type { Parsed } from './parsed.ts'
import { isFrom, setProofTimer } from './prove-mail.ts'
import { type Letter, readElsewhere } from './readers.ts'
import { insertHeard, type Mail } from './store.ts'
import { type Inbox, selectInboxes, selectIsQuiet } from './store-inbox.ts'
import { insertNote, selectIsKnown } from './store-thread.ts'
import { messageKey, subjectStem } from './thread.ts'
import type { SenderProof } from './trust.ts'
import { type Belongs, whereItBelongs } from './where.ts'

/** A mail that was kept, what it says, and who sent it if that is known yet. */
export type Read = { kept: Mail; mail: Parsed; raw: Uint8Array; proof: SenderProof | undefined }

/** As many as an interaction takes; what is beyond stays in the raw mail, and the page says so. */
const MOST_FILES = 20

/**
 * A mail is heard: it joins the case that it belongs to, or opens one, so that somebody answers it. What a machine
 * wrote, or a sender whom the company keeps quiet, is kept in the story and opens nothing.
 */
export async function hearMail(db: Db, program: Who, { kept, mail, raw, proof }: Read): Promise<undefined> {
  const [house, inboxes] = await Promise.all([company(db), selectInboxes(db)])
  const who = { ...program, house }
  const told = await readElsewhere(db, who, letterOf(kept, mail, raw, inboxes))
  if (told) return keepHeard(db, { kept, mail, proof, interaction: told.interaction })
  const author = await authorOf(db, mail, [homeAddress(house), ...inboxes.map((one) => one.address)])
  const [customer, quiet] = [
    await customerOf(db, who, mail, author, proof),
    author.address ? await selectIsQuiet(db, namesOf(author.address)) : false,
  ]
  const belongs = await whereItBelongs(db, who.company, mail, author.address, customer)
  const silent = author.machine || quiet
  const joins = belongs?.as === 'party' && (belongs.case.waiting || !silent) ? belongs.case.id : undefined
  const { interaction, made } = await hearOnce(db, who, {
    kind: 'message',
    channel: 'email',
    customer,
    ...placeOf(inboxes, mail),
    title: mail.subject,
    text: wordsOf(mail, author),
    language: customer ? (mail.languageHint ?? null) : null,
    at: kept.at,
    key: keyOf(kept, mail, raw),
    files: filesOf(mail),
    beside: joins ? { case: joins } : {},
  })
  await keepHeard(db, { kept, mail, proof, interaction, author })
  if (!proof) await setProofTimer(db, who.at)
  if (made && !joins) await settle(db, who, interaction, belongs, silent)
  return undefined
}

type Became = Omit<Read, 'raw'> & { interaction: Interaction; author?: Author }

/** The mail beside what it became. */
async function keepHeard(db: Db, { kept, mail, proof, interaction, author }: Became): Promise<undefined> {
  await insertHeard(db, {
    mail_id: kept.id,
    interaction_id: interaction.id,
    proof: proof ?? null,
    head: headOf(mail, {
      ...(author?.address ? { sender: author.address } : {}),
      ...(author?.forwardedBy ? { forwardedBy: author.forwardedBy } : {}),
      ...(mail.attachments.length > MOST_FILES ? { moreFiles: mail.attachments.length - MOST_FILES } : {}),
    }),
    html: mail.html === undefined ? null : clean(mail.html),
    whole: clean(mail.text.trim() === interaction.text ? '' : mail.text),
  })
  return undefined
}

const letterOf = (kept: Mail, mail: Parsed, raw: Uint8Array, inboxes: readonly Inbox[]): Letter => ({
  from: mail.from?.address,
  forwardedFrom: mail.forwarded?.address,
  subject: clean(mail.subject),
  text: clean(mail.text),
  html: mail.html,
  at: kept.at,
  key: keyOf(kept, mail, raw),
  ...placeOf(inboxes, mail),
})

/** What joined no case stands beside one, opens one, or only stays in the story. */
async function settle(
  db: Db,
  who: Who,
  interaction: Interaction,
  belongs: Belongs | undefined,
  silent: boolean,
): Promise<void> {
  if (belongs?.as === 'stranger' && belongs.case.waiting) {
    await insertNote(db, interaction.id, belongs.case.id, who.at)
    await record(db, who, 'email.noted', belongs.case.id, { interaction: interaction.id })
  } else if (!silent) await openFor(db, who, interaction)
}

/** A case about what a mail said. */
export const openFor = (db: Db, who: Who, interaction: Interaction) =>
  openCase(db, who, {
    customer: interaction.customer_id,
    touchpoint: interaction.touchpoint_id,
    ...(interaction.team_id ? { team: interaction.team_id } : {}),
    title: subjectStem(interaction.title).slice(0, 90),
    happened: interaction.text || subjectStem(interaction.title) || 'A mail without words.',
    interaction: interaction.id,
  })

/**
 * Met by the address alone. What an unproven mail says of itself fills in nothing of a customer who is known; the
 * proof does so, now or when it comes.
 */
async function customerOf(
  db: Db,
  who: Who,
  mail: Parsed,
  { address, name }: Author,
  proof: SenderProof | undefined,
): Promise<Id | null> {
  if (!address) return null
  const believed = (proof?.proven && isFrom(address, mail.from)) || !(await selectIsKnown(db, address))
  const met = await meet(db, who, {
    ...(believed ? { name: clean(name), language: mail.languageHint } : {}),
    addresses: [{ kind: 'email', written: address }],
  })
  return met.id
}

/** The first inbox it was sent to that says where its mail belongs. */
function placeOf(inboxes: readonly Inbox[], mail: Parsed): { touchpoint?: Id; team?: Id } {
  const names = new Set(mail.recipients.flatMap(spellings))
  const place = inboxes.find((one) => names.has(one.address) && (one.touchpoint_id || one.team_id))
  return {
    ...(place?.touchpoint_id ? { touchpoint: place.touchpoint_id } : {}),
    ...(place?.team_id ? { team: place.team_id } : {}),
  }
}

/** An address as it may stand in the list of quiet senders: itself, its domain, the domains above. */
export function namesOf(address: string): string[] {
  const domain = address.slice(address.lastIndexOf('@') + 1).split('.')
  return [address, ...domain.map((_, at) => domain.slice(at).join('.'))]
}

/** The new words; of a mail that a colleague passed on, all of it. */
const wordsOf = (mail: Parsed, author: Author): string =>
  author.forwardedBy ? mail.text : mail.said || mail.text

const filesOf = (mail: Parsed): Enclosure[] =>
  mail.attachments.slice(0, MOST_FILES).map(({ name, type, bytes }) => ({ name, type, bytes }))

/**
 * What makes two mails one: the id and the body. The lines that each post office adds on top do not count, so that a
 * mail to two of our addresses, or one fetched anew, is heard once; another body under the same id is heard too.
 */
function keyOf(kept: Mail, mail: Parsed, raw: Uint8Array): string {
  const id = messageKey(mail.messageId ?? '')
  if (!id) return kept.hash
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const gaps = [bytes.indexOf('\r\n\r\n'), bytes.indexOf('\n\n')].filter((at) => at >= 0)
  const body = bytes.subarray(gaps.length > 0 ? Math.min(...gaps) : bytes.length)
  const from = mail.from?.address.toLowerCase() ?? ''
  return createHash('sha256').update(`${id}\n${from}\n`).update(body).digest('hex')
}
