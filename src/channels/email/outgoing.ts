import type { Automatic } from './parsed.ts'
import { loopHeader } from './reading/automatic.ts'
import { shortChain } from './reading/head.ts'
import { subjectStem } from './thread.ts'

export type Outgoing = {
  /** Ours, as `newMessageId` makes it. */
  messageId: string
  from: { name: string; address: string }
  to: { name: string; address: string }
  /** The address with the case's token; bounces of what a person wrote come back to it too. */
  replyTo: string
  /** The subject under which the thread stands now. */
  subject: string
  /** The mail that this answers, if there is one. */
  answers?: { messageId?: string; references: string[] }
  /** Sent by the program and by nobody: confirmation, notice, reminder. */
  automatic?: boolean
}

/** What nodemailer wants to know of a mail, apart from its text. */
export type ReplyHeaders = {
  messageId: string
  from: { name: string; address: string }
  to: { name: string; address: string }
  replyTo: string
  subject: string
  inReplyTo?: string
  references?: string[]
  headers: Record<string, string>
  envelope: { from: string; to: string[] }
}

/** Headers of a mail from a case. Nothing of a stranger can add a line; a broken address is a RangeError. */
export function replyHeaders(mail: Outgoing): ReplyHeaders {
  const parent = mail.answers?.messageId
  const chain = shortChain([
    ...new Set([...(mail.answers?.references ?? []), ...(parent ? [parent] : [])].flatMap(safeId)),
  ])
  const inReplyTo = parent ? safeId(parent)[0] : undefined
  const stem = oneLine(subjectStem(mail.subject))
  const isReply = mail.answers !== undefined || stem !== oneLine(mail.subject)
  const [messageId] = safeId(mail.messageId)
  if (!messageId) throw new RangeError(`"${oneLine(mail.messageId)}" is no Message-ID.`)
  return {
    messageId,
    from: { name: oneLine(mail.from.name), address: safeAddress(mail.from.address) },
    to: { name: oneLine(mail.to.name), address: safeAddress(mail.to.address) },
    replyTo: safeAddress(mail.replyTo),
    subject: isReply ? `Re: ${stem}` : stem,
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(chain.length > 0 ? { references: chain } : {}),
    headers: {
      [loopHeader]: '1',
      'X-Auto-Response-Suppress': mail.automatic ? 'All' : 'OOF, AutoReply',
      ...(mail.automatic ? { 'Auto-Submitted': mail.answers ? 'auto-replied' : 'auto-generated' } : {}),
    },
    // RFC 3834: what a machine sends has no sender that another machine could answer.
    envelope: { from: mail.automatic ? '' : safeAddress(mail.replyTo), to: [safeAddress(mail.to.address)] },
  }
}

/** A Message-ID of ours from a random id and the domain that the mail is sent for. */
export function newMessageId(id: string, address: string): string {
  const domain = safeAddress(address).replace(/^.*@/, '')
  return `<${id.replace(/[^\w.-]/g, '')}@${domain}>`
}

function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
    .slice(0, 400)
}

function safeId(id: string): string[] {
  const bare = id.trim().replace(/^<|>$/g, '')
  return /^[^\s<>\p{Cc}]{1,400}$/u.test(bare) ? [`<${bare}>`] : []
}

function safeAddress(address: string): string {
  if (/^[^\s<>,;:()"\p{Cc}]{1,128}@[^\s<>,;:()"@\p{Cc}]{1,255}$/u.test(address)) return address
  throw new RangeError(`"${oneLine(address)}" is no address that a mail can go to.`)
}

/** How many automatic answers one address, one thread and one pair of addresses may be sent. */
export const answersAtMost = { senderADay: 1, thread: 3, pairAnHour: 1 } as const

/** What was sent automatically of late; each count is of the mails that went out. */
export type RecentAnswers = { toSenderToday: number; inThread: number; betweenPairThisHour: number }

/** Whether a mail may be answered by the program itself: never a machine, never often (L1–L3, E6–E8). */
export function mayAutoAnswer(automatic: Automatic, recent: RecentAnswers): { may: boolean; why: string } {
  if (!automatic.mayAnswer) return { may: false, why: automatic.why }
  const rules: Array<[boolean, string]> = [
    [
      recent.inThread >= answersAtMost.thread,
      'This conversation has had as many automatic answers as one may have.',
    ],
    [recent.toSenderToday >= answersAtMost.senderADay, 'This address has had its automatic answer today.'],
    [recent.betweenPairThisHour >= answersAtMost.pairAnHour, 'These two addresses had one in the last hour.'],
  ]
  const against = rules.find(([applies]) => applies)
  return against ? { may: false, why: against[1] } : { may: true, why: automatic.why }
}
