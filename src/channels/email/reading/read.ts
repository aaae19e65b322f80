import { limits } from '../limits.ts'
import type { Mailbox, MailEnvelope, Parsed, Unreadable } from '../parsed.ts'
import { canonical, mailboxes, mailboxIn, oneLine, withoutComments } from './addresses.ts'
import { automaticOf, isDeaf } from './automatic.ts'
import { bounceOf } from './bounce.ts'
import { attachmentsOf } from './enclosures.ts'
import { forwardedIn } from './forwarded.ts'
import { all, first, type Head, ids, readHead, repairHead, shortChain } from './head.ts'
import { sanitise } from './html.ts'
import { asHtml, type Enclosure, type Section, type Structure, TooMuch, takeApart } from './structure.ts'
import { uudecode } from './uuencode.ts'
import { languageOf, roughText, saidIn, textOf, tidy } from './words.ts'

export type Refused = Pick<Unreadable, 'reason' | 'sentence'>
/** What takes long on a hostile mail, and is worth waiting for on any other. */
export type Refined = Pick<Parsed, 'text' | 'said' | 'html' | 'remoteImages' | 'languageHint' | 'problems'>

const kept = [
  'return-path',
  'sender',
  'list-id',
  'auto-submitted',
  'precedence',
  'x-auto-response-suppress',
  'x-loop',
  'thread-index',
  'thread-topic',
  'authentication-results',
  'x-original-from',
  'x-original-sender',
  'mailing-list',
]
const routes = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-forwarded-to',
  'resent-to',
]

/**
 * Reads a raw mail. `sooner` is given a whole mail with roughly made text before the costly part begins: should that
 * part be cut off, nothing but its refinement is lost.
 */
export async function readMail(
  raw: Buffer,
  envelope: MailEnvelope,
  sooner: (mail: Parsed) => void,
): Promise<Refined | Refused> {
  const mail = repairHead(raw)
  if (!mail) return { reason: 'too-much', sentence: 'Its header is longer than any mail needs.' }
  let parts: Structure
  try {
    parts = await takeApart(mail)
  } catch (error) {
    const tooMuch =
      error instanceof TooMuch || (error instanceof Error && 'code' in error && error.code === 'EMAXLEN')
    const said = error instanceof Error ? error.message : String(error)
    return tooMuch
      ? {
          reason: 'too-much',
          sentence: `It has more parts or headers than we take apart: ${oneLine(said, 200)}`,
        }
      : { reason: 'broken', sentence: `Its structure is broken: ${oneLine(said, 200)}` }
  }
  const head = readHead(parts.lines)
  if (
    ![...head.keys()].some((name) => /^(?:from|to|subject|date|message-id|received|content-type)$/.test(name))
  ) {
    return { reason: 'not-a-mail', sentence: 'It has none of the headers that make a mail.' }
  }
  if (envelope.mailFrom !== undefined) head.set('return-path', [`<${oneLine(envelope.mailFrom)}>`])
  if (envelope.recipients) head.set('envelope-to', envelope.recipients)
  const { rough, html } = bodies(parts)
  const parsed = assemble(parts, head, rough, html)
  if (!parsed.from && !parsed.subject && !parsed.text.trim() && parsed.attachments.length === 0) {
    return { reason: 'empty', sentence: 'It has no sender, no subject, no text and nothing enclosed.' }
  }
  sooner(parsed)
  return refine(parts, head, parsed, html)
}

type Bodies = { rough: string; html: string | undefined }

function bodies(parts: Structure): Bodies {
  for (const section of parts.sections) {
    if (section.plain === undefined || section.html !== undefined) continue
    const { text, files } = uudecode(section.plain)
    section.plain = text
    for (const file of files) {
      const type = 'application/octet-stream'
      parts.enclosures.push({ type, name: file.name, cid: '', location: '', bytes: file.bytes })
    }
  }
  const rich = parts.sections.some((section) => section.html?.trim())
  const html = rich
    ? parts.sections.map((each) => each.html ?? asHtml(each.plain ?? '')).join('<br>')
    : undefined
  return { rough: plainOf(parts.sections, roughText), html }
}

function plainOf(sections: Section[], fromHtml: (html: string) => string): string {
  const texts = sections.map((each) =>
    each.plain?.trim() || !each.html ? (each.plain ?? '') : fromHtml(each.html),
  )
  return tidy(texts.join('\n'))
}

function assemble(parts: Structure, head: Head, text: string, html: string | undefined): Parsed {
  const from = sender(parts, head)
  const replyTo = mailboxes(parts.headers.get('reply-to'))
  const to = mailboxes(parts.headers.get('to'))
  const cc = mailboxes(parts.headers.get('cc'))
  const subject = oneLine(String(parts.headers.get('subject') ?? ''))
  const bounce = bounceOf(head, from, text, parts.enclosures)
  const automatic = automaticOf(head, from, replyTo.length > 0, bounce !== undefined)
  const author = authorOf(head, from, replyTo)
  const answerTo = automatic.kind === undefined ? (replyTo[0] ?? from) : from
  const forwarded = forwardedIn(subject, text, parts.enclosures)
  const messageId = ids(all(head, 'message-id'))[0]
  const date = dateOf(first(head, 'date'))
  return {
    readable: true,
    ...(messageId ? { messageId } : {}),
    inReplyTo: ids(all(head, 'in-reply-to')).slice(0, 10),
    references: shortChain(ids(all(head, 'references'))),
    ...(from ? { from } : {}),
    ...(author ? { author } : {}),
    ...(answerTo ? { answerTo } : {}),
    replyTo,
    to,
    cc,
    recipients: recipientsOf(parts, head, [...to, ...cc]),
    subject,
    ...(date ? { date } : {}),
    text,
    said: text,
    remoteImages: 0,
    attachments: attachmentsOf(parts.enclosures, (html ?? '').slice(0, limits.htmlLength)),
    automatic,
    ...(bounce ? { bounce } : {}),
    ...(forwarded ? { forwarded } : {}),
    headers: Object.fromEntries(
      kept.flatMap((name) => (head.has(name) ? [[name, all(head, name).slice(0, 10)]] : [])),
    ),
    problems: [...problemsOf(parts, head, from, date), ...(html ? [tooSlow] : [])],
  }
}

