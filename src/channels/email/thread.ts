import { createHmac, timingSafeEqual } from 'node:crypto'
import { limits } from './limits.ts'
import type { Parsed } from './parsed.ts'

// A reply finds its case by a token that only we can make: the case's id and 128 bits of HMAC over company and case,
// in base 36, because mail systems lower-case addresses. 50 characters leave 13 for the name before the plus sign
// (RFC 5321 allows 64). The company is not in it: it is known by the address, and a token of another does not verify.
const tokenLength = 50
const token = new RegExp(`(?<![a-z0-9])[0-9a-z]{${tokenLength}}(?![a-z0-9])`, 'gi')

/** The token of a case; ids are UUIDs. Throws a RangeError for anything else. */
export function caseToken(secret: string | Uint8Array, companyId: string, caseId: string): string {
  const bytes = Buffer.concat([uuidBytes(caseId), seal(secret, uuidBytes(companyId), uuidBytes(caseId))])
  return BigInt(`0x${bytes.toString('hex')}`)
    .toString(36)
    .padStart(tokenLength, '0')
}

/**
 * `support@example.com` → `support+token@example.com`. Where the name before the @ is longer than 13 characters there
 * is no room: the address is returned as it is, and the token in the text and the headers thread instead.
 */
export function replyAddress(
  base: string,
  secret: string | Uint8Array,
  companyId: string,
  caseId: string,
): string {
  const at = base.lastIndexOf('@')
  const local = base.slice(0, at)
  if (at < 1 || local.length + 1 + tokenLength > 64) return base
  return `${local}+${caseToken(secret, companyId, caseId)}${base.slice(at)}`
}

/** The case that an address was made for, if it was made by us and for this company. */
export function readReplyToken(
  address: string,
  secret: string | Uint8Array,
  companyId: string,
): string | undefined {
  const [found] = address.slice(0, address.lastIndexOf('@')).match(/\+([0-9a-z]{50})$/i) ?? []
  return found ? readToken(found.slice(1), secret, companyId) : undefined
}

/** The address without its token, so that `support+…@` is known as `support@`. Other plus tags stay. */
export function withoutToken(address: string): string {
  return address.replace(/\+[0-9a-z]{50}(?=@)/i, '')
}

function readToken(text: string, secret: string | Uint8Array, companyId: string): string | undefined {
  const number = [...text.toLowerCase()].reduce(
    (sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)),
    0n,
  )
  const hex = number.toString(16).padStart(64, '0')
  // Whatever is wrong with it, the same work is done.
  const bytes = Buffer.from(hex.slice(-64), 'hex')
  const sealed = timingSafeEqual(
    seal(secret, uuidBytes(companyId), bytes.subarray(0, 16)),
    bytes.subarray(16),
  )
  if (!sealed || hex.length !== 64) return undefined
  const id = bytes.toString('hex', 0, 16)
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`
}

function seal(secret: string | Uint8Array, company: Uint8Array, subject: Uint8Array): Buffer {
  return createHmac('sha256', secret)
    .update('reply-token-1')
    .update(company)
    .update(subject)
    .digest()
    .subarray(0, 16)
}

function uuidBytes(id: string): Buffer {
  const hex = id.replaceAll('-', '')
  if (!/^[\da-f]{32}$/i.test(hex)) throw new RangeError(`"${id}" is no UUID.`)
  return Buffer.from(hex, 'hex')
}

/**
 * Where a mail may belong, best first. A token names the case; an id names a mail, to be looked up by `key`
 * (`messageKey` of what was stored). `partyOnly`: counts only if the sender is a party of that case already, because
 * anybody can write a header, and all who answer one newsletter name the same id.
 */
export type ThreadCandidate =
  | { by: 'recipient' | 'text'; caseId: string; partyOnly: false }
  | { by: 'in-reply-to' | 'references'; id: string; key: string; partyOnly: true }

export function threadCandidates(
  mail: Pick<Parsed, 'recipients' | 'text' | 'inReplyTo' | 'references' | 'messageId'>,
  secret: string | Uint8Array,
  companyId: string,
): ThreadCandidate[] {
  const named = (by: 'recipient' | 'text', caseIds: Array<string | undefined>): ThreadCandidate[] =>
    [...new Set(caseIds)].flatMap((caseId) => (caseId ? [{ by, caseId, partyOnly: false }] : []))
  const recipients = mail.recipients.map((address) => readReplyToken(address, secret, companyId))
  const words = mail.text.slice(0, limits.saidFrom).match(token)?.slice(0, 20) ?? []
  const seen = new Set([messageKey(mail.messageId ?? '')])
  const ids = (by: 'in-reply-to' | 'references', list: string[]): ThreadCandidate[] =>
    list.flatMap((id) => {
      const key = messageKey(id)
      if (!key || seen.has(key)) return []
      seen.add(key)
      return [{ by, id, key, partyOnly: true }]
    })
  return [
    ...named('recipient', recipients),
    ...named(
      'text',
      words.map((word) => readToken(word, secret, companyId)),
    ),
    ...ids('in-reply-to', mail.inReplyTo),
    ...ids('references', mail.references.toReversed()),
  ]
}

/**
 * By what a mail's id is looked up: itself, the domain in lower case. Trackers of Jira's kind change the end of the
 * id with each mail; what they share remains. Empty for an id that says nothing.
 */
export function messageKey(id: string): string {
  const bare = id.replace(/[\s<>]/g, '')
  const at = bare.lastIndexOf('@')
  if (!bare || at === 0) return ''
  const local = at < 0 ? bare : bare.slice(0, at)
  const jira = /^(JIRA\.\d+\.\d+)\.[\d.]+$/i.exec(local)?.[1]
  return at < 0 ? local : `${jira ?? local}@${bare.slice(at + 1).toLowerCase()}`
}

const prefixes =
  /^(?:\s*(?:re|aw|fwd?|wg|sv|vs|tr|rv|ref|antw|odp|回复|答复|转发|返信|転送|رد)(?:\[\d+\])?\s*[:：]\s*)+/i

/** The subject without Re, AW, Fwd and their like. */
export function subjectStem(subject: string): string {
  return subject.replace(prefixes, '').replace(/\s+/g, ' ').trim()
}

/** False if a reply bears another subject than its thread: perhaps a new matter. Ask then, do not decide. */
export function sameMatter(subject: string, threadSubject: string): boolean {
  const [a, b] = [subjectStem(subject).toLowerCase(), subjectStem(threadSubject).toLowerCase()]
  return a === b || a === ''
}
