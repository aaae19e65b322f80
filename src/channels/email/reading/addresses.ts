import { domainToASCII } from 'node:url'
import type { AddressObject, EmailAddress } from 'mailparser'
import { limits } from '../limits.ts'
import type { Mailbox } from '../parsed.ts'
import { withoutNul } from './charset.ts'

/** Text of a stranger on one line: no control characters, and none that turn the writing direction round. */
export function oneLine(text: string, length = 998): string {
  return withoutNul(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
    .slice(0, length)
}

/** The one spelling by which an address is known: the domain in ASCII and lower case. Undefined if it is none. */
export function canonical(address: string): string | undefined {
  const bare = oneLine(address)
    .replace(/^<|>$/g, '')
    .replace(/^mailto:|^@[^:]*:/i, '')
    .replace(/\s/g, '')
  const at = bare.lastIndexOf('@')
  if (at < 1 || at === bare.length - 1 || bare.length > 320) return undefined
  const domain = bare.slice(at + 1).toLowerCase()
  if (!/^(?:[^\s()<>,;:"'\\[\]@]+|\[[\da-f.:v]+\])$/i.test(domain)) return undefined
  if (!/^(?:"[^"]*"|[^\s()<>,;:"\\[\]]+)$/.test(bare.slice(0, at))) return undefined
  const ascii = domain.startsWith('[') ? domain : domainToASCII(domain.replace(/\.$/, ''))
  return `${bare.slice(0, at)}@${ascii || domain}`
}

/** All mailboxes of a header, groups opened, each address once, at most as many as a mail may have. */
export function mailboxes(value: unknown): Mailbox[] {
  const found = new Map<string, Mailbox>()
  const add = (entries: EmailAddress[]) => {
    for (const entry of entries) {
      if (entry.group) add(entry.group)
      const address = entry.address ? canonical(entry.address) : undefined
      if (!address || found.size >= limits.recipients) continue
      const key = address.toLowerCase()
      if (!found.has(key)) found.set(key, { name: oneLine(entry.name ?? '', 200), address })
    }
  }
  for (const each of [value].flat()) if (isAddresses(each)) add(each.value)
  return [...found.values()]
}

function isAddresses(value: unknown): value is AddressObject {
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value)
}

/** `Name <address>` as it stands in a header that the parser leaves as text, or in a forwarded block. */
export function mailboxIn(text: string): Mailbox | undefined {
  const found = /[<[(]\s*(?:mailto:)?([^\s<>[\]()"',;:]{1,128}@[^\s<>[\]()"',;:]{1,255})\s*[>\])]/.exec(text)
  const bare = found ?? /(?<![^\s"'*:])([^\s<>[\]()"',;:*]{1,128}@[^\s<>[\]()"',;:*]{1,255})/.exec(text)
  const address = bare ? canonical(bare[1]!) : undefined
  if (!address || !bare) return undefined
  return { name: oneLine(text.slice(0, bare.index).replace(/["'*]/g, ''), 200), address }
}

/** A header without its (nested (comments)), which may hide anything, addresses included. */
export function withoutComments(text: string): string {
  let depth = 0
  let out = ''
  for (const sign of text.slice(0, 10_000).replace(/\\./g, '')) {
    if (sign === '(') depth++
    else if (sign === ')') depth = Math.max(0, depth - 1)
    else if (depth === 0) out += sign
  }
  return out.replace(/<[^<>]*>/g, (address) => address.replace(/\s/g, ''))
}
