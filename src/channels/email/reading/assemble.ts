import { limits } from '../limits.ts'
import type { Mailbox, Parsed } from '../parsed.ts'
import { canonical, mailboxes, mailboxIn, oneLine, withoutComments } from './addresses.ts'
import { automaticOf, isDeaf } from './automatic.ts'
import { bounceOf } from './bounce.ts'
import { attachmentsOf } from './enclosures.ts'
import { forwardedIn } from './forwarded.ts'
import { all, first, type Head, ids, shortChain } from './head.ts'
import type { Enclosure, Structure } from './structure.ts'

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

export const tooSlow = 'It could not be worked through in time: its plain text is shown whole.'

/** All that a mail says of itself, from its parts, its header and its text; `html` as it came. */
export function assemble(parts: Structure, head: Head, text: string, html: string | undefined): Parsed {
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
    problems: [...problemsOf(parts, head, from, date), tooSlow],
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
