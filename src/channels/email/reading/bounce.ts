import type { Bounce, DeliveryReport, Mailbox } from '../parsed.ts'
import { canonical, oneLine } from './addresses.ts'
import { isRobot } from './automatic.ts'
import { all, first, type Head, ids } from './head.ts'
import type { Enclosure } from './structure.ts'

const actions = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const
const returned = /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/(?:rfc822|global)-headers)$/i
const subjects =
  /undeliver|returned mail|delivery (?:status|failure|has failed|incomplete|delay)|mail delivery (?:failed|system)|failure notice|could not (?:be delivered|send)|unzustellbar|nicht zugestellt|non remis|échec de (?:la )?(?:remise|distribution)|no se pudo entregar|message delayed/i
const delayed = /delayed|not yet been delivered|still undelivered|will keep trying|verzögert/i

/** A notice about the delivery of another mail: by RFC 3464, else by the habits of qmail, Exim, Exchange and Gmail. */
export function bounceOf(
  head: Head,
  from: Mailbox | undefined,
  text: string,
  enclosures: Enclosure[],
): Bounce | undefined {
  const statuses = enclosures.filter((each) => /^message\/(?:global-)?delivery-status$/i.test(each.type))
  const formal = statuses.flatMap((each) => reportsIn(each.bytes.toString('utf8').slice(0, 200_000)))
  const reports = formal.length > 0 ? formal : informal(head, from, text)
  if (reports.length === 0 && statuses.length === 0) return undefined
  const original = originalHead(enclosures, text)
  const id = ids([field(original, 'message-id'), first(head, 'x-original-message-id')])[0]
  const originalMessageId =
    id ?? ids([...all(head, 'in-reply-to'), ...all(head, 'references').slice(-1)]).at(-1)
  const to = canonical(
    field(original, 'to')
      .replace(/^.*<([^<>]*)>.*$/s, '$1')
      .split(',')[0] ?? '',
  )
  return {
    reports,
    ...(originalMessageId ? { originalMessageId } : {}),
    ...(to ? { originalTo: to } : {}),
  }
}

function reportsIn(status: string): DeliveryReport[] {
  const blocks = status.split(/\r?\n(?:[ \t]*\r?\n)+/)
  return blocks.slice(0, 500).flatMap((block) => {
    const recipient = canonical(typed(field(block, 'final-recipient') || field(block, 'original-recipient')))
    const said = field(block, 'action').toLowerCase()
    const code = field(block, 'status').match(/\b[245]\.\d{1,3}\.\d{1,3}\b/)?.[0] ?? ''
    if (!recipient) return []
    const byCode = code.startsWith('4') ? 'delayed' : code.startsWith('2') ? 'delivered' : 'failed'
    const action = actions.find((each) => said.startsWith(each)) ?? byCode
    return [
      { recipient, action, status: code, diagnostic: oneLine(typed(field(block, 'diagnostic-code')), 500) },
    ]
  })
}

/** The value after its type, as in "rfc822; tom@example.com". */
const typed = (value: string): string => value.replace(/^[\w.-]{1,40}\s*;\s*/, '')

/** One field of a block of header lines, unfolded. */
function field(block: string, name: string): string {
  const found = new RegExp(`^${name}[ \\t]*:([^\\n]*(?:\\n[ \\t]+[^\\n]*)*)`, 'im').exec(block)
  return found ? found[1]!.replace(/\r?\n\s+/g, ' ').trim() : ''
}

function informal(head: Head, from: Mailbox | undefined, text: string): DeliveryReport[] {
  const nobody = all(head, 'return-path').some((path) => path.replace(/\s/g, '') === '<>')
  const failed = all(head, 'x-failed-recipients').flatMap((value) => value.split(','))
  const machine = nobody || failed.length > 0 || (from !== undefined && isRobot(from.address))
  if (!machine || !(failed.length > 0 || subjects.test(first(head, 'subject')) || /qmail-send/.test(text)))
    return []
  const sample = text.slice(0, 50_000)
  const named = [...failed, ...mentioned(sample)]
    .map((each) => canonical(each))
    .filter((each) => each !== undefined)
  const own = from?.address.toLowerCase()
  const recipients = [...new Set(named.map((each) => each.toLowerCase()))].filter((each) => each !== own)
  const late = delayed.test(first(head, 'subject')) || (delayed.test(sample) && !/\b5\.\d\.\d/.test(sample))
  return recipients.slice(0, 50).map((recipient) => {
    const at = sample.toLowerCase().indexOf(recipient)
    const near = at < 0 ? '' : sample.slice(at, at + 600)
    const status = /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(near)?.[0] ?? ''
    const reply = /\b[45]\d\d\b[^\n]{0,300}/.exec(near)?.[0] ?? ''
    const action = late || status.startsWith('4') ? ('delayed' as const) : ('failed' as const)
    return { recipient, action, status, diagnostic: oneLine(reply, 500) }
  })
}

/** Addresses that stand as qmail, Postfix, Exim and Exchange put them: in brackets or alone at the start of a line. */
function mentioned(text: string): string[] {
  const before =
    text.split(/^-{2,} ?(?:Below this line|Original message|This is a copy|The following|Forwarded)/im)[0] ??
    ''
  const found = before.matchAll(
    /^\s{0,8}(?:[*•-] )?(?:To: )?<?([^\s<>:;,()]{1,128}@[^\s<>:;,()]{1,200}?)>?(?:\s*[(:]|\s*$)/gm,
  )
  return [...found].slice(0, 50).map((match) => match[1]!)
}

function originalHead(enclosures: Enclosure[], text: string): string {
  const enclosed = enclosures.find((each) => returned.test(each.type))
  if (enclosed) return enclosed.bytes.toString('utf8', 0, 64_000).split(/\r?\n\r?\n/)[0] ?? ''
  const quoted =
    /^(?:-{2,10}|>) ?[^\n]{0,80}(?:copy of (?:the|your) message|original message|message headers)[^\n]*\n([\s\S]{0,20000})/im
  return quoted.exec(text.slice(0, 100_000))?.[1]?.replace(/^> ?/gm, '').replace(/^\s+/, '') ?? ''
}