export const tooSlow = 'Its formatted version could not be made safe in time: the plain text is shown.'

function refine(parts: Structure, head: Head, parsed: Parsed, html: string | undefined): Refined {
  const problems = parsed.problems.filter((each) => each !== tooSlow)
  const large = (html?.length ?? 0) > limits.htmlLength
  if (large) problems.push('Its formatted version is too large to show: the plain text is shown.')
  const text = large ? parsed.text : plainOf(parts.sections, fine)
  const said = saidIn(text)
  const languageHint = languageOf(first(head, 'content-language'), said)
  const safe = html && !large ? sanitise(html, parts.enclosures) : undefined
  if (safe && safe.remoteImages > 0) problems.push('Pictures from elsewhere were not loaded.')
  return {
    text,
    said,
    ...(safe ? { html: safe.html } : {}),
    remoteImages: safe?.remoteImages ?? 0,
    ...(languageHint ? { languageHint } : {}),
    problems,
  }
}

function fine(html: string): string {
  try {
    return textOf(html)
  } catch {
    return roughText(html)
  }
}

/** The first address of the first From line; Sender where From names nobody. */
function sender(parts: Structure, head: Head): Mailbox | undefined {
  return (
    fromBoxes(parts, head)[0] ??
    mailboxes(parts.headers.get('sender'))[0] ??
    mailboxIn(withoutComments(first(head, 'from')))
  )
}

function fromBoxes(parts: Structure, head: Head): Mailbox[] {
  const boxes = mailboxes(parts.headers.get('from'))
  // The parser keeps one From line of several; people are shown the first.
  const others = all(head, 'from').length > 1 ? all(head, 'from').map((line) => mailboxIn(line)) : []
  const found = others.filter((each) => each !== undefined)
  return found.length > 1
    ? found.map((each) => boxes.find((box) => box.address === each.address) ?? each)
    : boxes
}

function authorOf(head: Head, from: Mailbox | undefined, replyTo: Mailbox[]): Mailbox | undefined {
  const original = ['x-original-from', 'x-original-sender', 'x-google-original-from']
    .map((name) => mailboxIn(first(head, name)))
    .find((box) => box !== undefined)
  if (original && from && original.address.toLowerCase() !== from.address.toLowerCase()) {
    return { name: original.name || from.name.replace(/^'|'? via .*$/g, ''), address: original.address }
  }
  const via = from && / via /i.test(from.name) && replyTo.length === 1
  return from && replyTo[0] && (isDeaf(from.address) || via) ? replyTo[0] : from
}

function recipientsOf(parts: Structure, head: Head, boxes: Mailbox[]): string[] {
  const traces = routes.flatMap((name) => all(head, name)).flatMap((value) => value.split(',').slice(0, 50))
  const bcc = mailboxes(parts.headers.get('bcc'))
  const found = [...boxes, ...bcc]
    .map((box) => box.address)
    .concat(traces.flatMap((each) => mailboxIn(each)?.address ?? []))
  return [...new Set(found.map((each) => (canonical(each) ?? each).toLowerCase()))].slice(
    0,
    limits.recipients,
  )
}

function dateOf(said: string): Date | undefined {
  const date = new Date(said)
  return said && !Number.isNaN(date.getTime()) ? date : undefined
}

function problemsOf(
  parts: Structure,
  head: Head,
  from: Mailbox | undefined,
  date: Date | undefined,
): string[] {
  const has = (pattern: RegExp) => [...parts.types].some((type) => pattern.test(type))
  const said = (header: string) => first(head, header) !== ''
  const claimed = from ? mailboxIn(from.name)?.address.toLowerCase() : undefined
  const rules: Array<[boolean, string]> = [
    [!from, 'It names no sender.'],
    [new Set(fromBoxes(parts, head).map((box) => box.address)).size > 1, 'It names more than one sender.'],
    [
      !!claimed && claimed !== from?.address.toLowerCase(),
      `The name of its sender is another address than ${from?.address}.`,
    ],
    [!said('message-id'), 'It has no Message-ID.'],
    [said('date') && !date, 'Its date cannot be read.'],
    [has(/pkcs7-mime/), 'It is encrypted or sealed (S/MIME): open it in a mail program.'],
    [has(/multipart\/encrypted|pgp-encrypted/), 'It is encrypted (PGP): open it in a mail program.'],
    [
      has(/ms-tnef/) || named(parts.enclosures, 'winmail.dat'),
      'Its enclosures are in winmail.dat, which Outlook opens.',
    ],
    [
      /^begin-base64 |^=ybegin /m.test(parts.sections[0]?.plain?.slice(0, 20_000) ?? ''),
      'A file stands in its text.',
    ],
  ]
  return rules.flatMap(([applies, sentence]) => (applies ? [sentence] : []))
}

const named = (enclosures: Enclosure[], name: string): boolean =>
  enclosures.some((each) => each.name.toLowerCase() === name)
